"""Who has a copy, over all desks of the building: steps that name the step before them. Pure: no database.

A copy goes from hand to hand in one chain. Two hand-outs after one and the same step cannot both be right: whoever
handed out the second had not heard of the first. Which came first is not ours to say; the supervisor finds out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Custody:
    """One step of a copy: handed out to somebody, or back on its hook. `prev`: the step before it; 0 for the first."""

    id: int
    copy: int
    prev: int
    desk: int
    out: bool
    at: datetime
    holder: str = field(default="", repr=False)
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The step that holds; `disputed` while another one says otherwise."""

    step: Custody
    disputed: bool


@dataclass(frozen=True, slots=True)
class Fork:
    """Hand-outs at several desks after one step, oldest first."""

    after: int
    steps: tuple[Custody, ...]


def standing(steps: Collection[Custody]) -> Standing | None:
    """Where one copy is, as far as known: of several ends the newest hand-out, disputed while there is another."""
    before = {one.prev for one in steps}
    ends = sorted((one for one in steps if one.id not in before), key=lambda one: (one.out, *_age(one)))
    if not ends:
        return None
    return Standing(ends[-1], sum(one.out for one in ends) > 1)


def forks(steps: Collection[Custody]) -> Iterator[Fork]:
    """Every step of one copy after which several desks handed it out."""
    after: defaultdict[int, list[Custody]] = defaultdict(list)
    for one in steps:
        if one.out:
            after[one.prev].append(one)
    for prev, of in sorted(after.items()):
        if len({one.desk for one in of}) > 1:
            yield Fork(prev, tuple(sorted(of, key=_age)))


def _age(one: Custody) -> tuple[datetime, int, int]:
    return one.at, one.desk, one.id
