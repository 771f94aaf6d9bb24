"""Putting a file on the share so that it is there, whole, or is put again: what begins it, resumes it and mends it."""

from __future__ import annotations

import itertools
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import func, select, update

from desk_app.services.core.clocks import Clock, to_ms
from desk_app.services.db.database import Database
from desk_app.services.sync import names
from desk_app.services.sync.share import Entry, Share, ShareAway, ShareFull, ShareReadOnly, ShareTrouble
from desk_app.services.sync.tables import OutboxRow

_DIRECTLY_AFTER = 3
"""Rounds in which its new name was refused before a file is written under it: an antivirus, an odd file server."""
_READ_ONLY_AFTER = 3
"""Files of a round that may not be written, and none that may: then it is the folder, and not a file."""
_AT_ONCE = 200
"""Batches that are written in a round; the rest in the next one: a long absence does not hold up the hearing."""
_LOOKED_AT = 20
"""Files of this desk that are read again in a round: others hear from them long before head office says it has them."""
_IN_TURN = 2
"""Of those that were right, so many are read once more: a disk that rots leaves size and time as they were."""
_log = logging.getLogger("sync")


def put(
    share: Share, folder: str, name: str, content: bytes, attempt: int = 0, *, anew: bool = False
) -> bool:
    """Have a file stand on the share with this content; whether a fresh handle read it back.

    `attempt`: how often its renaming failed before; `anew`: somebody cannot read it although it looks right here.
    Raises ShareTrouble. Whatever happens, calling it again is right.
    """
    path = f"{folder}/{name}"
    if not anew and _stands(share, path, content):
        return True
    if attempt >= _DIRECTLY_AFTER:
        share.delete(path)
        share.create(path, content)
    else:
        _by_renaming(share, folder, name, content)
    return _stands(share, path, content)


def _stands(share: Share, path: str, content: bytes) -> bool:
    """Whether a fresh handle reads this; not, when another program holds the file. Raises ShareAway."""
    try:
        return share.read(path, len(content) + 1) == content
    except ShareAway:
        raise
    except ShareTrouble:
        return False


def _by_renaming(share: Share, folder: str, name: str, content: bytes) -> None:
    part = names.part()
    if not share.create(f"{folder}/{part}", content):
        return
    share.delete(f"{folder}/{name}")  # what is there is not whole; a rename does not replace everywhere
    try:
        share.rename(f"{folder}/{part}", f"{folder}/{name}")
    except FileNotFoundError:
        _log.info("a part file was gone before it had its name")


@dataclass
class Published:
    """What one round of publishing came to. `newest`: the last file that was written, and when by this PC's clock."""

    files: int = 0
    waiting: int = 0
    """Left for the next round by number."""
    held: int = 0
    """Could not be put there in this round."""
    newest: tuple[str, datetime] | None = None
    trouble: ShareReadOnly | None = None
    """This PC may not write a file: that one, or all."""


@dataclass
class Publisher:
    """Puts this desk's batches on the share, in their order, as long as head office does not have them."""

    database: Database
    clock: Clock
    party: names.Party
    missing: set[tuple[str, int]] = field(default_factory=set)
    """What head office says it cannot read: written anew, even if it looks right."""
    _failed: dict[str, int] = field(default_factory=dict)
    _right: dict[str, int] = field(default_factory=dict)
    """Name → the file's time when it was read and was right; the one longest ago first."""

    def publish(self, share: Share) -> Published:
        """Once. Raises ShareTrouble; what was written before counts."""
        done = Published()
        folder = names.up(self.party)
        waiting = self._waiting()
        if not waiting:
            return done
        there = {entry.name: entry for entry in share.files(folder)}
        look = self._to_look_at(there, {str(names.BatchName(*one[:3])) for one in waiting if one[4]})
        for epoch, seq, hash16, size, published in waiting:
            name = str(names.BatchName(epoch, seq, hash16))
            anew = (epoch, seq) in self.missing
            looks_right = published and not anew and _looks_right(there, name, size)
            sure = name not in look
            if looks_right and (sure or self._reads_right(share, there[name], self._content(epoch, seq))):
                continue
            if done.files >= _AT_ONCE:
                done.waiting += 1
            elif self._put(share, done, name, self._content(epoch, seq), anew=anew):
                done.files += 1
                done.newest = name, self.clock.now()
                self.missing.discard((epoch, seq))
                self._note(epoch, seq)
            else:
                done.held += 1
        if done.trouble is not None and not done.files:
            raise done.trouble
        return done

    def _to_look_at(self, there: Mapping[str, Entry], ours: set[str]) -> set[str]:
        """Which files to read again: new or changed ones first, and some of those that were right, in turn."""
        right = {name: at for name, at in self._right.items() if name in ours}
        for name in list(right)[:_IN_TURN]:
            del right[name]
        self._right = right
        changed = (name for name in there if name in ours and right.get(name) != there[name].modified_ms)
        return set(itertools.islice(changed, _LOOKED_AT))

    def _reads_right(self, share: Share, entry: Entry, content: bytes) -> bool:
        if not _stands(share, f"{names.up(self.party)}/{entry.name}", content):
            self._right.pop(entry.name, None)
            return False
        self._right[entry.name] = entry.modified_ms
        return True

    def _put(self, share: Share, done: Published, name: str, content: bytes, *, anew: bool) -> bool:
        """Whether it stands there; one file that is held by somebody does not end the round of all others."""
        try:
            well = put(share, names.up(self.party), name, content, self._failed.get(name, 0), anew=anew)
        except (ShareAway, ShareFull):
            raise
        except ShareTrouble as trouble:
            if isinstance(trouble, ShareReadOnly):
                done.trouble = trouble
                if done.held + 1 >= _READ_ONLY_AFTER and not done.files:
                    raise
            well = False
        if well:
            self._failed.pop(name, None)
        else:
            self._failed[name] = self._failed.get(name, 0) + 1
        return well

    def _waiting(self) -> list[tuple[str, int, str, int, bool]]:
        wanted = (
            select(
                OutboxRow.epoch,
                OutboxRow.seq,
                func.lower(func.hex(func.substr(OutboxRow.digest, 1, 8))),
                func.length(OutboxRow.content),
                OutboxRow.published_at.is_not(None),
            )
            .where(OutboxRow.acked_at.is_(None))
            .order_by(OutboxRow.packed_at, OutboxRow.seq)
        )
        with self.database.read() as session:
            return [(row[0], row[1], row[2], row[3], bool(row[4])) for row in session.execute(wanted)]

    def _content(self, epoch: str, seq: int) -> bytes:
        with self.database.read() as session:
            wanted = select(OutboxRow.content).where(OutboxRow.epoch == epoch, OutboxRow.seq == seq)
            return session.execute(wanted).scalar_one()

    def _note(self, epoch: str, seq: int) -> None:
        """Kept for those who look: what stands on the share is read from the share."""
        wanted = (OutboxRow.epoch == epoch, OutboxRow.seq == seq, OutboxRow.published_at.is_(None))
        with self.database.write() as session:
            session.execute(update(OutboxRow).where(*wanted).values(published_at=self.clock.now()))


def _looks_right(there: Mapping[str, Entry], name: str, size: int) -> bool:
    return name in there and there[name].size == size


def skew_of(share: Share, party: names.Party, published: Published) -> int | None:
    """By how many milliseconds the server's clock is ahead of this PC's; None when nothing was written."""
    if published.newest is None:
        return None
    name, when = published.newest
    found = (entry for entry in share.files(names.up(party)) if entry.name == name)
    return next((entry.modified_ms - to_ms(when) for entry in found), None)
