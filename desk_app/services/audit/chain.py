"""The chain: every audit entry covers the one before it and the events its verb wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from desk_app.services.audit.tables import AuditRow
from desk_app.services.core.clocks import to_ms
from desk_app.services.core.people import Actor
from desk_app.services.journal.events import Payload, canonical, digest_of, seal_holds
from desk_app.services.journal.tables import EventRow

START = bytes(32)
_COLUMNS = tuple(AuditRow.__table__.columns.keys())
_LAST = select(AuditRow.seq, AuditRow.digest).order_by(AuditRow.seq.desc()).limit(1)
_WRITE = insert(AuditRow)


class Outcome(StrEnum):
    """How a verb ended."""

    DONE = "done"
    REFUSED = "refused"
    FAILED = "failed"


def append(
    session: Session,
    by: Actor,
    at: datetime,
    action: str,
    outcome: Outcome,
    detail: Payload,
    event_digests: Iterable[bytes] = (),
) -> None:
    """Add an entry inside the caller's transaction. `detail` must hold no personal data."""
    connection = session.connection()
    last = connection.execute(_LAST).first()
    seq, previous = (last.seq + 1, last.digest) if last else (1, START)
    digests = list(event_digests)
    row = AuditRow(
        seq=seq,
        at=at,
        staff=by.staff_id,
        beside=by.beside,
        role=by.role.value,
        action=action,
        outcome=outcome.value,
        detail=canonical(detail),
        events=len(digests),
        events_digest=hashlib.sha256(b"".join(digests)).digest() if digests else None,
        previous=previous,
    )
    row.digest = _digest(row)
    connection.execute(_WRITE, {name: getattr(row, name) for name in _COLUMNS})


def _digest(row: AuditRow) -> bytes:
    fixed = canonical(
        {
            "seq": row.seq,
            "at": to_ms(row.at),
            "staff": row.staff,
            "beside": row.beside,
            "role": row.role,
            "action": row.action,
            "outcome": row.outcome,
            "detail": row.detail,
            "events": row.events,
        }
    )
    return hashlib.sha256(row.previous + (row.events_digest or b"") + fixed.encode()).digest()


class Fault(StrEnum):
    """What is wrong with a link of the chain."""

    ENTRY_EDITED = "audit entry edited"
    ENTRY_MISSING = "audit entry missing before this one"
    EVENT_EDITED = "journal event edited"
    PRIVATE_EDITED = "personal data of a journal event edited"
    EVENTS_CHANGED = "journal events of this entry removed, added or reordered"
    EVENTS_LOOSE = "journal events that no entry covers"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault, and the row it was found at: an audit number or an event id."""

    fault: Fault
    row: int


def verify(session: Session) -> Iterator[Finding]:
    """Walk audit log and journal together and name every fault. Nothing found means nothing was touched.

    An emptied private part is no fault: personal data expires.
    """
    events = iter(session.scalars(select(EventRow).order_by(EventRow.id).execution_options(yield_per=2000)))
    previous, expected = START, 1
    for row in session.scalars(select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=2000)):
        if row.seq != expected or row.previous != previous:
            yield Finding(Fault.ENTRY_MISSING, row.seq)
        if _digest(row) != row.digest:
            yield Finding(Fault.ENTRY_EDITED, row.seq)
        yield from _verify_events(row, events)
        previous, expected = row.digest, row.seq + 1
        session.expunge(row)
    for event in events:
        yield Finding(Fault.EVENTS_LOOSE, event.id)


def _verify_events(row: AuditRow, events: Iterator[EventRow]) -> Iterator[Finding]:
    whole = hashlib.sha256()
    for _ in range(row.events):
        event = next(events, None)
        if event is None:
            break
        yield from _verify_event(event)
        whole.update(event.digest)
    if row.events and whole.digest() != row.events_digest:
        yield Finding(Fault.EVENTS_CHANGED, row.seq)


def _verify_event(event: EventRow) -> Iterator[Finding]:
    expected = digest_of(
        event.id,
        event.stamp,
        event.kind,
        event.version,
        event.entity,
        event.at,
        event.actor,
        event.payload,
        event.seal,
    )
    if expected != event.digest:
        yield Finding(Fault.EVENT_EDITED, event.id)
    if event.private is not None and (event.seal is None or not seal_holds(event.private, event.seal)):
        yield Finding(Fault.PRIVATE_EDITED, event.id)
