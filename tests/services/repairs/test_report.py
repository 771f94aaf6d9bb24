"""The section of repairs, against a recount by hand."""

from __future__ import annotations

from collections import Counter as Tally
from datetime import UTC, date, datetime, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Period, Span
from desk_app.services.core.people import SYSTEM
from desk_app.services.directory.records import TRADE_NAMES, Trade
from desk_app.services.journal.work import Read
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import (
    CLOCK_NAMES,
    ORDER_KIND_NAMES,
    ClockKind,
    ClockTone,
    OrderKind,
    Urgency,
    View,
)
from desk_app.services.repairs.report import repair_report
from desk_app.services.repairs.service import Repairs
from desk_app.services.repairs.tables import OrderRow, PricedRow
from tests.fakes import FakeClock
from tests.services.repairs.repair_desk import LAMP, TUBE, RepairDesk
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
TARGETS = {"arrival": 950, "in_time": 950, "call_back": 1000, "satisfaction": 950}


def share(part: int, whole: int) -> int | None:
    return part * 1000 // whole if whole else None


class RepairRecount(Recount):
    """The rows of the ledger."""

    def figures(self) -> dict[str, int | None]:
        return self._taken_in() | self._done() | self._targets() | self._open()

    def own(self) -> list[OrderRow]:
        return [one for one in self.rows(OrderRow) if self.fell(one.day) and one.state != "joined"]

    def _taken_in(self) -> dict[str, int | None]:
        own = self.own()
        all_rows = [one for one in self.rows(OrderRow) if self.fell(one.day)]
        kinds = [one.kind for one in own]
        return {
            "taken_in": len(own),
            **{kind.value: kinds.count(kind.value) for kind in OrderKind},
            "emergencies": count(one for one in own if one.urgency == "emergency"),
            "serious": count(one for one in own if one.serious),
            "rework": count(one for one in own if one.rework_of is not None),
            "repeats": count(one for one in all_rows if one.joined_to is not None),
            "missed": count(one for one in own if one.missed),
            "reprints": count(one for one in all_rows if one.copies > 1),
        }

    def _done(self) -> dict[str, int | None]:
        rows = self.rows(OrderRow)
        called = [one for one in rows if self.fell(one.called_back_at)]
        agreed = [one for one in rows if self.fell(one.price_confirmed_at) and one.paid]
        ids = {one.id for one in agreed}
        lines = sum(one.quantity * one.fen for one in self.rows(PricedRow) if one.order in ids)
        return {
            "done": count(one for one in rows if self.fell(one.done_at)),
            "called_back": len(called),
            "dissatisfied": count(one for one in called if one.satisfied is False),
            "prices": lines + sum(one.surcharge for one in agreed),
        }

    def _targets(self) -> dict[str, int | None]:
        own = self.own()
        late = {one.id for one in own if "arrival" in one.missed.split()}
        there = {one.id for one in own if one.arrived_at is not None}
        called = count(one for one in own if one.called_back_at is not None)
        return {
            "arrival": share(len(there - late), len(there | late)),
            "in_time": share(count(one for one in own if not one.missed), len(own)),
            "call_back": share(called, count(one for one in own if one.done_at is not None)),
            "satisfaction": share(count(one for one in own if one.satisfied), called),
        }

    def _open(self) -> dict[str, int | None]:
        shown = self.desk.get(RepairQueries).orders(SYSTEM, View.OPEN, self.today)
        here = [one for one in shown if self.until(one.received_at)]
        states = [one.state.value for one in here]
        late = (one for one in here if any(clock.tone is ClockTone.MISSED for clock in one.clocks))
        return {
            "open": len(here),
            "overdue": count(late),
            "to_dispatch": states.count("received"),
            "on_hold": states.count("on_hold"),
            "to_call_back": states.count("done"),
        }


@pytest.mark.parametrize(("span", "day"), SPANS)
def test_every_figure_equals_a_recount(demo: Services, span: Span, day: date) -> None:
    by_hand = RepairRecount(demo, span, day)
    found = section(demo, "repairs", span, day)
    assert values(found) == by_hand.figures()
    assert {one.key: one.target for one in found.figures if one.target is not None} == TARGETS
    own = by_hand.own()
    assert course(found, "hours").points == by_hand.hours(one.received_at for one in own)
    assert course(found, "kinds").points == Tally(ORDER_KIND_NAMES[OrderKind(one.kind)] for one in own)
    trades = Tally(TRADE_NAMES[Trade(one.trade)] for one in own if one.trade)
    assert course(found, "trades").points == trades
    missed = Tally(CLOCK_NAMES[ClockKind(kind)] for one in own for kind in one.missed.split())
    assert course(found, "missed").points == missed
    if span is not Span.DAY:
        told = course(found, "time")
        assert (told.axis, told.points) == by_hand.over_time(one.day for one in own)
        assert found.listings == ()


