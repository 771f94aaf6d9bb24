"""What a scanner typed, sorted: a short number, a signed code, several of them, half of one, or none of ours.

Nothing is judged here. A bad read is "read again", never "forged": only a whole code whose check is right
goes on to be proven. To sort a new family of codes: a member of `Scan` and a step in `_single`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field

from desk_app.services.codes.digits import clean, is_digits
from desk_app.services.codes.frame import MARK, Frame, announced, unwrap
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
    if single is not None:
        return single
    run = _split(piece)
    if run is not None:
        parts = tuple(dict.fromkeys(run))
        return Scanned(Scan.SEVERAL, parts=parts) if len(parts) > 1 else parts[0]
    ours = announced(piece) is not None or len(piece) > _LONGEST_FOREIGN or len(piece) <= LENGTHS[-1]
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


def _split(digits: str) -> tuple[Scanned, ...] | None:
    """The codes that were typed one after the other without an end between them; None unless there is one way
    only.

    From the end to the start: how the rest can be cut is known once per place, so rubbish costs no more than
    codes.
    """
    ways: dict[int, tuple[tuple[int, int], ...]] = {len(digits): ()}
    counts = {len(digits): 1}
    for start in range(len(digits) - LENGTHS[0], -1, -1):
        cuts = tuple((start, end) for end in _ends(digits, start) if end in counts)
        if cuts:
            ways[start], counts[start] = cuts, sum(counts[end] for _, end in cuts)
    if counts.get(0) != 1:
        return None
    return tuple(_cut(digits, ways))


def _ends(digits: str, start: int) -> Iterator[int]:
    length = announced(digits, start)
    for size in LENGTHS if length is None else (*LENGTHS, length):
        end = start + size
        if end <= len(digits) and _single(digits[start:end]) is not None:
            yield end


def _cut(digits: str, ways: dict[int, tuple[tuple[int, int], ...]]) -> Iterator[Scanned]:
    start = 0
    while start < len(digits):
        end = ways[start][0][1]
        part = _single(digits[start:end])
        if part is not None:
            yield part
        start = end
