"""Noting that another desk was heard from: called by whoever takes in its signed records."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from desk_app.services.trust.tables import KnownDeskRow


def heard(session: Session, desk: int, at: datetime, now: datetime) -> bool:
    """Everything that a desk recorded until `at` (its own clock) is here; returns whether that is news.

    A clock that runs ahead counts as `now` only: it must not make its desk's records look fresh for days. Records
    that are older than what is here, and desks that are not admitted, change nothing. In the caller's transaction;
    the caller records the event (`events.HEARD`).
    """
    row = session.get(KnownDeskRow, desk)
    at = min(at, now)
    if row is None or not row.active or (row.heard_at is not None and row.heard_at >= at):
        return False
    row.heard_at = at
    return True
