"""What a scanner typed, sorted: a short number, a signed code, several of them, half of one, or none of ours.

Nothing is judged here. A bad read is "read again", never "forged": only a whole code whose check is right
goes on to be proven. To sort a new family of codes: a member of `Scan` and a step in `_single`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from desk_app.services.codes.digits import clean, is_digits
from desk_app.services.codes.frame import MARK, Frame, announced, seems_begun, unwrap
from desk_app.services.codes.short_number import LENGTHS, Misread, ShortNumber, parse

MAX_TEXT = 200
_LONGEST_FOREIGN = 40
"""Digits; no bar code on goods, letters or documents has more: a longer run is a piece of one of our signed
codes.
"""


class Scan(enum.Enum):
    """What was read."""

    SHORT_NUMBER = "short number"
    SIGNED_CODE = "signed code"
    SEVERAL = "several"
    READ_AGAIN = "read again"
    UNKNOWN_KIND = "unknown kind"
    FOREIGN = "foreign"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Scanned:
    """One scan. `number`, `frame` and `parts` are there for the kinds that have them.

    `text` is what was read, cleaned and cut to 200 characters: a carrier's number is useful to the mail desk.
    It may be anybody's document number too, so it stays out of logs.
    """

    what: Scan
    text: str = field(default="", repr=False)
    number: ShortNumber | None = None
    frame: Frame | None = field(default=None, repr=False)
    parts: tuple[Scanned, ...] = ()


def read(raw: str) -> Scanned:
    """Sort what a scanner or a person typed; never raises for any string.

    A code read twice counts once. A half read before or after a whole one is dropped: the second trigger
    mended it. Different codes come back as SEVERAL, in the order read.
    """
    pieces = clean(raw)
    if not pieces:
        return Scanned(Scan.READ_AGAIN if raw.strip() else Scan.NOTHING)
    parts = tuple(part for piece in dict.fromkeys(pieces) for part in _flat(_piece(piece)))
    whole = tuple(dict.fromkeys(part for part in parts if part.what is not Scan.READ_AGAIN))
    if len(whole) > 1:
        return Scanned(Scan.SEVERAL, parts=whole)
    return whole[0] if whole else parts[0]


def _flat(scanned: Scanned) -> tuple[Scanned, ...]:
    return scanned.parts or (scanned,)


def _piece(piece: str) -> Scanned:
    if not is_digits(piece):
        return Scanned(Scan.FOREIGN, piece[:MAX_TEXT])
    single = _single(piece)
    runs = ((single,),) if single is not None else _runs(piece)
    if len(runs) == 1:
        parts = tuple(dict.fromkeys(runs[0]))
        return Scanned(Scan.SEVERAL, parts=parts) if len(parts) > 1 else parts[0]
    length = len(piece)
    ours = runs or length <= LENGTHS[-1] or length > _LONGEST_FOREIGN or seems_begun(piece)
    return Scanned(Scan.READ_AGAIN if ours else Scan.FOREIGN, piece[:MAX_TEXT])


def _single(digits: str) -> Scanned | None:
    """The one code that these digits are, from end to end."""
    frame = unwrap(digits)
    if isinstance(frame, Frame):
        return Scanned(Scan.SIGNED_CODE, digits, frame=frame)
    number = parse(digits)
    if isinstance(number, ShortNumber):
        return Scanned(Scan.SHORT_NUMBER, digits, number=number)
    if number is Misread.UNKNOWN_KIND and digits[0] != MARK:
        return Scanned(Scan.UNKNOWN_KIND, digits)
    return None


def _runs(digits: str) -> tuple[tuple[Scanned, ...], ...]:
    """The ways to cut digits into codes typed one after the other without an end between them; at most two.

    From the end to the start: how the rest can be cut is known once per place, so rubbish costs no more than
    codes do. A way is (first code, the way of the rest).
    """
    ways: dict[int, list[_Way]] = {len(digits): [None]}
    for start in range(len(digits) - LENGTHS[0], -1, -1):
        here: list[_Way] = [
            (code, rest) for code, end in _codes_at(digits, start) for rest in ways.get(end, ())
        ]
        if here:
            ways[start] = here[:2]
    return tuple(tuple(_unrolled(way)) for way in ways.get(0, ()))


_Way: TypeAlias = "tuple[Scanned, _Way] | None"


def _codes_at(digits: str, start: int) -> Iterator[tuple[Scanned, int]]:
    length = announced(digits, start)
    for size in LENGTHS if length is None else (*LENGTHS, length):
        end = start + size
        code = _single(digits[start:end]) if end <= len(digits) else None
        if code is not None:
            yield code, end


def _unrolled(way: _Way) -> Iterator[Scanned]:
    while way is not None:
        yield way[0]
        way = way[1]
