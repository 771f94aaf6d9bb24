"""Other desks' batches that head office lacks are put on the share again: their owner's disk may be gone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, or_, select, update

from desk_app.services.journal.work import Bench
from desk_app.services.sync import frame, names, state
from desk_app.services.sync.fetching import content_of, newest_first, verified
from desk_app.services.sync.names import BatchName, Party
from desk_app.services.sync.publishing import put
from desk_app.services.sync.share import Share
from desk_app.services.sync.tables import HeldRow

RELAY_AFTER = timedelta(minutes=15)
"""So long head office may take before somebody else helps."""
_AT_ONCE = 100
Upto = dict[str, tuple[int, str]]


@dataclass
class Relaying:
    """Holds, relays and lets go of the others' batches."""

    bench: Bench
    party: Party

    def relay(self, share: Share) -> int:
        """Put what head office lacks there; how many files. Raises ShareTrouble."""
        parties = self._holding()
        for party in parties:
            self._let_go(share, party, self._acknowledged(share, party))
        done = 0
        now = self.bench.clock.now()
        with self.bench.database.read() as session:
            wanted = select(HeldRow.party, HeldRow.epoch, HeldRow.seq, HeldRow.content)
            # What was heard in the future was heard while this PC's clock was wrong: nobody knows how long ago.
            waited = or_(HeldRow.heard_at <= now - RELAY_AFTER, HeldRow.heard_at >= now + RELAY_AFTER)
            overdue = wanted.where(waited).order_by(HeldRow.epoch, HeldRow.seq)
            rows = session.execute(overdue.limit(_AT_ONCE)).all()
        for party, epoch, seq, content in rows:
            name = BatchName(epoch, seq, frame.hash16_of(content))
            if put(share, names.relay(self.party), str(name), content):
                self._note(party, epoch, seq)
                done += 1
        return done

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
            except (frame.Refused, AttributeError, KeyError, TypeError, ValueError):
                continue
        return {}

    def _let_go(self, share: Share, party: str, upto: Upto) -> None:
        for epoch, (seq, _) in upto.items():
            done = (HeldRow.party == party, HeldRow.epoch == epoch, HeldRow.seq <= seq)
            with self.bench.database.read() as session:
                wanted = select(HeldRow.content).where(*done, HeldRow.relayed_at.is_not(None))
                copies = [frame.hash16_of(one) for one in session.scalars(wanted)]
                numbers = list(
                    session.scalars(select(HeldRow.seq).where(*done, HeldRow.relayed_at.is_not(None)))
                )
                any_done = session.execute(select(HeldRow.seq).where(*done).limit(1)).first() is not None
            self._delete(
                share, (BatchName(epoch, one, copy) for one, copy in zip(numbers, copies, strict=True))
            )
            if any_done:
                with self.bench.database.write() as session:
                    session.execute(delete(HeldRow).where(*done))

    def _delete(self, share: Share, copies: Iterable[BatchName]) -> None:
        for name in copies:
            share.delete(f"{names.relay(self.party)}/{name}")

    def _note(self, party: str, epoch: str, seq: int) -> None:
        wanted = (HeldRow.party == party, HeldRow.epoch == epoch, HeldRow.seq == seq)
        with self.bench.database.write() as session:
            unsaid = update(HeldRow).where(*wanted, HeldRow.relayed_at.is_(None))
            session.execute(unsaid.values(relayed_at=self.bench.clock.now()))
