"""Questions about the conflict desk."""

from __future__ import annotations

from sqlalchemy import func, select

from desk_app.services.conflicts.mapping import to_conflict
from desk_app.services.conflicts.records import Conflict
from desk_app.services.conflicts.tables import ConflictRow
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.journal.work import Queries, Read, query

_NEWEST_FIRST = (ConflictRow.found_at.desc(), ConflictRow.id.desc())


class ConflictQueries(Queries):
    """What two PCs did that cannot both be right."""

    area = "conflicts"

    @query(allow=SUPERVISORS)
    def open(self, read: Read) -> list[Conflict]:
        """Every one without an outcome, newest first."""
        rows = select(ConflictRow).where(ConflictRow.settled_at.is_(None)).order_by(*_NEWEST_FIRST)
        return [to_conflict(row) for row in read.session.scalars(rows)]

    @query(allow=SUPERVISORS)
    def all(self, read: Read, limit: int = 200) -> list[Conflict]:
        """Open ones first, then the newest settled ones."""
        rows = select(ConflictRow).order_by(ConflictRow.settled_at.is_not(None), *_NEWEST_FIRST).limit(limit)
        return [to_conflict(row) for row in read.session.scalars(rows)]

    @query(allow=SUPERVISORS)
    def count_open(self, read: Read) -> int:
        """How many wait for their outcome."""
        waiting = select(func.count()).where(ConflictRow.settled_at.is_(None))
        return read.session.execute(waiting).scalar_one()
