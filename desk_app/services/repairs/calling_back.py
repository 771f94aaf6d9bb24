"""Whoever reported it is not satisfied: the work is done anew, on an order of its own that is linked to the first."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select

from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.words import N_
from desk_app.services.directory.records import Trade
from desk_app.services.journal.work import Work
from desk_app.services.repairs import events
from desk_app.services.repairs.mapping import standing
from desk_app.services.repairs.records import OrderDraft, OrderKind, OrderState, Source, Urgency
from desk_app.services.repairs.steps import order_row, tell
from desk_app.services.repairs.tables import OrderRow, StoryRow
from desk_app.services.repairs.taking_in import new_order, received, rework


def again(work: Work, first: OrderRow, why: str) -> OrderRow:
    """The rework of an order: the same place and words, free, owned by whoever was asked first."""
    row = new_order(work, replace(_draft(first), paid=False))
    rework(work, row, first)
    received(work, row, OrderDraft())
    tell(work, row, work.now, why)
    return row


def _draft(row: OrderRow) -> OrderDraft:
    return OrderDraft(
        kind=OrderKind(row.kind),
        source=Source(row.source),
        reporter=row.reporter,
        phone=row.phone,
        tenant=row.tenant,
        company=row.company,
        unit=row.unit,
        floor=row.floor,
        area=row.area,
        trade=Trade(row.trade) if row.trade else None,
        department=row.department,
        description=row.description,
        urgency=Urgency(row.urgency),
        serious=row.serious,
    )


def require_untouched(work: Work, order: int) -> None:
    """Raise IllegalStep when work on the rework has begun: its call-back cannot be taken back any more."""
    row = order_row(work, order)
    steps = select(func.count()).where(StoryRow.order == order, StoryRow.before != "")
    if row.state != OrderState.RECEIVED or work.session.execute(steps).scalar_one() or row.repeats:
        raise IllegalStep(N_("The rework {number} has begun: it stays on record."), number=row.number)


def take_back_rework(work: Work, order: int, first: OrderRow) -> None:
    """It was never needed: it goes on in the first order, and nothing of it is open."""
    row = order_row(work, order)
    row.state, row.joined_to, row.closed_at = OrderState.JOINED.value, first.id, work.now
    tell(work, row, work.now, "", state=row.state)
    work.record(events.UNDONE, row.id, standing(row))
