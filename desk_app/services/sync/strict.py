"""JSON from outside, read without mercy: no key twice, no NaN, no endless depth, nothing huge."""

from __future__ import annotations

import json
from typing import Any, NoReturn

MOST_DEPTH = 16
MOST_DIGITS = 19
"""A 63-bit number: nothing of ours is larger."""


class BadJson(ValueError):
    """This is no JSON of ours."""


def strict_object(raw: bytes | str, most_text: int | None = None) -> dict[str, Any]:
    """One JSON object. `most_text`: characters a single text may have. Raises BadJson for anything else."""
    try:
        found = _DECODER.decode(raw.decode() if isinstance(raw, bytes) else raw)
    except (ValueError, RecursionError) as error:
        raise BadJson(type(error).__name__) from None
    if not isinstance(found, dict):
        raise BadJson("no object")
    _look(found, MOST_DEPTH, most_text)
    return found


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadJson("a key stands twice")
    return found


def _no(_text: str) -> NoReturn:
    raise BadJson("a number that is none")


def _whole(text: str) -> int:
    if len(text.lstrip("-")) > MOST_DIGITS:
        raise BadJson("a number is too large")
    return int(text)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_constant=_no, parse_float=_no, parse_int=_whole, strict=True
)


def _look(value: Any, depth: int, most_text: int | None) -> None:
    """Raise BadJson for what is nested too deep, or a text that is too long."""
    if isinstance(value, str):
        if most_text is not None and len(value) > most_text:
            raise BadJson("a text is too long")
    elif isinstance(value, dict | list):
        if depth == 0:
            raise BadJson("too deep")
        if isinstance(value, dict):
            for key in value:
                _look(key, depth - 1, most_text)
            value = list(value.values())
        for one in value:
            _look(one, depth - 1, most_text)
