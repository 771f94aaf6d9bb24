"""Text as it is compared: lower case, half width, no accents, split into runs of letters, digits and characters."""

from __future__ import annotations

import re
import unicodedata
from enum import IntEnum

NEXT_FIELD, NEXT_VALUE = "\x1e", "\x1f"
"""What stands between the fields and the values of an entry in one text; no typed word reaches across it."""


class Kind(IntEnum):
    """What a run is made of; its group in the pattern."""

    LETTERS = 1
    DIGITS = 2
    CHARACTERS = 3


# Private and unassigned Chinese characters too: rare names are written with them, and Unicode grows.
_RARE = "\ue000-\uf8ff\U00020000-\U0003ffff\U000f0000-\U0010fffd"
_RUN = re.compile(rf"([a-z]+)|([0-9]+)|((?:[^\W_a-z0-9]|[{_RARE}])+)")
_ACCENTED = re.compile("[\u00c0-\u024f\u1e00-\u1eff]")
SEPARATORS = rf"(?:[^\w{NEXT_FIELD}{NEXT_VALUE}{_RARE}]|_)*"
"""A pattern for what may stand inside a word without counting."""


def plain(text: str) -> str:
    """Lower case, half width, without accents on Latin letters."""
    if text.isascii():
        return text.lower()
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    folded = text.casefold()
    if not _ACCENTED.search(folded):
        return folded
    return "".join(c if c > "\u1eff" else unicodedata.normalize("NFD", c)[0] for c in folded)


def runs(text: str) -> list[tuple[Kind, str, list[int]]]:
    """Runs of one kind without the separators inside them, each with the places where a part of it begins."""
    found: list[tuple[Kind, str, list[int]]] = []
    for match in _RUN.finditer(plain(text)):
        kind = Kind(match.lastindex or 0)
        if found and found[-1][0] is kind:
            _, before, starts = found[-1]
            found[-1] = (kind, before + match[0], [*starts, len(before)])
        else:
            found.append((kind, match[0], [0]))
    return found


def seams(parts: list[str]) -> list[tuple[str, ...]]:
    """Where one run meets the next: the two characters there, and these with the one that follows, if any."""
    found: list[tuple[str, ...]] = []
    for i in range(1, len(parts)):
        seam = parts[i - 1][-1] + parts[i][0]
        follower = parts[i][1:2] or (parts[i + 1][0] if i + 1 < len(parts) else "")
        found.append((seam, seam + follower) if follower else (seam,))
    return found
