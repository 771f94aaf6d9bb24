"""What happens by itself: requests that nobody fetched expire."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.core.changes import Changes
from desk_app.services.core.people import SYSTEM
from desk_app.services.journal.work import Bench
from desk_app.services.keys.service import Keys
from desk_app.services.keys.tables import HandoutRow
from desk_app.services.keys.terms import HandoutState


def expiring_round(bench: Bench) -> Changes[object] | None:
    """What nobody fetched until its expected return is asked for no longer; None when there is nothing."""
    waiting = HandoutRow.state.in_([HandoutState.REQUESTED.value, HandoutState.APPROVED.value])
    with bench.database.read() as session:
        late = select(HandoutRow.id).where(waiting, HandoutRow.due <= bench.clock.now()).limit(1)
        if session.scalars(late).first() is None:
            return None
    return Keys(bench).expire(SYSTEM)
