"""What a pass claims: kind, number, building, time, gates, trips, tenant, goods. Numbers, not names.

Plain data with its limits. How it is written and signed is in `pass_code`, judging it in `verdict`.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from desk_app.services.codes.goods import DIGEST_BYTES, MAX_PIECES
from desk_app.services.codes.pass_fields import NO_FIELDS, PassFields
from desk_app.services.codes.short_number import MAX_DESK, Kind, ShortNumber

ANY_GATE = 0xFF
GATES = 8
COUNTER_BITS = 48
PASS_SERIES = "pass"  # noqa: S105 - a count, not a password
"""The one count of a desk (`Work.count`) that numbers its passes of every kind, so that no two share an id."""


def counted_by(desk: int) -> tuple[int, int]:
    """The lowest and the highest signed id that a desk's count can give."""
    first = desk << COUNTER_BITS
    return first, first + (1 << COUNTER_BITS) - 1


def desk_of(pass_id: int) -> int:
    """The desk that gave a pass its signed id."""
    return pass_id >> COUNTER_BITS


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
    fields: PassFields = NO_FIELDS

    def __post_init__(self) -> None:
        ranges = (
            (self.desk, 0, MAX_DESK),
            (self.counter, 0, (1 << COUNTER_BITS) - 1),
            (self.site, 0, (1 << 24) - 1),
            (self.issued, 0, (1 << 32) - 1),
            (self.delay, 0, 0xFFFF),
            (self.lifetime, 1, 0xFFFF),
            (self.gates, 1, ANY_GATE),
            (self.trips, 1, 0xFF),
            (self.tenant, 0, (1 << 32) - 1),
            (self.signatory, 0, (1 << 32) - 1),
            (self.pieces, 0, MAX_PIECES),
            (len(self.digest), DIGEST_BYTES, DIGEST_BYTES),
        )
        if not all(low <= value <= high for value, low, high in ranges):
            raise ValueError("a value does not fit into a pass")
        carries = self.fields != NO_FIELDS or self.pieces or any(self.digest)
        if self.kind is PassKind.VISITOR and carries:
            raise ValueError("a visitor's pass carries no texts and no goods")

    @property
    def pass_id(self) -> int:
        """Unique without any network: the desk and its own counter, 62 bits."""
        return self.desk << COUNTER_BITS | self.counter

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
    return number.desk << COUNTER_BITS | number.counter


def number_said(pass_id: int) -> str:
    """The short number of a pass id as people read it; the bare count when that has outgrown short numbers."""
    desk, counter = divmod(pass_id, 1 << COUNTER_BITS)
    try:
        return ShortNumber(Kind.PASS, desk, counter).format()
    except ValueError:
        return str(counter)


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
    """`issued`, `delay` and `lifetime` of a pass good from `start` to `end`: never earlier to begin or to end, later
    by less than a minute.

    A start in the past is now. Raises ValueError for an end before the start, or beyond 45 days from it.
    """
    issued = int(issued_at.timestamp())
    delay = -(-max(0, int(start.timestamp()) - issued) // 60)
    lifetime = -(-(int(end.timestamp()) - issued - delay * 60) // 60)
    if start < end and lifetime < 1:
        lifetime = 1  # both within one minute
    if not 1 <= lifetime <= 0xFFFF or delay > 0xFFFF:
        raise ValueError("a pass begins within 45 days and lasts a minute to 45 days")
    return issued, delay, lifetime
