"""The exit passes of the demo building. Today is in `demo_today.py`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from desk_app.services.codes.claims import COUNTER_BITS, PASS_SERIES
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.demo.pen import DemoTenant, Pen
from desk_app.services.demo.people import plate
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import GoodsKind
from desk_app.services.passes import events
from desk_app.services.passes.making import claims_for, code_row, goods_of
from desk_app.services.passes.mapping import facts, personal
from desk_app.services.passes.records import ExitKind, PassState, Reason
from desk_app.services.passes.searching import entry
from desk_app.services.passes.tables import (
    CodeRow,
    LineRow,
    PassRow,
    ReleasedLineRow,
    ReleaseRow,
    ReturnedLineRow,
    ReturnRow,
    RevocationRow,
)

LANE, GATE_LANE = 2, 3
PER_DAY, PER_WEEKEND_DAY = 8, 1
CODE_DAYS = 3
"""Older passes come without their code: nobody scans it any more, and signing takes its time."""
_SIGNED_DAYS = 30
"""Older passes bear the company seal: who signed ten years ago is no signatory any more."""
_LATELY = 14
"""Papers that are still missing and goods that are overdue are of these days."""
_DUE_DAYS, _BACK_DAYS = 3, 2
_FIRST, _LAST = time(8, 40), time(16, 30)
S = PassState
Goods = tuple[str, int, str]
_GOODS: tuple[tuple[GoodsKind, tuple[Goods, ...]], ...] = (
    (GoodsKind.COMPUTERS, (("显示器", 4, "台"), ("台式主机", 4, "台"), ("键盘鼠标", 4, "套"))),
    (GoodsKind.FURNITURE, (("办公桌", 2, "张"), ("办公椅", 6, "把"))),
    (GoodsKind.DOCUMENTS, (("档案箱", 12, "箱"),)),
    (GoodsKind.MERCHANDISE, (("样品", 3, "箱"), ("宣传册", 10, "捆"))),
    (GoodsKind.EQUIPMENT, (("打印机", 1, "台"), ("碎纸机", 1, "台"))),
)
_TOOLS: tuple[Goods, ...] = (
    ("冲击钻", 2, "把"),
    ("人字梯", 1, "架"),
    ("工具箱", 3, "个"),
    ("电缆盘", 1, "个"),
)
_REPAIR: tuple[tuple[Goods, ...], ...] = (
    (("投影仪", 1, "台"),),
    (("笔记本电脑", 2, "台"),),
    (("展架", 4, "个"), ("音响", 2, "只")),
)
_CONTRACTORS = ("宏图装饰工程有限公司", "中润机电安装有限公司", "瑞丰弱电工程有限公司")


@dataclass
class Made:
    """A pass on its way into the demo building."""

    row: PassRow
    lines: list[LineRow]
    short_code: str = ""
    gone: dict[int, int] = field(default_factory=dict)
    """Position → pieces that left."""


def fill(pen: Pen, day: date) -> None:
    """One day's passes."""
    from desk_app.services.passes.demo_today import fill_today

    if day == pen.today:
        fill_today(pen)
        return
    usual = PER_DAY if day.weekday() < 5 else PER_WEEKEND_DAY
    start, end = pen.moment(day, _FIRST), pen.moment(day, _LAST)
    count = round(pen.rng.uniform(0.7, 1.3) * usual)
    for at in sorted(start + (end - start) * pen.rng.random() for _ in range(count)):
        _past(pen, at)


def _past(pen: Pen, at: datetime) -> None:
    """A pass of an earlier day, and how it went."""
    made = new_pass(pen, at, pen.pick(tuple(_MIX)))
    lately = (pen.today - made.row.day).days <= _LATELY
    chance = pen.rng.random()
    later = at + timedelta(minutes=pen.rng.randint(15, 150))
    if chance < 0.02:
        revoke(pen, made, later, "客户取消搬运")
    elif chance < 0.95:
        partly = chance < 0.04 and len(made.lines) > 1
        gone = {1: made.lines[0].quantity} if partly else quantities(made)
        release(pen, made, later, gone, closes=not partly)
        if not (lately and pen.rng.random() < 0.1):
            paper_home(pen, made, pen.moment(made.row.day, time(19, 30)))
    elif lately and chance < 0.96:
        paper_home(pen, made, pen.moment(made.row.day, time(19, 30)))
    _maybe_back(pen, made, later, overdue=lately and pen.rng.random() < 0.3)
    keep(pen, made)


_MIX = (*[ExitKind.GOODS] * 5, *[ExitKind.TOOLS] * 2, ExitKind.RETURNABLE)


