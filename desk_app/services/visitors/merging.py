"""Where a visit stands when several desks had to do with it: pure, and the same whatever is heard first.

Each desk tells the last thing that it did about a visit, and only that desk says it: its newer word takes the place of
its older one. Whoever left has left: of several check-outs the earliest counts. Else the newest word of all counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desk_app.services.visitors.records import VisitState


class Step(StrEnum):
    """What a desk did last about a visit."""

    ANNOUNCED = "announced"
    """Its desk told that the visitor is expected: nothing that a visit stands by."""
    CAME = "came"
    SEEN = "seen"
    """Somebody saw the visitor inside, or a check-out was taken back."""
    AWAY = "away"
    BACK = "back"
    LEFT = "left"
    PROBABLY_LEFT = "probably_left"


@dataclass(frozen=True, slots=True)
class Word:
    """A desk's last word on a visit. `rev` counts its words; `by` and `badge_returned` are those of a leaving."""

    desk: int
    rev: int
    step: Step
    at: datetime
    by: str = ""
    badge_returned: bool | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """What comes of all words. `by_desk`: whose word it is."""

    state: VisitState
    seen_at: datetime
    left_at: datetime | None
    left_by: str
    badge_returned: bool | None
    by_desk: int


_STATES = {
    Step.CAME: VisitState.ON_SITE,
    Step.SEEN: VisitState.ON_SITE,
    Step.BACK: VisitState.ON_SITE,
    Step.AWAY: VisitState.ON_BREAK,
    Step.PROBABLY_LEFT: VisitState.PROBABLY_LEFT,
}


def leavings(arrived: datetime, words: Iterable[Word]) -> list[Word]:
    """The check-outs that can be, earliest first: nobody leaves before they came."""
    found = (one for one in words if one.step is Step.LEFT and one.at >= arrived)
    return sorted(found, key=lambda one: (one.at, one.desk))


def standing(arrived: datetime, words: Collection[Word]) -> Stands | None:
    """Where the visit stands; None when nobody said anything that counts."""
    left = leavings(arrived, words)
    if left:
        first = left[0]
        returned = _returned(left)
        return Stands(VisitState.LEFT, first.at, first.at, first.by, returned, first.desk)
    others = sorted(
        (one for one in words if one.step in _STATES), key=lambda one: (one.at, one.desk, one.rev)
    )
    if not others:
        return None
    last = others[-1]
    seen = max((one.at for one in others if one.step is not Step.PROBABLY_LEFT), default=arrived)
    gone = last.step is Step.PROBABLY_LEFT
    return Stands(
        _STATES[last.step], seen, last.at if gone else None, last.by if gone else "", None, last.desk
    )


def _returned(left: Collection[Word]) -> bool | None:
    """A badge that came back at any desk is back."""
    said = {one.badge_returned for one in left} - {None}
    return None if not said else True in said
