"""Which visits closing time leaves open: one answer for the question whether any is, and for the verb."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Select, select

from desk_app.services.db.own import given_out_by
from desk_app.services.visitors import rules
from desk_app.services.visitors.records import VisitState
from desk_app.services.visitors.tables import VisitRow

LOOK_BACK = timedelta(days=40)
"""How long a PC may have been off and still catch up on who did not come."""


def forgotten_visits(closing: datetime, desk: int) -> Select[VisitRow]:
    """Visitors of this desk's in the building whom nobody has seen since the last closing time."""
    inside = [state.value for state in rules.IN_BUILDING]
    own = given_out_by(
        VisitRow.id, desk
    )  # each desk closes the visits that began there, and tells the others
    return select(VisitRow).where(VisitRow.state.in_(inside), VisitRow.seen_at < closing, own)


def missed_visits(closing: datetime, now: datetime, desk: int) -> Select[VisitRow]:
    """Visitors announced at this desk who did not come on a day that is over."""
    own = given_out_by(VisitRow.id, desk)
    return select(VisitRow).where(
        VisitRow.state == VisitState.EXPECTED,
        VisitRow.day <= closing.date(),
        VisitRow.day >= (closing - LOOK_BACK).date(),
        VisitRow.expected_until < now,
        own,
    )
