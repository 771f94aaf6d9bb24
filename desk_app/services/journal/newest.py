"""The newest moment in the journal. Not simply the newest event's: the clock may have been set back before it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import from_ms
from desk_app.services.journal.tables import EventRow

NEWEST_EVENT = func.coalesce(select(func.max(EventRow.id)).scalar_subquery(), 0)
"""The id of the newest event, 0 in an empty journal: for a statement that keeps up to where it has counted."""


def newest_time(session: Session) -> datetime | None:
    """The newest time that the clock ever showed at an event; None in an empty journal.

    Stamps never go back, so the last one tells it, whatever the clock showed then.
    """
    stamp = session.scalars(select(EventRow.stamp).order_by(EventRow.id.desc()).limit(1)).first()
    return None if stamp is None else from_ms(stamp >> 16)


def newest_time_after(session: Session, event: int, known: datetime) -> datetime:
    """`known`, or what the clock showed at an event after `event` if that is later.

    Mostly the newest stamp tells it. Where `known` is before the stamp of `event`, the clock was in the future then
    and confirmed since: the stamps still stand there, and the events after it are read.
    """
    stamp = session.scalars(select(EventRow.stamp).where(EventRow.id == event)).first()
    if stamp is not None and known < from_ms(stamp >> 16):
        later = select(func.max(EventRow.at)).where(EventRow.id > event)
        return max(known, session.scalars(later).one() or known)
    return max(known, newest_time(session) or known)


def newest_event(session: Session) -> tuple[int, int] | None:
    """Id and stamp of the newest event: what follows comes after them, whatever the PC's clock says."""
    found = session.execute(select(EventRow.id, EventRow.stamp).order_by(EventRow.id.desc()).limit(1)).first()
    return None if found is None else (found.id, found.stamp)
