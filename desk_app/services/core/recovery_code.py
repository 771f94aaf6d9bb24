"""The recovery code: 40 random digits (133 bits) in eight groups of five, each group with a check digit of its own.

Digits only: it is typed on any keyboard and scanned by any scanner. The check digit knows its group's place, so that a
slip of a finger and two groups exchanged are told before anything is tried. Nothing is kept here.
"""

from __future__ import annotations

import re
import secrets
import unicodedata

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_

GROUPS, GROUP_DIGITS = 8, 6
LENGTH = GROUPS * GROUP_DIGITS
_SPARE = re.compile(r"[\s\-–—.,，。、_]+")
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


class WrongCode(UserError):
    """What was typed is no recovery code, or not this desk's."""


def new_code() -> str:
    """A new code, 48 digits."""
    return "".join(
        body + _check(place, body)
        for place in range(GROUPS)
        for body in [f"{secrets.randbelow(100_000):05d}"]
    )


def grouped(code: str) -> tuple[str, ...]:
    """The code's groups, to be read and typed."""
    return tuple(code[at : at + GROUP_DIGITS] for at in range(0, len(code), GROUP_DIGITS))


def read_code(typed: str) -> str:
    """The 48 digits of what was typed or scanned; spaces and hyphens do not matter.

    Raises WrongCode that says how many digits there are, or which group has a slip in it.
    """
    digits = _SPARE.sub("", unicodedata.normalize("NFKC", typed))
    if not (digits.isascii() and digits.isdecimal()) or len(digits) != LENGTH:
        count = sum(one.isdecimal() for one in digits)
        raise WrongCode(
            N_("A recovery code has {groups} groups of {digits} digits: {wanted} digits. These are {n}."),
            groups=GROUPS,
            digits=GROUP_DIGITS,
            wanted=LENGTH,
            n=count,
        )
    wrong = wrong_groups(digits)
    if wrong:
        raise WrongCode(
            N_(
                "Look again at group {groups}: a digit is mistyped there, or the group is in the wrong place."
            ),
            groups=", ".join(str(place + 1) for place in wrong),
        )
    return digits


def wrong_groups(digits: str) -> list[int]:
    """The places, from 0, of whole groups whose check digit does not fit."""
    groups = grouped(digits)
    return [
        place
        for place, group in enumerate(groups)
        if len(group) == GROUP_DIGITS and _check(place, group[:-1]) != group[-1]
    ]


def _check(place: int, body: str) -> str:
    """Damm's check digit: finds every single mistyped digit and every exchange of neighbours, here with the place."""
    interim = "0"
    for digit in f"{place + 1}{body}":
        interim = _DAMM[int(interim)][int(digit)]
    return interim
