"""What happens by itself: requests that nobody fetched expire, and old records are forgotten.

Forgetting is done once a day, in portions, and the search index is wiped behind it.
"""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.core.changes import Changes
from desk_app.services.core.people import SYSTEM
from desk_app.services.journal.forgetting import kept_since
from desk_app.services.journal.work import Bench
from desk_app.services.keys.forgetting import OLD, old_of, old_words
from desk_app.services.keys.options import KEEP_YEARS
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.service import Keys
from desk_app.services.keys.tables import HandoutRow
from desk_app.services.keys.terms import HandoutState
from desk_app.services.retention import wipe_index


def forgetting_round(bench: Bench) -> Changes[object] | None:
    """Forget what is old enough, and wipe the search index behind it; None when there is nothing."""
    if not _due(bench):
        return None
    changes = KeyRegister(bench).forget_old(SYSTEM)
    if not _due(bench):  # only the last portion of the day
        wipe_index(bench)
    return changes


def expiring_round(bench: Bench) -> Changes[object] | None:
    """What nobody fetched until its expected return is asked for no longer; None when there is nothing."""
    waiting = HandoutRow.state.in_([HandoutState.REQUESTED.value, HandoutState.APPROVED.value])
    with bench.database.read() as session:
        late = select(HandoutRow.id).where(waiting, HandoutRow.due <= bench.clock.now()).limit(1)
        if session.scalars(late).first() is None:
            return None
    return Keys(bench).expire(SYSTEM)


def _due(bench: Bench) -> bool:
    limit = kept_since(bench, KEEP_YEARS)
    with bench.database.read() as session:
        # Borrowings are forgotten from the oldest on: the newest of the old ones tells, whatever lies before it.
        newest = select(HandoutRow.forgotten).where(HandoutRow.closed_at < limit)
        told = session.scalars(newest.order_by(HandoutRow.closed_at.desc()).limit(1)).first()
        return told is False or any(
            session.execute(wanted.limit(1)).first() is not None
            for wanted in (old_words(limit), *(old_of(table, limit) for table in OLD))
        )
