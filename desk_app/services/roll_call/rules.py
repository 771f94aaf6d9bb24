"""What a roll-call may do, and in which order people are listed: pure, no database."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.words import N_
from desk_app.services.roll_call.records import Line, Mark, Outcome
from desk_app.services.visitors.records import Presence

SURENESS = (Presence.SEEN_TODAY, Presence.PROBABLY_LEFT, Presence.NEVER_SIGNED_OUT)
"""The three classes, the surest first."""

_BASEMENT = re.compile(r"(?:B|-|负|地下)(\d+)", re.IGNORECASE)
_STOREY = re.compile(r"(\d+)")


def in_order(lines: Iterable[Line]) -> tuple[Line, ...]:
    """By floor from the lowest up, unknown floors last; on a floor the surest first, then unit and name."""
    return tuple(
        sorted(
            lines,
            key=lambda one: (
                floor_key(one.floor),
                SURENESS.index(one.presence),
                one.on_break,
                one.unit,
                one.name,
            ),
        )
    )


def floor_key(floor: str) -> tuple[int, int, str]:
    """Sorts floors as a lift counts them: B2, B1, G, 1, 2 … 30; what is no number after them, and none at the end."""
    name = floor.strip()
    if not name:
        return (2, 0, "")
    if name.upper() in ("G", "L", "大堂"):
        return (0, 0, name)
    below = _BASEMENT.match(name)
    storey = _STOREY.match(name)
    if below or storey:
        number = -int(below[1]) if below else int(storey[1]) if storey else 0
        return (0, number, name)
    return (1, 0, name)


def all_safe_at(lines: Iterable[Line]) -> datetime | None:
    """When the last of those seen today was found; None while one of them is not, or when there was nobody."""
    surely = [line for line in lines if line.presence is Presence.SEEN_TODAY]
    if not surely or any(line.mark is not Mark.SAFE for line in surely):
        return None
    return max(line.marked_at for line in surely if line.marked_at is not None)


def require_outcome(outcome: Outcome, lines: Iterable[Line]) -> None:
    """Raise IllegalStep when “everybody accounted for” is said while somebody seen today was not found.

    Who probably left, or never signed out, may stay open: nobody can be made to prove an absence.
    """
    if outcome is not Outcome.ALL_SAFE:
        return
    left = sum(
        line.party for line in lines if line.presence is Presence.SEEN_TODAY and line.mark is not Mark.SAFE
    )
    if left:
        raise IllegalStep(
            N_(
                "Not everybody is accounted for: {n} of those seen today are not marked safe. The roll-call goes on."
            ),
            n=left,
        )
