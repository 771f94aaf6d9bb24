"""Values of an entry as one short text: what its title or subtitle already says is pointed at, not repeated."""

from __future__ import annotations

import re

from desk_app.services.search.folding import NEXT_FIELD, NEXT_VALUE
from desk_app.services.search.records import SearchEntry

LONGEST_VALUE = 200
Values = tuple[tuple[str, ...], ...]

_CONTROLS = dict.fromkeys(range(0x20)) | {0x7F: None}
_FIRST = 0x20  # positions and lengths are written as characters from here on
_FARTHEST = 0x7F - _FIRST
_POINTER = re.compile("\x1d(.)(.)", re.DOTALL)


def values_of(entry: SearchEntry) -> Values:
    """The values of an entry by field, without control characters (they separate values here), cut to 200."""
    groups = (entry.names, entry.phones, entry.numbers, entry.words)
    return tuple(tuple(harmless(v)[:LONGEST_VALUE] for v in group) for group in groups)


def harmless(text: str) -> str:
    """The text without control characters and without what UTF-8 cannot hold."""
    if text.isprintable():
        return text
    return text.translate(_CONTROLS).encode("utf-8", "ignore").decode("utf-8")


def pack(values: Values, shown: str) -> str:
    """The values in one text; `shown` is the title and the subtitle, joined."""
    return NEXT_FIELD.join([NEXT_VALUE.join([_short(v, shown) for v in group]) for group in values])


def unpack(packed: str, shown: str) -> str:
    """All values, with the separators of `terms` between them."""
    return _POINTER.sub(lambda found: shown[_at(found[1]) : _at(found[1]) + _at(found[2])], packed)


def _short(value: str, shown: str) -> str:
    if len(value) < 2:
        return value
    at = shown.find(value, 0, _FARTHEST)
    return f"\x1d{chr(_FIRST + at)}{chr(_FIRST + len(value))}" if at >= 0 else value


def _at(character: str) -> int:
    return ord(character) - _FIRST
