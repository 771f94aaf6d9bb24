"""What the ledger of repairs, complaints and requests has to tell of a period (operating manual, Shift and day).

Targets and clocks missed are those of what was taken in, as the statistics count them; what only repeats an open report
is counted apart.
"""

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
    Section,
    Tone,
    Unit,
)
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import TRADE_NAMES, Trade
from desk_app.services.journal.periods import (
    by_hour,
    by_time,
    counted_by,
    entered_late,
    happened,
    on_days,
    parts,
    total,
)
from desk_app.services.journal.work import Read
from desk_app.services.repairs.clocks import times_of
from desk_app.services.repairs.figures import whole_of
from desk_app.services.repairs.mapping import clocks_of
from desk_app.services.repairs.records import (
    CLOCK_NAMES,
    ORDER_KIND_NAMES,
    ClockKind,
    ClockTone,
    Countdown,
    OrderKind,
    OrderState,
    Target,
    Urgency,
)
from desk_app.services.repairs.tables import OrderRow, PricedRow

S = OrderState
_OWN = OrderRow.state != S.JOINED.value
"""An order of its own, not the repeat of another."""
_KINDS: dict[OrderKind, Message] = {
    OrderKind.REPAIR: N_("Repairs taken in", "report"),
    OrderKind.COMPLAINT: N_("Complaints taken in", "report"),
    OrderKind.REQUEST: N_("Requests taken in", "report"),
}
_NUMBER = Heading(N_("Number"), width=34)
_WHERE = Heading(N_("Where", "report"), width=40)


def repair_report(read: Read, period: Period) -> Section:
    """What was reported and done, how the targets stand, what is open and overdue."""
    late = _overdue(read, period)
    figures = (
        *_taken_in(read, period),
        *_done(read, period),
        *_targets(read, period),
        *_open(read, period, len(late)),
    )
    return Section(
        "repairs",
        N_("Repairs"),
        figures,
        _courses(read, period),
        _listings(read, period, late, figures) if period.one_day else (),
        entered_late(read, OrderRow.id, period, on_days(OrderRow.day, period)),
    )


def _taken_in(read: Read, period: Period) -> tuple[Figure, ...]:
    of: dict[str, ColumnElement[bool]] = {
        "all": _OWN,
        **{kind.value: _OWN & (OrderRow.kind == kind.value) for kind in OrderKind},
        "emergencies": _OWN & (OrderRow.urgency == Urgency.EMERGENCY.value),
        "serious": _OWN & OrderRow.serious.is_(True),
        "rework": _OWN & OrderRow.rework_of.is_not(None),
        "repeats": ~_OWN,
        "missed": _OWN & (OrderRow.missed != ""),
        "reprints": OrderRow.copies > 1,
    }
    n = parts(read, of, on_days(OrderRow.day, period))
    return (
        Figure("taken_in", N_("Reports taken in", "report"), n["all"]),
        *(Figure(kind.value, label, n[kind.value], of=n["all"]) for kind, label in _KINDS.items()),
        Figure("emergencies", N_("Emergencies", "report"), n["emergencies"], tone=Tone.NOTE),
        Figure("serious", N_("Serious complaints", "report"), n["serious"], tone=Tone.NOTE),
        Figure("rework", N_("Rework", "report"), n["rework"], tone=Tone.NOTE),
        Figure("repeats", N_("Reported again", "report"), n["repeats"]),
        Figure(
            "missed", N_("Reports with a clock missed", "report"), n["missed"], tone=Tone.BAD, of=n["all"]
        ),
        Figure("reprints", N_("Work orders printed again", "report"), n["reprints"], tone=Tone.NOTE),
    )


def _done(read: Read, period: Period) -> tuple[Figure, ...]:
    """Steps of the period, whenever the report came, and the money of what was taken in."""
    done, asked = (
        parts(read, of, happened(read, OrderRow.day, moment, period))
        for moment, of in (
            (OrderRow.done_at, {"all": OrderRow.id != 0}),
            (OrderRow.called_back_at, {"all": OrderRow.id != 0, "not": OrderRow.satisfied.is_(False)}),
        )
    )
    return (
        Figure("done", N_("Work done", "report"), done["all"]),
        Figure("called_back", N_("Called back", "report"), asked["all"]),
        Figure("dissatisfied", N_("Not satisfied", "report"), asked["not"], tone=Tone.NOTE, of=asked["all"]),
        Figure("prices", N_("Prices confirmed by customers", "report"), _prices(read, period), Unit.FEN),
    )


def _prices(read: Read, period: Period) -> int:
    """Fen: the lines and night surcharges of paid services taken in, once the customer agreed."""
    agreed = on_days(OrderRow.day, period), OrderRow.paid.is_(True), OrderRow.price_confirmed_at.is_not(None)
    lines = total(read, PricedRow.quantity * PricedRow.fen, PricedRow.order == OrderRow.id, *agreed)
    return lines + total(read, OrderRow.surcharge, *agreed)


