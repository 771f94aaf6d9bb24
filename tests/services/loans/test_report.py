"""What lending tells in the report, against a recount by hand."""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import MOST_ROWS, Span
from desk_app.services.loans.categories import categories
from desk_app.services.loans.tables import (
    CallRow,
    ExtensionRow,
    LoanLineRow,
    LoanRow,
    StockMovementRow,
)
from tests.services.loans.lending_desk import PHONE, Counter
from tests.services.report.recount import (
    BERLIN,
    SPANS,
    Recount,
    count,
    course,
    listed,
    section,
    values,
    whole_scans,
)

TODAY = date(2026, 11, 23)
TABLES = ("loans", "loan_lines", "loan_calls", "loan_items", "loan_stock_movements")
Pair = tuple[LoanRow, LoanLineRow]


class LoanRecount(Recount):
    """The rows of lending."""

    def pairs(self) -> Iterator[Pair]:
        loans = {one.id: one for one in self.rows(LoanRow)}
        return ((loans[one.loan], one) for one in self.rows(LoanLineRow))

    def lent(self) -> list[Pair]:
        return [pair for pair in self.pairs() if self.fell(pair[0].day) and pair[1].state != "void"]

    def out(self) -> list[LoanLineRow]:
        """Out when the period ended."""
        lived = (line for loan, line in self.pairs() if self.until(loan.day) and line.state != "void")
        return [one for one in lived if one.returned_at is None or not self.until(one.returned_at)]

    def overdue(self) -> list[LoanLineRow]:
        end = self.period.moments(self.zone)[1]
        return [one for one in self.out() if one.due < min(end, self.now)]

    def figures(self) -> dict[str, int]:
        return self._lent() | self._ended() | self._told() | self._now()

    def _lent(self) -> dict[str, int]:
        lent, loans = self.lent(), [one for one in self.rows(LoanRow) if self.fell(one.day)]
        return {
            "loans": len({loan.id for loan, _ in lent}),
            "lent": len(lent),
            "rain": count(one for one in loans if one.rain),
            "undone": count(1 for loan, line in self.pairs() if self.fell(loan.day) and line.state == "void"),
            "approvals": count(one for one in loans if one.approved_by),
            "reprints": count(one for one in loans if one.copies > 1),
            "deposits_taken": sum(line.deposit for _, line in lent),
        }

    def _ended(self) -> dict[str, int]:
        ended = [one for one in self.rows(LoanLineRow) if self.fell(one.returned_at)]
        back = [one for one in ended if one.state == "returned"]
        return {
            "returned": len(back),
            "late": count(one for one in back if one.returned_at is not None and one.returned_at > one.due),
            "damaged": count(one for one in back if one.condition == "damaged"),
            "lost": count(one for one in ended if one.state == "lost"),
            "deposits_refunded": sum(one.refunded for one in ended),
            "deposits_kept": sum(one.kept for one in ended),
            "fees": sum(one.fee for one in ended),
        }

    def _told(self) -> dict[str, int]:
        moved = [one for one in self.rows(StockMovementRow) if self.fell(one.at)]
        return {
            "handed_out": sum(-one.quantity for one in moved if one.step == "handed_out"),
            "extended": count(one for one in self.rows(ExtensionRow) if self.fell(one.at)),
            "calls": count(one for one in self.rows(CallRow) if self.fell(one.at)),
        }

    def _now(self) -> dict[str, int]:
        out = self.out()
        return {
            "out": len(out),
            "overdue": len(self.overdue()),
            "deposits_held": sum(one.deposit for one in out),
        }


@pytest.mark.parametrize(("span", "day"), SPANS)
def test_a_recount_by_hand_says_the_same(demo: Services, span: Span, day: date) -> None:
    by_hand, found = LoanRecount(demo, span, day), section(demo, "loans", span, day)
    assert values(found) == by_hand.figures()
    assert values(found)["lent"] and values(found)["out"]
    lent = by_hand.lent()
    assert course(found, "hours").points == by_hand.hours(loan.lent_at for loan, _ in lent)
    with demo.bench.database.read() as session:
        names = {one.id: f"{one.name} {one.english_name}".strip() for one in categories(session)}
    assert course(found, "categories").points == Tally(names[line.category] for _, line in lent)
    if span is Span.DAY:
        assert listed(found) == [len(by_hand.overdue()), values(found)["lost"]]
    else:
        time = course(found, "time")
        assert (time.axis, time.points) == by_hand.over_time(loan.day for loan, _ in lent)
        assert not found.listings


def test_a_day_without_records_is_all_zeros(counter: Counter) -> None:
    found = section(counter.desk, "loans", Span.DAY, TODAY - timedelta(days=400))
    assert set(values(found).values()) == {0} and listed(found) == [0, 0]


def test_lists_show_who_and_no_phone(counter: Counter) -> None:
    late = counter.lend(counter.umbrellas[0], company="云帆科技")
    lost = counter.lend(counter.chairs[0])
    counter.verbs.report_lost(counter.people.receptionist, lost.lines[0].id, "丢了", "100", "20")
    counter.clock.advance(days=3)
    overdue, _ = section(counter.desk, "loans", Span.DAY, TODAY + timedelta(days=3)).listings
    assert overdue.rows == ((late.number, "伞 001", "张伟明", "云帆科技", late.lines[0].due),)
    _, gone = section(counter.desk, "loans", Span.DAY, TODAY).listings
    assert gone.rows == ((lost.number, "轮椅 001", "张伟明", "", 10000, 2000),)
    assert PHONE not in repr((overdue.rows, gone.rows))


def test_a_long_list_says_how_many_more(counter: Counter) -> None:
    for item in counter.add(4, MOST_ROWS + 3, "充电宝"):
        counter.lend(item, borrower="张三", phone=f"1391234{item.id % 10000:04}", acknowledged=True)
    counter.clock.advance(days=3)
    overdue, _ = section(counter.desk, "loans", Span.DAY, TODAY + timedelta(days=3)).listings
    assert (len(overdue.rows), overdue.more) == (MOST_ROWS, 3)


def test_a_day_of_a_clock_change_has_all_its_hours(counter: Counter) -> None:
    """02:30 comes twice on 25 October 2026 in Berlin; half past midnight belongs to the day, the next is another."""
    counter.clock.zone = BERLIN
    moments = ((24, 22, 30), (25, 0, 30), (25, 1, 30), (25, 22, 30), (25, 23, 30))
    for item, (day, hour, minute) in zip((*counter.umbrellas, *counter.chairs), moments, strict=True):
        counter.clock.set(datetime(2026, 10, day, hour, minute, tzinfo=UTC))
        counter.take_back(counter.lend(item))
    found = section(counter.desk, "loans", Span.DAY, date(2026, 10, 25))
    assert (values(found)["lent"], values(found)["returned"]) == (4, 4)
    assert course(found, "hours").points == {"00": 1, "02": 2, "23": 1}


def test_a_day_is_looked_up_by_indexes(demo: Services) -> None:
    """What is out is read by the index of what is out."""
    for day in (date(2026, 11, 25), date(2026, 11, 18)):
        scans = whole_scans(demo, "loans", day, TABLES)
        assert [one for one in scans if "uq_loan_lines_out" not in one] == []
