"""Personal data that has been kept long enough leaves the journal; the chain holds, for it covers the seals alone."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import update
from sqlalchemy.orm import Session

from desk_app.services.journal.tables import EventRow

_AT_ONCE = 500


def empty_private(session: Session, entities: Sequence[int]) -> None:
    """Empty the private part of every event so far of these records."""
    for start in range(0, len(entities), _AT_ONCE):
        some = entities[start : start + _AT_ONCE]
        session.execute(
            update(EventRow)
            .where(EventRow.entity.in_(some), EventRow.private.is_not(None))
            .values(private=None),
            execution_options={"synchronize_session": False},
        )
