"""Between rows and records: the only place that knows both."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.duty_log.kinds import kinds_of
from desk_app.services.duty_log.records import Entry, Incident, IncidentKind, Mark, Tag
from desk_app.services.duty_log.tables import EntryRow, IncidentRow
from desk_app.services.journal.work import Read, Work

_AT_ONCE = 500


def corrected(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """By entry: the one that corrects it."""
    found: dict[int, int] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = EntryRow.corrects.in_(ids[start : start + _AT_ONCE])
        rows = session.execute(select(EntryRow.corrects, EntryRow.id).where(some))
        found.update((row[0], row[1]) for row in rows if row[0] is not None)
    return found


def to_entries(session: Session, rows: Sequence[EntryRow]) -> list[Entry]:
    """Rows as pages see them, with what corrects each and the numbers of incidents."""
    by = corrected(session, [row.id for row in rows])
    ids = {row.incident for row in rows if row.incident is not None}
    wanted = select(IncidentRow.id, IncidentRow.number).where(IncidentRow.id.in_(ids))
    numbers = {row[0]: row[1] for row in session.execute(wanted)} if ids else {}
    return [_to_entry(row, by.get(row.id), numbers.get(row.incident or 0, "")) for row in rows]


def _to_entry(row: EntryRow, corrected_by: int | None, number: str) -> Entry:
    return Entry(
        row.id, row.happened_at, row.entered_at, row.by, row.words, Tag(row.tag), row.corrects, corrected_by,
        row.incident, number, Mark(row.mark), row.step, row.who, row.why,
    )  # fmt: skip


def to_incidents(context: Read | Work, rows: Sequence[IncidentRow]) -> list[Incident]:
    """Rows as pages see them, each with its story in the order of time."""
    session = context.session
    kinds = {one.id: one for one in kinds_of(session, context.bench.settings)}
    stories = _stories(session, [row.id for row in rows])
    return [_to_incident(row, kinds, stories.get(row.id, ())) for row in rows]


def _stories(session: Session, ids: Collection[int]) -> dict[int, list[Entry]]:
    wanted = select(EntryRow).where(EntryRow.incident.in_(ids), EntryRow.incident.is_not(None))
    rows = session.scalars(wanted.order_by(EntryRow.happened_at, EntryRow.id)).all() if ids else ()
    found: dict[int, list[Entry]] = {}
    for one in to_entries(session, rows):
        if one.incident is not None:
            found.setdefault(one.incident, []).append(one)
    return found


def _to_incident(row: IncidentRow, kinds: Mapping[int, IncidentKind], story: Iterable[Entry]) -> Incident:
    target = timedelta(minutes=row.target_minutes)
    return Incident(
        row.id, row.number, kinds[row.kind], row.place, row.floor, row.unit, row.reported_at,
        row.entered_at, row.by, row.injured, tuple(row.required.splitlines()), row.closed_at,
        row.closed_by, row.reported_at + target if target else None, tuple(story),
    )  # fmt: skip


def facts(row: IncidentRow) -> dict[str, object]:
    """What an incident's event says without personal data."""
    return {"number": row.number, "kind": row.kind, "open": row.closed_at is None, "floor": row.floor}


def entry_facts(row: EntryRow) -> dict[str, object]:
    """What an entry's event says without personal data."""
    said: dict[str, object] = {
        "happened_at": row.happened_at.isoformat(),
        "tag": row.tag,
        "corrects": row.corrects,
    }
    return said if row.incident is None else {**said, "entry": row.id, "mark": row.mark, "step": row.step}


def personal(row: EntryRow) -> dict[str, object]:
    """What people said and who they were: kept apart, so that it can expire."""
    said = {"words": row.words, "who": row.who, "why": row.why}
    return {key: value for key, value in said.items() if value}
