"""How many of each line went out with a release or came back with a return: read once for lists, gate and files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.passes.tables import ReleasedLineRow, ReturnedLineRow

AT_ONCE = 500
"""Ids in one statement."""

Quantities = Mapping[int, Mapping[int, int]]
"""Release or return → line → how many. One without lines on record has an empty mapping."""


def moved_by(session: Session, releases: Sequence[int]) -> Quantities:
    """Release → line → how many left with it."""
    found = _quantities()
    for some in _parts(releases):
        for line in session.scalars(select(ReleasedLineRow).where(ReleasedLineRow.release.in_(some))):
            found[line.release][line.position] = line.quantity
    return found


def returned_by(session: Session, returns: Sequence[int]) -> Quantities:
    """Return → line → how many came back with it."""
    found = _quantities()
    for some in _parts(returns):
        for line in session.scalars(select(ReturnedLineRow).where(ReturnedLineRow.return_id.in_(some))):
            found[line.return_id][line.position] = line.quantity
    return found


def _quantities() -> defaultdict[int, dict[int, int]]:
    return defaultdict(dict)


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
