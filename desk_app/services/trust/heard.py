"""Noting that another desk was heard from: called by whoever takes in its signed records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
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


def heard_batches(session: Session, desk: int, at: datetime, now: datetime) -> None:
    """As `heard`, for a desk whose batches come by themselves all day long: that they came is not an event.

    One for each would be packed and told, and two desks would answer each other for ever.
    """
    at = min(at, now)
    older = or_(KnownDeskRow.heard_at.is_(None), KnownDeskRow.heard_at < at)
    session.execute(
        update(KnownDeskRow).where(KnownDeskRow.desk == desk, KnownDeskRow.active, older).values(heard_at=at)
    )


def forget_future(session: Session, now: datetime) -> None:
    """This PC's clock was ahead and is right now: nothing was heard, and no card was made, after `now`."""
    for row in session.scalars(select(KnownDeskRow)):
        row.card_at = min(row.card_at, now)
        row.heard_at = None if row.heard_at is None else min(row.heard_at, now)


@dataclass(frozen=True, slots=True)
class HeardDesk:
    """Another desk of the building, and up to when its records are here; None when none ever came."""

    desk: int
    code: str
    heard_at: datetime | None


def other_desks(session: Session) -> list[HeardDesk]:
    """Every other desk whose records count here."""
    rows = session.scalars(select(KnownDeskRow).where(KnownDeskRow.active).order_by(KnownDeskRow.desk))
    return [HeardDesk(row.desk, row.code, row.heard_at) for row in rows]


def desk_code(session: Session, desk: int) -> str:
    """What a desk of the building is called, also one that does not count any more; its number where nobody said."""
    row = session.get(KnownDeskRow, desk)
    return row.code if row is not None else str(desk)
