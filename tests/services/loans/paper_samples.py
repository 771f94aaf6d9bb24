"""Loans and items for papers: in tests, and for looking at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

from PIL import Image, ImageDraw

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.desk import Desk, DeskKind
from desk_app.services.core.paths import resources
from desk_app.services.core.words import CHINESE, load_words
from desk_app.services.loans.records import (
    CompanyDue,
    Happened,
    Item,
    ItemCard,
    Loan,
    LoanCard,
    LoanLine,
    StockLine,
    TakenBack,
)
from desk_app.services.loans.standard import CHARGER, STANDARD, TROLLEY, UMBRELLA
from desk_app.services.loans.terms import Condition, ItemState, ItemStep, LineState
from desk_app.services.printing.desk_paper import Paper

ZONE = ZoneInfo("Asia/Shanghai")
DESK = Desk("云杉国际中心", "YF", 1, "A1", 1, DeskKind.RECEPTION, "test")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZONE)
EVENING = NOON + timedelta(hours=6)
NAMES = {2: "王芳", 3: "李静"}
LONG_COMPANY = (
    "上海浦东国际机场联合航空货运代理及仓储物流服务有限责任公司虹桥商务区第一分公司综合管理部后勤中心一组"
)
LONG_NAME = "Alexander Montgomery-Smith of Westminster"
PHONE = "13800005678"


def paper(language: str = CHINESE) -> Paper:
    return Paper(load_words(language, resources() / "i18n"), DESK, ZONE)


def tag(count: int) -> str:
    return ShortNumber(Kind.LOAN, 1, count).digits


def line(place: int = 12, **facts: object) -> LoanLine:
    usual = LoanLine(
        id=place,
        item=place,
        item_name=f"伞 {place:03d}",
        tag=tag(place),
        category=UMBRELLA,
        due=EVENING + timedelta(days=1),
        state=LineState.OUT,
    )
    return replace(usual, **facts)  # type: ignore[arg-type]


TROLLEY_LINE = line(203, item_name="手推车 03", category=TROLLEY, due=EVENING, deposit=5000)


def loan(lines: tuple[LoanLine, ...] = (line(), TROLLEY_LINE), **facts: object) -> Loan:
    usual = Loan(
        id=7,
        number="YF-A1-261122-014",
        code=tag(4711),
        day=date(2026, 11, 22),
        borrower="欧阳𠮷祎",
        phone=PHONE,
        tenant=3,
        company="上海云帆科技股份有限公司",
        unit="1205",
        visit=None,
        lent_at=NOON,
        lent_by=2,
        lines=lines,
        copies=1,
    )
    return replace(usual, **facts)  # type: ignore[arg-type]


def card(one: Loan | None = None, signature: bytes | None = None) -> LoanCard:
    return LoanCard(one or loan(), signature=signature)


def long_loan() -> Loan:
    """Twenty things, from a company whose name does not end."""
    lines = tuple(line(place, item_name=f"伞 {place:03d}") for place in range(1, 21))
    return loan(lines, borrower=LONG_NAME, company=LONG_COMPANY, unit="18F-1806/1807", remark="雨天集体借用")


def returned(**facts: object) -> TakenBack:
    """A trolley with a scratch: a part of the deposit stays."""
    back = replace(
        TROLLEY_LINE,
        state=LineState.RETURNED,
        refunded=3500,
        kept=1500,
        kept_reason="扶手断裂",
        fee=2000,
        returned_at=EVENING + timedelta(hours=1),
        returned_by="赵刚",
        taken_by=3,
        condition=Condition.DAMAGED,
        remark="已拍照留存",
    )
    back = replace(back, **facts)  # type: ignore[arg-type]
    return TakenBack(loan((line(), back)), back, back.refunded, late=True)


def company_due(count: int = 3) -> CompanyDue:
    loans = tuple(
        loan(
            (line(place),),
            borrower=f"陈{'丽静伟强敏'[place % 5]}",
            phone=f"1390000{place:04d}",
            remark="私事",
        )
        for place in range(1, count + 1)
    )
    return CompanyDue("上海云帆科技股份有限公司", 3, "1205", loans)


def items(count: int = 60) -> list[Item]:
    return [
        Item(place, UMBRELLA, tag(place), f"伞 {place:03d}", str(place), ItemState.AVAILABLE)
        for place in range(1, count + 1)
    ]


def hard_items() -> list[Item]:
    return [
        Item(1, CHARGER, tag(999), "充电宝 Type-C 快充线三合一 010", "", ItemState.AVAILABLE),
        Item(2, UMBRELLA, ShortNumber(Kind.LOAN, 812, 99_999).digits, "伞 12", "", ItemState.AVAILABLE),
    ]


STOCK = tuple(
    StockLine(category, available=3 * place, lent=place, overdue=place // 2, damaged=1, lost=1, retired=2)
    if not category.counted
    else StockLine(category, on_hand=15 * place)
    for place, category in enumerate(STANDARD, 1)
)


def history() -> ItemCard:
    steps = (ItemStep.RETURNED, ItemStep.LENT, ItemStep.REPAIRED, ItemStep.DAMAGED, ItemStep.ADDED)
    told = tuple(
        Happened(
            NOON - timedelta(days=place), 2, step, "伞骨断" if step is ItemStep.DAMAGED else "", 7, "陈丽"
        )
        for place, step in enumerate(steps)
    )
    return ItemCard(items(12)[-1], STANDARD[0], told, 41)


def signature() -> bytes:
    picture = Image.new("RGBA", (600, 180), (0, 0, 0, 0))
    points = [(20, 140), (110, 30), (160, 150), (260, 60), (330, 120), (430, 40), (580, 110)]
    ImageDraw.Draw(picture).line(points, fill="black", width=7)
    kept = BytesIO()
    picture.save(kept, "PNG")
    return kept.getvalue()
