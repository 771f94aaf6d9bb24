"""Personal data that has been kept long enough leaves the journal; the chain holds, for it covers the seals alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time, timedelta

from sqlalchemy import ColumnElement, Select, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from desk_app.services.core.changes import EventKind
from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.core.settings import Setting
from desk_app.services.journal.tables import CounterRow, EventRow
from desk_app.services.journal.work import Bench

_AT_ONCE = 500
_LOOKED = "forgotten-{}"
"""A series for each time of keeping: up to when all was looked through, in milliseconds."""


def kept_since(bench: Bench, years: Setting[int], now: datetime | None = None) -> datetime:
    """What ended before this is forgotten: a midnight at the building, so that it happens once a day."""
    zone = bench.clock.zone
    days = timedelta(days=round(365.25 * bench.settings.get(years)))
    return datetime.combine((now or bench.clock.now()).astimezone(zone).date() - days, time(), zone)


def untouched_since(
    entity: InstrumentedAttribute[int], limit: datetime, forgotten: EventKind
) -> ColumnElement[bool]:
    """Nothing happened to the record since `limit`, and it was never forgotten before."""
    later = or_(EventRow.at >= limit, EventRow.kind == forgotten.name)
    return ~select(EventRow.id).where(EventRow.entity == entity, later).exists()


def remembered(session: Session, entities: Collection[int], forgotten: EventKind) -> list[int]:
    """Those of the records that were not forgotten: what the search index may still show."""
    gone: set[int] = set()
    wanted = list(entities)
    for start in range(0, len(wanted), _AT_ONCE):
        some = EventRow.entity.in_(wanted[start : start + _AT_ONCE])
        gone.update(session.scalars(select(EventRow.entity).where(some, EventRow.kind == forgotten.name)))
    return [one for one in wanted if one not in gone]


def looked_through(session: Session, name: str) -> datetime | None:
    """Up to when everything of this time of keeping was looked through already."""
    row = session.get(CounterRow, _LOOKED.format(name))
    return None if row is None else from_ms(row.last)


def note_looked_through(session: Session, name: str, limit: datetime) -> None:
    """Nothing is left to forget before `limit`: the next look is tomorrow."""
    session.merge(CounterRow(series=_LOOKED.format(name), last=to_ms(limit)))


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
