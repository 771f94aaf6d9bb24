"""The newest moment in the journal. Not simply the newest event's: the clock may have been set back before it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import from_ms
from desk_app.services.journal.tables import EventRow


def newest_time(session: Session) -> datetime | None:
    """The newest time that the clock ever showed at an event; None in an empty journal.

    Stamps never go back, so the last one tells it, whatever the clock showed then.
    """
    stamp = session.scalars(select(EventRow.stamp).order_by(EventRow.id.desc()).limit(1)).first()
    return None if stamp is None else from_ms(stamp >> 16)


def newest_time_after(session: Session, event: int) -> datetime | None:
    """The same for the events after one of them. Reads all of those."""
    return session.scalars(select(func.max(EventRow.at)).where(EventRow.id > event)).one()


def newest_event(session: Session) -> int:
    """The id of the newest event; 0 in an empty journal."""
    return session.scalars(select(func.max(EventRow.id))).one() or 0
