"""What a new desk is given along: master data with its pictures, the other desks' keys, and what is open."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from desk_app.services.blobs.store import fetch
from desk_app.services.core.clocks import first_id
from desk_app.services.core.feature import topics_of
from desk_app.services.core.master import MasterTable
from desk_app.services.journal.work import Bench, Read
from desk_app.services.sync import master_rows as rows
from desk_app.services.sync.master import MOST_PICTURE, PICTURES
from desk_app.services.sync.names import Party
from desk_app.services.sync.rows import driver

FACTS_OF = timedelta(days=60)
_MOST_PICTURES = 4 << 20
"""Bytes of pictures that go along; the rest comes through the shared folder."""
_MOST_FACTS = 20_000
_NUMBERS = "SELECT desk FROM known_desks UNION SELECT desk FROM pass_keys"
DESKS = ("known_desks", "pass_keys")
"""The tables of the other desks and their public keys."""

Line = Mapping[str, Any]


def snapshot(read: Read) -> Iterator[Line]:
    """All of it, as lines of a join file."""
    yield from _master(read.bench, read.session)
    yield from _pictures(read.bench, read.session)
    yield from _desks(read.session)
    yield from _facts(read)


def taken_numbers(session: Session) -> set[int]:
    """Numbers of desks that are known to be somebody's: this desk's keys and head office's list tell of them."""
    connection = driver(session)
    known = {
        row[0] for row in connection.execute("SELECT desk FROM known_desks UNION SELECT desk FROM pass_keys")
    }
    parties = connection.execute("SELECT party FROM sync_parties").fetchall()
    return known | {int(party.rpartition("-")[2]) for (party,) in parties}


def known_code(session: Session, number: int) -> str:
    """The code of another desk of the building; "" for one that is not known here."""
    found = driver(session).execute("SELECT code FROM known_desks WHERE desk = ?", (number,)).fetchone()
    return str(found[0]) if found else ""


def _master(bench: Bench, session: Session) -> Iterator[Line]:
    """Each row as it is here, and beside it what head office says of it, where it has said anything."""
    for table in rows.master_tables(bench):
        for key, row in rows.rows_here(session, table).items():
            line = {"k": "m", "t": table.table, "p": list(key), "c": row}
            said = rows.said_of(rows.shadow(session, table, key))
            yield line if said is None else {**line, "s": said}


def _pictures(bench: Bench, session: Session) -> Iterator[Line]:
    left = _MOST_PICTURES
    for digest in sorted(_digests(bench, session)):
        picture = fetch(session, digest)
        if picture is None or len(picture.content) > min(left, MOST_PICTURE):
            continue
        left -= len(picture.content)
        content = base64.b64encode(picture.content).decode()
        yield {"k": "b", "t": PICTURES, "p": [digest], "c": {"media": picture.media, "content": content}}


def _digests(bench: Bench, session: Session) -> set[str]:
    named: list[tuple[MasterTable, str]] = [
        (table, column) for table in rows.master_tables(bench) for column in rows.picture_columns(table)
    ]
    return {
        str(row[column])
        for table, column in named
        for row in rows.rows_here(session, table).values()
        if row[column]
    }


def _desks(session: Session) -> Iterator[Line]:
    connection = driver(session)
    for table in DESKS:
        found = connection.execute(f"SELECT * FROM {table}")  # noqa: S608 # fixed SQL: one of two names
        names = [column[0] for column in found.description]
        for values in found.fetchall():
            row = {name: _plain(value) for name, value in zip(names, values, strict=True)}
            yield {"k": "d", "t": table, "c": row}


def _plain(value: object) -> object:
    return {"b64": base64.b64encode(value).decode()} if isinstance(value, bytes) else value


def _facts(read: Read) -> Iterator[Line]:
    """What the features would tell a desk that was never told anything."""
    topics = topics_of(read.bench.features)
    touched: dict[str, set[int]] = {}
    wanted = "SELECT kind, entity FROM journal_events WHERE id >= ? ORDER BY id DESC"
    for kind, entity in driver(read.session).execute(wanted, (first_id(read.now - FACTS_OF),)):
        if kind in topics:
            touched.setdefault(topics[kind], set()).add(entity)
    told, party = 0, str(Party(read.desk.site_number, read.desk.desk_number))
    for feature in read.bench.features:
        for one in feature.shared:
            about = {entity for topic in one.topics for entity in touched.get(topic, ())}
            for fact in one.tell(read, about) if about else ():
                told += 1
                if told <= _MOST_FACTS:
                    yield {"k": "f", "party": party, "n": one.name, "v": one.version, "f": fact}
