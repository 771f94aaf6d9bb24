"""Visitors whom the watch list stopped: they stand at the desk until the supervisor has decided."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from desk_app.services.core.clocks import id_moment
from desk_app.services.core.pending import Pending
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read
from desk_app.services.visitors.records import VisitState
from desk_app.services.visitors.searching import KIND
from desk_app.services.visitors.tables import VisitRow

DECIDE = "decide_visit"
_MOST = 200


def visits_to_decide(read: Read) -> Iterator[Pending]:
    """Everybody who waits, whoever waits longest first (operating manual, Visitors 7)."""
    wanted = select(VisitRow).where(VisitRow.state == VisitState.WAITING.value)
    for row in read.session.scalars(wanted.order_by(VisitRow.seen_at).limit(_MOST)):
        yield Pending(
            "visitors",
            KIND,
            row.id,
            N_("{name} was stopped by the watch list: admit or refuse."),
            row.seen_at or id_moment(row.id),
            {"name": row.name},
            row.number,
            urgent=row.day == read.today,
            step=DECIDE,
        )
