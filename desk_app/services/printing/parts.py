"""Small parts that the papers of several features are put together from. No feature's wording, no drawing.

Whole lists are in `listing.py`, labels in `labels.py`.
"""

from __future__ import annotations

import re

from desk_app.services.codes.short_number import ShortNumber, parse
from desk_app.services.core.words import CHINESE, N_, Words
from desk_app.services.printing.model import Field

_FLOOR = re.compile(r"((?:B|L)?\d{1,3})F?", re.IGNORECASE)


def said(*fields: Field) -> tuple[Field, ...]:
    """Those that have something to say."""
    return tuple(field for field in fields if field.value)


def grouped(short_code: str) -> str:
    """A short number in groups, as it is read out over the phone; anything else as it is."""
    number = parse(short_code)
    return number.format() if isinstance(number, ShortNumber) else short_code


def named(words: Words, name: str, english_name: str) -> str:
    """What has a name in two languages, in the paper's one."""
    return name if words.language == CHINESE else english_name or name


def grouped_digest(digest: str) -> str:
    """A SHA-256 in groups of eight, as it is compared by eye."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))


def floor_said(words: Words, label: str) -> str:
    """A floor that is a mere number, such as 10, 12F or B1, as a floor; a name such as 大堂 as it is."""
    found = _FLOOR.fullmatch(label)
    return words.text(N_("Floor {n}", "paper"), n=found[1].upper()) if found else label
