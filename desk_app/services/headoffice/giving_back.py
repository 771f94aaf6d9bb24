"""A desk's own records for the PC that takes its place: everything head office has of it, sealed for the new PC alone."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.codes.signing import SigningKey
from desk_app.services.core.clocks import to_ms
from desk_app.services.headoffice.tables import AUDIT, DESKS, EVENTS, ROWS, WATERMARKS
from desk_app.services.sync import frame
from desk_app.services.sync.locks import Locks
from desk_app.services.sync.names import Party

_PART = 4 << 20
"""Bytes of lines in one file, before they are compressed."""
_AT_ONCE = 1000


def restore_files(
    session: Session, party: Party, box: bytes, share: str, signer: SigningKey, now: datetime
) -> list[bytes]:
    """The files of `down/restore/<party>`, in their order. `box`: the new PC's."""
    parts = list(_parts(_lines(session, party)))
    to, locks = f"desk:{party}", Locks(boxes={f"desk:{party}": box})
    epochs = select(WATERMARKS.c.epoch).where(WATERMARKS.c.party == str(party)).order_by(WATERMARKS.c.moved_at)
    head = {
        "share": share,
        "proto": 1,
        "party": str(party),
        "at": to_ms(now),
        "of": len(parts),
        "closes": list(session.scalars(epochs))[-40:],
    }
    return [
        frame.write(frame.Kind.RESTORE, {**head, "n": n}, [frame.Section(to, part)], locks, signer)
        for n, part in enumerate(parts, 1)
    ]


def _lines(session: Session, party: Party) -> Iterator[Mapping[str, Any]]:
    yield from _events(session, party)
    yield from _audit(session, party)
    wanted = select(ROWS).where(ROWS.c.party == str(party)).order_by(ROWS.c.table, ROWS.c.key)
    for row in session.execute(wanted.execution_options(yield_per=_AT_ONCE)):
        columns = json.loads(row.columns)
        yield {"k": "r", "t": row.table, "p": json.loads(row.key), "h": row.stamp, "c": columns}


def _events(session: Session, party: Party) -> Iterator[Mapping[str, Any]]:
    wanted = select(EVENTS).where(EVENTS.c.site == party.site, EVENTS.c.party == str(party)).order_by(EVENTS.c.id)
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
