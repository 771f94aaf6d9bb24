"""After the time of keeping: people are forgotten, figures stay. A feature says only which rows and columns (`Kept`).

Rows lose names, phones, words, signatures and pictures, their events the private part, the search index the entry.
What is open is never touched, however old. It happens once a day, in portions, in the slow lane. For another feature:
its `Kept` records, a verb that calls `forget`, and a slow round that calls `forgetting_round`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from desk_app.services.blobs.store import drop
from desk_app.services.core.changes import Changes, EventKind
from desk_app.services.core.people import SYSTEM, Actor
from desk_app.services.core.settings import Setting
from desk_app.services.db.base import REFERS
from desk_app.services.journal.forgetting import (
    empty_private,
    kept_since,
    looked_through,
    note_looked_through,
    untouched_since,
)
from desk_app.services.journal.work import Bench, Work
from desk_app.services.search.index import tidy

PORTION = 500
"""Records of one kind in one call: what a visitor at the desk would wait for in the worst case."""


@dataclass(frozen=True)
class Hanging:
    """Rows that hang on a record, and what they lose; None: they go altogether."""

    owner: InstrumentedAttribute[int]
    """The column with the record's id."""
    emptied: Mapping[str, Any] | None


@dataclass(frozen=True)
class Kept:
    """One kind of record that is forgotten after a time."""

    table: type[Any]
    ended: ColumnElement[datetime | None] | InstrumentedAttribute[Any]
    """When it was done with; NULL while it is open."""
    emptied: Mapping[str, Any]
    """What the row loses: column and what stands there afterwards."""
    event: EventKind
    """That it was forgotten."""
    hanging: Sequence[Hanging] = field(default=())

    def due(self, limit: datetime) -> Select[int]:
        """Records that ended before `limit` and that nothing happened to since, at most a portion."""
        wanted = select(self.table.id).where(self.ended < limit)
        wanted = wanted.where(untouched_since(self.table.id, limit, self.event))
        return wanted.order_by(self.table.id).limit(PORTION)


def forget(work: Work, kept: Sequence[Kept], years: Setting[int]) -> int:
    """Forget a portion of each kind of record; returns how many. For a verb of the program itself."""
    limit, count = kept_since(work.bench, years), 0
    for one in kept:
        ids = work.session.scalars(one.due(limit)).all()
        _forget(work, one, ids)
        count += len(ids)
    return count


def forgetting_round(
    bench: Bench, kept: Sequence[Kept], years: Setting[int], verb: Callable[[Actor], Changes[int]]
) -> Changes[object] | None:
    """Forget what is old enough, and wipe the search index behind the last portion; None when there is nothing."""
    limit, changes = kept_since(bench, years), None
    with bench.database.read() as session:
        if looked_through(session, years.key) == limit:
            return None
        due = _any_due(session, kept, limit)
    if due:
        changes = verb(SYSTEM)
        with bench.database.read() as session:
            if _any_due(session, kept, limit):
                return changes
        wipe_index(bench)
    with bench.database.write() as session:
        note_looked_through(session, years.key, limit)
    return changes


def wipe_index(bench: Bench) -> None:
    """Terms of entries that left the search index are merged away, a little at a time."""
    start, more = True, True
    while more:
        with bench.database.write() as session:
            more = tidy(session.connection(), start=start)
        start = False


def _any_due(session: Session, kept: Sequence[Kept], limit: datetime) -> bool:
    return any(session.scalars(one.due(limit).limit(1)).first() is not None for one in kept)


def _forget(work: Work, kept: Kept, ids: Sequence[int]) -> None:
    session, pictures = work.session, set[str]()
    for part in kept.hanging:
        table, mine = cast("type[Any]", part.owner.class_), part.owner.in_(ids)
        pictures |= _pictures(session, table, part.emptied, mine)
        gone = delete(table) if part.emptied is None else update(table).values(part.emptied)
        session.execute(gone.where(mine))
    mine = kept.table.id.in_(ids)
    pictures |= _pictures(session, kept.table, kept.emptied, mine)
    session.execute(update(kept.table).where(mine).values(kept.emptied))
    drop(session, pictures)
    empty_private(session, ids)
    for one in ids:
        work.record(kept.event, one, {})


def _pictures(
    session: Session, table: type[Any], emptied: Mapping[str, Any] | None, mine: ColumnElement[bool]
) -> set[str]:
    """The pictures that these rows no longer refer to."""
    found: set[str] = set()
    for column in table.__table__.columns:
        if column.info.get(REFERS) and (emptied is None or column.key in emptied):
            found.update(session.scalars(select(column).where(mine, column != "")))
    return found
