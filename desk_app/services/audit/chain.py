"""The chain: every audit entry covers the one before it and the events its verb wrote."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from desk_app.services.audit.tables import AuditRow
from desk_app.services.core.clocks import to_ms
from desk_app.services.core.people import Actor
from desk_app.services.journal.events import Payload, canonical, digest_of, seal_holds
from desk_app.services.journal.tables import CounterRow, EventRow

START = bytes(32)
_COLUMNS = tuple(AuditRow.__table__.columns.keys())
_LAST = select(AuditRow.seq, AuditRow.digest, AuditRow.last_event).order_by(AuditRow.seq.desc()).limit(1)
SERIES = "audit"
"""The counter that says how long the chain is: an entry cut off at its end is missed."""
_COUNT = insert(CounterRow).on_conflict_do_update(
    index_elements=["series"], set_={"last": insert(CounterRow).excluded.last}
)
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
    events: Sequence[tuple[int, bytes]] = (),
) -> None:
    """Add an entry inside the caller's transaction. `detail` must hold no personal data.

    `events` are the ids and digests of the events that the verb wrote, rising.
    """
    connection = session.connection()
    last = connection.execute(_LAST).first()
    seq, previous, covered = (last.seq + 1, last.digest, last.last_event) if last else (1, START, 0)
    row = AuditRow(
        seq=seq,
        at=at,
        staff=by.staff_id,
        beside=by.beside,
        role=by.role.value,
        action=action,
        outcome=outcome.value,
        detail=canonical(detail),
        events=len(events),
        events_digest=hashlib.sha256(b"".join(digest for _, digest in events)).digest() if events else None,
        last_event=events[-1][0] if events else covered,
        previous=previous,
    )
    row.digest = _digest(row)
    connection.execute(_WRITE, {name: getattr(row, name) for name in _COLUMNS})
    connection.execute(_COUNT, {"series": SERIES, "last": seq})


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
            "last_event": row.last_event,
        }
    )
    return hashlib.sha256(row.previous + (row.events_digest or b"") + fixed.encode()).digest()


class Fault(StrEnum):
    """What is wrong with a link of the chain."""

    ENTRY_EDITED = "audit entry edited"
    ENTRY_MISSING = "audit entry missing before this one"
    END_MISSING = "audit entries missing from this one on"
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
    events = _Events(session)
    previous, expected = START, 1
    for row in session.scalars(select(AuditRow).order_by(AuditRow.seq).execution_options(yield_per=2000)):
        whole = row.seq == expected and row.previous == previous
        if not whole:
            yield Finding(Fault.ENTRY_MISSING, row.seq)
        if _digest(row) != row.digest:
            yield Finding(Fault.ENTRY_EDITED, row.seq)
        yield from _verify_events(row, events, after_a_gap=not whole)
        previous, expected = row.digest, row.seq + 1
        session.expunge(row)
    length = session.get(CounterRow, SERIES)
    if (length.last if length else 0) != expected - 1:
        yield Finding(Fault.END_MISSING, expected)
    for event in events.rest():
        yield Finding(Fault.EVENTS_LOOSE, event.id)


class _Events:
    """The journal in order, taken in portions: each audit entry's share ends at an event id."""

    def __init__(self, session: Session) -> None:
        self._rows = iter(
            session.scalars(select(EventRow).order_by(EventRow.id).execution_options(yield_per=2000))
        )
        self._next = next(self._rows, None)

    def up_to(self, last: int) -> Iterator[EventRow]:
        """The events up to an id."""
        while self._next is not None and self._next.id <= last:
            event, self._next = self._next, next(self._rows, None)
            yield event

    def rest(self) -> Iterator[EventRow]:
        """Whatever is left."""
        while self._next is not None:
            event, self._next = self._next, next(self._rows, None)
            yield event


def _verify_events(row: AuditRow, events: _Events, *, after_a_gap: bool) -> Iterator[Finding]:
    digest, found = hashlib.sha256(), 0
    for event in events.up_to(row.last_event):
        yield from _verify_event(event)
        digest.update(event.digest)
        found += 1
    if after_a_gap:  # events of the missing entry are among them
        return
    if found != row.events or (found and digest.digest() != row.events_digest):
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