def _maybe_back(pen: Pen, made: Made, left: datetime, *, overdue: bool) -> None:
    """Returnable goods come back in time, but for a few."""
    back = left + timedelta(days=_BACK_DAYS)
    if made.row.due is not None and made.gone and not overdue and back < pen.now:
        take_back(pen, made, back)


def new_pass(
    pen: Pen,
    at: datetime,
    kind: ExitKind,
    tenant: DemoTenant | None = None,
    days: int = 1,
    trips: int = 1,
    least: int = 1,
) -> Made:
    """A pass issued at a moment; how it goes on is for the caller. Call it in the order of time.

    `least`: pieces of a line, where there may be so many.
    """
    goods, wares = _wares(pen, kind)
    row = _row(pen, at, kind, tenant or pen.pick(pen.tenants), goods)
    row.valid_until = pen.moment(row.day + timedelta(days=days), time()).astimezone(UTC)
    row.trips = trips
    lines = _lines(pen, row, wares, least)
    made = Made(row, lines)
    _number(pen, made, at)
    pen.event(events.ISSUED, row.id, at, row.issued_by, said(made), personal(row))
    pen.event(events.PRINTED, row.id, at, row.issued_by, {"number": row.number, "copy": 0})
    return made


def _lines(pen: Pen, row: PassRow, wares: Sequence[Goods], least: int) -> list[LineRow]:
    return [
        pen.row(
            LineRow,
            exit_pass=row.id,
            position=position,
            name=name,
            quantity=pen.rng.randint(min(least, most), most),
            unit=unit,
            returnable=row.kind == ExitKind.RETURNABLE,
        )
        for position, (name, most, unit) in enumerate(wares, 1)
    ]


def _row(pen: Pen, at: datetime, kind: ExitKind, tenant: DemoTenant, goods: Sequence[GoodsKind]) -> PassRow:
    day = at.astimezone(pen.bench.clock.zone).date()
    own = kind is not ExitKind.TOOLS
    driver = pen.pick(pen.people)
    signatory = _signatory(pen, tenant.id, goods, day) if own else None
    return pen.row(
        PassRow,
        id=pen.id_at(at, LANE),
        number=pen.number(day),
        kind=kind,
        state=S.ISSUED,
        day=day,
        tenant=tenant.id if own else None,
        holder=tenant.name if own else pen.pick(_CONTRACTORS),
        unit=tenant.unit,
        reason=_REASONS[kind],
        goods=" ".join(goods),
        signatory=signatory[0] if signatory else None,
        signatory_name=signatory[1] if signatory else "",
        sealed=signatory is None,
        carrier=driver.name,
        carrier_phone=driver.phone,
        plate=plate(pen.rng) if pen.rng.random() < 0.6 else "",
        valid_from=at,
        valid_until=pen.moment(day + timedelta(days=1), time()).astimezone(UTC),
        due=day + timedelta(days=_DUE_DAYS) if kind is ExitKind.RETURNABLE else None,
        issued_at=at,
        issued_by=pen.pick(pen.desk_staff).staff_id,
        copies=1,
    )


_REASONS = {
    ExitKind.GOODS: Reason.CARRY_OUT,
    ExitKind.TOOLS: Reason.TOOLS,
    ExitKind.RETURNABLE: Reason.REPAIR,
    ExitKind.MOVE_OUT: Reason.MOVE_OUT,
}


def _wares(pen: Pen, kind: ExitKind) -> tuple[tuple[GoodsKind, ...], Sequence[Goods]]:
    if kind is ExitKind.TOOLS:
        return (), _TOOLS[: pen.rng.randint(1, len(_TOOLS))]
    if kind is ExitKind.RETURNABLE:
        return (GoodsKind.EQUIPMENT,), pen.pick(_REPAIR)
    if kind is ExitKind.MOVE_OUT:
        return (), [ware for _, wares in _GOODS for ware in wares]
    goods, wares = pen.pick(_GOODS)
    return (goods,), wares


def _signatory(pen: Pen, tenant: int, goods: Sequence[GoodsKind], day: date) -> tuple[int, str] | None:
    """A signatory who may sign for these goods, of late passes; None: the company seal."""
    if (pen.today - day).days > _SIGNED_DAYS:
        return None
    for one in DirectoryQueries(pen.bench).signatories(SYSTEM, tenant):
        if (
            not one.expired(day)
            and all(one.may_release(kind, day) for kind in goods)
            and (goods or not one.kinds)
        ):
            return one.id, one.name
    return None


