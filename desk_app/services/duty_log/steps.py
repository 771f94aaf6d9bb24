"""What the verbs of the duty log share: entries are written here, and here alone; none is ever changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from desk_app.services.core.changes import EventKind
from desk_app.services.core.errors import NotFound
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.duty_log import events
from desk_app.services.duty_log.mapping import entry_facts, facts, personal, to_entries, to_incidents
from desk_app.services.duty_log.records import ARRIVED, REPORTED, Entry, Incident, Mark, Tag
from desk_app.services.duty_log.tables import EntryRow, IncidentRow
from desk_app.services.journal.work import Work


def write_entry(
    work: Work,
    happened_at: datetime | None,
    words: str,
    *,
    tag: Tag = Tag.NOTE,
    who: str = "",
    why: str = "",
    request: str = "",
    corrects: int | None = None,
) -> EntryRow:
    """A further entry of the log itself."""
    row = _new(work, happened_at, words, tag, who, why, request, corrects)
    work.session.add(row)
    kind = events.WRITTEN if corrects is None else events.CORRECTED
    work.record(kind, row.id, entry_facts(row), personal(row))
    return row


def write_story(
    work: Work,
    incident: IncidentRow,
    event: EventKind,
    mark: Mark,
    step: str,
    happened_at: datetime | None,
    words: str,
    *,
    who: str = "",
    why: str = "",
    request: str = "",
    corrects: int | None = None,
) -> EntryRow:
    """A further entry of an incident's story; its events are the incident's."""
    row = _new(work, happened_at, words, Tag.NOTE, who, why, request, corrects)
    row.incident, row.mark, row.step = incident.id, mark.value, step
    work.session.add(row)
    work.record(event, incident.id, {**facts(incident), **entry_facts(row)}, personal(row))
    return row


def _new(
    work: Work,
    happened_at: datetime | None,
    words: str,
    tag: Tag,
    who: str,
    why: str,
    request: str,
    corrects: int | None,
) -> EntryRow:
    return EntryRow(
        id=work.new_id(),
        happened_at=happened_at or work.now,
        entered_at=work.now,
        by=work.by.staff_id,
        tag=tag.value,
        words=words,
        corrects=corrects,
        incident=None,
        mark="",
        step="",
        who=who,
        why=why,
        request=request,
    )


def latest(work: Work, entry: int) -> EntryRow:
    """The entry, or the last correction of it. Raises NotFound."""
    row = by_id(work.session, EntryRow, entry)
    if row is None:
        raise NotFound(N_("This entry is not on record."))
    while (
        later := work.session.scalars(select(EntryRow).where(EntryRow.corrects == row.id)).first()
    ) is not None:
        row = later
    return row


def incident_row(work: Work, incident: int) -> IncidentRow:
    """The row of an incident. Raises NotFound."""
    row = by_id(work.session, IncidentRow, incident)
    if row is None:
        raise NotFound(N_("This incident is not on record."))
    return row


def shown(work: Work, row: IncidentRow) -> Incident:
    """An incident as pages see it, with what this transaction wrote."""
    work.session.flush()
    return to_incidents(work, [row])[0]


def shown_entry(work: Work, row: EntryRow) -> Entry:
    """An entry as pages see it."""
    work.session.flush()
    return to_entries(work.session, [row])[0]


def settle_times(work: Work, row: IncidentRow) -> Incident:
    """Bring the row's own times in line with the entries that count."""
    incident = shown(work, row)
    row.reported_at = incident.times[REPORTED].happened_at
    row.arrived_at = incident.times[ARRIVED].happened_at if ARRIVED in incident.times else None
    return shown(work, row)
