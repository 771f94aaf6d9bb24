"""What the section of repairs draws and lists: busy hours, kinds, trades; what is overdue, on hold, to call back."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select

from desk_app.services.core.figures import (
    MOST_ROWS,
    Axis,
    Cell,
    Course,
    Figure,
    Heading,
    Listing,
    Period,
    counts_of,
)
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import TRADE_NAMES, Trade
from desk_app.services.journal.periods import by_hour, by_time, counted_by, end_of, on_days, parts
from desk_app.services.journal.work import Read
from desk_app.services.repairs.clocks import times_of
from desk_app.services.repairs.mapping import clocks_of
from desk_app.services.repairs.records import (
    CLOCK_NAMES,
    ORDER_KIND_NAMES,
    ClockKind,
    ClockTone,
    Countdown,
    OrderKind,
    OrderState,
)
from desk_app.services.repairs.tables import OrderRow

S = OrderState
OWN = OrderRow.state != S.JOINED.value
"""An order of its own, not the repeat of another."""
_NUMBER = Heading(N_("Number"), width=34)
_WHERE = Heading(N_("Where", "repair paper"), width=40)


def open_then(read: Read, period: Period) -> tuple[ColumnElement[bool], ...]:
    """What is not closed of what came until then; the first condition is the index's own."""
    end = end_of(read, period)
    return OrderRow.closed_at.is_(None), OrderRow.received_at < end


def overdue(read: Read, period: Period) -> list[tuple[OrderRow, Countdown]]:
    """Open orders with their most pressing clock, where it is missed. Clocks are no column: the open are read whole."""
    times = times_of(read.bench)
    found = []
    for row in read.session.scalars(select(OrderRow).where(*open_then(read, period))):
        first = next(iter(clocks_of(row, read.now, times)), None)
        if first is not None and first.tone is ClockTone.MISSED:
            found.append((row, first))
    return sorted(found, key=lambda one: (one[1].due, one[0].id))


def courses(read: Read, period: Period) -> tuple[Course, ...]:
    """When people report, how much when, which kinds and trades, which clocks were missed."""
    here = on_days(OrderRow.day, period), OWN
    found = [
        Course(
            "hours", N_("Reports by hour", "report"), Axis.HOURS, by_hour(read, OrderRow.received_at, *here)
        )
    ]
    if not period.one_day:
        axis, points = by_time(read, OrderRow.day, period, OWN)
        found.append(Course("time", N_("Reports over time", "report"), axis, points))
    kinds = counted_by(read, OrderRow.kind, *here)
    trades = counted_by(read, OrderRow.trade, *here, OrderRow.trade != "")
    missed = parts(read, {one.value: func.instr(OrderRow.missed, one.value) > 0 for one in ClockKind}, *here)
    names: tuple[tuple[str, Message, dict[str, int]], ...] = (
        (
            "kinds",
            N_("Reports by kind", "report"),
            {ORDER_KIND_NAMES[OrderKind(k)]: n for k, n in kinds.items()},
        ),
        ("trades", N_("Reports by trade", "report"), {TRADE_NAMES[Trade(k)]: n for k, n in trades.items()}),
        (
            "missed",
            N_("Clocks missed", "report"),
            {CLOCK_NAMES[ClockKind(k)]: n for k, n in missed.items() if n},
        ),
    )
    for key, label, points in names:
        found.append(Course.named(key, label, points.items()))
    return tuple(found)


def listings(
    read: Read, period: Period, late: list[tuple[OrderRow, Countdown]], figures: tuple[Figure, ...]
) -> tuple[Listing, ...]:
    """What a supervisor should look at."""
    count = counts_of(figures)
    pressing: list[tuple[Cell, ...]] = [
        (row.number, ORDER_KIND_NAMES[OrderKind(row.kind)], _where(row), CLOCK_NAMES[first.kind], first.due)
        for row, first in late
    ]
    headings = (
        _NUMBER,
        Heading(N_("Kind", "repair paper"), width=24),
        _WHERE,
        Heading(N_("Clock", "repairs tab"), width=40),
        Heading(N_("Ran out", "report"), "moment", 38),
    )
    held = (
        Heading(N_("On hold because", "repair paper"), width=70),
        Heading(N_("Until", "repair paper"), "moment", 32),
    )
    done = Heading(N_("Trade", "repairs tab"), width=60), Heading(N_("Done", "repair paper"), "moment", 42)
    return (
        Listing.first_of(N_("Reports with a missed clock running", "report"), headings, pressing),
        Listing.first_of(
            N_("Reports on hold", "report"),
            (_NUMBER, _WHERE, *held),
            [(row.number, _where(row), row.hold_why, row.hold_until) for row in _in(read, period, S.ON_HOLD)],
            of=count["on_hold"],
        ),
        Listing.first_of(
            N_("To be called back", "report"),
            (_NUMBER, _WHERE, *done),
            [(row.number, _where(row), _trade(row), row.done_at) for row in _in(read, period, S.DONE)],
            of=count["to_call_back"],
        ),
    )


def _in(read: Read, period: Period, state: OrderState) -> list[OrderRow]:
    wanted = select(OrderRow).where(*open_then(read, period), OrderRow.state == state.value)
    return list(read.session.scalars(wanted.order_by(OrderRow.received_at).limit(MOST_ROWS)))


def _where(row: OrderRow) -> str:
    return row.unit or row.area


def _trade(row: OrderRow) -> str:
    return TRADE_NAMES[Trade(row.trade)] if row.trade else ""
