"""Exit passes as digits: what a pass claims, its binary layout, signing and the steps of reading it back.

Layout (big-endian): version and kind 1, key id 4, pass id 8 (desk 2, counter 6), site 3, issued 4 (s), not
before 2 (min later), lifetime 2 (min), gates 1, trips 1, tenant 4, signatory 4, goods digest 8, pieces 2;
fields of number 1, length 1, value; Ed25519 signature 64. No name and no number of a visitor. Judging is not
here (`verdict`).
To add a field: a number below; gates that do not know it skip it, so it may inform, never restrict.
"""

from __future__ import annotations

import enum
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from desk_app.services.codes.frame import Frame, wrap
from desk_app.services.codes.goods import DIGEST_BYTES, MAX_PIECES, GoodsLine, ShortLine, shorten
from desk_app.services.codes.short_number import MAX_DESK, Kind, ShortNumber
from desk_app.services.codes.signing import KEY_ID_BYTES, SIGNATURE_BYTES, Purpose, SigningKey

VERSION = 1
ANY_GATE = 0xFF
GATES = 8
MAX_FIELDS = 70
"""Bytes of fields beside the fixed part: keeps a goods pass within 440 digits."""
VISITOR_DIGITS = 280
GOODS_DIGITS = 440

_HEADER = struct.Struct(">B4sQ3sIHHBBII8sH")
_ISSUED = struct.Struct(">I")
_ISSUED_AT = 1 + KEY_ID_BYTES + 8 + 3
_TEXTS = "gb18030"  # two bytes for a common Chinese character, and every other one too
_LINE, _PLATE, _CARRIER, _SUPERSEDES = 1, 2, 3, 4


class PassKind(enum.IntEnum):
    """What a pass lets out."""

    VISITOR = 1
    GOODS = 2
    MOVE_OUT = 3
    TOOLS = 4
    RETURNABLE = 5


@dataclass(frozen=True)
class PassClaims:
    """What a pass says. Numbers, not names: the gate looks the names up.

    `issued` is seconds since 1970, `delay` and `lifetime` are minutes (see `validity`); `gates` has a bit per
    gate; tenant and signatory 0 mean none. Raises ValueError for what the layout cannot hold, and for any
    text or goods in a visitor's pass.
    """

    kind: PassKind
    desk: int
    counter: int
    site: int
    issued: int
    delay: int
    lifetime: int
    gates: int = ANY_GATE
    trips: int = 1
    tenant: int = 0
    signatory: int = 0
    digest: bytes = bytes(DIGEST_BYTES)
    pieces: int = 0
    lines: tuple[ShortLine, ...] = field(default=(), repr=False)
    plate: str = field(default="", repr=False)
    carrier: str = field(default="", repr=False)
    supersedes: int = 0

    def __post_init__(self) -> None:
        ranges = (
            (self.desk, 0, MAX_DESK),
            (self.counter, 0, (1 << 48) - 1),
            (self.site, 0, (1 << 24) - 1),
            (self.issued, 0, (1 << 32) - 1),
            (self.delay, 0, 0xFFFF),
            (self.lifetime, 1, 0xFFFF),
            (self.gates, 1, ANY_GATE),
            (self.trips, 1, 0xFF),
            (self.tenant, 0, (1 << 32) - 1),
            (self.signatory, 0, (1 << 32) - 1),
            (self.pieces, 0, MAX_PIECES),
            (self.supersedes, 0, (1 << 64) - 1),
            (len(self.digest), DIGEST_BYTES, DIGEST_BYTES),
        )
        if not all(low <= value <= high for value, low, high in ranges):
            raise ValueError("a value does not fit into a pass")
        fields = _fields(self)
        if len(fields) > MAX_FIELDS:
            raise ValueError("the texts do not fit into a pass")
        if self.kind is PassKind.VISITOR and (fields or self.pieces or any(self.digest)):
            raise ValueError("a visitor's pass carries no texts and no goods")

    @property
    def pass_id(self) -> int:
        """Unique without any network: the desk and its own counter, 62 bits."""
        return self.desk << 48 | self.counter

    @property
    def short_number(self) -> ShortNumber:
        """What stands under the code. Raises ValueError when the counter has outgrown 12 digits."""
        return ShortNumber(Kind.PASS, self.desk, self.counter)

    @property
    def issued_at(self) -> datetime:
        """When it was signed, by the issuing PC's clock."""
        return datetime.fromtimestamp(self.issued, UTC)

    @property
    def not_before(self) -> datetime:
        """The first moment it is good for."""
        return self.issued_at + timedelta(minutes=self.delay)

    @property
    def expires_at(self) -> datetime:
        """The first moment it is no longer good for."""
        return self.not_before + timedelta(minutes=self.lifetime)

    @property
    def any_gate(self) -> bool:
        """Whether every gate may release it; then single use needs sync."""
        return self.gates == ANY_GATE


