"""Values of an entry as one short text: what its title or subtitle already says is pointed at, not repeated."""

from __future__ import annotations

from desk_app.services.search.records import Field, SearchEntry
from desk_app.services.search.terms import Values

_NEXT_FIELD, _NEXT_VALUE, _POINTER = "\x1e", "\x1f", "\x1d"
_CONTROLS = dict.fromkeys(range(0x20)) | {0x7F: None}
_FIRST = 0x20  # positions and lengths are written as characters from here on
_FARTHEST = 0x7F - _FIRST


def values_of(entry: SearchEntry) -> Values:
    """The values of an entry by field, without control characters (they separate values here)."""
    groups = (entry.names, entry.phones, entry.numbers, entry.words)
    return tuple((field, tuple(map(plain, group))) for field, group in zip(Field, groups, strict=True))


def plain(text: str) -> str:
    """The text without control characters and without what UTF-8 cannot hold."""
    return text.translate(_CONTROLS).encode("utf-8", "ignore").decode("utf-8")


def pack(values: Values, shown: str) -> str:
    """The values in one text; `shown` is the title and the subtitle, joined."""
    return _NEXT_FIELD.join(_NEXT_VALUE.join(_short(v, shown) for v in group) for _, group in values)


def unpack(packed: str, shown: str) -> Values:
    """What `pack` was given."""
    groups = packed.split(_NEXT_FIELD)
    return tuple(
        (field, tuple(_long(v, shown) for v in group.split(_NEXT_VALUE)) if group else ())
        for field, group in zip(Field, groups, strict=True)
    )


def _short(value: str, shown: str) -> str:
    at = shown.find(value)
    if len(value) < 2 or not 0 <= at < _FARTHEST or len(value) >= _FARTHEST:  # noqa: PLR2004 - a pointer is longer
        return value
    return f"{_POINTER}{chr(_FIRST + at)}{chr(_FIRST + len(value))}"


def _long(value: str, shown: str) -> str:
    if not value.startswith(_POINTER):
        return value
    at, length = (ord(c) - _FIRST for c in value[1:])
    return shown[at : at + length]
