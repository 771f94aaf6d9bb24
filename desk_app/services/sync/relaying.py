"""Other desks' batches that head office lacks are put on the share again: their owner's disk may be gone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, or_, select, update

from desk_app.services.journal.work import Bench
from desk_app.services.sync import frame, names, state
from desk_app.services.sync.fetching import content_of, newest_first, verified
from desk_app.services.sync.names import BatchName, Party
from desk_app.services.sync.publishing import put
from desk_app.services.sync.share import Share, ShareAway, ShareFull, ShareReadOnly, ShareTrouble
from desk_app.services.sync.tables import HeldRow

RELAY_AFTER = timedelta(minutes=15)
"""So long head office may take before somebody else helps."""
_AT_ONCE = 100
Upto = dict[str, tuple[int, str]]


class _Overdue(NamedTuple):
    party: str
    name: BatchName
    relayed: bool
    size: int


@dataclass
class Relaying:
    """Holds, relays and lets go of the others' batches."""

    bench: Bench
    party: Party
    _failed: dict[str, int] = field(default_factory=dict)

    def relay(self, share: Share) -> int:
        """Put what head office lacks there; how many files. Raises ShareTrouble."""
        parties = self._holding()
        for party in parties:
            self._let_go(share, party, self._acknowledged(share, party))
        overdue = self._overdue()
        if not overdue:
            return 0
        there = {entry.name: entry.size for entry in share.files(names.relay(self.party))}
        # A copy that was put there once is looked at in the list, and no more.
        lacking = [one for one in overdue if not one.relayed or there.get(str(one.name)) != one.size]
        lacking.sort(key=lambda one: self._failed.get(str(one.name), 0))
        done = 0
        for one in lacking[:_AT_ONCE]:
            if self._put(share, one):
                self._note(one)
                done += 1
        return done

    def _overdue(self) -> list[_Overdue]:
        """What head office should have by now: first what nobody relayed, the longest held first."""
        now = self.bench.clock.now()
        size = func.length(HeldRow.content)
        wanted = select(HeldRow.party, HeldRow.epoch, HeldRow.seq, HeldRow.hash16, HeldRow.relayed_at, size)
        # What was heard in the future was heard while this PC's clock was wrong: nobody knows how long ago.
        waited = or_(HeldRow.heard_at <= now - RELAY_AFTER, HeldRow.heard_at >= now + RELAY_AFTER)
        overdue = wanted.where(waited).order_by(
            HeldRow.relayed_at.is_not(None), HeldRow.heard_at, HeldRow.epoch, HeldRow.seq
        )
        with self.bench.database.read() as session:
            return [
                _Overdue(row[0], BatchName(row[1], row[2], row[3]), row[4] is not None, row[5])
                for row in session.execute(overdue)
            ]

    def _put(self, share: Share, one: _Overdue) -> bool:
        """Whether a copy stands there; one that cannot be put there does not keep the others."""
        name, of = str(one.name), (one.party, one.name.epoch, one.name.seq)
        with self.bench.database.read() as session:
            held = session.get_one(HeldRow, of).content
        failed = self._failed.get(name, 0)
        try:
            well = put(share, names.relay(self.party), name, held, failed)
        except (ShareAway, ShareFull, ShareReadOnly):
            raise
        except ShareTrouble:
            well = False
        if well:
            self._failed.pop(name, None)
        else:
            self._failed[name] = failed + 1
        return well

    def _holding(self) -> list[str]:
        with self.bench.database.read() as session:
            return list(session.scalars(select(HeldRow.party).distinct()))

    def _acknowledged(self, share: Share, party: str) -> Upto:
        """Up to where head office says it has that desk's epochs: from its newest ack that holds."""
        of = Party.parse(party)
        with self.bench.database.read() as session:
            known = state.head_office(session)
        if of is None or known is None:
            return {}
        for path, name, _ in newest_first(share, names.acks(of), "ack"):
            try:
                raw = content_of(share, path) or b""
                found = verified(frame.Kind.ACK, raw, name.hash16, [bytes.fromhex(known.sync)], known.share)
                if found.header.get("party") == party:
                    return {
                        epoch: (int(seq), str(digest))
                        for epoch, (seq, digest) in found.header["epochs"].items()
                    }
            except (frame.Refused, AttributeError, LookupError, TypeError, ValueError):
                continue
        return {}

    def _let_go(self, share: Share, party: str, upto: Upto) -> None:
        """Head office has these: the copies go from the share, then from here."""
        wanted = select(HeldRow.epoch, HeldRow.seq, HeldRow.hash16, HeldRow.relayed_at).where(
            HeldRow.party == party
        )
        with self.bench.database.read() as session:
            held = session.execute(wanted).all()
        gone = []
        for epoch, seq, hash16, relayed_at in held:
            if seq > upto.get(epoch, (0, ""))[0]:
                continue
            if relayed_at is None or self._deleted(share, BatchName(epoch, seq, hash16)):
                gone.append((epoch, seq))
        if gone:
            with self.bench.database.write() as session:
                of = delete(HeldRow).where(HeldRow.party == party, HeldRow.epoch == bindparam("e"))
                session.connection().execute(
                    of.where(HeldRow.seq == bindparam("s")), [{"e": epoch, "s": seq} for epoch, seq in gone]
                )

    def _deleted(self, share: Share, name: BatchName) -> bool:
        """Whether a copy is gone; failing is no fault: the next round will do."""
        try:
            share.delete(f"{names.relay(self.party)}/{name}")
        except ShareAway:
            raise
        except ShareTrouble:
            return False
        return True

    def _note(self, one: _Overdue) -> None:
        wanted = HeldRow.party == one.party, HeldRow.epoch == one.name.epoch, HeldRow.seq == one.name.seq
        with self.bench.database.write() as session:
            unsaid = update(HeldRow).where(*wanted, HeldRow.relayed_at.is_(None))
            session.execute(unsaid.values(relayed_at=self.bench.clock.now()))
