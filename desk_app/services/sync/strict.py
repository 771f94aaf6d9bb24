"""JSON from outside, read without mercy: no key twice, no NaN, no endless depth, nothing huge, no half characters.

Nearly all of it is in the form that `to_json` writes, and that is read in an instant: a library takes it apart, and
what it gives must come out as the very same bytes when it is written again, so nothing can stand in it twice or
otherwise. Whatever is in any other form is read slowly, part by part.
"""

from __future__ import annotations

import json
from functools import cache
from types import GenericAlias
from typing import Annotated, Any, NoReturn

import msgspec

MOST_DEPTH = 16
MOST_NUMBER = (1 << 63) - 1
"""What a database keeps: nothing of ours is larger."""
MOST_PARTS = 1 << 17
"""Commas: so much memory at most does a text take that is made of nothing but small parts."""
_MOST_DIGITS = 19
_USUAL_DEPTH = 6
"""So deep does the fast way look; what is deeper goes the slow one."""


class BadJson(ValueError):
    """This is no JSON of ours."""


def strict_object(raw: bytes | str, most_text: int | None = None) -> dict[str, Any]:
    """One JSON object. `most_text`: characters a single text may have. Raises BadJson for anything else."""
    usual = _in_our_form(raw, most_text) if isinstance(raw, bytes) else None
    return _read_slowly(raw, most_text) if usual is None else usual


def to_json(value: object) -> bytes:
    """JSON with sorted keys and no spaces, in UTF-8: the same bytes as `journal.events.canonical` makes.

    Raises UnicodeEncodeError for half a character and TypeError for what JSON does not know. A number with a point
    would be read by nobody, and none is ever given.
    """
    return _ENCODER.encode(value)


def _in_our_form(raw: bytes, most_text: int | None) -> dict[str, Any] | None:
    """The object, if it is written as `to_json` writes it and is plain; None: it needs a closer look."""
    long = most_text is not None and len(raw) > most_text
    if long or (len(raw) > MOST_PARTS and raw.count(b",") > MOST_PARTS):
        return None
    try:
        found: dict[str, Any] = _usual_decoder().decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return None
    return found if _ENCODER.encode(found) == raw else None


@cache
def _usual_decoder() -> msgspec.json.Decoder[dict[str, Any]]:
    """Takes objects of whole numbers, texts, truth, nothing, lists and objects, and refuses numbers with a point."""
    number = Annotated[int, msgspec.Meta(ge=-MOST_NUMBER, le=MOST_NUMBER)]
    plain: Any = None | bool | number | str
    part = plain
    for _ in range(_USUAL_DEPTH - 1):
        part = plain | GenericAlias(list, (part,)) | GenericAlias(dict, (str, part))
    return msgspec.json.Decoder(GenericAlias(dict, (str, part)))


def _read_slowly(raw: bytes | str, most_text: int | None) -> dict[str, Any]:
    try:
        text = _sound(raw)
        found, end = _DECODER.raw_decode(text) if text[:1] == "{" else (None, 0)
        if end != len(text):  # what stands around it may be blank
            found = _DECODER.decode(text)
        if not isinstance(found, dict):
            raise BadJson("no object")
        if _may_hide(text, most_text):
            _look(found, MOST_DEPTH, most_text)
    except (ValueError, RecursionError) as error:
        raise BadJson(str(error) if isinstance(error, BadJson) else type(error).__name__) from None
    return found


def _sound(raw: bytes | str) -> str:
    if isinstance(raw, bytes):
        text = raw.decode()
    else:
        text = raw
        text.encode()  # a lone half of a pair is no character: nothing that is written later takes it
    if text.count(",") > MOST_PARTS:
        raise BadJson("too many parts")
    return text


def _may_hide(text: str, most_text: int | None) -> bool:
    """Whether there may be something that only a look at every part finds; most texts are too plain for that."""
    deep = text.count("{") + text.count("[") > MOST_DEPTH
    return deep or "\\u" in text or (most_text is not None and len(text) > most_text)


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadJson("a key stands twice")
    return found


def _no(_text: str) -> NoReturn:
    raise BadJson("a number that is none")


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS + 1 or abs(number := int(text)) > MOST_NUMBER:
        raise BadJson("a number is too large")
    return number


_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODER = json.JSONDecoder(
    object_pairs_hook=_pairs, parse_constant=_no, parse_float=_no, parse_int=_whole, strict=True
)


def _look(value: Any, depth: int, most_text: int | None) -> None:
    """Raise BadJson for what is nested too deep, or a text that is too long; UnicodeError for half a character."""
    if isinstance(value, str):
        value.encode()
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
