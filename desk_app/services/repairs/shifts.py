"""The times of day at which shifts end, as they are written in the setting."""

from __future__ import annotations

import re
from datetime import time

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.clean import half_width
from desk_app.services.core.words import N_

_SEPARATORS = re.compile(r"[,、;\s]+")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def shift_ends(typed: str) -> tuple[time, ...]:
    """The times of day in a list, the earliest first. Raises UserError for what is none, and for no time at all."""
    parts = [part for part in _SEPARATORS.split(half_width(typed)) if part]
    if not parts:
        raise UserError(N_("Type at least one time at which a shift ends, such as 18:00."))
    return tuple(sorted({_time(part) for part in parts}))


def _time(part: str) -> time:
    found = _TIME.fullmatch(part)
    if found is None:
        raise UserError(N_("“{part}” is no time of day. Write times such as 12:00, 18:00."), part=part)
    return time(int(found[1]), int(found[2]))
