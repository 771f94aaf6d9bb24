"""What two sections tell of one thing is the same: on every day of a demo, after slips, and on days apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Period, Section, Span, Unit, disagreements
from desk_app.services.core.people import SYSTEM
from desk_app.services.drawer.service import Drawer
from desk_app.services.journal.work import Read
from desk_app.services.loans.records import LineDraft, Loan
from desk_app.services.loans.terms import Condition
from desk_app.services.mail.outgoing import OutgoingMail
from desk_app.services.mail.records import MailKind, OutgoingDraft
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.loans.conftest import counter
from tests.services.loans.lending_desk import Counter

__all__ = ["counter"]
TODAY = date(2026, 11, 23)
CASH_IN = ("deposits_taken", "fees", "postage_cash", "put_in", "difference")
CASH_OUT = ("deposits_refunded", "given_back", "handed_over")


def sections(desk: Services, period: Period) -> Sequence[Section]:
    bench = desk.bench
    with bench.database.read() as session:
        read = Read(bench, session, SYSTEM, bench.clock.now())
        return [ask(read, period) for ask in bench.reports]


def drawer_of(desk: Services, day: date) -> dict[str, int]:
    """The drawer's figures of a day on which all sections agree."""
    return said(desk, day, "drawer")


def said(desk: Services, day: date, feature: str) -> dict[str, int]:
    told = sections(desk, Period.of(Span.DAY, day))
    assert disagreements(told) == []
    section = next(one for one in told if one.feature == feature)
    return {one.key: one.value or 0 for one in section.figures if one.unit is Unit.FEN}


def cash_adds_up(before: dict[str, int], after: dict[str, int]) -> bool:
    """Whether the cash of a day is that of the day before and what moved."""
    moved = sum(after[one] for one in CASH_IN) - sum(after[one] for one in CASH_OUT)
    return before["cash"] + moved == after["cash"]


def held_adds_up(before: dict[str, int], after: dict[str, int]) -> bool:
    left = after["deposits_refunded"] + after["deposits_kept"]
    return before["deposits_held"] + after["deposits_taken"] - left == after["deposits_held"]


def test_every_day_month_and_year_of_the_demo_agrees(demo: Services) -> None:
    today = demo.bench.clock.now().astimezone(demo.bench.clock.zone).date()
    days = [today - timedelta(days=n) for n in range(18, -1, -1)]
    told = [drawer_of(demo, day) for day in days]
    pairs = list(pairwise(told))
    assert all(cash_adds_up(*pair) for pair in pairs) and all(held_adds_up(*pair) for pair in pairs)
    assert all(sum(one[key] for one in told) for key in ("deposits_taken", "deposits_refunded"))
    for span in (Span.MONTH, Span.YEAR):
        assert disagreements(sections(demo, Period.of(span, today))) == []


def test_ledgers_are_told_from_two_sides(demo: Services) -> None:
    told = sections(demo, Period.of(Span.DAY, TODAY))
    sides: dict[str, set[str]] = {}
    for section in told:
        for figure in section.figures:
            if figure.ledger:
                sides.setdefault(figure.ledger, set()).add(section.feature)
    for ledger in ("deposits_taken", "deposits_refunded", "deposits_kept", "fees", "deposits_held"):
        assert sides[ledger] == {"drawer", "loans"}
    assert "drawer" in sides["postage_cash"]


def test_what_comes_back_on_a_later_day_is_refunded_on_that_day(counter: Counter) -> None:
    loan = counter.lend(LineDraft(counter.chairs[0].id), LineDraft(counter.trolleys[0].id, deposit="100"))
    counter.clock.advance(days=2)
    counter.take_back(
        loan, 0, condition=Condition.DAMAGED, keep="30", keep_reason="扶手断裂", fee="20", remark="断了"
    )
    counter.clock.advance(days=1)
    counter.take_back(loan, 1)
    days = [drawer_of(counter.desk, TODAY + timedelta(days=n)) for n in range(4)]
    assert [one["deposits_taken"] for one in days] == [20000, 0, 0, 0]
    assert [one["deposits_refunded"] for one in days] == [0, 0, 7000, 10000]
    assert [one["deposits_kept"] for one in days] == [0, 0, 3000, 0]
    assert [one["fees"] for one in days] == [0, 0, 2000, 0]
    assert [one["deposits_held"] for one in days] == [20000, 20000, 10000, 0]
    assert [one["cash"] for one in days] == [20000, 20000, 15000, 5000]


