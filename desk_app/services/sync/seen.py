"""How far other desks were heard: what may leave the share, and how fresh their records are here."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.sync.tables import HeardRow

FEED = "feed"
"""In place of a party: head office's own files."""
_MOST_EPOCHS = 40


class Upto(NamedTuple):
    """Of one epoch: the last batch before the first gap, and the newest one that was heard."""

    sure: int
    newest: int


def upto(session: Session, party: str, epoch: str) -> Upto:
    """How far one epoch of a desk was heard. What left the share before this PC came does not count as a gap."""
    wanted = (
        select(HeardRow.seq).where(HeardRow.party == party, HeardRow.epoch == epoch).order_by(HeardRow.seq)
    )
    numbers = list(session.scalars(wanted))
    newest = numbers[-1] if numbers else 0
    return Upto(next((a for a, b in pairwise(numbers) if b != a + 1), newest), newest)


def peers(session: Session) -> dict[str, dict[str, int]]:
    """By desk and epoch, the newest first heard: what a batch says of it (`seen`)."""
    newest = (
        select(HeardRow.party, HeardRow.epoch)
        .where(HeardRow.party != FEED)
        .group_by(HeardRow.party, HeardRow.epoch)
        .order_by(func.max(HeardRow.heard_at).desc())
        .limit(_MOST_EPOCHS)
    )
    seen: dict[str, dict[str, int]] = {}
    for party, epoch in session.execute(newest).all():
        seen.setdefault(party, {})[epoch] = upto(session, party, epoch).sure
    return seen
