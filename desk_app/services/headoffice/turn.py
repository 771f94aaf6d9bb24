"""One desk's turn in a round: each epoch's chain is followed as far as it is whole, and applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import islice

from desk_app.services.core.clocks import Clock, to_ms
from desk_app.services.headoffice import applying, marks, reading
from desk_app.services.headoffice.archive import Archive
from desk_app.services.headoffice.desks import Desk
from desk_app.services.headoffice.marks import Mark, Number
from desk_app.services.headoffice.sources import InArchive, Source, unless_away
from desk_app.services.headoffice.store import Store
from desk_app.services.sync import frame
from desk_app.services.sync.frame import Fault, Refused
from desk_app.services.sync.locks import Keys
from desk_app.services.sync.names import BatchName

CLOSED_WAITS = timedelta(days=7)
"""So long what is missing of a closed epoch may still come."""
_BACK_AT_MOST = 86_400_000
"""Milliseconds by which a clock may be set back while a PC is stolen."""
_TOGETHER_EVENTS = 4000
_TOGETHER_FILES = 64
_MOST_MISSING = 50
_LOOKS_AT = 5
"""So many of the newest files beyond a gap are read, to find a sound one."""
_MENDABLE = {Fault.SIZE, Fault.DIGEST, Fault.SIGNATURE, Fault.NAME}
"""What a file is refused for that its owner would write well when he is told."""


@dataclass
class Collected:
    """What a round of collecting came to."""

    files: int = 0
    batches: int = 0
    events: int = 0
    refused: int = 0
    waiting: int = 0
    """Batches that a newer program wrote."""


@dataclass
class Turn:
    """One desk's turn."""

    store: Store
    clock: Clock
    archive: Archive
    share_id: str
    keys: Keys
    desk: Desk
    done: Collected
    missing: set[Number] = field(default_factory=set)
    unreadable: set[Number] = field(default_factory=set)
    refused: dict[str, Fault] = field(default_factory=dict)
    applied: set[Number] = field(default_factory=set)
    """Numbers that were here before this turn: another file that claims one of them is no trouble any more."""

    def take(self, sources: Mapping[BatchName, Sequence[Source]]) -> None:
        """Apply what is new. Raises ShareAway."""
        party, now = self.desk.party, self.clock.now()
        with self.store.read() as session:
            begun, missed = marks.marks(session, party), marks.missing(session, party)
            quarantined = marks.has_refused(session, party)
        for epoch, mark in begun.items():
            if _is_due(mark, to_ms(now)):
                marks.open_end(self.store, party, epoch, now)
        by_epoch: dict[str, list[BatchName]] = {}
        for name in sorted(sources):
            by_epoch.setdefault(name.epoch, []).append(name)
        # Those that were begun first: a new epoch closes them.
        try:
            for epoch in sorted(by_epoch, key=lambda epoch: (epoch not in begun, epoch)):
                self._epoch(epoch, {name: sources[name] for name in by_epoch[epoch]})
        finally:
            self._note(missed, quarantined)

    def _epoch(self, epoch: str, found: Mapping[BatchName, Sequence[Source]]) -> None:
        party = self.desk.party
        with self.store.read() as session:
            mark = marks.marks(session, party).get(epoch)
            have = marks.have(session, party, epoch, [name.seq for name in found])
        self.applied |= have.keys()
        new = {n: of for n, of in found.items() if n.hash16 not in have.get((epoch, n.seq), ())}
        if mark is not None and mark.open_end:
            self._all(epoch, new)
        else:
            self._chain(epoch, new, mark or Mark(), begun=mark is not None)

    def _chain(
        self, epoch: str, new: Mapping[BatchName, Sequence[Source]], mark: Mark, *, begun: bool
    ) -> None:
        """Apply as far as each file follows the one before."""
        if mark.forked or self._is_forked_behind(new, mark):
            return
        seq, digest, packed, group = mark.seq, mark.digest, mark.packed_at, _Group(self, epoch)
        by_seq: dict[int, list[BatchName]] = {}
        for name in new:
            by_seq.setdefault(name.seq, []).append(name)
        while seq + 1 in by_seq:
            valid = self._valid(by_seq[seq + 1], new, begun or seq > 0)
            if not valid:
                break
            if len(valid) > 1 or valid[0].prev != digest:
                group.flush()
                marks.fork(self.store, self.desk.party, valid, self.clock.now())
                return
            if self._goes_back(valid[0], packed) or not group.add(valid[0]):
                break
            seq, digest, packed = seq + 1, valid[0].frame.digest, max(packed, valid[0].at)
        group.flush()
        later = (one for one in sorted(by_seq, reverse=True) if one > seq + 1)
        some = islice(later, _LOOKS_AT)
        sound = (one for one in some if self._valid(by_seq[one], new, begun or seq > 0))
        self._miss(epoch, seq, next(sound, seq), by_seq)

    def _goes_back(self, batch: reading.Sealed, packed: int) -> bool:
        """Whether a stolen PC's batch says it was packed long before the one that it follows."""
        if not batch.revoked or batch.at >= packed - _BACK_AT_MOST:
            return False
        self.refuse(batch.path, batch.name, Fault.STRANGER)
        return True

    def _is_forked_behind(self, new: Mapping[BatchName, Sequence[Source]], mark: Mark) -> bool:
        """Whether there is another valid file of a number that is applied."""
        for name in new:
            if name.seq <= mark.seq and (valid := self._valid([name], new, known_epoch=True)):
                return marks.fork(self.store, self.desk.party, valid, self.clock.now())
        return False

    def _all(self, epoch: str, new: Mapping[BatchName, Sequence[Source]]) -> None:
        """Of an epoch that is over everything counts that is there, in its order, across gaps."""
        group = _Group(self, epoch)
        for batch in self._valid(list(new), new, known_epoch=True):
            group.add(batch)
        group.flush()
        if group.took:
            marks.note_gaps(self.store, self.desk.party, epoch, self.clock.now())

    def _miss(self, epoch: str, seq: int, last: int, by_seq: Mapping[int, Sequence[BatchName]]) -> None:
        """Numbers that must exist, for `last` is a sound later one, and those that cannot be read."""
        gap = {
            (epoch, one) for one in range(seq + 1, min(last, seq + _MOST_MISSING) + 1) if one not in by_seq
        }
        self.missing |= gap | {
            (epoch, one) for one in by_seq if one > seq and (epoch, one) in self.unreadable
        }

    def _valid(
        self, wanted: Sequence[BatchName], new: Mapping[BatchName, Sequence[Source]], known_epoch: bool
    ) -> list[reading.Sealed]:
        found = (self._read(name, new[name], known_epoch) for name in wanted)
        return [one for one in found if one is not None]

    def _read(self, name: BatchName, of: Sequence[Source], known_epoch: bool) -> reading.Sealed | None:
        """A batch, from wherever it can be read; None when it does not count, or is not there after all."""
        desk = self.desk
        for source in of:
            raw = unless_away(partial(source.read, frame.MOST_FILE), None)
            if raw is None:
                continue
            self.done.files += 1
            try:
                came = 0 if isinstance(source, InArchive) else to_ms(self.clock.now())
                return reading.sealed(
                    raw, name, source.path, desk.party, desk.signers, known_epoch, self.share_id, came
                )
            except Refused as refused:
                self.refuse(source.path, name, refused.fault)
        return None

    def refuse(self, path: str, name: BatchName, fault: Fault) -> None:
        """A file does not count. It is read again next round, for its owner may mend it."""
        if (name.epoch, name.seq) in self.applied:
            return
        if fault is Fault.NEWER:
            self.done.waiting += 1
        else:
            self.done.refused += 1
        if fault in _MENDABLE:
            self.unreadable.add((name.epoch, name.seq))
        self.refused[path] = fault

    def _note(self, missed: set[Number], quarantined: bool) -> None:
        if self.missing == missed and not self.refused and not quarantined:
            return
        now = self.clock.now()
        with self.store.write() as session:
            if self.missing != missed:
                marks.put_missing(session, self.desk.party, sorted(self.missing)[:_MOST_MISSING])
            marks.put_refused(session, self.desk.party, self.refused.items(), now)
            marks.drop_refused(session, self.desk.party, now)


