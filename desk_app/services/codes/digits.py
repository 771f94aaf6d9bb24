"""Digits: what survives every keyboard layout, Caps Lock and input method.

Here: cleaning of what a scanner typed, and bytes written as digits. Not here: what the digits mean.
22 bytes need 52.98 digits, so blocks of 53 digits waste next to nothing and keep the integers small.
"""

from __future__ import annotations

import re
import unicodedata

MAX_TYPED = 2048
"""Characters looked at; four of the longest codes fit in it with room. More is rubbish by its size alone."""

BLOCK_BYTES = 22
BLOCK_DIGITS = 53
_DIGITS_OF = tuple(len(str(256**n - 1)) if n else 0 for n in range(BLOCK_BYTES + 1))
_BYTES_OF = {digits: n for n, digits in enumerate(_DIGITS_OF)}

_ENDS = re.compile(r"[\r\n\t\v\f\x85\u2028\u2029]+")
_SYMBOLOGY = re.compile(r"^\s*\][A-Za-z][0-9A-Za-z]")
_ECI = re.compile(r"\\\d{6}", re.ASCII)
_GROUPING = re.compile(r"[\s\-]+")
_DIGITS = re.compile(r"[0-9]+")


def is_digits(text: str) -> bool:
    """Whether `text` is one or more of 0-9 and nothing else (other scripts' digits do not count)."""
    return _DIGITS.fullmatch(text) is not None


def clean(raw: str) -> tuple[str, ...]:
    """What was typed, piece by piece: a scanner ends a code with CR, LF or Tab.

    Full-width forms become plain ones; control and invisible characters, symbology prefixes (`]Q1`) and
    character set marks (`\\000026`) go; so do the spaces and hyphens between groups of digits. Pieces that
    are not digits come back as text. Nothing comes back for more than `MAX_TYPED` characters.
    """
    typed = unicodedata.normalize("NFKC", raw) if len(raw) <= MAX_TYPED else raw
    if len(typed) > MAX_TYPED:  # some single characters turn into eighteen
        return ()
    pieces = (_clean_piece(piece) for piece in _ENDS.split(typed))
    return tuple(piece for piece in pieces if piece)


def _clean_piece(piece: str) -> str:
    visible = "".join(c for c in piece if unicodedata.category(c) not in ("Cc", "Cf", "Cs"))
    bare = _ECI.sub("", _SYMBOLOGY.sub("", visible)).strip()
    joined = _GROUPING.sub("", bare)
    return joined if is_digits(joined) else bare


def digits_needed(size: int) -> int:
    """How many digits `size` bytes take."""
    blocks, rest = divmod(size, BLOCK_BYTES)
    return blocks * BLOCK_DIGITS + _DIGITS_OF[rest]


def to_digits(data: bytes) -> str:
    """Bytes as digits: big-endian integers of 22 bytes in 53 digits, the rest in as few as it needs."""
    blocks = (data[at : at + BLOCK_BYTES] for at in range(0, len(data), BLOCK_BYTES))
    return "".join(str(int.from_bytes(block, "big")).zfill(_DIGITS_OF[len(block)]) for block in blocks)


def from_digits(digits: str) -> bytes:
    """The bytes that `to_digits` wrote. Raises ValueError for anything it never writes."""
    if digits and not is_digits(digits):
        raise ValueError("not digits")
    blocks = (digits[at : at + BLOCK_DIGITS] for at in range(0, len(digits), BLOCK_DIGITS))
    return b"".join(_block(block) for block in blocks)


def _block(block: str) -> bytes:
    size = _BYTES_OF.get(len(block))
    value = int(block)
    if size is None or value >= 256**size:
        raise ValueError("no bytes are written like this")
    return value.to_bytes(size, "big")
