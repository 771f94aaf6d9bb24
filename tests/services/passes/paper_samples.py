"""Exit passes and what the gate did with them, for papers: in tests, and for looking at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from desk_app.services.core.desk import Desk, DeskKind
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, load_words
from desk_app.services.directory.records import GoodsKind
from desk_app.services.gate.places import Gate
from desk_app.services.passes.papers import PassPaper
from desk_app.services.passes.records import (
    AtGate,
    ExitKind,
    ExitLine,
    ExitPass,
    Moved,
    PassState,
    Reason,
    Refusal,
    RefusalReason,
    Release,
    Released,
    Return,
    Slip,
)
from tests.services.printing.samples import digits

ZONE = ZoneInfo("Asia/Shanghai")
DESK = Desk("云杉国际中心", "YF", 1, "A1", 1, DeskKind.RECEPTION, "test")
GATES = (Gate(1, "东门岗"), Gate(2, "货运通道"), Gate(3, "B1 车库岗"))
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)
CODE = digits(440)
"""As long as a pass with goods may be."""
REST_CODE = digits(431)

LINES = (
    ExitLine(1, "戴尔 U2723QE 显示器", 4, "台", "CN-0V7N6X-74445", returnable=True, gone=2, out=2),
    ExitLine(2, "人体工学椅（带头枕）", 12, "把", "", returnable=False),
    ExitLine(3, "Makita 冲击钻 DHP486", 1, "套", "SN20260014", returnable=True, gone=1, out=1),
    ExitLine(4, "档案箱", 8, "箱", "", returnable=False),
)


def paper(language: str = CHINESE) -> PassPaper:
    return PassPaper(load_words(language, resources() / "i18n"), DESK, ZONE, gates=GATES)


def a_pass(lines: tuple[ExitLine, ...] = LINES, **facts: object) -> ExitPass:
    usual = ExitPass(
        id=7,
        number="YF-A1-261122-014",
        kind=ExitKind.RETURNABLE,
        state=PassState.ISSUED,
        tenant=3,
        holder="上海云帆科技股份有限公司",
        unit="1205",
        reason=Reason.REPAIR,
        goods=(GoodsKind.FURNITURE,),
        lines=lines,
        signatory=11,
        signatory_name="陈丽",
        sealed=True,
        carrier="欧阳𠮷祎",
        carrier_phone="13800005678",
        plate="沪A·12345",
        valid_from=NOON,
        valid_until=NOON.replace(hour=23, minute=59),
        gates=(2,),
        trips=1,
        trips_used=0,
        due=date(2026, 11, 29),
        remark="显示器送修，须原机返还",
        issued_at=NOON - timedelta(minutes=5),
        issued_by=2,
        approved_by=0,
        waiver="",
        pass_id=281474976710670,
        pass_code=CODE,
        short_code="7002180019",
        copies=1,
    )
    return replace(usual, **facts)  # type: ignore[arg-type]


def long_list(count: int = 60) -> tuple[ExitLine, ...]:
    return tuple(
        ExitLine(
            place + 1, f"办公设备第 {place + 1} 件", place % 5 + 1, "台", f"SN{place:05d}", place % 2 == 0
        )
        for place in range(count)
    )


ENGLISH_LINES = (
    ExitLine(
        1,
        "Height-adjustable standing desk with electric drive, oak top, 160 × 80 cm",
        12,
        "pieces",
        "",
        False,
    ),
    ExitLine(2, "Laser printer", 1, "piece", "VNB3K12345-A/REV02-LONG-SERIAL", True),
)
"""With a name and a number that need more than a line."""


def english() -> ExitPass:
    return a_pass(
        ENGLISH_LINES,
        holder="Shanghai Ocean Logistics Electrical Engineering Company Limited",
        unit="18F-1806/1807",
        carrier="Alexander Montgomery-Smith",
        signatory_name="Katherine O'Neill",
        remark="Two lifts are reserved from nine until noon.",
        gates=(),
        trips=3,
        valid_until=NOON + timedelta(days=3),
    )


def at_gate(one: ExitPass) -> AtGate:
    return AtGate(
        pass_id=one.pass_id,
        kind=one.kind,
        number=one.number,
        holder=one.holder,
        unit=one.unit,
        reason=one.reason,
        lines=one.lines,
        pieces=sum(line.quantity for line in one.lines),
        complete=True,
        plate=one.plate,
        carrier=one.carrier,
        trips=one.trips,
        trips_used=0,
        valid_until=one.valid_until,
        due=one.due,
        exit_pass=one.id,
    )


def released(code: str = REST_CODE) -> Released:
    one = a_pass()
    rest = tuple(replace(line, quantity=line.left, gone=0, out=0) for line in one.lines if line.left)
    slip = Slip("YF-G2-261122-003", 281474976710701, code, "7002180027", one.valid_until, rest)
    moved = (Moved(1, 2), Moved(3, 1))
    release = Release(1, one.pass_id, 2, 2, NOON, 9, "李卫国", 1, closes=False, moved=moved)
    return Released(release, at_gate(one), slip)


def refusal(
    reason: RefusalReason = RefusalReason.QUANTITY, words: str = "椅子实际 14 把，条上 12 把"
) -> Refusal:
    return Refusal(5, "YF-G2-R261122-002", 2, NOON, 9, "李卫国", reason, words, "release", 7, 7)


def came_back() -> Return:
    return Return(6, 2, NOON + timedelta(days=3), 9, "李卫国", (Moved(1, 1), Moved(3, 1)), "外箱有压痕")
