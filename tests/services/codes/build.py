"""Keys, passes and a ledger to test with. Seeds are fixed: the same digits every time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from desk_app.services.codes.claims import PassClaims, PassKind, gate_bits
from desk_app.services.codes.goods import GoodsLine, ShortLine, digest, pieces, shorten
from desk_app.services.codes.ledger import GateContext, Revocation, Use, last_use
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.pass_fields import goods_fields, rest_fields
from desk_app.services.codes.signing import KeyRing, Purpose, SigningKey, TrustedKey

SITE = 77
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
START_OF_TRUST = datetime(2026, 1, 1, tzinfo=UTC)
COLLIDING_SEEDS = (34433, 170398)
"""Two seeds whose public keys share the four bytes of their id."""


def key(seed: int, purpose: Purpose = Purpose.PASS) -> SigningKey:
    return SigningKey(purpose, seed.to_bytes(32, "big"))


def trusted(signing: SigningKey, **changes: object) -> TrustedKey:
    values: dict[str, object] = {
        "public": signing.public,
        "purposes": frozenset({signing.purpose}),
        "site": SITE,
        "desk": 3,
        "valid_from": START_OF_TRUST,
    }
    return TrustedKey(**(values | changes))  # type: ignore[arg-type]


DESK = key(1)
RING = KeyRing([trusted(DESK)])


def visitor(**changes: object) -> PassClaims:
    values: dict[str, object] = {
        "kind": PassKind.VISITOR,
        "desk": 3,
        "counter": 1204,
        "site": SITE,
        "issued": int(NOON.timestamp()),
        "delay": 0,
        "lifetime": 600,
        "tenant": 51,
    }
    return PassClaims(**(values | changes))  # type: ignore[arg-type]


GOODS = (
    GoodsLine("笔记本电脑", 3, "台", "SN-01/02/03", returnable=True),
    GoodsLine("人体工学办公椅（带扶手）", 10, "把"),
    GoodsLine("显示器", 12, "台"),
)


def goods(**changes: object) -> PassClaims:
    values: dict[str, object] = {
        "kind": PassKind.GOODS,
        "gates": gate_bits([2]),
        "signatory": 9,
        "digest": digest(GOODS),
        "pieces": pieces(GOODS),
        "fields": goods_fields(GOODS, "粤B12345", "顺丰"),
    }
    return visitor(**(values | changes))


REST = {1: shorten(GOODS[0]), 3: ShortLine(2, "显示器 台")}
"""What is left of `GOODS`, by place."""


def slip(**changes: object) -> PassClaims:
    """A balance slip of `goods()`."""
    values: dict[str, object] = {
        "counter": 2000,
        "pieces": 5,
        "fields": rest_fields(REST, goods().pass_id, "粤B12345", "顺丰"),
    }
    return goods(**(values | changes))


def context(**changes: object) -> GateContext:
    values: dict[str, object] = {
        "site": SITE,
        "gate": 2,
        "now": NOON + timedelta(minutes=1),
        "floor": START_OF_TRUST,
        "zone": ZoneInfo("Asia/Shanghai"),
    }
    return GateContext(**(values | changes))  # type: ignore[arg-type]


@dataclass
class FakeLedger:
    """What the passes feature would read from its tables."""

    known: dict[int, PassClaims] = field(default_factory=dict)
    revoked: dict[int, Revocation] = field(default_factory=dict)
    used: dict[int, list[Use]] = field(default_factory=dict)
    told: dict[int, str] = field(default_factory=dict)
    revocations: datetime | None = NOON
    gates: datetime | None = NOON

    def claims(self, pass_id: int) -> PassClaims | None:
        return self.known.get(pass_id)

    def code(self, pass_id: int) -> str | None:
        return encode(self.known[pass_id], DESK) if pass_id in self.known else None

    def is_another(self, pass_id: int, code: str) -> bool:
        return pass_id in self.told and self.told[pass_id] != code

    def spent(self, claims: PassClaims) -> Use | None:
        whole = self.known.get(claims.fields.balance_of, claims)
        return last_use(self.uses(whole.pass_id), whole.trips)

    def learn(self, claims: PassClaims) -> None:
        raise AssertionError("a verdict writes nothing")

    def revocation(self, pass_id: int) -> Revocation | None:
        return self.revoked.get(pass_id)

    def uses(self, pass_id: int) -> Sequence[Use]:
        return self.used.get(pass_id, [])

    def revocations_at(self) -> datetime | None:
        return self.revocations

    def gates_at(self) -> datetime | None:
        return self.gates
