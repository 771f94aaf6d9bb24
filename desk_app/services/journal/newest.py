"""The newest moment in the journal."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.journal.tables import EventRow


def newest_event_at(session: Session) -> datetime | None:
    """When the newest event happened, by the clock of the time; None in an empty journal."""
    return session.scalars(select(EventRow.at).order_by(EventRow.id.desc()).limit(1)).first()