def pass_id_of(number: ShortNumber) -> int:
    """The pass id that a short number of kind PASS names."""
    return number.desk << 48 | number.counter


def gate_bits(gates: Iterable[int]) -> int:
    """The bit mask of gates 1 to 8. Raises ValueError for others, for none, and for all eight: that is any
    gate.
    """
    bits = 0
    for gate in gates:
        if not 1 <= gate <= GATES:
            raise ValueError("gates have the numbers 1 to 8")
        bits |= 1 << (gate - 1)
    if bits in (0, ANY_GATE):
        raise ValueError("name one to seven gates, or use ANY_GATE")
    return bits


def validity(issued_at: datetime, start: datetime, end: datetime) -> tuple[int, int, int]:
    """`issued`, `delay` and `lifetime` of a pass good from `start` to `end`: never later to begin or earlier
    to end.

    A start in the past is now. Raises ValueError for an end before the start, or beyond 45 days from it.
    """
    issued = int(issued_at.timestamp())
    delay = max(0, int(start.timestamp()) - issued) // 60
    lifetime = -(-(int(end.timestamp()) - issued - delay * 60) // 60)
    if not 1 <= lifetime <= 0xFFFF or delay > 0xFFFF:
        raise ValueError("a pass begins within 45 days and lasts a minute to 45 days")
    return issued, delay, lifetime


def lines_that_fit(lines: Sequence[GoodsLine], room: int = MAX_FIELDS) -> tuple[ShortLine, ...]:
    """The first lines in short, as many as `room` bytes hold. `pieces` of the claims tells that there are
    more.
    """
    kept: list[ShortLine] = []
    for line in map(shorten, lines):
        room -= len(_line_field(line))
        if room < 0:
            break
        kept.append(line)
    return tuple(kept)


def room_for_lines(plate: str = "", carrier: str = "", supersedes: int = 0) -> int:
    """Bytes left for lines beside the other fields."""
    return MAX_FIELDS - len(_other_fields(plate, carrier, supersedes))


def encode(claims: PassClaims, key: SigningKey) -> str:
    """Sign the claims and write them as digits. Raises ValueError for a key that is not for passes."""
    if key.purpose is not Purpose.PASS:
        raise ValueError("this key does not sign passes")
    body = _body(claims, key.key_id)
    return wrap(VERSION, claims.kind, body + key.sign(body))


def _body(claims: PassClaims, key_id: bytes) -> bytes:
    return _HEADER.pack(
        VERSION << 4 | claims.kind,
        key_id,
        claims.pass_id,
        claims.site.to_bytes(3, "big"),
        claims.issued,
        claims.delay,
        claims.lifetime,
        claims.gates,
        claims.trips,
        claims.tenant,
        claims.signatory,
        claims.digest,
        claims.pieces,
    ) + _fields(claims)


def _fields(claims: PassClaims) -> bytes:
    lines = b"".join(map(_line_field, claims.lines))
    return lines + _other_fields(claims.plate, claims.carrier, claims.supersedes)


def _line_field(line: ShortLine) -> bytes:
    return _field(_LINE, line.quantity.to_bytes(2, "big") + _text(line.text))


def _other_fields(plate: str, carrier: str, supersedes: int) -> bytes:
    plate_field = _field(_PLATE, _text(plate)) if plate else b""
    carrier_field = _field(_CARRIER, _text(carrier)) if carrier else b""
    return plate_field + carrier_field + (_field(_SUPERSEDES, supersedes.to_bytes(8, "big")) if supersedes else b"")


def _field(number: int, value: bytes) -> bytes:
    if len(value) > 0xFF:
        raise ValueError("the texts do not fit into a pass")
    return bytes((number, len(value))) + value


def _text(text: str) -> bytes:
    if not text or not text.isprintable():
        raise ValueError("a pass carries printable text only")
    return text.encode(_TEXTS)


@dataclass(frozen=True)
class SignedBytes:
    """A pass cut into what was signed and the signature. Nothing but what finds the key is read before the
    proof.
    """

    body: bytes
    signature: bytes

    @property
    def key_id(self) -> bytes:
        """Which key signed it, it says."""
        return self.body[1 : 1 + KEY_ID_BYTES]

    @property
    def issued_at(self) -> datetime:
        """When it was signed, it says: needed to know whether its key was revoked by then."""
        return datetime.fromtimestamp(_ISSUED.unpack_from(self.body, _ISSUED_AT)[0], UTC)


class UnreadableError(ValueError):
    """Digits that make no pass, or a pass, though signed, that this version cannot understand."""


def split(frame: Frame) -> SignedBytes:
    """Cut body and signature apart. Raises UnreadableError when there is not enough of them."""
    body, signature = frame.data[:-SIGNATURE_BYTES], frame.data[-SIGNATURE_BYTES:]
    if len(body) < _HEADER.size:
        raise UnreadableError("too short for a pass")
    return SignedBytes(body, signature)


def parse(signed: SignedBytes, frame: Frame) -> PassClaims:
    """The claims; call it with proven bytes only. Raises UnreadableError for content that this version never
    writes.
    """
    head, _key, pass_id, site, *rest = _HEADER.unpack_from(signed.body)
    issued, delay, lifetime, gates, trips, tenant, signatory, digest, pieces = rest
    if head != frame.version << 4 | frame.kind:
        raise UnreadableError("the first digits do not belong to this pass")
    try:
        texts = _read_fields(signed.body[_HEADER.size :])
        return PassClaims(
            PassKind(head & 0xF),
            pass_id >> 48,
            pass_id & ((1 << 48) - 1),
            int.from_bytes(site, "big"),
            issued,
            delay,
            lifetime,
            gates,
            trips,
            tenant,
            signatory,
            digest,
            pieces,
            texts.lines,
            texts.plate,
            texts.carrier,
            texts.supersedes,
        )
    except ValueError:
        raise UnreadableError("the content of this pass is not understood") from None


@dataclass(frozen=True)
class _Fields:
    lines: tuple[ShortLine, ...]
    plate: str
    carrier: str
    supersedes: int


def _read_fields(data: bytes) -> _Fields:
    lines: list[ShortLine] = []
    single: dict[int, bytes] = {}
    for number, value in _cut_fields(data):
        if number == _LINE:
            lines.append(ShortLine(int.from_bytes(value[:2], "big"), value[2:].decode(_TEXTS)))
        elif number in single:
            raise ValueError("a field comes twice")
        elif number in (_PLATE, _CARRIER, _SUPERSEDES):
            single[number] = value
    plate, carrier = single.get(_PLATE, b"").decode(_TEXTS), single.get(_CARRIER, b"").decode(_TEXTS)
    return _Fields(tuple(lines), plate, carrier, int.from_bytes(single.get(_SUPERSEDES, b""), "big"))


def _cut_fields(data: bytes) -> Iterable[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        end = at + 2 + (data[at + 1] if at + 1 < len(data) else len(data))
        if end > len(data):
            raise ValueError("a field is cut off")
        yield data[at], data[at + 2 : end]
        at = end
