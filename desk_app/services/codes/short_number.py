"""Short numbers of tags, slips and torn passes: kind, desk, counter, check digit; 8, 10 or 12 digits.

An even length fits Code 128-C, and a lost digit shows by itself. The check digit (Damm 2004) finds every
wrong digit and every swap of neighbours. A short number proves nothing: it finds the record, where the record
is.
To add a kind: a member of `Kind` with its name, while digit 0 is free; 9 begins signed codes (`frame`).
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from desk_app.services.codes.digits import is_digits
from desk_app.services.core.words import N_, Message

LENGTHS = (8, 10, 12)
MAX_DESK = (1 << 14) - 1
_NARROW_DESKS = 800
_WIDE_DESK = 80_000
_GROUP = 4

# A totally anti-symmetric quasigroup of order 10 (H. M. Damm, 2004); the tests prove its two properties.
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


class Kind(enum.IntEnum):
    """The first digit: what a number belongs to. One kind counts slips and tags together."""

    VISIT = 1
    LOAN = 2
    KEY = 3
    MAIL = 4
    REPAIR = 5
    FOUND_ITEM = 6
    PASS = 7
    PAPER_FORM = 8


KIND_NAMES: dict[Kind, Message] = {
    Kind.VISIT: N_("visit", "number"),
    Kind.LOAN: N_("loan item or loan", "number"),
    Kind.KEY: N_("key", "number"),
    Kind.MAIL: N_("mail item", "number"),
    Kind.REPAIR: N_("repair order", "number"),
    Kind.FOUND_ITEM: N_("found item", "number"),
    Kind.PASS: N_("exit pass", "number"),
    Kind.PAPER_FORM: N_("paper form", "number"),
}


class Misread(enum.Enum):
    """Why digits are no short number."""

    READ_AGAIN = "read again"
    """Too few, too many, or a wrong digit: a bad read or a slip of the finger."""
    UNKNOWN_KIND = "unknown kind"
    """Well formed, of a kind that this version does not know."""


@dataclass(frozen=True)
class ShortNumber:
    """A kind, the desk that gave the number out, and that desk's counter for the kind.

    Raises ValueError for a desk above 14 bits or a counter that no longer fits into 12 digits: 10 million for
    desks below 800, 100,000 for the others.
    """

    kind: Kind
    desk: int
    counter: int

    def __post_init__(self) -> None:
        if not 0 <= self.desk <= MAX_DESK or self.counter < 0:
            raise ValueError("a desk number has 14 bits, a counter no sign")
        if len(_body(self.kind, self.desk, self.counter)) >= LENGTHS[-1]:
            raise ValueError("the counter does not fit into 12 digits")

    @property
    def digits(self) -> str:
        """The number as it is printed in the bar code."""
        body = _body(self.kind, self.desk, self.counter)
        return body + check_digit(body)

    def format(self) -> str:
        """The number in groups of four, for people to read and type."""
        digits = self.digits
        return " ".join(digits[at : at + _GROUP] for at in range(0, len(digits), _GROUP))


def check_digit(digits: str) -> str:
    """The digit that makes the Damm sum of `digits` and itself zero."""
    state = 0
    for digit in digits:
        state = int(_DAMM[state][int(digit)])
    return str(state)


def parse(digits: str) -> ShortNumber | Misread:
    """The short number behind digits already cleaned; never raises."""
    if len(digits) not in LENGTHS or not is_digits(digits) or check_digit(digits) != "0":
        return Misread.READ_AGAIN
    if digits[0] not in _KINDS:
        return Misread.UNKNOWN_KIND
    desk, counter = _desk_and_counter(digits[1:-1])
    if desk > MAX_DESK or _body(int(digits[0]), desk, counter) != digits[:-1]:
        return Misread.READ_AGAIN  # written with more digits than needed: never printed by this program
    return ShortNumber(Kind(int(digits[0])), desk, counter)


_KINDS = frozenset(str(kind.value) for kind in Kind)


def _body(kind: int, desk: int, counter: int) -> str:
    # Desks below 800 take three digits; the others five, beginning with 8 or 9.
    place = f"{desk:03d}" if desk < _NARROW_DESKS else str(_WIDE_DESK + desk)
    count = f"{counter:03d}"
    return f"{kind}{place}{count if len(count) % 2 else '0' + count}"


def _desk_and_counter(middle: str) -> tuple[int, int]:
    if middle[0] < "8":
        return int(middle[:3]), int(middle[3:])
    return int(middle[:5]) - _WIDE_DESK, int(middle[5:])
