"""Lines of goods: the whole list on paper and in the record, its digest and a short form inside the code.

The digest is the same for the same goods in any order and with any spacing, on every version of the program.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

DIGEST_BYTES = 8
MAX_PIECES = 0xFFFF
SHORT_NAME = 8
"""Characters of a name inside a code; the rest is an ellipsis."""

_DOMAIN = b"front-desk/goods/1\n"


def tidy(text: str) -> str:
    """Compatibility forms made plain, white space made one space: equal to a person means equal here."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


@dataclass(frozen=True)
class GoodsLine:
    """One line of an exit pass: what, how many (1 to 65,535), in which unit, which one, and whether it comes
    back.

    Raises ValueError for a quantity outside of that and for a line without a name.
    """

    name: str
    quantity: int
    unit: str
    serial: str = ""
    returnable: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.quantity <= MAX_PIECES or not tidy(self.name):
            raise ValueError("a line has a name and a quantity from 1 to 65,535")

    def canonical(self) -> bytes:
        """The line as bytes, each field with its length before it, so that no two lines look the same."""
        texts = (self.name, str(self.quantity), self.unit, self.serial, "1" if self.returnable else "0")
        fields = [tidy(text).encode("utf-8") for text in texts]
        return b"".join(len(data).to_bytes(4, "big") + data for data in fields)


@dataclass(frozen=True)
class ShortLine:
    """A line as far as a code has room: quantity (1 to 65,535, else ValueError), and name with unit."""

    quantity: int
    text: str

    def __post_init__(self) -> None:
        if not 1 <= self.quantity <= MAX_PIECES:
            raise ValueError("a line has a quantity from 1 to 65,535")


def digest(lines: Iterable[GoodsLine]) -> bytes:
    """The first 8 bytes of SHA-256 over the canonical lines, in canonical order."""
    return hashlib.sha256(_DOMAIN + b"".join(sorted(line.canonical() for line in lines))).digest()[
        :DIGEST_BYTES
    ]


def pieces(lines: Iterable[GoodsLine]) -> int:
    """The sum of all quantities."""
    return sum(line.quantity for line in lines)


def shorten(line: GoodsLine) -> ShortLine:
    """The line for the guard's eye: `显示器 台`, the name cut to 8 characters."""
    name = "".join(c for c in tidy(line.name) if c.isprintable()) or "?"
    cut = name if len(name) <= SHORT_NAME else name[: SHORT_NAME - 1] + "…"
    unit = "".join(c for c in tidy(line.unit) if c.isprintable())[:SHORT_NAME]
    return ShortLine(line.quantity, f"{cut} {unit}".strip())
