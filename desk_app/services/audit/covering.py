"""Audit entries of a time with the journal events that each covers: reasons stand there, where they can expire."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.audit.chain import Outcome
from desk_app.services.audit.tables import AuditRow
from desk_app.services.journal.tables import EventRow


@dataclass(frozen=True, slots=True)
class Entry:
    """A verb that was done, and what its entry noted about the reason."""

    seq: int
    at: datetime
    action: str
    staff: int
    beside: int
    events: int
    last_event: int
    record: int = 0
    reason: str = field(default="", repr=False)
    reasoned: bool = False


def done_between(session: Session, begin: datetime, end: datetime, actions: Collection[str]) -> list[Entry]:
    """What was done of these actions from `begin` until before `end`, in the order of the chain."""
    wanted = select(AuditRow).where(
        AuditRow.at >= begin,
        AuditRow.at < end,
        AuditRow.outcome == Outcome.DONE.value,
        AuditRow.action.in_(sorted(actions)),
    )
    return [_entry(row) for row in session.scalars(wanted.order_by(AuditRow.seq))]


def _entry(row: AuditRow) -> Entry:
    noted = json.loads(row.detail)
    reason = noted.get("reason")
    return Entry(
        seq=row.seq,
        at=row.at,
        action=row.action,
        staff=row.staff,
        beside=row.beside,
        events=row.events,
        last_event=row.last_event,
        record=next(iter(noted.get("of", ())), 0),
        reason=reason if isinstance(reason, str) else "",
        reasoned=bool(reason or noted.get("reasoned")),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """What an event says, and its personal part as far as that is still kept."""

    entity: int
    facts: Mapping[str, object]
    private: Mapping[str, object] = field(repr=False)


def events_of(session: Session, entries: Sequence[Entry]) -> Mapping[int, Sequence[Said]]:
    """By number of the entry: what the events of its verb say, in their order."""
    return {one.seq: [_said(row) for row in _events(session, one)] for one in entries if one.events}


def _said(row: EventRow) -> Said:
    return Said(row.entity, json.loads(row.payload), json.loads(row.private) if row.private else {})


def _events(session: Session, entry: Entry) -> Sequence[EventRow]:
    before = select(func.max(AuditRow.seq)).where(AuditRow.seq < entry.seq).scalar_subquery()
    covered = select(AuditRow.last_event).where(AuditRow.seq == before).scalar_subquery()
    wanted = select(EventRow).where(EventRow.id > func.coalesce(covered, 0), EventRow.id <= entry.last_event)
    return session.scalars(wanted.order_by(EventRow.id)).all()
