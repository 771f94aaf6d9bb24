"""What a handover and a notice may be: pure, no database (operating manual, Shift and day)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from desk_app.services.core.errors import NotPermitted, UserError
from desk_app.services.core.figures import Unit
from desk_app.services.core.money import parse_money
from desk_app.services.core.people import DESK, Actor
from desk_app.services.core.text.clean import half_width
from desk_app.services.core.typed import LEAST_WORDS, Problems
from desk_app.services.core.words import N_
from desk_app.services.shift.records import CountLine, Difference, NoticeDraft

MOST_COUNTED = 100_000
MOST_FEN = 100_000_000
"""¥1,000,000.00, as the drawer's own count."""
MOST_WORDS = 200
MOST_REMARKS = 1000
MOST_NOTICE = 600
MOST_DAYS = 366
_WHOLE = re.compile(r"\d{1,9}", re.ASCII)


def counted_number(typed: str, unit: Unit) -> int:
    """What was typed, as a number; money in fen. Raises UserError."""
    if unit is Unit.FEN:
        return parse_money(typed, most=MOST_FEN)
    text = half_width(typed).strip()
    if not _WHOLE.fullmatch(text) or int(text) > MOST_COUNTED:
        raise UserError(N_("Type how many there are, in digits; 0 when there is none."))
    return int(text)


def take_count(problems: Problems, key: str, unit: Unit, typed: str, why_not: str) -> tuple[int | None, str]:
    """A count, or why there is none."""
    if typed.strip():
        return problems.take(key, lambda one: counted_number(one, unit), typed, 0), ""
    missing = N_("Type what you counted, or write why it was not counted.")
    return None, problems.words(key, why_not, MOST_WORDS, missing)


def require_both(leaving: Actor, coming: Actor, signed_in: Actor) -> None:
    """Raise UserError for one person alone, NotPermitted for somebody who was not proven here or has no desk."""
    if leaving.staff_id == coming.staff_id:
        raise UserError(N_("A shift is handed over by two people: choose somebody else."))
    for one in (leaving, coming):
        if one.role not in DESK:
            raise NotPermitted(N_("{name} does not work at the front desk."), name=one.name)
        require_proven(one, signed_in)


def require_proven(one: Actor, signed_in: Actor) -> None:
    """Raise NotPermitted for somebody who is neither signed in nor gave the PIN at this session."""
    if signed_in.staff_id not in (one.staff_id, one.beside):
        raise NotPermitted(N_("{name} must sign with their own PIN."), name=one.name)


def unexplained(lines: list[CountLine], explanations: Mapping[str, str]) -> tuple[Difference, ...]:
    """What differs and is not explained. Where things moved since, it is counted again, whatever is said.

    Also where the movement makes up for the blind count's difference: it would hide it.
    """
    found = []
    for one in lines:
        expected = one.first_expected if one.expected is None else one.expected
        moved = one.again is None and expected != one.first_expected
        if one.counted is None or not (moved or one.difference):
            continue
        if moved or len(explanations.get(one.key, "")) < LEAST_WORDS:
            found.append(Difference(one.key, one.counted, expected, moved))
    return tuple(found)


def checked_notice(draft: NoticeDraft, today: date) -> str:
    """The text, cleaned. Raises InvalidInput."""
    problems = Problems()
    text = problems.lines("text", draft.text, MOST_NOTICE, N_("Write what everybody must know."))
    if draft.first - today > timedelta(days=MOST_DAYS):
        problems.say("first", N_("A notice begins within a year. Post it when the time comes."))
    if draft.last < draft.first:
        problems.say("last", N_("It cannot end before it begins."))
    elif draft.last < today:
        problems.say("last", N_("This day is over. Choose today or a later day."))
    elif draft.last - draft.first > timedelta(days=MOST_DAYS):
        problems.say("last", N_("A notice holds for a year at most. Post it again then."))
    problems.done()
    return text


@dataclass(frozen=True, slots=True, order=True)
class Withdrawal:
    """A notice was withdrawn at some desk."""

    at: datetime
    by: int
    why: str = field(repr=False)


def merged(one: Withdrawal | None, other: Withdrawal | None) -> Withdrawal | None:
    """Of two withdrawals of one notice the earlier stands, whichever is heard first."""
    return min((end for end in (one, other) if end is not None), default=None)