def _targets(read: Read, period: Period) -> tuple[Figure, ...]:
    line = whole_of(read, period.first, period.last)

    def share(key: str, label: Message, reached: Target) -> Figure:
        return Figure(key, label, reached.share, Unit.PER_MILLE, target=reached.target)

    return (
        share("arrival", N_("On site in time", "report"), line.arrival),
        share("in_time", N_("Handled in time", "report"), line.in_time),
        share("call_back", N_("Call-back rate", "report"), line.call_back),
        share("satisfaction", N_("Satisfaction", "report"), line.satisfaction),
    )


# How it stands


def _open_then(read: Read, period: Period) -> tuple[ColumnElement[bool], ...]:
    """What is not closed of what came until then; the first condition is the index's own."""
    _, end = period.moments(read.bench.clock.zone)
    return OrderRow.closed_at.is_(None), OrderRow.received_at < end


def _overdue(read: Read, period: Period) -> list[tuple[OrderRow, Countdown]]:
    """Open orders with their most pressing clock, where it is missed. Clocks are no column: the open are read whole."""
    times = times_of(read.bench)
    found = []
    for row in read.session.scalars(select(OrderRow).where(*_open_then(read, period))):
        first = next(iter(clocks_of(row, read.now, times)), None)
        if first is not None and first.tone is ClockTone.MISSED:
            found.append((row, first))
    return sorted(found, key=lambda one: (one[1].due, one[0].id))


def _open(read: Read, period: Period, overdue: int) -> tuple[Figure, ...]:
    states = (S.RECEIVED, S.ON_HOLD, S.DONE)
    of = {"all": OrderRow.id != 0, **{one.value: OrderRow.state == one.value for one in states}}
    n = parts(read, of, *_open_then(read, period))

    def now(key: str, label: Message, value: int, tone: Tone = Tone.NOTE) -> Figure:
        return Figure(key, label, value, tone=tone, now=True)

    return (
        now("open", N_("Reports not closed", "report"), n["all"], Tone.PLAIN),
        now("overdue", N_("Reports with a missed clock running", "report"), overdue, Tone.BAD),
        now("to_dispatch", N_("To be dispatched", "report"), n[S.RECEIVED]),
        now("on_hold", N_("Reports on hold", "report"), n[S.ON_HOLD]),
        now("to_call_back", N_("To be called back", "report"), n[S.DONE]),
    )


def _courses(read: Read, period: Period) -> tuple[Course, ...]:
    here = on_days(OrderRow.day, period), _OWN
    found = [
        Course(
            "hours", N_("Reports by hour", "report"), Axis.HOURS, by_hour(read, OrderRow.received_at, *here)
        )
    ]
    if not period.one_day:
        axis, points = by_time(read, OrderRow.day, period, _OWN)
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
        ordered = dict(sorted(points.items(), key=lambda each: -each[1]))
        found.append(Course(key, label, Axis.NAMES, ordered))
    return tuple(found)


def _listings(
    read: Read, period: Period, late: list[tuple[OrderRow, Countdown]], figures: tuple[Figure, ...]
) -> tuple[Listing, ...]:
    count = {one.key: one.value or 0 for one in figures}
    overdue: list[tuple[Cell, ...]] = [
        (row.number, ORDER_KIND_NAMES[OrderKind(row.kind)], _where(row), CLOCK_NAMES[first.kind], first.due)
        for row, first in late
    ]
    headings = (
        _NUMBER,
        Heading(N_("Kind", "report"), width=24),
        _WHERE,
        Heading(N_("What is due", "report"), width=40),
        Heading(N_("Was due", "report"), "moment", 38),
    )
    held = (
        Heading(N_("On hold because", "report"), width=70),
        Heading(N_("On hold until", "report"), "moment", 32),
    )
    done = Heading(N_("Trade", "report"), width=60), Heading(N_("Done", "report"), "moment", 42)
    return (
        Listing.first_of(N_("Reports with a missed clock running", "report"), headings, overdue),
        Listing(
            N_("Reports on hold", "report"),
            (_NUMBER, _WHERE, *held),
            rows := tuple(
                (row.number, _where(row), row.hold_why, row.hold_until)
                for row in _in(read, period, S.ON_HOLD)
            ),
            count["on_hold"] - len(rows),
        ),
        Listing(
            N_("To be called back", "report"),
            (_NUMBER, _WHERE, *done),
            rows := tuple(
                (row.number, _where(row), _trade(row), row.done_at) for row in _in(read, period, S.DONE)
            ),
            count["to_call_back"] - len(rows),
        ),
    )


def _in(read: Read, period: Period, state: OrderState) -> list[OrderRow]:
    wanted = select(OrderRow).where(*_open_then(read, period), OrderRow.state == state.value)
    return list(read.session.scalars(wanted.order_by(OrderRow.received_at).limit(MOST_ROWS)))


def _where(row: OrderRow) -> str:
    return row.unit or row.area


def _trade(row: OrderRow) -> str:
    return TRADE_NAMES[Trade(row.trade)] if row.trade else ""
