"""Open conflicts: each waits for the supervisor to write its outcome."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from desk_app.services.conflicts.records import KIND_NAMES, ConflictKind
from desk_app.services.conflicts.tables import ConflictRow
from desk_app.services.core.pending import Pending
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read

_KIND = "conflict"


def conflicts_to_settle(read: Read) -> Iterator[Pending]:
    """Those without an outcome, the oldest first (operating manual, Exit passes 8)."""
    wanted = select(ConflictRow).where(ConflictRow.settled_at.is_(None)).order_by(ConflictRow.found_at)
    for row in read.session.scalars(wanted):
        values = {"what": KIND_NAMES[ConflictKind(row.kind)], "title": row.title}
        text = N_("{what}: {title}. Write the outcome.")
        yield Pending("conflicts", _KIND, row.id, text, row.found_at, values)