def _is_due(mark: Mark, now: int) -> bool:
    """Whether a closed epoch is taken as it is now; a forked one waits for a person."""
    waits = CLOSED_WAITS // timedelta(milliseconds=1)
    over = mark.closed_at is not None and now - mark.closed_at >= waits
    return over and not mark.open_end and not mark.forked


@dataclass
class _Group:
    """Batches that are applied in one transaction, for speed."""

    turn: Turn
    epoch: str
    took: bool = False
    _open: list[reading.Opened] = field(default_factory=list)
    _events: int = 0

    def add(self, batch: reading.Sealed) -> bool:
        """Take one; False when what it says makes no sense, and those after it have to wait."""
        turn = self.turn
        try:
            opened = reading.opened(batch, turn.keys)
        except Refused as refused:
            turn.refuse(batch.path, batch.name, refused.fault)
            return False
        turn.archive.keep(batch.party, batch.name, batch.raw)
        self._open.append(opened)
        self._events += len(opened.events)
        if self._events >= _TOGETHER_EVENTS or len(self._open) >= _TOGETHER_FILES:
            self.flush()
        return True

    def flush(self) -> None:
        """Apply what was taken."""
        if not self._open:
            return
        turn = self.turn
        applied = applying.apply(turn.store, turn.desk.party, self.epoch, self._open, turn.clock)
        self.took = self.took or applied.batches > 0
        turn.done.batches += applied.batches
        turn.done.events += applied.events
        self._open, self._events = [], 0
