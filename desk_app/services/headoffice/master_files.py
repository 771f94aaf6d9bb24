"""Master data as files of the share: a version is written when what it says is new, or the last one would expire."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.codes.signing import SigningKey
from desk_app.services.core.clocks import to_ms
from desk_app.services.headoffice import master
from desk_app.services.headoffice.bulk import put
from desk_app.services.headoffice.master_tables import MASTER_SITES
from desk_app.services.headoffice.tables import DESKS, ROWS
from desk_app.services.journal.events import canonical
from desk_app.services.sync import frame
from desk_app.services.sync.locks import Locks
from desk_app.services.sync.master import MOST_PICTURE, PICTURES
from desk_app.services.sync.master_rows import pictures_named

GOOD_FOR = timedelta(days=30)
_RENEWED_BEFORE = timedelta(days=20)
_PART = 4 << 20
"""Bytes of pictures in one part, before they are locked."""


@dataclass(frozen=True, slots=True)
class MasterFiles:
    """A version: its number, and its files in order. The first has the rows, the others pictures."""

    number: int
    files: tuple[bytes, ...]


def new_version(
    session: Session, site: int, share: str, locks: Locks, signer: SigningKey, now: datetime
) -> MasterFiles | None:
    """The next version of a building's master data; None while the last one says it all. To be put on the share."""
    lines = [_line(table, key, said) for (table, key), said in sorted(master.rows_of(session, site).items())]
    decided = master.considered(session, site)
    pictures = list(_pictures(session, site))
    digest = _digest(lines, decided, pictures)
    before = session.execute(select(MASTER_SITES).where(MASTER_SITES.c.site == site)).one_or_none()
    number = 0 if before is None else before.number
    if before is None or not number:
        unchanged = not lines
    else:
        unchanged = before.digest == digest and before.expires > to_ms(now + _RENEWED_BEFORE)
    if unchanged:
        return None
    expires = to_ms(now + GOOD_FOR)
    head = {"share": share, "proto": 1, "site": site, "n": number + 1, "at": to_ms(now), "expires": expires}
    bodies = [lines, *_parts(pictures)]
    files = tuple(
        frame.write(
            frame.Kind.MASTER,
            {**head, "part": part, "considered": decided},
            [frame.Section(locks.site(site), frame.to_lines(body))],
            locks,
            signer,
        )
        for part, body in enumerate(bodies)
    )
    row = {"site": site, "automatic": False, "number": number + 1, "digest": digest, "expires": expires}
    put(session, MASTER_SITES, [row], ["number", "digest", "expires"])
    return MasterFiles(number + 1, files)


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


def _pictures(session: Session, site: int) -> Iterator[dict[str, Any]]:
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
