"""How new what a record says is: the stamp of the newest event about it, which rises with everything done to it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.core.changes import EventKind
from desk_app.services.journal.tables import EventRow

_AT_ONCE = 500


def revisions(session: Session, records: Collection[int], *kinds: EventKind) -> dict[int, int]:
    """Record → stamp of the newest event filed under it, of these kinds or of any; left out: none there."""
    wanted, found = sorted(records), dict[int, int]()
    of = [EventRow.kind.in_([kind.name for kind in kinds])] if kinds else []
    for start in range(0, len(wanted), _AT_ONCE):
        some = EventRow.entity.in_(wanted[start : start + _AT_ONCE])
        newest = select(EventRow.entity, func.max(EventRow.stamp)).where(some, *of).group_by(EventRow.entity)
        for entity, stamp in session.execute(newest):
            found[entity] = stamp
    return found
