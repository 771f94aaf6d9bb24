"""A desk's own records for the PC that takes its place: all that head office has of it, sealed for that PC."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import from_ms
from desk_app.services.headoffice.desks import Desk, KeySet, desks
from desk_app.services.headoffice.guarding import alone
from desk_app.services.headoffice.keys import OfficeKeys
from desk_app.services.headoffice.outgoing import Letter, forget, issue, newest
from desk_app.services.headoffice.tables import AUDIT, DESKS, EVENTS, ROWS, WATERMARKS
from desk_app.services.sync import frame, names
from desk_app.services.sync.locks import Locks
from desk_app.services.sync.names import Party

STAYS = timedelta(days=30)
"""So long the files stand on the share, and so long a PC may wait to be given them."""
MOST_NUMBER = 1 << 40
_ENDING = "lbx"
_PART = 4 << 20
"""Bytes of lines in one file, before they are compressed."""
_AT_ONCE = 1000


def issue_restores(session: Session, keys: OfficeKeys, share_id: str, now: datetime) -> int:
    """Issue the records of every desk that another PC took over, once for that PC; how many files."""

    def issue_one(desk: Desk) -> int:
        ended = [one for one in desk.keys if not one.counts]
        counts = [one for one in desk.keys if one.counts]
        if not ended or not counts:
            return 0
        folder, box = names.given_back(desk.party), counts[-1].box
        if _has_them(session, counts[-1]):
            forget(session, folder, _ENDING, MOST_NUMBER)
            return 0
        last = newest(session, folder, _ENDING)
        if last is not None and last.of == box:
            if now - last.at >= STAYS:
                forget(session, folder, _ENDING, last.number + 1)
            return 0
        if now - from_ms(counts[-1].since) >= STAYS:
            return 0
        forget(session, folder, _ENDING, MOST_NUMBER)
        return _issue(session, keys, share_id, desk.party, box, now)

    found = desks(session).values()
    return sum(alone(session, desk.party, "restore", now, partial(issue_one, desk)) for desk in found)


def _has_them(session: Session, pc: KeySet) -> bool:
    """Whether this PC writes in an epoch of its own, and closed those before: it knows them from these files."""
    of = WATERMARKS.c.party == str(pc.party)
    writes = exists().where(of, WATERMARKS.c.signer == pc.sync, WATERMARKS.c.seq > 0)
    closed = exists().where(of, WATERMARKS.c.signer != pc.sync, WATERMARKS.c.closed_at >= pc.since)
    return bool(session.scalar(select(and_(writes, closed))))


def _issue(session: Session, keys: OfficeKeys, share_id: str, party: Party, box: str, now: datetime) -> int:
    """The files for this PC's box, numbered from 1."""
    parts = list(_parts(_lines(session, party)))
    to, locks = f"desk:{party}", Locks(boxes={f"desk:{party}": bytes.fromhex(box)})
    epochs = (
        select(WATERMARKS.c.epoch).where(WATERMARKS.c.party == str(party)).order_by(WATERMARKS.c.moved_at)
    )
    header = {"party": str(party), "of": len(parts), "closes": list(session.scalars(epochs))[-40:]}
    for number, part in enumerate(parts, 1):
        folder, section = names.given_back(party), frame.Section(to, part)
        letter = Letter(frame.Kind.RESTORE, folder, _ENDING, header, [section], locks, of=box, number=number)
        issue(session, keys.sync, share_id, letter, now)
    return len(parts)


def _lines(session: Session, party: Party) -> Iterator[Mapping[str, Any]]:
    yield from _events(session, party)
    yield from _audit(session, party)
    wanted = select(ROWS).where(ROWS.c.party == str(party)).order_by(ROWS.c.table, ROWS.c.key)
    for row in session.execute(wanted.execution_options(yield_per=_AT_ONCE)):
        columns = json.loads(row.columns)
        yield {"k": "r", "t": row.table, "p": json.loads(row.key), "h": row.stamp, "c": columns}


def _events(session: Session, party: Party) -> Iterator[Mapping[str, Any]]:
    wanted = (
        select(EVENTS).where(EVENTS.c.site == party.site, EVENTS.c.party == str(party)).order_by(EVENTS.c.id)
    )
    for row in session.execute(wanted.execution_options(yield_per=_AT_ONCE)):
        line = {"k": "e", "id": row.id, "t": row.kind, "v": row.version, "e": row.entity, "h": row.stamp}
        line |= {"w": row.at, "a": row.actor, "p": row.payload, "d": bytes(row.digest).hex()}
        if row.private is not None:
            line["x"] = row.private
        if row.seal is not None:
            line["s"] = bytes(row.seal).hex()
        yield line


def _audit(session: Session, party: Party) -> Iterator[Mapping[str, Any]]:
    """The chain from its head back to its beginning: of two entries of one number the one that it has."""
    desk = session.execute(select(DESKS).where(DESKS.c.party == str(party))).one_or_none()
    if desk is None:
        return
    wanted = select(AUDIT).where(AUDIT.c.party == str(party)).order_by(AUDIT.c.seq.desc())
    following = base64.b64encode(bytes.fromhex(desk.audit_head)).decode()
    chain: list[str] = []
    for row in session.execute(wanted.execution_options(yield_per=_AT_ONCE)):
        if row.digest == following:
            chain.append(row.columns)
            following = row.previous
    for columns in reversed(chain):
        yield {"k": "a", "c": json.loads(columns)}


def _parts(lines: Iterable[Mapping[str, Any]]) -> Iterator[bytes]:
    """At least one, so that a desk of which nothing is here learns it."""
    part: list[bytes] = []
    size, empty = 0, True
    for line in lines:
        raw = frame.to_lines([line])
        if part and size + len(raw) > _PART:
            yield b"".join(part)
            part, size, empty = [], 0, False
        part.append(raw)
        size += len(raw)
    if part or empty:
        yield b"".join(part)