def _number(pen: Pen, made: Made, at: datetime) -> None:
    """The signed id; of late passes the code too."""
    desk, counter, row = pen.bench.desk, pen.count(PASS_SERIES), made.row
    row.pass_id = desk.desk_number << COUNTER_BITS | counter
    if row.day >= pen.today - timedelta(days=CODE_DAYS):
        claims = claims_for(row, goods_of(made.lines), desk, counter, now=at, trips=row.trips)
        code = code_row(claims, row.pass_id, open_signing_key(pen.bench.secrets, Purpose.PASS), at)
        made.short_code = code.short_code
        pen.add(CodeRow, code)


def quantities(made: Made) -> dict[int, int]:
    """All of the goods."""
    return {line.position: line.quantity for line in made.lines}


def release(pen: Pen, made: Made, at: datetime, gone: dict[int, int], *, closes: bool = True) -> None:
    """Goods leave through the first gate."""
    row, guard = made.row, pen.pick(_guards(pen))
    out = pen.row(
        ReleaseRow,
        id=pen.id_at(at, GATE_LANE),
        root=row.pass_id,
        pass_id=row.pass_id,
        desk=pen.bench.desk.desk_number,
        place=1,
        gate=1,
        at=at,
        by=guard.staff_id,
        by_name=guard.name,
        trip=1,
        closes=closes,
        whole=gone == quantities(made),
        plate=row.plate,
        carrier=row.carrier,
        verdict="release",
        proven=True,
    )
    pen.add(ReleaseRow, out)
    for position, quantity in gone.items():
        pen.add(
            ReleasedLineRow, pen.row(ReleasedLineRow, release=out.id, position=position, quantity=quantity)
        )
    made.gone = gone
    row.state = S.USED if closes and row.trips == 1 else S.PARTLY
    row.out = sum(gone.get(line.position, 0) for line in made.lines if line.returnable)
    told = {
        "release": out.id,
        "pass": row.pass_id,
        "gate": 1,
        "trip": 1,
        "closes": closes,
        "whole": out.whole,
    }
    pen.event(events.RELEASED, row.id, at, guard.staff_id, told)


def take_back(pen: Pen, made: Made, at: datetime) -> None:
    """All that is outside comes back."""
    row, guard = made.row, pen.pick(_guards(pen))
    back = pen.row(
        ReturnRow,
        id=pen.id_at(at, GATE_LANE + 1),
        root=row.pass_id,
        desk=pen.bench.desk.desk_number,
        gate=1,
        at=at,
        by=guard.staff_id,
        by_name=guard.name,
    )
    pen.add(ReturnRow, back)
    for line in made.lines:
        if line.returnable and line.position in made.gone:
            moved = made.gone[line.position]
            pen.add(
                ReturnedLineRow,
                pen.row(ReturnedLineRow, return_id=back.id, position=line.position, quantity=moved),
            )
    row.out = 0
    pen.event(
        events.TAKEN_BACK, row.id, at, guard.staff_id, {"return": back.id, "pass": row.pass_id, "gate": 1}
    )


def paper_home(pen: Pen, made: Made, at: datetime) -> None:
    """The guard's copy is back at the desk."""
    row = made.row
    row.paper_back_at, row.paper_back_by = at, row.issued_by
    pen.event(events.PAPER_BACK, row.id, at, row.issued_by, {"number": row.number, "state": row.state})


def revoke(pen: Pen, made: Made, at: datetime, reason: str) -> None:
    """Taken back before anything left."""
    row = made.row
    name = next(one.name for one in pen.staff if one.staff_id == row.issued_by)
    row.state, row.revoked_by, row.revoke_reason = S.REVOKED, row.issued_by, reason
    pen.add(
        RevocationRow,
        pen.row(RevocationRow, root=row.pass_id, at=at, by_name=name, desk=pen.bench.desk.desk_number),
    )
    pen.event(
        events.REVOKED,
        row.id,
        at,
        row.issued_by,
        {"number": row.number, "pass": row.pass_id},
        {"reason": reason},
    )


def keep(pen: Pen, made: Made) -> None:
    """The pass is as it stays."""
    pen.find(entry(made.row, made.lines, made.short_code))
    pen.add(PassRow, made.row)
    for line in made.lines:
        pen.add(LineRow, line)


def said(made: Made) -> dict[str, object]:
    """What its event says."""
    return facts(made.row, len(made.lines), sum(line.quantity for line in made.lines))


def _guards(pen: Pen) -> list[Actor]:
    return [one for one in pen.staff if one.role is Role.GUARD]
