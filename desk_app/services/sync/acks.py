"""What head office says it has: only then is a batch done. An ack that does not fit tells that this data is a copy."""

from __future__ import annotations

import enum
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import from_ms, to_ms
from desk_app.services.gate.trusted_time import floor_of, raise_floor
from desk_app.services.journal.work import Bench
from desk_app.services.sync import frame, names, state
from desk_app.services.sync.fetching import Quarantine, content_of, moment_ms, newest_first, verified, whole
from desk_app.services.sync.names import Party
from desk_app.services.sync.share import Share
from desk_app.services.sync.tables import OutboxRow, PackedRowRow

NAMED_EPOCHS = 15
"""Of so many epochs an ack tells, the newest; when it tells of fewer, these are all."""
_log = logging.getLogger("sync")


class Heard(enum.Enum):
    """What an ack came to."""

    NOTHING = "nothing"
    NEWS = "news"
    NOT_OURS = "not_ours"
    """It is for batches that this data does not know: it was restored from an old copy, or two PCs have it."""


@dataclass(frozen=True)
class Acks:
    """Takes in the newest ack of this desk."""

    bench: Bench
    party: Party
    quarantine: Quarantine

    def take(self, share: Share) -> tuple[Heard, set[tuple[str, int]]]:
        """What it came to, and which batches head office cannot read. Raises ShareTrouble."""
        with self.bench.database.read() as session:
            known, told = state.head_office(session), state.told(session)
        if known is None:
            return Heard.NOTHING, set()
        for path, name, _ in newest_first(share, names.acks(self.party), "ack", told.ack):
            try:
                raw = content_of(share, path)
                if raw is None:
                    continue
                found = verified(frame.Kind.ACK, raw, name.hash16, [bytes.fromhex(known.sync)], known.share)
                said = _Said.of(found, self.party, name.number)
            except frame.Refused as refused:
                self.quarantine.put(path, refused.fault)
                continue
            return self._apply(said), said.missing
        return Heard.NOTHING, set()

    def _apply(self, said: _Said) -> Heard:
        now = self.bench.clock.now()
        with self.bench.database.write() as session:
            chain = state.chain(session)
            upto = said.epochs.get(chain.epoch)
            fits = upto is None or _fits(session, chain.epoch, *upto)
            raise_floor(session, said.at, floor_of(session, now))
            if not fits:  # the new epoch hears this ack again
                return Heard.NOT_OURS
            known = replace(state.told(session), ack=said.number, at=to_ms(said.at))
            known = replace(known, audit=said.audit, audit_head=said.audit_head)
            state.put_told(session, replace(known, forks=tuple(said.forks)))
            state.put_last_round(session, replace(state.last_round(session), acked_at=to_ms(now)))
            # An epoch that it does not name any more is one that a restored head office does not know.
            all_named = len(said.epochs) < NAMED_EPOCHS
            gone = _acknowledged_epochs(session) - set(said.epochs) if all_named else set()
            forgotten = dict.fromkeys(gone, 0)
            named = {epoch: seq for epoch, (seq, _) in said.epochs.items()}
            for epoch, seq in {**named, **forgotten}.items():
                _acknowledge(session, epoch, seq, now)
            if chain.epoch in said.epochs or forgotten:
                state.put_chain(session, _surer(session, chain))
        return Heard.NEWS


@dataclass(frozen=True, slots=True)
class _Said:
    number: int
    at: datetime
    epochs: Mapping[str, tuple[int, bytes]]
    missing: set[tuple[str, int]]
    forks: list[str]
    audit: int
    audit_head: str

    @classmethod
    def of(cls, found: frame.Frame, party: Party, number: int) -> _Said:
        """Raises Refused for one that is another desk's, or makes no sense."""
        header = found.header
        if header.get("party") != str(party):
            raise frame.Refused(frame.Fault.OTHER_DESK)
        if whole(found, "n") != number:
            raise frame.Refused(frame.Fault.NAME)
        try:
            epochs = {
                str(epoch): (int(seq), bytes.fromhex(digest))
                for epoch, (seq, digest) in header["epochs"].items()
            }
            missing = {(str(epoch), int(seq)) for epoch, seq in header["missing"]}
            forks = [str(one) for one in header["forks"]]
            at = from_ms(moment_ms(found, "at"))
            return cls(number, at, epochs, missing, forks, *_head(header.get("audit")))
        except (AttributeError, LookupError, TypeError, ValueError):
            raise frame.Refused(frame.Fault.HEADER) from None


def _head(audit: Any) -> tuple[int, str]:
    return (int(audit[0]), str(audit[1])) if audit else (0, "")


def _fits(session: Session, epoch: str, seq: int, digest: bytes) -> bool:
    """Whether what head office has of this epoch is this desk's own chain. What is long done may be forgotten here."""
    row = session.get(OutboxRow, (epoch, seq))
    return row.digest == digest if row is not None else seq < _oldest(session, epoch)


def _oldest(session: Session, epoch: str) -> int:
    """The least number of an epoch that is still kept; 0 when none is: an ack for one is for none of ours."""
    found = session.execute(select(func.min(OutboxRow.seq)).where(OutboxRow.epoch == epoch)).scalar()
    return found or 0


def _acknowledged_epochs(session: Session) -> set[str]:
    return set(session.scalars(select(OutboxRow.epoch).where(OutboxRow.acked_at.is_not(None)).distinct()))


def _acknowledge(session: Session, epoch: str, seq: int, now: datetime) -> None:
    """Done up to here; what is beyond is not, even if it was: head office may have been restored itself."""
    of = OutboxRow.epoch == epoch
    session.execute(
        update(OutboxRow).where(of, OutboxRow.seq <= seq, OutboxRow.acked_at.is_(None)).values(acked_at=now)
    )
    beyond = update(OutboxRow).where(of, OutboxRow.seq > seq, OutboxRow.acked_at.is_not(None))
    session.execute(beyond.values(acked_at=None, published_at=None))
    session.execute(delete(PackedRowRow).where(PackedRowRow.epoch == epoch, PackedRowRow.seq <= seq))


def _surer(session: Session, chain: state.Chain) -> state.Chain:
    """Up to where events and audit entries are head office's for certain."""
    wanted = select(func.max(OutboxRow.last_event), func.max(OutboxRow.last_audit))
    event, audit = session.execute(wanted.where(OutboxRow.acked_at.is_not(None))).one()
    return replace(chain, sure_event=event or 0, sure_audit=audit or 0)
