"""The envelope of every signed code: `9`, version, kind, length (3), bytes as digits, check (4).

The same in all versions to come, so that an old gate still sorts, splits and checks a newer code. The check
tells a bad read from a forgery: it finds every wrong digit and every swap, and all but one of 10,000 other
misreads. It protects against accidents alone; the signature inside protects against people.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from desk_app.services.codes.digits import digits_needed, from_digits, is_digits, to_digits

MARK = "9"
VERSION = 1
"""The version digit that this program writes."""
HEAD = 6
CHECK = 4
MAX_DIGITS = 999
SHORTEST = HEAD + CHECK + digits_needed(64)
"""Shorter than a signature alone: no signed code."""

_MODULUS = 9973  # the largest prime below 10,000: no shift or swap of digits divides by it


class FrameFault(enum.Enum):
    """Why digits are no whole signed code."""

    LENGTH = "length"
    CHECK = "check"


@dataclass(frozen=True)
class Frame:
    """A whole signed code, read without error; nothing in it is proven yet."""

    version: int
    kind: int
    data: bytes


def wrap(version: int, kind: int, data: bytes) -> str:
    """The digits of a signed code. Raises ValueError for more than 999 of them or a two-digit version or
    kind.
    """
    length = HEAD + digits_needed(len(data)) + CHECK
    if not (0 <= version <= 9 and 0 <= kind <= 9 and SHORTEST <= length <= MAX_DIGITS):
        raise ValueError("this does not fit into a signed code")
    body = f"{MARK}{version}{kind}{length:03d}{to_digits(data)}"
    return body + _check(body)


def announced(digits: str, start: int = 0) -> int | None:
    """How long the signed code that begins at `start` says it is; None where none can begin."""
    head = digits[start : start + HEAD]
    if len(head) < HEAD or head[0] != MARK or int(head[3:]) < SHORTEST:
        return None
    return int(head[3:])


def seems_begun(digits: str) -> bool:
    """Whether digits look like the beginning of one of our codes; a book's number begins with 9 too."""
    return digits.startswith(f"{MARK}{VERSION}") and announced(digits) is not None


def unwrap(digits: str) -> Frame | FrameFault:
    """Open the envelope; never raises for a string."""
    if not is_digits(digits) or announced(digits) != len(digits):
        return FrameFault.LENGTH
    if _check(digits[:-CHECK]) != digits[-CHECK:]:
        return FrameFault.CHECK
    try:
        return Frame(int(digits[1]), int(digits[2]), from_digits(digits[HEAD:-CHECK]))
    except ValueError:
        return FrameFault.CHECK


def _check(body: str) -> str:
    return f"{int(body) % _MODULUS:0{CHECK}d}"
