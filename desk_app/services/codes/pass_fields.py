"""The texts and goods that a pass carries for a gate that never met it: fields of number, length and value.

In GB18030: two bytes for a common Chinese character, and every other one too. `MAX_FIELDS` bytes in all.
To add a field: a number and an attribute here; gates that do not know it skip it, so it may inform, never
restrict.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desk_app.services.codes.goods import GoodsLine, ShortLine, shorten

MAX_FIELDS = 70
"""Bytes beside the fixed part: keeps a goods pass within 440 digits."""

_TEXTS = "gb18030"
_LINE, _PLATE, _CARRIER, _SUPERSEDES = 1, 2, 3, 4
_SINGLE = (_PLATE, _CARRIER, _SUPERSEDES)


@dataclass(frozen=True)
class PassFields:
    """What there is to compare at the gate. Empty texts and 0 are left out of the code.

    `supersedes` is the id of the pass that this one replaces. Raises ValueError for what does not fit or
    cannot be printed.
    """

    lines: tuple[ShortLine, ...] = field(default=(), repr=False)
    plate: str = field(default="", repr=False)
    carrier: str = field(default="", repr=False)
    supersedes: int = 0

    def __post_init__(self) -> None:
        if not 0 <= self.supersedes < 1 << 64 or len(self.data) > MAX_FIELDS:
            raise ValueError("the texts do not fit into a pass")

    @property
    def data(self) -> bytes:
        """The fields as bytes, in the order of their numbers."""
        fields = [_line_field(line) for line in self.lines]
        fields += [_field(number, _text(text)) for number, text in self._texts() if text]
        if self.supersedes:
            fields.append(_field(_SUPERSEDES, self.supersedes.to_bytes(8, "big")))
        return b"".join(fields)

    @property
    def room(self) -> int:
        """Bytes left for more."""
        return MAX_FIELDS - len(self.data)

    def _texts(self) -> tuple[tuple[int, str], ...]:
        return ((_PLATE, self.plate), (_CARRIER, self.carrier))


NO_FIELDS = PassFields()


def goods_fields(
    goods: Sequence[GoodsLine], plate: str = "", carrier: str = "", supersedes: int = 0
) -> PassFields:
    """The fields of a goods pass: plate, carrier, and as many of the first lines as there is room for.

    `pieces` of the claims tells the gate that there are more. Raises ValueError as PassFields does.
    """
    room = PassFields((), plate, carrier, supersedes).room
    lines: list[ShortLine] = []
    for line in map(shorten, goods):
        room -= len(_line_field(line))
        if room < 0:
            break
        lines.append(line)
    return PassFields(tuple(lines), plate, carrier, supersedes)


def read_fields(data: bytes) -> PassFields:
    """The fields behind the fixed part. Raises ValueError for what `PassFields` never writes."""
    lines: list[ShortLine] = []
    single: dict[int, bytes] = {}
    for number, value in _cut(data):
        if number == _LINE:
            lines.append(ShortLine(int.from_bytes(value[:2], "big"), value[2:].decode(_TEXTS)))
        elif number in single:
            raise ValueError("a field comes twice")
        elif number in _SINGLE:
            single[number] = value
    plate, carrier, supersedes = (single.get(number, b"") for number in _SINGLE)
    return PassFields(
        tuple(lines), plate.decode(_TEXTS), carrier.decode(_TEXTS), int.from_bytes(supersedes, "big")
    )


def _cut(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        end = at + 2 + (data[at + 1] if at + 1 < len(data) else len(data))
        if end > len(data):
            raise ValueError("a field is cut off")
        yield data[at], data[at + 2 : end]
        at = end


def _line_field(line: ShortLine) -> bytes:
    return _field(_LINE, line.quantity.to_bytes(2, "big") + _text(line.text))


def _field(number: int, value: bytes) -> bytes:
    if len(value) > 0xFF:
        raise ValueError("the texts do not fit into a pass")
    return bytes((number, len(value))) + value


def _text(text: str) -> bytes:
    if not text or not text.isprintable():
        raise ValueError("a pass carries printable text only")
    return text.encode(_TEXTS)
