"""Lending: what goes out, to whom, and what is kept about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import InvalidInput, NotFound
from desk_app.services.core.findings import Weight
from desk_app.services.directory.records import TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.journal.tables import EventRow
from desk_app.services.loans.records import CategoryDraft, LineDraft, LoanDraft, SuspensionDraft
from desk_app.services.loans.standard import UMBRELLA
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.loans.terms import ItemState, LineState
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.blobs.test_pictures import picture
from tests.services.loans.lending_desk import OTHER, PHONE, Counter, Refused


@pytest.fixture
def counter(desk: Services, people: People, clock: FakeClock) -> Counter:
    return Counter(desk, people, clock)


# Lending


def test_an_umbrella_goes_out_with_number_code_and_due_time(counter: Counter) -> None:
    umbrella = counter.umbrellas[0]
    loan = counter.lend(umbrella, company="来客公司", remark="  雨大 ")
    assert (loan.borrower, loan.phone, loan.company, loan.remark) == ("张伟明", PHONE, "来客公司", "雨大")
    assert loan.number.endswith("-001") and loan.lent_by == counter.people.receptionist.staff_id
    assert loan.code != umbrella.tag and len(loan.code) in (8, 10, 12)
    (line,) = loan.lines
    assert (line.item_name, line.tag, line.state, line.deposit) == (
        umbrella.name,
        umbrella.tag,
        LineState.OUT,
        0,
    )
    assert line.due.astimezone(counter.clock.zone) == datetime(2026, 11, 24, 18, 0, tzinfo=counter.clock.zone)
    now = counter.item(umbrella)
    assert (now.state, now.loan, now.line, now.since) == (
        ItemState.LENT,
        loan.id,
        line.id,
        counter.clock.now(),
    )


def test_several_items_each_with_its_deposit_and_time(counter: Counter) -> None:
    noon = datetime(2026, 11, 23, 12, 0, tzinfo=counter.clock.zone)
    loan = counter.lend(
        counter.umbrellas[0], LineDraft(counter.chairs[0].id, "20.50", noon), counter.trolleys[0]
    )
    assert [line.deposit for line in loan.lines] == [0, 2050, 5000]
    assert loan.lines[1].due == noon.astimezone(UTC)
    assert loan.deposit == 7050 and counter.book() == (7050, 7050)
    assert loan.due == noon.astimezone(UTC)


def test_a_form_saved_twice_lends_once(counter: Counter) -> None:
    draft = counter.draft(counter.chairs[0], request="form-1")
    first = counter.verbs.lend(counter.people.receptionist, draft)
    before = counter.events()
    again = counter.verbs.lend(counter.people.receptionist, replace(draft))
    assert again.result.id == first.result.id and not again.touched
    assert counter.events() == before and counter.book() == (10000, 10000)
    due = counter.clock.now() + timedelta(days=2)
    for other in (
        replace(draft, phone=OTHER),
        replace(draft, borrower="李娜"),
        counter.draft(counter.chairs[1], request="form-1"),
        counter.draft(LineDraft(counter.chairs[0].id, deposit="0"), request="form-1"),
        counter.draft(LineDraft(counter.chairs[0].id, due=due), request="form-1"),
    ):
        assert list(counter.problems(other)) == ["request"]


def test_nobody_borrows_nothing(counter: Counter) -> None:
    assert set(counter.problems(LoanDraft(()))) == {"lines", "borrower", "phone"}
    assert set(counter.problems(counter.draft(counter.umbrellas[0], phone=""))) == {"phone"}
    assert set(counter.problems(counter.draft(counter.umbrellas[0], borrower=" "))) == {"borrower"}
    assert set(counter.problems(counter.draft(counter.umbrellas[0], borrower="张", phone="1381234567"))) == {
        "borrower",
        "phone",
    }


@pytest.mark.parametrize("typed", ["1e9", "-1", "−1", "五十", "20.005", "1_000", "NaN", "1000000000", "١٢x"])
def test_a_deposit_is_an_amount(counter: Counter, typed: str) -> None:
    assert list(counter.problems(counter.draft(LineDraft(counter.chairs[0].id, typed)))) == [
        "lines.0.deposit"
    ]
    assert counter.book() == (0, 0)


def test_a_due_time_lies_ahead(counter: Counter) -> None:
    now = counter.clock.now()
    for due in (now, now - timedelta(minutes=1), now + timedelta(days=366)):
        draft = counter.draft(counter.umbrellas[0], LineDraft(counter.chairs[0].id, due=due))
        assert list(counter.problems(draft)) == ["lines.1.due"]
    counter.lend(LineDraft(counter.chairs[0].id, due=now + timedelta(milliseconds=1)))


def test_what_cannot_be_lent_says_why(counter: Counter) -> None:
    lent, damaged, lost = counter.umbrellas
    retired = counter.trolleys[0]
    counter.lend(lent, phone=OTHER)
    stock, clerk = counter.desk.get(Stock), counter.people.receptionist
    stock.damage(clerk, damaged.id, "伞骨断了")
    stock.miss(clerk, lost.id, "盘点不见")
    stock.retire(counter.people.supervisor, retired.id, "轮子坏了")
    said = counter.problems(
        counter.draft(lent, damaged, lost, retired, LineDraft(4711), counter.chairs[0], counter.chairs[0])
    )
    assert list(said) == [f"lines.{at}.item" for at in (0, 1, 2, 3, 4, 6)]
    assert len(set(said.values())) == 6
    assert counter.item(counter.chairs[0]).state is ItemState.AVAILABLE


def test_too_many_lines_are_a_second_loan(counter: Counter) -> None:
    more = counter.add(UMBRELLA, 21, "大伞")
    assert set(counter.problems(counter.draft(*more))) == {"lines"}


def test_rain_mode_wants_the_phone_alone_and_lends_what_it_is_for(counter: Counter) -> None:
    loan = counter.lend(counter.umbrellas[0], borrower="", rain=True)
    assert loan.rain and loan.borrower == ""
    assert list(counter.problems(counter.draft(counter.umbrellas[1], phone="5678", rain=True))) == ["phone"]
    assert list(counter.problems(counter.draft(counter.umbrellas[1], phone="", rain=True))) == ["phone"]
    said = counter.problems(counter.draft(counter.trolleys[0], phone=OTHER, rain=True))
    assert list(said) == ["lines.0.item"] and "rain mode" in said["lines.0.item"]


def test_a_tenant_by_its_id_or_its_name(counter: Counter) -> None:
    directory, boss = counter.desk.get(Directory), counter.people.supervisor
    tenant_id = directory.add_tenant(boss, TenantDraft("云帆科技有限公司", "云帆科技")).result
    chosen = counter.lend(counter.umbrellas[0], tenant=tenant_id)
    typed = counter.lend(counter.umbrellas[1], phone=OTHER, company="云帆科技")
    assert (chosen.tenant, chosen.company) == (typed.tenant, typed.company) == (tenant_id, "云帆科技有限公司")
    assert list(counter.problems(counter.draft(counter.umbrellas[2], tenant=4711))) == ["company"]
    assert list(counter.problems(counter.draft(counter.umbrellas[2], visit=4711))) == ["visit"]


# What the supervisor decides


def test_one_umbrella_a_person(counter: Counter) -> None:
    (two,) = counter.unsettled(counter.draft(*counter.umbrellas[:2]))
    assert two.weight is Weight.APPROVAL and (two.values["most"], two.values["n"]) == (1, 2)
    first = counter.lend(counter.umbrellas[0])
    (again,) = counter.unsettled(counter.draft(counter.umbrellas[1], borrower="别人"))
    assert again.record == first.id
    assert counter.item(counter.umbrellas[1]).state is ItemState.AVAILABLE
    counter.lend(counter.umbrellas[1], phone=OTHER)
    counter.lend(counter.chairs[0])


def test_whoever_is_suspended_or_overdue_borrows_with_the_supervisor_alone(counter: Counter) -> None:
    boss = counter.people.supervisor
    late = counter.lend(counter.chairs[0])
    counter.clock.advance(hours=30)
    counter.desk.get(Suspensions).suspend(boss, SuspensionDraft(PHONE, "张伟明", "屡次不还"))
    draft = counter.draft(counter.umbrellas[0], waiver="下不为例")
    found = counter.unsettled(draft)
    assert [one.weight for one in found] == [Weight.APPROVAL] * 2
    assert (found[0].field, found[1].record, found[1].values["n"]) == ("phone", late.id, 1)
    with Refused(counter, Exception):
        counter.verbs.lend(boss, replace(draft, waiver="  "))
    loan = counter.verbs.lend(boss, draft).result
    assert (loan.approved_by, loan.waiver, loan.suspended) == (boss.staff_id, "下不为例", True)


def test_a_waiver_that_nothing_needs_is_not_kept(counter: Counter) -> None:
    loan = counter.verbs.lend(
        counter.people.supervisor, counter.draft(counter.umbrellas[0], waiver="随便")
    ).result
    assert (loan.approved_by, loan.waiver) == (0, "")


def test_findings_while_typing_tell_advice_and_low_stock(counter: Counter) -> None:
    clerk = counter.people.receptionist
    found = counter.ask.findings(clerk, counter.draft(counter.umbrellas[0], counter.trolleys[0], phone="138"))
    assert [one.weight for one in found] == [Weight.WARNING] * 2
    low, advice = found
    assert low.values["n"] == 2 and "50 kg" in str(advice.values["advice"])
    counter.lend(counter.umbrellas[0], counter.trolleys[0])
    found = counter.ask.findings(clerk, counter.draft(counter.umbrellas[1]))
    assert [one.weight for one in found] == [Weight.APPROVAL, Weight.WARNING]
    assert counter.ask.findings(clerk, LoanDraft((LineDraft(4711),))) == ()


# Around a loan


def test_calls_are_about_what_is_missing(counter: Counter) -> None:
    clerk = counter.people.receptionist
    loan = counter.lend(counter.umbrellas[0])
    called = counter.verbs.note_call(clerk, loan.id, True, "明早送回").result
    assert called.called_at == counter.clock.now()
    (call,) = counter.ask.card(clerk, loan.id).calls
    assert (call.reached, call.words, call.by) == (True, "明早送回", clerk.staff_id)
    with Refused(counter, InvalidInput):
        counter.verbs.note_call(clerk, loan.id, True, "长" * 501)
    counter.take_back(loan)
    with Refused(counter):
        counter.verbs.note_call(clerk, loan.id, True, "")


def test_the_borrower_is_corrected_and_nothing_else(counter: Counter) -> None:
    clerk = counter.people.receptionist
    loan = counter.lend(counter.chairs[0])
    mended = counter.verbs.correct(
        clerk, loan.id, LoanDraft((), "李建国", OTHER, company="新公司", unit="1203", remark="改正")
    ).result
    assert (mended.borrower, mended.phone, mended.company, mended.unit) == ("李建国", OTHER, "新公司", "1203")
    assert mended.lines == loan.lines and counter.book() == (10000, 10000)
    assert [one.phone for one in counter.ask.by_tail(clerk, "5679")] == [OTHER]
    assert counter.ask.by_tail(clerk, "5678") == []
    with Refused(counter, InvalidInput):
        counter.verbs.correct(clerk, loan.id, LoanDraft((), "", OTHER))
    rain = counter.lend(counter.umbrellas[0], rain=True)
    assert counter.verbs.correct(clerk, rain.id, LoanDraft((), "", PHONE)).result.borrower == ""


def test_a_signature_and_the_copies_of_a_receipt(counter: Counter) -> None:
    clerk = counter.people.receptionist
    loan = counter.lend(counter.umbrellas[0])
    assert counter.verbs.sign(clerk, loan.id, picture()).result.signed
    assert (counter.ask.card(clerk, loan.id).signature or b"").startswith(b"\xff\xd8")
    with Refused(counter, InvalidInput):
        counter.verbs.sign(clerk, loan.id, b"nothing")
    signed = counter.lend(counter.chairs[0], signature=picture())
    assert signed.signed
    assert list(counter.problems(counter.draft(counter.trolleys[0], signature=b"x"))) == ["signature"]
    assert [counter.verbs.print_receipt(clerk, loan.id).result.copies for _ in range(2)] == [1, 2]


def test_what_is_not_on_record(counter: Counter) -> None:
    clerk = counter.people.receptionist
    for step in (
        lambda: counter.verbs.undo_lend(clerk, 4711),
        lambda: counter.verbs.print_receipt(clerk, 4711),
        lambda: counter.verbs.undo_take_back(clerk, 4711),
        lambda: counter.verbs.find_again(clerk, 4711, "找到", ""),
        lambda: counter.ask.card(clerk, 4711),
    ):
        with Refused(counter, NotFound):
            step()


def test_a_category_of_the_buildings_own_rules(counter: Counter) -> None:
    counter.desk.get(Stock).save_category(
        counter.people.supervisor,
        UMBRELLA,
        CategoryDraft("爱心伞", days=3, deposit="20", per_person=0, rain=True),
    )
    loan = counter.lend(*counter.umbrellas)
    assert [line.deposit for line in loan.lines] == [2000] * 3
    assert loan.lines[0].due.astimezone(counter.clock.zone).date() == datetime(2026, 11, 26).date()


def test_events_keep_people_in_the_private_part(counter: Counter) -> None:
    clerk = counter.people.receptionist
    loan = counter.lend(counter.chairs[0], company="来客公司", remark="急用", borrower="张伟明")
    counter.verbs.extend(clerk, loan.lines[0].id, loan.lines[0].due + timedelta(days=1), "张伟明说的")
    counter.verbs.note_call(clerk, loan.id, True, "张伟明接的")
    counter.take_back(loan, returned_by="李四", keep="1", keep_reason="张伟明弄脏")
    other = counter.lend(counter.chairs[1])
    counter.verbs.report_lost(clerk, other.lines[0].id, "张伟明弄丢", "100", "")
    counter.verbs.find_again(clerk, counter.chairs[1].id, "张伟明找到", "100")
    counter.verbs.correct(clerk, other.id, counter.draft())
    with counter.desk.bench.database.read() as session:
        rows = session.scalars(select(EventRow).where(EventRow.kind.like("loan%"))).all()
        said = " ".join(str(row.payload) for row in rows)
    assert len(rows) > 10
    for personal in ("张伟明", PHONE, "李四", "来客公司", "急用"):
        assert personal not in said and personal.encode("unicode_escape").decode() not in said
