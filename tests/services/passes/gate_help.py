"""Passes on record for the tests of the gate, written straight into the tables, and passes of a desk never met."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from desk_app.services.catalogue import Services
from desk_app.services.codes.claims import ANY_GATE, PassClaims, PassKind, validity
from desk_app.services.codes.goods import GoodsLine, digest, pieces
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.pass_fields import goods_fields
from desk_app.services.codes.signing import Purpose, SigningKey, open_signing_key
from desk_app.services.core.people import SYSTEM
from desk_app.services.gate.numbers import next_pass
from desk_app.services.journal.work import Work
from desk_app.services.passes.events import ISSUED
from desk_app.services.passes.records import ExitKind, PassState, Reason
from desk_app.services.passes.tables import CodeRow, LineRow, PassRow
from desk_app.services.trust.tables import KnownDeskRow, PassKeyRow

CHAIRS = (
    GoodsLine("人体工学办公椅", 12, "把"),
    GoodsLine("投影仪", 2, "台", "EP-77120", returnable=True),
    GoodsLine("显示器", 3, "台", returnable=True),
)
LONG = tuple(GoodsLine(f"编号物品第{n}种", n, "箱") for n in range(1, 13))
SEED = bytes(range(32))


@dataclass(frozen=True)
class Issued:
    """A pass in the carrier's hand."""

    code: str
    claims: PassClaims
    id: int = 0

    @property
    def short(self) -> str:
        return self.claims.short_number.digits


def issue(
    desk: Services,
    lines: Sequence[GoodsLine] = CHAIRS,
    *,
    kind: ExitKind = ExitKind.RETURNABLE,
    trips: int = 1,
    gates: int = ANY_GATE,
    hours: float = 8,
    delay: float = 0,
    due: date | None = None,
) -> Issued:
    """A pass of this desk, on record."""
    with desk.bench.work(SYSTEM, "test.issue", {SYSTEM.role}) as work:
        now = work.now
        start = now + timedelta(hours=delay)
        key = open_signing_key(work.secrets, Purpose.PASS)
        claims = claims_of(
            kind.in_code,
            lines,
            desk=work.desk.desk_number,
            counter=next_pass(work),
            site=work.desk.site_number,
            now=now,
            start=start,
            end=start + timedelta(hours=hours),
            trips=trips,
            gates=gates,
        )
        return _on_record(work, claims, encode(claims, key), kind, lines, due)


def _on_record(
    work: Work, claims: PassClaims, code: str, kind: ExitKind, lines: Sequence[GoodsLine], due: date | None
) -> Issued:
    row = PassRow(
        id=work.new_id(),
        number=work.number(),
        kind=kind,
        state=PassState.ISSUED,
        day=work.today,
        holder="云帆科技",
        unit="1205",
        reason=Reason.CARRY_OUT,
        carrier="货拉拉",
        carrier_phone="13812345678",
        plate="粤B12345",
        valid_from=claims.not_before,
        valid_until=claims.expires_at,
        gates=claims.gates,
        trips=claims.trips,
        due=due,
        issued_at=work.now,
        issued_by=1,
        pass_id=claims.pass_id,
    )
    work.session.add(row)
    work.session.flush()
    work.session.add_all(
        LineRow(
            exit_pass=row.id,
            position=at,
            name=line.name,
            quantity=line.quantity,
            unit=line.unit,
            serial=line.serial,
            returnable=line.returnable,
        )
        for at, line in enumerate(lines, 1)
    )
    short = claims.short_number.digits
    work.session.add(
        CodeRow(pass_id=claims.pass_id, root=claims.pass_id, code=code, short_code=short, made_at=work.now)
    )
    work.record(ISSUED, row.id, {"pass": claims.pass_id})
    return Issued(code, claims, row.id)


def claims_of(
    kind: PassKind,
    lines: Sequence[GoodsLine],
    *,
    desk: int,
    counter: int,
    site: int,
    now: datetime,
    start: datetime,
    end: datetime,
    trips: int = 1,
    gates: int = ANY_GATE,
    supersedes: int = 0,
) -> PassClaims:
    issued, delay, lifetime = validity(now, start, end)
    return PassClaims(
        kind=kind,
        desk=desk,
        counter=counter,
        site=site,
        issued=issued,
        delay=delay,
        lifetime=lifetime,
        gates=gates,
        trips=trips,
        digest=digest(lines),
        pieces=pieces(lines),
        fields=goods_fields(lines, "粤B12345", "货拉拉", (supersedes,) if supersedes else ()),
    )


def trust(desk: Services, public: bytes, other: int) -> None:
    """Admit another desk's key by hand."""
    with desk.bench.database.write() as session:
        now = desk.bench.clock.now()
        session.add(
            PassKeyRow(
                id=desk.bench.stamps.new_id(),
                public=public,
                desk=other,
                site=desk.bench.desk.site_number,
                valid_from=now - timedelta(days=1),
            )
        )
        session.add(KnownDeskRow(desk=other, code="B1", admitted_at=now, card_at=now, heard_at=now))


def foreign(
    desk: Services,
    lines: Sequence[GoodsLine] = CHAIRS[:1],
    *,
    kind: PassKind = PassKind.RETURNABLE,
    counter: int = 1,
    other: int = 7,
    **changes: int,
) -> Issued:
    """A pass of another desk that this PC trusts but never met. `trust` its key first: `stranger()`."""
    now = desk.bench.clock.now()
    claims = claims_of(
        kind,
        lines,
        desk=other,
        counter=counter,
        site=desk.bench.desk.site_number,
        now=now,
        start=now,
        end=now + timedelta(hours=8),
    )
    claims = replace(claims, **{k: v for k, v in changes.items() if k != "supersedes"})  # type: ignore[arg-type]
    if "supersedes" in changes:
        claims = replace(claims, fields=replace(claims.fields, supersedes=changes["supersedes"]))
    return Issued(encode(claims, stranger()), claims)


def stranger() -> SigningKey:
    """The other desk's key."""
    return SigningKey(Purpose.PASS, SEED)