def test_what_is_given_back_later_is_no_refund_of_a_return(counter: Counter) -> None:
    loan = counter.lend(counter.chairs[0])
    counter.verbs.report_lost(counter.people.receptionist, loan.lines[0].id, "丢在地铁", "100", "50")
    counter.clock.advance(days=1)
    counter.verbs.refund(counter.people.supervisor, loan.lines[0].id, "40", "客户投诉后协商", "one")
    counter.clock.advance(days=1)
    counter.verbs.find_again(counter.people.receptionist, counter.chairs[0].id, "地铁送回", "60")
    days = [drawer_of(counter.desk, TODAY + timedelta(days=n)) for n in range(3)]
    assert [one["given_back"] for one in days] == [0, 4000, 6000]
    assert [one["deposits_refunded"] for one in days] == [0, 0, 0]
    assert [one["deposits_kept"] for one in days] == [10000, 0, 0]
    assert all(cash_adds_up(*pair) for pair in pairwise(days))


def test_slips_count_nowhere(counter: Counter) -> None:
    undone = counter.lend(counter.chairs[0])
    counter.verbs.undo_lend(counter.people.receptionist, undone.id)
    loan = counter.lend(counter.chairs[0], counter.trolleys[0])
    again(counter, loan, keep="10", keep_reason="少了脚垫")
    again(counter, loan, condition=Condition.DAMAGED, fee="5", remark="刮花")
    money = drawer_of(counter.desk, TODAY)
    assert (money["deposits_taken"], money["deposits_refunded"], money["fees"]) == (15000, 0, 0)
    assert money["deposits_held"] == money["cash"] == 15000
    counter.take_back(loan, 0)
    money = drawer_of(counter.desk, TODAY)
    assert (money["deposits_refunded"], money["deposits_kept"], money["deposits_held"]) == (10000, 0, 5000)


def again(counter: Counter, loan: Loan, **how: object) -> None:
    """Taken back by a slip, which is undone at once."""
    counter.take_back(loan, 0, **how)
    counter.verbs.undo_take_back(counter.people.receptionist, loan.lines[0].id)


@pytest.fixture
def before_midnight(counter: Counter) -> Counter:
    """Two minutes before a day ends; a chair is out since the day before."""
    counter.clock.advance(hours=14, minutes=58)
    return counter


def test_a_loan_undone_after_midnight_was_never_lent(before_midnight: Counter) -> None:
    counter = before_midnight
    loan = counter.lend(counter.chairs[0])
    assert drawer_of(counter.desk, TODAY)["deposits_held"] == 10000
    counter.clock.advance(minutes=5)
    counter.verbs.undo_lend(counter.people.receptionist, loan.id)
    days = [drawer_of(counter.desk, TODAY + timedelta(days=n)) for n in range(2)]
    assert [one["deposits_taken"] for one in days] == [0, 0]
    assert [one["cash"] for one in days] == [one["deposits_held"] for one in days] == [0, 0]


def test_a_return_undone_after_midnight_was_none(before_midnight: Counter) -> None:
    """Also when the drawer was counted between."""
    counter = before_midnight
    loan = counter.lend(counter.chairs[0])
    counter.take_back(loan, 0, keep="10", keep_reason="少了脚垫", fee="5", remark="补脚垫")
    counter.desk.get(Drawer).count(counter.people.receptionist, "15", "", "count")
    counter.clock.advance(minutes=5)
    counter.verbs.undo_take_back(counter.people.receptionist, loan.lines[0].id)
    days = [drawer_of(counter.desk, TODAY + timedelta(days=n)) for n in range(2)]
    assert [one["deposits_refunded"] for one in days] == [0, 0]
    assert [one["deposits_held"] for one in days] == [one["cash"] for one in days] == [10000, 10000]
    counter.take_back(loan, 0)
    days = [drawer_of(counter.desk, TODAY + timedelta(days=n)) for n in range(2)]
    assert [one["deposits_refunded"] for one in days] == [0, 10000]
    assert [one["deposits_held"] for one in days] == [10000, 0]


def test_a_correction_of_the_borrower_moves_no_money(counter: Counter) -> None:
    loan = counter.lend(counter.chairs[0])
    before = drawer_of(counter.desk, TODAY)
    counter.clock.advance(days=1)
    corrected = counter.draft(counter.chairs[0], borrower="张伟", company="云帆科技")
    counter.verbs.correct(counter.people.receptionist, loan.id, corrected)
    assert drawer_of(counter.desk, TODAY) == before
    assert drawer_of(counter.desk, TODAY + timedelta(days=1))["deposits_held"] == 10000


def test_postage_taken_back_counts_on_its_own_day(desk: Services, people: People, clock: FakeClock) -> None:
    mail = desk.get(OutgoingMail)
    draft = OutgoingDraft(
        MailKind.EXPRESS, "顺丰", sender="张伟明", phone="13812345678", destination="上海", postage="12"
    )
    first, slip = (mail.post(people.receptionist, draft).result for _ in range(2))
    mail.void(people.receptionist, slip.id, "重复登记")
    clock.advance(days=1)
    mail.void(people.receptionist, first.id, "客户取消")
    days = [drawer_of(desk, TODAY + timedelta(days=n)) for n in range(2)]
    assert [one["postage_cash"] for one in days] == [1200, -1200]
    assert [one["cash"] for one in days] == [1200, 0]
