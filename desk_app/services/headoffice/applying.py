"""Batches count: everything that they say lands in one transaction, and their watermark with it.

Cut short before the commit nothing happened, after it all did; whoever applies the same batch again changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import Clock, to_ms
from desk_app.services.headoffice import auditing, emptying, marks, master, projecting
from desk_app.services.headoffice.bulk import add, put_newer, within
from desk_app.services.headoffice.incidents import Trouble, raise_incident
from desk_app.services.headoffice.reading import Opened
from desk_app.services.headoffice.store import Store
from desk_app.services.headoffice.tables import (
    BATCHES,
    DESKS,
    EVENTS,
    FACTS,
    QUARANTINE,
    ROWS,
    UNKNOWN,
    UNTOLD,
)
from desk_app.services.sync.names import Party


@dataclass(frozen=True, slots=True)
class Applied:
    """What one transaction came to."""

    batches: int
    events: int


def apply(store: Store, party: Party, epoch: str, batches: Sequence[Opened], clock: Clock) -> Applied:
    """Apply batches of one epoch, in their order, as far as they follow what is here. Raises DatabaseTrouble."""
    now, forgets = clock.now(), any(one.emptied or one.forgotten for one in batches)
    with store.write() as session:
        store.lock_desk(session, party, forgets=forgets)
        mark = marks.locked(session, party, epoch, now)
        fitting, seq, digest = _fitting(session, party, mark, batches)
        if not fitting:
            return Applied(0, 0)
        events = _insert(session, party, fitting, clock)
        marks.move(session, party, epoch, seq, digest, now)
        marks.note_last(session, party, epoch, fitting[-1].sealed)
    return Applied(len(fitting), events)


def _fitting(
    session: Session, party: Party, mark: marks.Mark, batches: Sequence[Opened]
) -> tuple[list[Opened], int, bytes]:
    """Those that count now, and how far the chain is whole then."""
    seq, digest, taken = mark.seq, mark.digest, []
    have = _have(session, party, batches) if mark.open_end else set()
    for one in batches:
        its = one.sealed.name.seq
        follows = its == seq + 1 and one.sealed.prev == digest
        if mark.open_end:
            if one.sealed.frame.digest in have:
                continue
        elif mark.forked or its > seq + 1 or (its == seq + 1 and not follows):
            break
        elif not follows:  # another collector was first
            continue
        taken.append(one)
        if follows:
            seq, digest = its, one.sealed.frame.digest
    return taken, seq, digest


def _have(session: Session, party: Party, batches: Sequence[Opened]) -> set[bytes]:
    digests = [one.sealed.frame.digest for one in batches]
    found = session.scalars(
        select(BATCHES.c.digest).where(BATCHES.c.party == str(party), BATCHES.c.digest.in_(digests))
    )
    return {bytes(one) for one in found}


def _insert(session: Session, party: Party, batches: Sequence[Opened], clock: Clock) -> int:
    now = clock.now()
    emptying.keep_empty(session, party, batches)
    events = [row for one in batches for row in one.events]
    added = _events(session, party, events, clock.zone)
    if added < len(events):
        _find_doubles(session, party, events, now)
    emptying.empty(session, party, batches)
    put_newer(
        session,
        ROWS,
        list({k: r for one in batches for k, r in one.rows.items()}.values()),
        "stamp",
        "columns",
    )
    put_newer(
        session,
        FACTS,
        list({k: r for one in batches for k, r in one.facts.items()}.values()),
        "stamp",
        "line",
    )
    master.note_unheard(session, batches)
    add(session, UNKNOWN, [row for one in batches for row in one.unknown])
    add(session, UNTOLD, [_untold(one) for one in batches if one.told])
    add(session, BATCHES, [_batch(one, now) for one in batches])
    auditing.take(session, party, batches, now)
    for one in batches:
        for event in one.altered:
            raise_incident(session, Trouble.EVENT_ALTERED, str(party), {"event": event}, now)
        for closed in set(one.sealed.closes) - {one.sealed.name.epoch}:
            marks.close(session, party, closed, now)
    _note_heard(session, party, batches, now)
    return added


def _events(session: Session, party: Party, rows: Sequence[dict[str, Any]], zone: tzinfo) -> int:
    """Insert events and count them; how many were new."""
    if not rows:
        return 0
    place = session.begin_nested()
    added = add(session, EVENTS, rows)
    if added == len(rows):
        place.commit()
        projecting.count(session, rows, zone)
        return added
    place.rollback()  # some were here before, of another epoch: which?
    known = _known(session, party, rows)
    fresh = list({row["id"]: row for row in rows if row["id"] not in known}.values())
    add(session, EVENTS, fresh)
    projecting.count(session, fresh, zone)
    return len(fresh)


def _find_doubles(session: Session, party: Party, rows: Sequence[dict[str, Any]], now: datetime) -> None:
    """The same event twice is as it should be; another one under its id is not."""
    known = _known(session, party, rows)
    for event in sorted({row["id"] for row in rows if row["digest"] != known[row["id"]]}):
        raise_incident(session, Trouble.EVENT_TWICE, str(party), {"event": event}, now)


def _known(session: Session, party: Party, rows: Sequence[dict[str, Any]]) -> dict[int, bytes]:
    ids = [row["id"] for row in rows]
    wanted = select(EVENTS.c.id, EVENTS.c.digest).where(
        EVENTS.c.site == party.site, within(session, EVENTS.c.id, ids)
    )
    return {event: bytes(digest) for event, digest in session.execute(wanted)}


def _untold(one: Opened) -> dict[str, Any]:
    name, party = one.sealed.name, one.sealed.party
    of = {"site": party.site, "party": str(party), "epoch": name.epoch, "seq": name.seq}
    return {**of, "lines": "\n".join(one.told)}


def _batch(one: Opened, now: datetime) -> dict[str, Any]:
    name = one.sealed.name
    of = {"party": str(one.sealed.party), "epoch": name.epoch, "seq": name.seq}
    return {**of, "digest": one.sealed.frame.digest, "events": len(one.events), "came_at": to_ms(now)}


def _note_heard(session: Session, party: Party, batches: Sequence[Opened], now: datetime) -> None:
    newest = batches[-1].sealed.frame.header
    values = {"heard_at": to_ms(now), "packed_at": newest["at"], "app": newest.get("app", "")[:40]}
    session.execute(update(DESKS).where(DESKS.c.party == str(party)).values(values))
    paths = [one.sealed.path for one in batches]
    session.execute(delete(QUARANTINE).where(QUARANTINE.c.path.in_(paths)))
