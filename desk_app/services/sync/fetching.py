"""Reading numbered files of head office: the newest first, verified, and what does not count goes into quarantine."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.dialects.sqlite import insert

from desk_app.services.core.clocks import Clock
from desk_app.services.db.database import Database
from desk_app.services.sync import frame
from desk_app.services.sync.names import Numbered
from desk_app.services.sync.share import Entry, Share, ShareAway, ShareTrouble
from desk_app.services.sync.tables import QuarantineRow

PROTO = 1
LATEST_MS = 1 << 42
"""The year 2109: whatever says that it is later has no moment."""
_PUT = insert(QuarantineRow)
_SEEN = _PUT.on_conflict_do_update(
    index_elements=["path"], set_={"fault": _PUT.excluded.fault, "seen_at": _PUT.excluded.seen_at}
)
_log = logging.getLogger("sync")


@dataclass(frozen=True)
class Quarantine:
    """What did not count, and why. Within one program each file is told once."""

    database: Database
    clock: Clock

    def put(self, path: str, fault: frame.Fault) -> None:
        """A file does not count; it is read again next round, for its owner may mend it. One for a newer program is
        none of these: it waits.
        """
        if fault is frame.Fault.NEWER:
            _log.info("a file on the share waits for a newer program")
            return
        now: datetime = self.clock.now()
        _log.info("a file on the share does not count: %s", fault.value)
        with self.database.write() as session:
            values = {"path": path, "fault": fault.value, "found_at": now, "seen_at": now}
            session.execute(_SEEN, values)

    def release(self, paths: Collection[str]) -> None:
        """These count now: they were mended."""
        with self.database.write() as session:
            session.execute(delete(QuarantineRow).where(QuarantineRow.path.in_(paths)))


def newest_first(
    share: Share, folder: str, ending: str, after: int = 0
) -> Iterator[tuple[str, Numbered, Entry]]:
    """The paths of a folder's numbered files of an ending, whose number is more than `after`."""
    found = []
    for entry in share.files(folder):
        name = Numbered.parse(entry.name)
        if (
            name is not None
            and name.ending == ending
            and name.number > after
            and entry.size <= frame.MOST_FILE
        ):
            found.append((f"{folder}/{entry.name}", name, entry))
    yield from sorted(found, key=lambda one: one[1].number, reverse=True)


def content_of(share: Share, path: str) -> bytes | None:
    """A file of the exchange; None when there is none. Raises ShareAway, and Refused (HELD) for one that cannot be
    read: an antivirus or odd permissions on one file must not end the round of all others.
    """
    try:
        return share.read(path, frame.MOST_FILE)
    except ShareAway:
        raise
    except ShareTrouble:
        raise frame.Refused(frame.Fault.HELD) from None


def verified(
    kind: frame.Kind, raw: bytes, hash16: str, signers: Collection[bytes], share_id: str
) -> frame.Frame:
    """A file whose name, signature and share hold. Raises Refused."""
    found = frame.read(kind, raw, signers)
    if found.hash16 != hash16:
        raise frame.Refused(frame.Fault.NAME)
    if found.header.get("share") != share_id:
        raise frame.Refused(frame.Fault.OTHER_SHARE)
    if whole(found, "proto") > PROTO:
        raise frame.Refused(frame.Fault.NEWER)
    return found


def whole(found: frame.Frame, key: str) -> int:
    """A number of a header. Raises Refused (HEADER) for anything else."""
    value = found.header.get(key)
    if type(value) is not int or value < 0:
        raise frame.Refused(frame.Fault.HEADER)
    return value


def moment_ms(found: frame.Frame, key: str) -> int:
    """A moment of a header, in milliseconds since 1970. Raises Refused (HEADER) for what is none."""
    value = whole(found, key)
    if value >= LATEST_MS:
        raise frame.Refused(frame.Fault.HEADER)
    return value


def is_moment(value: object) -> bool:
    """Whether this is milliseconds since 1970 that a clock may show."""
    return type(value) is int and 0 <= value < LATEST_MS
