"""Master data as files of the share: a version is written when what it says is new, or the last one grows old."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import to_ms
from desk_app.services.headoffice import master
from desk_app.services.headoffice.guarding import alone
from desk_app.services.headoffice.keys import OfficeKeys
from desk_app.services.headoffice.outgoing import Letter, issue, keep_newest, newest
from desk_app.services.headoffice.tables import DESKS, ROWS
from desk_app.services.journal.events import canonical
from desk_app.services.sync import frame, names
from desk_app.services.sync.master import MOST_PICTURE, PICTURES
from desk_app.services.sync.master_rows import pictures_named

GOOD_FOR = timedelta(days=30)
RENEWED = timedelta(days=10)
_KEPT = 5
_ENDING = "mst"
_PART = 4 << 20
"""Bytes of pictures in one part, before they are locked."""


def issue_master(session: Session, keys: OfficeKeys, share_id: str, site: int, now: datetime) -> int:
    """Issue what is new for a building, after accepting what it accepts by itself; how many files."""

    def issue_one() -> int:
        master.accept_automatically(session, site, now)
        return _issue(session, keys, share_id, site, now)

    return alone(session, site, "master", now, issue_one)


def _issue(session: Session, keys: OfficeKeys, share_id: str, site: int, now: datetime) -> int:
    """A version: part 0 has the rows, the others pictures; all have one number."""
    lines = [_line(table, key, said) for (table, key), said in sorted(master.rows_of(session, site).items())]
    decided = master.considered(session, site)
    pictures = list(pictures_of(session, site))
    folder, of = names.master(site), _digest(lines, decided, pictures)
    last = newest(session, folder, _ENDING)
    if (last is None and not lines) or (last is not None and last.of == of and abs(now - last.at) < RENEWED):
        return 0
    locks = keys.locks(site)
    number, bodies = None, [lines, *_parts(pictures)]
    for part, body in enumerate(bodies):
        header = {"site": site, "part": part, "expires": to_ms(now + GOOD_FOR), "considered": decided}
        section = frame.Section(locks.site(site), frame.to_lines(body))
        letter = Letter(frame.Kind.MASTER, folder, _ENDING, header, [section], locks, of=of, number=number)
        number = issue(session, keys.sync, share_id, letter, now)
    keep_newest(session, folder, _ENDING, _KEPT)
    return len(bodies)


def _line(table: str, key: str, said: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"t": table, "p": json.loads(key), "c": said}


def _digest(
    lines: Sequence[Mapping[str, Any]], decided: Mapping[str, int], pictures: Sequence[Mapping[str, Any]]
) -> str:
    """Of what a version says. That a desk has said more which is decided as well is no news by itself."""
    whole = hashlib.sha256(frame.to_lines(lines))
    whole.update(canonical([one["p"] for one in pictures]).encode())  # type: ignore[arg-type]
    whole.update(canonical(decided).encode())
    return whole.hexdigest()


def pictures_of(session: Session, site: int) -> Iterator[dict[str, Any]]:
    """The pictures that rows name, as some desk of the building has sent them."""
    known = master.tables()
    named = {
        digest
        for (table, _), said in master.rows_of(session, site).items()
        if said is not None and table in known
        for digest in pictures_named(known[table], said)
    }
    parties = select(DESKS.c.party).where(DESKS.c.site == site)
    for digest in sorted(named):
        key = json.dumps([digest], separators=(",", ":"))
        wanted = select(ROWS.c.columns).where(
            ROWS.c.party.in_(parties), ROWS.c.table == PICTURES, ROWS.c.key == key
        )
        for raw in session.scalars(wanted):
            said = json.loads(raw)
            content = said["content"]["b64"] if said else ""
            if content and len(content) * 3 // 4 <= MOST_PICTURE + 2:
                yield {"t": PICTURES, "p": [digest], "c": {"media": said["media"], "content": content}}
                break


def _parts(pictures: Sequence[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    part: list[dict[str, Any]] = []
    size = 0
    for one in pictures:
        if part and size + len(one["c"]["content"]) > _PART:
            yield part
            part, size = [], 0
        part.append(one)
        size += len(one["c"]["content"])
    if part:
        yield part
