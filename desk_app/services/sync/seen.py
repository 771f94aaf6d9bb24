"""How far other desks were heard: what may leave the share, how fresh their records are here, what need not be heard.

Kept on hearing, for every batch that is packed tells it: nobody counts all that was ever heard.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, exists, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session, aliased

from desk_app.services.sync.tables import HeardRow, HeardUptoRow

FEED = "feed"
"""In place of a party: head office's own files."""
_MOST_EPOCHS = 40
Heard = Mapping[str, Mapping[str, int]]
"""By desk and epoch, a number."""


class _Far(NamedTuple):
    """A row of `HeardUptoRow`."""

    first: int
    sure: int
    newest: int
    whole: int

    def covers(self, seq: int) -> bool:
        if not self.whole:
            return False
        return seq <= self.whole or (0 < self.first <= self.whole + 1 and seq <= self.sure)


_FIGURES = "first", "sure", "newest", "whole"
_KEPT = select(*(getattr(HeardUptoRow, one) for one in _FIGURES)).where(
    HeardUptoRow.party == bindparam("of"), HeardUptoRow.epoch == bindparam("in_")
)
_PUT = insert(HeardUptoRow)
_REPLACE = _PUT.on_conflict_do_update(
    index_elements=["party", "epoch"],
    set_={one: getattr(_PUT.excluded, one) for one in (*_FIGURES, "heard_at")},
)


class Upto(NamedTuple):
    """Of one epoch: the last batch before the first gap, and the newest one that was heard."""

    sure: int
    newest: int


def upto(session: Session, party: str, epoch: str) -> Upto:
    """How far one epoch of a desk was heard. What left the share before this PC came does not count as a gap."""
    row = _far(session, party, epoch)
    return Upto(row.sure, row.newest)


def peers(session: Session) -> dict[str, dict[str, int]]:
    """By desk and epoch, the newest first heard: what a batch says of it (`seen`)."""
    wanted = select(HeardUptoRow.party, HeardUptoRow.epoch, HeardUptoRow.sure).where(HeardUptoRow.sure > 0)
    newest = wanted.order_by(HeardUptoRow.heard_at.desc(), HeardUptoRow.epoch).limit(_MOST_EPOCHS)
    seen: dict[str, dict[str, int]] = {}
    for party, epoch, sure in session.execute(newest):
        seen.setdefault(party, {})[epoch] = sure
    return seen


def note_heard(session: Session, party: str, epoch: str, seq: int, at: datetime) -> None:
    """A batch was heard; its `HeardRow` is there already."""
    row = _far(session, party, epoch)
    row = row._replace(newest=max(row.newest, seq))
    if row.first == 0 or seq < row.first:
        row = row._replace(first=seq, sure=_end_of_run(session, party, epoch, seq))
    elif seq == row.sure + 1:
        row = row._replace(sure=_end_of_run(session, party, epoch, seq))
    _keep(session, party, epoch, row, at)


def note_snapshot(session: Session, heard: Heard, at: datetime) -> None:
    """A snapshot was heard, in which everything stands up to these numbers."""
    for party, epochs in heard.items():
        for epoch, seq in epochs.items():
            row = _far(session, party, epoch)
            _keep(session, party, epoch, row._replace(whole=max(row.whole, seq)), at)


def is_covered(session: Session, party: str, epochs: Mapping[str, int]) -> bool:
    """Whether a snapshot up to there says nothing new of a desk: an earlier one, and the batches since, said it all."""
    return bool(epochs) and all(_far(session, party, epoch).covers(seq) for epoch, seq in epochs.items())


def heard_of(header: Mapping[str, Any]) -> Heard:
    """What a snapshot says of itself; nothing where that makes no sense."""
    said = header.get("heard")
    if not isinstance(said, dict) or not all(isinstance(one, dict) for one in said.values()):
        return {}
    sound = all(type(seq) is int for epochs in said.values() for seq in epochs.values())
    return said if sound else {}


def _far(session: Session, party: str, epoch: str) -> _Far:
    found = session.execute(_KEPT, {"of": party, "in_": epoch}).first()
    return _Far(0, 0, 0, 0) if found is None else _Far(*found)


def _keep(session: Session, party: str, epoch: str, row: _Far, at: datetime) -> None:
    session.execute(_REPLACE, {"party": party, "epoch": epoch, **row._asdict(), "heard_at": at})


def _end_of_run(session: Session, party: str, epoch: str, start: int) -> int:
    """The first number from there on that no other one follows."""
    following = aliased(HeardRow)
    of = following.party == HeardRow.party, following.epoch == HeardRow.epoch
    last = ~exists().where(*of, following.seq == HeardRow.seq + 1)
    wanted = select(HeardRow.seq).where(HeardRow.party == party, HeardRow.epoch == epoch, last)
    found = session.scalars(wanted.where(HeardRow.seq >= start).order_by(HeardRow.seq).limit(1)).first()
    return start if found is None else found
