"""The texts and goods that a pass carries for a gate that never met it: fields of number, length and value.

In GB18030: two bytes for a common Chinese character, and every other one too. `MAX_FIELDS` bytes in all.
To add a field: a number and an attribute here; gates that do not know it skip it, so it may inform, never
restrict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desk_app.services.codes.goods import GoodsLine, ShortLine, shorten

MAX_FIELDS = 70
"""Bytes beside the fixed part: keeps a goods pass within 440 digits."""

_TEXTS = "gb18030"
_LINE, _PLATE, _CARRIER, _SUPERSEDES, _BALANCE_OF, _PLACES, _EARLIER = 1, 2, 3, 4, 5, 6, 7
_SINGLE = (_PLATE, _CARRIER, _SUPERSEDES, _BALANCE_OF, _PLACES, _EARLIER)
_ID_BYTES = 8
MAX_EARLIER = 3
"""A pass that was replaced more often names the latest ones: there is no room for more."""
_MOST_PLACES = 0xFF


@dataclass(frozen=True)
class PassFields:
    """What there is to compare at the gate. Empty texts and 0 are left out of the code.

    `supersedes` is the id of the pass that this one replaces, `balance_of` that of the pass whose rest this one
    is. `places`: where a rest's lines stand in the list of that pass, one for each line (1 to 255); empty when
    they are its first ones. `earlier`: passes that the superseded one had replaced, at most `MAX_EARLIER`. Raises
    ValueError for what does not fit or cannot be printed.
    """

    lines: tuple[ShortLine, ...] = field(default=(), repr=False)
    plate: str = field(default="", repr=False)
    carrier: str = field(default="", repr=False)
    supersedes: int = 0
    balance_of: int = 0
    places: tuple[int, ...] = ()
    earlier: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        kept = len(self.places)
        if kept not in (0, len(self.lines)) or kept != len(set(self.places)) or 0 in self.places:
            raise ValueError("every line has a place of its own, or none has")
        ids = (self.supersedes, self.balance_of, *self.earlier)
        if len(self.earlier) > MAX_EARLIER or not all(self.earlier):
            raise ValueError("there is no room for so many earlier passes")
        if not all(0 <= one < 1 << 64 for one in ids) or len(self.data) > MAX_FIELDS:
            raise ValueError("the texts do not fit into a pass")

    @property
    def data(self) -> bytes:
        """The fields as bytes, in the order of their numbers."""
        fields = [_line_field(line) for line in self.lines]
        fields += [_field(number, _text(text)) for number, text in self._texts() if text]
        ids = ((_SUPERSEDES, self.supersedes), (_BALANCE_OF, self.balance_of))
        fields += [_field(number, one.to_bytes(_ID_BYTES, "big")) for number, one in ids if one]
        if self.places:
            fields.append(_field(_PLACES, bytes(self.places)))
        if self.earlier:
            value = b"".join(one.to_bytes(_ID_BYTES, "big") for one in self.earlier)
            fields.append(_field(_EARLIER, value))
        return b"".join(fields)

    @property
    def all_superseded(self) -> tuple[int, ...]:
        """Every pass that this one makes void, the latest first."""
        return (self.supersedes, *self.earlier) if self.supersedes else ()

    @property
    def room(self) -> int:
        """Bytes left for more."""
        return MAX_FIELDS - len(self.data)

    def _texts(self) -> tuple[tuple[int, str], ...]:
        return ((_PLATE, self.plate), (_CARRIER, self.carrier))


NO_FIELDS = PassFields()


def goods_fields(
    goods: Sequence[GoodsLine],
    plate: str = "",
    carrier: str = "",
    superseded: Sequence[int] = (),
    places: Sequence[int] = (),
) -> PassFields:
    """The fields of a goods pass: plate, carrier, and as many of the first lines as there is room for.

    `pieces` of the claims tells the gate that there are more. `superseded`: the pass that it replaces, then what that
    one had replaced; `places` as in `PassFields`. Raises ValueError as PassFields does.
    """
    supersedes, earlier = (superseded[0], tuple(superseded[1 : 1 + MAX_EARLIER])) if superseded else (0, ())
    head = PassFields((), plate, carrier, supersedes, earlier=earlier)
    numbers = places or range(1, len(goods) + 1)
    return _placed(head, dict(zip(numbers, map(shorten, goods), strict=True)))


def rest_fields(
    lines: Mapping[int, ShortLine], balance_of: int, plate: str = "", carrier: str = ""
) -> PassFields:
    """The fields of a balance slip; `lines` are what is left, by their place in the list of the pass.

    Raises ValueError as PassFields does.
    """
    return _placed(PassFields((), plate, carrier, 0, balance_of), lines)


def _placed(head: PassFields, lines: Mapping[int, ShortLine]) -> PassFields:
    """With as many lines as there is room for, and their places unless they are the first ones."""
    places = tuple(place for place in lines if place <= _MOST_PLACES)
    short = [lines[place] for place in places]
    if places == tuple(range(1, len(lines) + 1)):
        return _filled(head, short)
    fields = _filled(head, short, spare=2, beside=1)
    return replace(fields, places=places[: len(fields.lines)])


def _filled(fields: PassFields, lines: Iterable[ShortLine], *, spare: int = 0, beside: int = 0) -> PassFields:
    """As many of the first lines as there is room for, with `spare` bytes left and `beside` for each line."""
    room = fields.room - spare
    taken: list[ShortLine] = []
    for line in lines:
        room -= len(_line_field(line)) + beside
        if room < 0:
            break
        taken.append(line)
    return replace(fields, lines=tuple(taken))


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
    plate, carrier, supersedes, balance_of, places, earlier = (single.get(one, b"") for one in _SINGLE)
    return PassFields(
        tuple(lines),
        plate.decode(_TEXTS),
        carrier.decode(_TEXTS),
        int.from_bytes(supersedes, "big"),
        int.from_bytes(balance_of, "big"),
        tuple(places),
        tuple(
            int.from_bytes(earlier[at : at + _ID_BYTES], "big") for at in range(0, len(earlier), _ID_BYTES)
        ),
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
