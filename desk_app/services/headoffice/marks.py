"""How far each epoch of a desk is here, what of it is here, and what becomes of it: closed, open-ended, forked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, case, delete, select, update
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import to_ms
from desk_app.services.headoffice.bulk import add, put
from desk_app.services.headoffice.incidents import Trouble, raise_incident
from desk_app.services.headoffice.reading import Sealed
from desk_app.services.headoffice.store import Store
from desk_app.services.headoffice.tables import BATCHES, MISSING, QUARANTINE, WATERMARKS
from desk_app.services.sync.frame import Fault
from desk_app.services.sync.names import BatchName, Party

NOTHING = bytes(32)
"""What the first batch of an epoch follows."""
Number = tuple[str, int]
_SENSELESS = (Fault.HEADER, Fault.SECTION, Fault.TOO_LARGE, Fault.CONTENT)
"""What a batch is refused for that its owner wrote just so: writing it again mends nothing."""
_STUCK_AFTER = timedelta(days=1)
_GONE_AFTER = timedelta(minutes=15)
"""A list of files may be incomplete for a while: so long a file counts as there that was not on it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far an epoch of a desk is here."""

    seq: int = 0
    digest: bytes = NOTHING
    forked: bool = False
    closed_at: int | None = None
    open_end: bool = False
    packed_at: int = 0


def marks(session: Session, party: Party) -> dict[str, Mark]:
    """The epochs of a desk."""
    found = session.execute(select(WATERMARKS).where(WATERMARKS.c.party == str(party)))
    return {row.epoch: _mark(row) for row in found}


def begin(session: Session, party: Party, epoch: str, now: datetime) -> None:
    """Have a mark for an epoch."""
    row = {"party": str(party), "epoch": epoch, "seq": 0, "digest": NOTHING, "forked": False}
    add(session, WATERMARKS, [{**row, "closed_at": None, "open_end": False, "moved_at": to_ms(now)}])


def locked(session: Session, party: Party, epoch: str, now: datetime) -> Mark:
    """An epoch's mark, nobody else's until the transaction ends; begun if it is new."""
    begin(session, party, epoch, now)
    row = session.execute(select(WATERMARKS).where(*_of(party, epoch)).with_for_update()).one()
    return _mark(row)


def _mark(row: Row[Any]) -> Mark:
    return Mark(row.seq, bytes(row.digest), row.forked, row.closed_at, row.open_end, row.packed_at)


def move(session: Session, party: Party, epoch: str, seq: int, digest: bytes, now: datetime) -> None:
    """Everything up to there is here."""
    moved = update(WATERMARKS).where(*_of(party, epoch))
    session.execute(moved.values(seq=seq, digest=digest, moved_at=to_ms(now)))


def note_last(session: Session, party: Party, epoch: str, last: Sealed) -> None:
    """When and with which keys the last batch that was applied of an epoch was written."""
    mine, packed = WATERMARKS.c.packed_at, last.at
    newest = case((mine > packed, mine), else_=packed)
    noted = update(WATERMARKS).where(*_of(party, epoch))
    session.execute(noted.values(packed_at=newest, signer=last.frame.signer.hex()))


def close(session: Session, party: Party, epoch: str, now: datetime) -> None:
    """A newer epoch closed this one; what is missing of it may still come for a while."""
    begin(session, party, epoch, now)
    closed = update(WATERMARKS).where(*_of(party, epoch), WATERMARKS.c.closed_at.is_(None))
    session.execute(closed.values(closed_at=to_ms(now)))


def open_end(store: Store, party: Party, epoch: str, now: datetime) -> None:
    """From now on everything of this epoch counts, in any order and across gaps, both sides of a fork."""
    with store.write() as session:
        store.lock_desk(session, party, forgets=False)
        mark = locked(session, party, epoch, now)
        closed = mark.closed_at if mark.closed_at is not None else to_ms(now)
        ended = update(WATERMARKS).where(*_of(party, epoch))
        session.execute(ended.values(open_end=True, closed_at=closed))


def fork(store: Store, party: Party, valid: Sequence[Sealed], now: datetime) -> bool:
    """Valid files of one number, of which one is of another chain than what is here, or than the other: stop.

    Looked at again where nobody else applies: what another collector applied in between is no fork.
    """
    epoch, seq = valid[0].name.epoch, valid[0].name.seq
    with store.write() as session:
        store.lock_desk(session, party, forgets=False)
        mark = locked(session, party, epoch, now)
        if mark.seq >= seq:
            known = have(session, party, epoch, [seq]).get((epoch, seq), set())
            forked = any(one.name.hash16 not in known for one in valid)
        else:
            forked = mark.seq == seq - 1 and (len(valid) > 1 or valid[0].prev != mark.digest)
        if forked and not mark.open_end:
            session.execute(update(WATERMARKS).where(*_of(party, epoch)).values(forked=True))
            raise_incident(session, Trouble.FORK, str(party), {"epoch": epoch}, now, epoch)
    return forked


def note_gaps(store: Store, party: Party, epoch: str, now: datetime) -> None:
    """Each run of missing numbers of an epoch that is over is an incident."""
    with store.write() as session:
        last = 0
        for seq in sorted({seq for _, seq in have(session, party, epoch)}):
            if seq > last + 1:
                detail = {"first": last + 1, "last": seq - 1}
                raise_incident(session, Trouble.GAP, str(party), detail, now, epoch)
            last = seq


def have(
    session: Session, party: Party, epoch: str, seqs: Collection[int] | None = None
) -> dict[Number, set[str]]:
    """By number, what the names of the files that were applied say of their content; at least of these numbers."""
    wanted = select(BATCHES.c.epoch, BATCHES.c.seq, BATCHES.c.digest)
    found: dict[Number, set[str]] = {}
    of = [BATCHES.c.party == str(party), BATCHES.c.epoch == epoch]
    if seqs is not None:
        of.append(BATCHES.c.seq.between(min(seqs), max(seqs)))
    for _, seq, digest in session.execute(wanted.where(*of)):
        found.setdefault((epoch, seq), set()).add(bytes(digest)[:8].hex())
    return found


def missing(session: Session, party: Party) -> set[Number]:
    """Batches that must exist, and could not be read in the last round."""
    found = session.execute(select(MISSING.c.epoch, MISSING.c.seq).where(MISSING.c.party == str(party)))
    return {(epoch, seq) for epoch, seq in found}


def put_missing(session: Session, party: Party, numbers: Iterable[Number]) -> None:
    """Those of this round."""
    session.execute(delete(MISSING).where(MISSING.c.party == str(party)))
    add(
        session,
        MISSING,
        [{"party": str(party), "epoch": epoch, "seq": seq} for epoch, seq in sorted(numbers)],
    )


def put_refused(session: Session, party: Party, refused: Iterable[tuple[str, Fault]], now: datetime) -> None:
    """Files that do not count, and why: one line each, however often they are read."""
    at = {"found_at": to_ms(now), "seen_at": to_ms(now)}
    rows = [{"path": path, "party": str(party), "fault": fault.value, **at} for path, fault in refused]
    put(session, QUARANTINE, rows, ["fault", "seen_at"])
    day_old = (QUARANTINE.c.found_at <= to_ms(now - _STUCK_AFTER), QUARANTINE.c.seen_at == to_ms(now))
    senseless = QUARANTINE.c.fault.in_([fault.value for fault in _SENSELESS])
    wanted = select(QUARANTINE.c.path).where(QUARANTINE.c.party == str(party), *day_old, senseless)
    for path in session.scalars(wanted.order_by(QUARANTINE.c.path)):
        name = BatchName.parse(path.rpartition("/")[2])
        if name is not None:
            raise_incident(session, Trouble.STUCK, str(party), {"seq": name.seq}, now, name.epoch)


def has_refused(session: Session, party: Party) -> bool:
    """Whether files of a desk stand in quarantine."""
    wanted = select(QUARANTINE.c.path).where(QUARANTINE.c.party == str(party)).limit(1)
    return session.execute(wanted).first() is not None


def drop_refused(session: Session, party: Party, now: datetime) -> None:
    """What is history: files whose number is here by another file, and those that are not seen any more."""
    rows = session.execute(select(QUARANTINE).where(QUARANTINE.c.party == str(party))).all()
    unseen = to_ms(now - _GONE_AFTER)
    gone = [row.path for row in rows if row.seen_at <= unseen or _is_here(session, party, row.path)]
    if gone:
        session.execute(delete(QUARANTINE).where(QUARANTINE.c.path.in_(gone)))


def number_of(path: str) -> Number | None:
    """The number that a batch's file claims by its name."""
    name = BatchName.parse(path.rpartition("/")[2])
    return None if name is None else (name.epoch, name.seq)


def _is_here(session: Session, party: Party, path: str) -> bool:
    number = number_of(path)
    return number is not None and number in have(session, party, number[0], [number[1]])


def _of(party: Party, epoch: str) -> tuple[ColumnElement[bool], ...]:
    return (WATERMARKS.c.party == str(party), WATERMARKS.c.epoch == epoch)
