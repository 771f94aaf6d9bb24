"""Personal data that has been kept long enough leaves the journal; the chain holds, for it covers the seals alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select, update
from sqlalchemy.orm import Session

from desk_app.services.core.changes import EventKind
from desk_app.services.journal.tables import EventRow

_AT_ONCE = 500


def private_before(entities: Select[int], before: datetime) -> Select[int]:
    """Which of these records have events older than that with a private part still there."""
    older = EventRow.at < before, EventRow.private.is_not(None)
    return select(EventRow.entity).where(EventRow.entity.in_(entities), *older).distinct()


def empty_private(
    session: Session,
    entities: Sequence[int],
    *,
    kinds: Collection[EventKind] = (),
    before: datetime | None = None,
) -> None:
    """Empty the private part of the events of these records: of all of them, or of some kinds, or the older ones."""
    wanted: list[ColumnElement[bool]] = [EventRow.private.is_not(None)]
    if kinds:
        wanted.append(EventRow.kind.in_([kind.name for kind in kinds]))
    if before is not None:
        wanted.append(EventRow.at < before)
    for start in range(0, len(entities), _AT_ONCE):
        some = EventRow.entity.in_(entities[start : start + _AT_ONCE])
        session.execute(update(EventRow).where(some, *wanted).values(private=None))
