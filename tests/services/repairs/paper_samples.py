"""Orders and figures for papers: in tests, and for looking at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.directory.records import Trade
from desk_app.services.repairs.records import (
    ClockKind,
    ClockTone,
    Countdown,
    FigureLine,
    Order,
    OrderCard,
    OrderKind,
    OrderState,
    PricedLine,
    Quote,
    RepairFigures,
    Source,
    Target,
    Urgency,
)
from tests.services.loans.paper_samples import (
    EVENING,
    LONG_COMPANY,
    LONG_NAME,
    NAMES,
    NOON,
    PHONE,
    paper,
    signature,
)

__all__ = ["EVENING", "LONG_COMPANY", "LONG_NAME", "NAMES", "NOON", "PHONE", "paper", "signature"]

CODE = ShortNumber(Kind.REPAIR, 1, 4711).digits
PRICES = (PricedLine("更换水龙头", 2, 8_000), PricedLine("水龙头（材料）", 2, 4_550, material=True))
MASKED = "138****5678"


def order(**facts: object) -> Order:
    usual = Order(
        id=7, number="YF-A1-261122-021", code=CODE, kind=OrderKind.REPAIR, state=OrderState.DISPATCHED,
        source=Source.PHONE, day=date(2026, 11, 22), reporter="欧阳𠮷祎", phone=PHONE, tenant=3,
        company="上海云帆科技股份有限公司", unit="1205", floor="12F", area="", trade=Trade.PLUMBING, department="",
        description="茶水间水龙头漏水，地面有积水", urgency=Urgency.NORMAL, serious=False, paid=False,
        received_at=NOON, owner=2, promised_at=NOON + timedelta(minutes=20), colleague=31, colleague_name="张建国",
        dispatched_at=NOON, copies=1,
        clocks=(Countdown(ClockKind.ARRIVAL, NOON + timedelta(minutes=20), ClockTone.QUIET, timedelta(minutes=20)),),
    )  # fmt: skip
    return replace(usual, **facts)  # type: ignore[arg-type]


def paid(**facts: object) -> Order:
    return order(paid=True, prices=PRICES, quote=Quote(16_000, 4_800, 9_100), **facts)


def done(**facts: object) -> Order:
    return order(
        state=OrderState.DONE, arrived_at=NOON + timedelta(minutes=15), done_at=EVENING, done_words="已更换密封圈",
        signed=True, **facts,
    )  # fmt: skip


def endless() -> Order:
    return paid(
        company=LONG_COMPANY, reporter=LONG_NAME, description="漏水。" * 200, colleague_name=LONG_NAME, repeats=12,
        urgency=Urgency.EMERGENCY,
    )  # fmt: skip


def card(one: Order | None = None, signed: bytes | None = None) -> OrderCard:
    return OrderCard(one or order(), signature=signed)


def line(key: str, orders: int, *, arrival: int = 968) -> FigureLine:
    """One line of a group: on site in time as said, nothing called back yet."""
    return FigureLine(
        key, orders, Target(arrival, 950), Target(None, 1000), Target(None, 950), Target(1000, 950)
    )


def figures(**facts: object) -> RepairFigures:
    usual = RepairFigures(
        date(2026, 11, 1), date(2026, 11, 30), 812, Target(968, 950), Target(1000, 1000), Target(941, 950),
        Target(None, 950), 14, {"electrical": 210, "plumbing": 305, "hvac": 297}, {"12F": 81, "B1": 30},
        {"2026-11": 812},
        trades=(line("electrical", 210), line("plumbing", 305, arrival=900), line("hvac", 297)),
        floors=(line("12F", 81), line("B1", 30)), months=(line("2026-11", 812),),
    )  # fmt: skip
    return replace(usual, **facts)  # type: ignore[arg-type]
