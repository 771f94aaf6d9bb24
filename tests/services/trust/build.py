"""Other desks of the building, made from seeds."""

from __future__ import annotations

from datetime import datetime

from desk_app.services.catalogue import Services
from desk_app.services.codes.claims import PassClaims, PassKind
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.signing import Purpose, SigningKey
from desk_app.services.trust.keyfile import vouching, write_card
from desk_app.services.trust.records import CardKey, KeyCard
from desk_app.services.trust.ring import KEYS_SINCE


def key(seed: int, purpose: Purpose = Purpose.PASS) -> SigningKey:
    """A key that is the same every time."""
    return SigningKey(purpose, seed.to_bytes(31, "big") + purpose.value.encode()[:1])


class OtherDesk:
    """A desk that exists only by its keys."""

    def __init__(self, desk: Services, seed: int = 20, number: int = 2, code: str = "B1") -> None:
        self.here, self.number, self.code = desk.bench, number, code
        self.site = desk.bench.desk.site_number
        self.keys = {purpose: key(seed, purpose) for purpose in Purpose}
        self.since = KEYS_SINCE
        self.old: tuple[CardKey, ...] = ()
        self.vouches: dict[Purpose, bytes] = {}

    def renew(self, seed: int) -> None:
        """New keys, which the old sync key vouches for; the old ones end now."""
        now, before = self.here.clock.now(), self.keys[Purpose.SYNC]
        self.old += tuple(
            CardKey(purpose, one.public, self.since, retired_at=now, vouch=self.vouches.get(purpose))
            for purpose, one in self.keys.items()
        )
        self.keys, self.since = {purpose: key(seed, purpose) for purpose in Purpose}, now
        self.vouches = {
            purpose: before.sign(vouching(self.number, purpose, one.public))
            for purpose, one in self.keys.items()
        }

    def card(self, **changes: object) -> KeyCard:
        """Its key card as of now."""
        keys = tuple(
            CardKey(purpose, one.public, self.since, vouch=self.vouches.get(purpose))
            for purpose, one in self.keys.items()
        )
        values: dict[str, object] = {
            "building": self.here.desk.building,
            "site_code": self.here.desk.site_code,
            "site_number": self.site,
            "desk_code": self.code,
            "desk_number": self.number,
            "made_at": self.here.clock.now(),
            "keys": keys + self.old,
        }
        return KeyCard(**(values | changes))  # type: ignore[arg-type]

    def file(self, **changes: object) -> bytes:
        """The card's file."""
        return write_card(self.card(**changes), self.keys[Purpose.SYNC])

    def issue(self, at: datetime | None = None, counter: int = 1, **changes: object) -> str:
        """A visitor's pass, good for ten hours at any gate."""
        issued = int((at or self.here.clock.now()).timestamp())
        values: dict[str, object] = {
            "kind": PassKind.VISITOR,
            "desk": self.number,
            "counter": counter,
            "site": self.site,
            "issued": issued,
            "delay": 0,
            "lifetime": 600,
        }
        claims = PassClaims(**(values | changes))  # type: ignore[arg-type]
        return encode(claims, self.keys[Purpose.PASS])
