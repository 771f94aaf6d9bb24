"""What the ledger of repairs, complaints and requests has to tell of a period (operating manual, Shift and day).

Targets and clocks missed are those of what was taken in, as the statistics count them; what only repeats an open report
is counted apart.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement

from desk_app.services.core.figures import (
    Figure,
    Period,
    Section,
    Tone,
    Unit,
)
from desk_app.services.core.words import N_, Message
from desk_app.services.journal.periods import (
    entered_after,
    how_many,
    in_moments,
    on_days,
    parts,
    total,
)
from desk_app.services.journal.work import Read
from desk_app.services.repairs.figures import whole_of
from desk_app.services.repairs.records import (
    OrderKind,
    OrderState,
    Target,
    Urgency,
)
from desk_app.services.repairs.report_lists import OWN, courses, listings, open_then, overdue
from desk_app.services.repairs.tables import OrderRow, PricedRow

S = OrderState
_KINDS: dict[OrderKind, Message] = {
    OrderKind.REPAIR: N_("Repairs taken in", "report"),
    OrderKind.COMPLAINT: N_("Complaints taken in", "report"),
    OrderKind.REQUEST: N_("Requests taken in", "report"),
}


def repair_report(read: Read, period: Period) -> Section:
    """What was reported and done, how the targets stand, what is open and overdue."""
    missed = overdue(read, period)
    late = entered_after(read, period, (OrderRow.id, OrderRow.number, OrderRow.day))
    figures = (
        *_taken_in(read, period),
        *_done(read, period),
        *_targets(read, period),
        *_open(read, period, len(missed)),
    )
    return Section(
        "repairs",
        N_("Repairs"),
        figures,
        courses(read, period),
        (*listings(read, period, missed, figures), *late.listings) if period.one_day else (),
        late.count,
    )


def _taken_in(read: Read, period: Period) -> tuple[Figure, ...]:
    of: dict[str, ColumnElement[bool]] = {
        "all": OWN,
        **{kind.value: OWN & (OrderRow.kind == kind.value) for kind in OrderKind},
        "emergencies": OWN & (OrderRow.urgency == Urgency.EMERGENCY.value),
        "serious": OWN & OrderRow.serious.is_(True),
        "rework": OWN & OrderRow.rework_of.is_not(None),
        "repeats": ~OWN,
        "missed": OWN & (OrderRow.missed != ""),
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
    """Steps of the period, whenever the report came, and the money that was agreed to in it."""
    called = in_moments(OrderRow.called_back_at, read, period)
    done = how_many(read, in_moments(OrderRow.done_at, read, period))
    n = parts(read, {"called": OrderRow.id != 0, "not": OrderRow.satisfied.is_(False)}, called)
    return (
        Figure("done", N_("Work done", "report"), done),
        Figure("called_back", N_("Called back", "report"), n["called"]),
        Figure("dissatisfied", N_("Not satisfied", "report"), n["not"], tone=Tone.NOTE, of=n["called"]),
        Figure("prices", N_("Prices confirmed by customers", "report"), _prices(read, period), Unit.FEN),
    )


def _prices(read: Read, period: Period) -> int:
    """Fen: the lines and night surcharges of paid services, by the moment when the customer agreed."""
    agreed = in_moments(OrderRow.price_confirmed_at, read, period), OrderRow.paid.is_(True)
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


def _open(read: Read, period: Period, late: int) -> tuple[Figure, ...]:
    states = (S.RECEIVED, S.ON_HOLD, S.DONE)
    of = {"all": OrderRow.id != 0, **{one.value: OrderRow.state == one.value for one in states}}
    n = parts(read, of, *open_then(read, period))

    def now(key: str, label: Message, value: int, tone: Tone = Tone.NOTE) -> Figure:
        return Figure(key, label, value, tone=tone, now=True)

    return (
        now("open", N_("Reports not closed", "report"), n["all"], Tone.PLAIN),
        now("overdue", N_("Reports with a missed clock running", "report"), late, Tone.BAD),
        now("to_dispatch", N_("To be dispatched", "report"), n[S.RECEIVED]),
        now("on_hold", N_("Reports on hold", "report"), n[S.ON_HOLD]),
        now("to_call_back", N_("To be called back", "report"), n[S.DONE]),
    )
