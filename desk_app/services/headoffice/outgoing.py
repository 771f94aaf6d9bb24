"""Head office's own files: first in its database, then on the share, and put there again as often as they vanish.

A number is given out and the file is kept in one transaction; whoever publishes, publishes these very bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from desk_app.services.codes.signing import SigningKey
from desk_app.services.core.clocks import Clock, from_ms, to_ms
from desk_app.services.headoffice.bulk import add
from desk_app.services.headoffice.store import Store
from desk_app.services.headoffice.tables import OUTGOING
from desk_app.services.sync import frame, names
from desk_app.services.sync.locks import Locks
from desk_app.services.sync.names import Numbered, Party
from desk_app.services.sync.publishing import put
from desk_app.services.sync.share import Share, ShareAway, ShareFull, ShareTrouble

PROTO = 1
_READ_ALL = timedelta(hours=1)
"""So often every file is read back; else the newest of a kind, and of the others what the list says."""
_PARTS_STAY_MS = 24 * 3_600_000


@dataclass(frozen=True, slots=True)
class Letter:
    """A file before it has its number. `of`: what it says, in short: the same again is no news."""

    kind: frame.Kind
    folder: str
    ending: str
    header: Mapping[str, Any]
    sections: Sequence[frame.Section] = ()
    locks: Locks = field(default_factory=Locks)
    of: str = ""
    snapshot: bool = False
    number: int | None = None
    """Given for a snapshot: up to which file of the feed it goes."""


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest file of its kind in a folder."""

    number: int
    of: str
    at: datetime
    digest: bytes


def newest(session: Session, folder: str, ending: str, *, snapshot: bool = False) -> Newest | None:
    """The newest file of a folder; None when there was none."""
    of = (OUTGOING.c.folder == folder, OUTGOING.c.ending == ending, OUTGOING.c.snapshot == snapshot)
    row = session.execute(select(OUTGOING).where(*of).order_by(OUTGOING.c.number.desc()).limit(1)).first()
    return (
        None
        if row is None
        else Newest(row.number, row.of, from_ms(row.at), frame.digest_of(bytes(row.content)))
    )


def issue(session: Session, signer: SigningKey, share_id: str, letter: Letter, now: datetime) -> int:
    """Write a file and keep it; its number. The caller has locked the office."""
    number = letter.number
    if number is None:
        of = (OUTGOING.c.folder == letter.folder, OUTGOING.c.ending == letter.ending)
        last = session.execute(select(func.max(OUTGOING.c.number)).where(*of)).scalar() or 0
        number = max(last + 1, to_ms(now) // 1000)
    header = {"share": share_id, "proto": PROTO, "n": number, "at": to_ms(now), **letter.header}
    content = frame.write(letter.kind, header, letter.sections, letter.locks, signer)
    name = Numbered(number, frame.hash16_of(content), letter.ending, letter.snapshot)
    keep(session, letter.folder, name, content, now, letter.of)
    return number


def keep(session: Session, folder: str, name: Numbered, content: bytes, now: datetime, of: str = "") -> None:
    """Keep a file that is to stand on the share from now on."""
    kind = {"number": name.number, "ending": name.ending, "snapshot": name.snapshot}
    row = {"folder": folder, "name": str(name), **kind, "content": content, "of": of, "at": to_ms(now)}
    add(session, OUTGOING, [row])


def forget(session: Session, folder: str, ending: str, below: int, *, snapshot: bool = False) -> None:
    """Files of a smaller number are not needed any more; the next round takes them off the share."""
    of = (OUTGOING.c.folder == folder, OUTGOING.c.ending == ending, OUTGOING.c.snapshot == snapshot)
    session.execute(delete(OUTGOING).where(*of, OUTGOING.c.number < below))


def keep_newest(
    session: Session, folder: str, ending: str, most: int, *, snapshot: bool = False
) -> Sequence[int]:
    """Forget all but the files of the newest `most` numbers; those numbers, the newest first."""
    of = (OUTGOING.c.folder == folder, OUTGOING.c.ending == ending, OUTGOING.c.snapshot == snapshot)
    wanted = select(OUTGOING.c.number).where(*of).distinct().order_by(OUTGOING.c.number.desc()).limit(most)
    kept = session.scalars(wanted).all()
    if kept:
        forget(session, folder, ending, kept[-1], snapshot=snapshot)
    return kept


@dataclass
class Putting:
    """Has everything that is kept stand on the share, and nothing else in head office's folders."""

    store: Store
    clock: Clock
    _failed: dict[str, int] = field(default_factory=dict)
    _read_all_at: datetime | None = None

    def put_all(self, share: Share) -> int:
        """Once; how many files were written or mended.

        Raises ShareTrouble: at once when the share is away or full, else when every folder had its turn.
        """
        now, written, trouble = self.clock.now(), 0, None
        whole = self._read_all_at is None or abs(now - self._read_all_at) >= _READ_ALL
        with self.store.read() as session:
            folders = session.scalars(select(OUTGOING.c.folder).distinct().order_by(OUTGOING.c.folder)).all()
        for folder in folders:
            try:
                written += self._folder(share, folder, now, whole=whole)
            except (ShareAway, ShareFull):
                raise
            except ShareTrouble as one:
                trouble = one
        for folder in share.folders(names.GIVEN_BACK):
            if Party.parse(folder) is not None and f"{names.GIVEN_BACK}/{folder}" not in folders:
                self._clear(share, f"{names.GIVEN_BACK}/{folder}")
        if trouble is not None:
            raise trouble
        if whole:
            self._read_all_at = now
        return written

    def _clear(self, share: Share, folder: str) -> None:
        """Take away what a PC was given back: nothing of it is kept any more."""
        for entry in share.files(folder):
            if Numbered.parse(entry.name) is not None or names.is_part(entry.name):
                share.delete(f"{folder}/{entry.name}")

    def _folder(self, share: Share, folder: str, now: datetime, *, whole: bool) -> int:
        there = {entry.name: entry for entry in share.files(folder)}
        with self.store.read() as session:
            kept = session.execute(select(OUTGOING).where(OUTGOING.c.folder == folder)).all()
        written, names_kept = 0, {row.name for row in kept}
        last = {(row.ending, row.snapshot): row.number for row in sorted(kept, key=lambda row: row.number)}
        for row in kept:
            content = bytes(row.content)
            looks_right = row.name in there and there[row.name].size == len(content)
            if looks_right and not whole and row.number < last[row.ending, row.snapshot]:
                continue
            written += self._put(share, folder, row.name, content)
        self._clean(share, folder, there.keys() - names_kept, last, now, there)
        return written

    def _put(self, share: Share, folder: str, name: str, content: bytes) -> int:
        if share.read(f"{folder}/{name}", len(content) + 1) == content:
            return 0
        path = f"{folder}/{name}"
        if put(share, folder, name, content, self._failed.get(path, 0)):
            self._failed.pop(path, None)
            return 1
        self._failed[path] = self._failed.get(path, 0) + 1
        return 0

    def _clean(
        self,
        share: Share,
        folder: str,
        extra: set[str],
        last: Mapping[tuple[str, bool], int],
        now: datetime,
        there: Mapping[str, Any],
    ) -> None:
        """Take away what is not needed any more: older numbers than the newest, and parts a day old."""
        for name in extra:
            found = Numbered.parse(name)
            age_ms = to_ms(now) - there[name].modified_ms  # a server may say any year
            old_part = names.is_part(name) and age_ms >= _PARTS_STAY_MS
            older = found is not None and found.number < last.get((found.ending, found.snapshot), 0)
            if old_part or older:
                share.delete(f"{folder}/{name}")