@pytest.mark.parametrize("day", [one for span, one in SPANS if span is Span.DAY])
def test_the_lists_of_a_day_are_as_long_as_its_figures(demo: Services, day: date) -> None:
    found = section(demo, "repairs", Span.DAY, day)
    figures = values(found)
    assert listed(found) == [figures[key] for key in ("overdue", "on_hold", "to_call_back")]


def test_a_day_without_records_has_nothing_to_measure(ledger: RepairDesk) -> None:
    for day in (TODAY, date(2001, 2, 3)):
        for span in Span:
            found = values(section(ledger.desk, "repairs", span, day))
            assert {found.pop(key) for key in TARGETS} == {None}
            assert set(found.values()) == {0}


def test_what_happens_at_the_desk(ledger: RepairDesk) -> None:
    first = ledger.take_in(urgency=Urgency.EMERGENCY)
    ledger.take_in(join=first.id)
    ledger.hold(ledger.take_in(unit="2302"), 3)
    ledger.complaint(serious=True)
    ledger.take_in(unit="2401", paid=True, prices=(LAMP, TUBE), price_confirmed=True)
    ledger.finished(area="大堂", unit="")
    ledger.call_back(ledger.finished(area="车库", unit=""), "仍漏水")
    ledger.clock.advance(minutes=25)
    found = values(section(ledger.desk, "repairs", Span.DAY, TODAY))
    said = {key: n for key, n in found.items() if n}
    assert said == {
        "taken_in": 7, "repair": 6, "complaint": 1, "emergencies": 1, "serious": 1, "rework": 1, "repeats": 1,
        "done": 2, "called_back": 1, "dissatisfied": 1, "prices": 11_110, "arrival": 1000, "in_time": 1000,
        "call_back": 500, "open": 7, "overdue": 4, "to_dispatch": 4, "on_hold": 1, "to_call_back": 1,
    }  # fmt: skip


def test_a_report_of_yesterday_that_is_done_today_is_work_of_today(ledger: RepairDesk) -> None:
    order = ledger.on_site()
    ledger.clock.advance(days=1)
    ledger.done(order)
    days = [values(section(ledger.desk, "repairs", Span.DAY, TODAY + timedelta(days=n))) for n in (0, 1)]
    assert [(one["taken_in"], one["done"], one["to_call_back"]) for one in days] == [(1, 0, 1), (0, 1, 1)]


def test_a_price_counts_on_the_day_the_customer_agreed(ledger: RepairDesk) -> None:
    order = ledger.take_in(paid=True, prices=(LAMP, TUBE))
    ledger.clock.advance(days=1)
    ledger.desk.get(Repairs).price(ledger.clerk, order.id, (LAMP, TUBE), True)
    days = [values(section(ledger.desk, "repairs", Span.DAY, TODAY + timedelta(days=n))) for n in (0, 1)]
    assert [(one["taken_in"], one["prices"]) for one in days] == [(1, 0), (0, 11_110)]


def test_the_longer_day_of_a_clock_change_has_all_its_hours(ledger: RepairDesk, clock: FakeClock) -> None:
    clock.zone = BERLIN
    # 0:30, 2:30 in summer time, 2:30 in winter time and 23:30, then 0:30 of the next day.
    for at in (22.5, 24.5, 25.5, 46.5, 47.5):
        clock.set(datetime(2027, 10, 30, tzinfo=UTC) + timedelta(hours=at))
        ledger.finished()
    found = section(ledger.desk, "repairs", Span.DAY, date(2027, 10, 31))
    assert (values(found)["taken_in"], values(found)["done"], values(found)["open"]) == (4, 4, 4)
    assert course(found, "hours").points == {"00": 1, "02": 2, "23": 1}
    assert values(section(ledger.desk, "repairs", Span.DAY, date(2027, 11, 1)))["done"] == 1


def test_what_is_entered_once_the_day_is_closed_is_late(ledger: RepairDesk) -> None:
    ledger.take_in()
    closed = ledger.clock.now() + timedelta(hours=1)
    ledger.clock.advance(hours=2)
    ledger.take_in(unit="2302")
    bench = ledger.desk.bench
    with bench.database.read() as session:
        read = Read(bench, session, ledger.clerk, ledger.clock.now())
        assert repair_report(read, Period(TODAY, TODAY, closed_at=closed)).late == 1


def test_no_table_is_read_whole_for_a_day(ledger: RepairDesk) -> None:
    assert whole_scans(ledger.desk, "repairs", TODAY, ("repairs", "repair_prices")) == []
