"""A signed code for a pass: its own, its successor's, or a balance slip's. Never fails for a name that is too long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desk_app.services.codes.claims import ANY_GATE, GATES, PassClaims, PassKind, gate_bits, validity
from desk_app.services.codes.goods import GoodsLine, digest, pieces
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.pass_fields import PassFields, goods_fields
from desk_app.services.codes.signing import SigningKey
from desk_app.services.core.desk import Desk
from desk_app.services.passes.names import number_of
from desk_app.services.passes.records import ExitKind
from desk_app.services.passes.tables import CodeRow, LineRow, PassRow

CARRIER_LABEL = 12
"""Characters of the carrier inside a code at most: the rest of the room is for the goods."""


def gates_kept(gates: Sequence[int]) -> int:
    """Gates as table and code keep them; none named is any."""
    return gate_bits(gates) if gates else ANY_GATE


def gates_named(bits: int) -> tuple[int, ...]:
    """The gates of a bit mask; empty for any."""
    if bits == ANY_GATE:
        return ()
    return tuple(gate for gate in range(1, GATES + 1) if bits >> (gate - 1) & 1)


def goods_of(lines: Sequence[LineRow]) -> tuple[GoodsLine, ...]:
    """The lines as the code's digest takes them."""
    return tuple(
        GoodsLine(line.name, line.quantity, line.unit, line.serial, line.returnable) for line in lines
    )


def claims_for(
    row: PassRow,
    goods: Sequence[GoodsLine],
    desk: Desk,
    counter: int,
    *,
    now: datetime,
    trips: int,
    superseded: Sequence[int] = (),
    places: Sequence[int] = (),
) -> PassClaims:
    """What a code signed `now` says of a pass; `counter` is the next one of `PASS_SERIES`.

    `superseded` and `places` as in `goods_fields`.
    """
    issued, delay, lifetime = validity(now, row.valid_from, row.valid_until)
    kind: PassKind = ExitKind(row.kind).in_code
    return PassClaims(
        kind=kind,
        desk=desk.desk_number,
        counter=counter,
        site=desk.site_number,
        issued=issued,
        delay=delay,
        lifetime=lifetime,
        gates=row.gates,
        trips=trips,
        tenant=number_of(row.tenant),
        signatory=number_of(row.signatory),
        digest=digest(goods),
        pieces=pieces(goods),
        fields=fitting_fields(goods, row.plate, row.carrier, superseded, places),
    )


def fitting_fields(
    goods: Sequence[GoodsLine],
    plate: str,
    carrier: str,
    superseded: Sequence[int] = (),
    places: Sequence[int] = (),
) -> PassFields:
    """Plate, carrier and goods as far as there is room; the carrier is shortened first."""
    said = "".join(char for char in carrier if char.isprintable())
    for length in range(min(len(said), CARRIER_LABEL), 0, -1):
        label = said if length == len(said) else said[: length - 1] + "…"
        try:
            return goods_fields(goods, plate, label, superseded, places)
        except ValueError:
            continue
    return goods_fields(goods, plate, "", superseded, places)


def code_row(claims: PassClaims, root: int, key: SigningKey, now: datetime) -> CodeRow:
    """The signed code on record; `root` is the signed id of the pass as it was issued."""
    return CodeRow(
        pass_id=claims.pass_id,
        root=root,
        code=encode(claims, key),
        short_code=claims.short_number.digits,
        made_at=now,
    )
