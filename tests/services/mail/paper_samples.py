"""Pieces, rounds and sums for papers: in tests, and for looking at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.mail.records import (
    Attempt,
    MailKind,
    MoneyLine,
    OrdinaryCount,
    Outgoing,
    Piece,
    PieceCard,
    PieceState,
    Postage,
    Reconciliation,
    ReturnReason,
    TenantRound,
    WeekLine,
)
from tests.services.loans.paper_samples import LONG_COMPANY, LONG_NAME, NAMES, NOON, paper, signature

__all__ = ["LONG_COMPANY", "LONG_NAME", "NAMES", "NOON", "paper", "signature"]

DAY = date(2026, 11, 22)
MONDAY = date(2026, 11, 16)


def code(count: int = 4711) -> str:
    return ShortNumber(Kind.MAIL, 1, count).digits


def piece(count: int = 4711, **facts: object) -> Piece:
    usual = Piece(
        id=count, number=f"YF-A1-261122-{count % 1000:03d}", code=code(count), batch=1, kind=MailKind.REGISTERED,
        carrier="邮局", state=PieceState.STORED, day=DAY, arrived_at=NOON, tenant=3,
        company="上海云帆科技股份有限公司", unit="1205", recipient="欧阳𠮷祎", barcode="XA12345678944", place="A-07",
        hold_until=date(2026, 12, 22),
    )  # fmt: skip
    return replace(usual, **facts)  # type: ignore[arg-type]


def long_piece(**facts: object) -> Piece:
    usual = piece(
        company=LONG_COMPANY, recipient=LONG_NAME, barcode="9" * 40, place="地下一层仓库北侧第三排架子下层左起第二格",
        remark="外包装破损" * 40, damaged=True,
    )  # fmt: skip
    return replace(usual, **facts)  # type: ignore[arg-type]


def back(**facts: object) -> Piece:
    return piece(**{"state": PieceState.RETURNED, "reason": ReturnReason.UNKNOWN, "approved_by": 3, **facts})


def asked(**facts: object) -> PieceCard:
    one = piece(
        state=PieceState.RETURN_ASKED, reason=ReturnReason.MOVED_UNKNOWN, reason_words="门口贴有搬迁告示",
        form_number="YF-A1-261122-099", attempts=1,
    )  # fmt: skip
    return PieceCard(replace(one, **facts), (Attempt(NOON, 2, "无人应答"),), asked_by=2)  # type: ignore[arg-type]


def tenant_round(number: int = 1, **facts: object) -> TenantRound:
    usual = TenantRound(
        tenant=number, company="上海云帆科技股份有限公司", unit=f"{12 + number}05", floor=f"{12 + number}F",
        mailbox=f"A{number:02d}", ordinary={MailKind.LETTER: 12, MailKind.PRINTED: 3},
        pieces=(piece(1), piece(2), piece(3, kind=MailKind.EXPRESS, place="B-01")),
    )  # fmt: skip
    return replace(usual, **facts)  # type: ignore[arg-type]


def sent(count: int = 1, **facts: object) -> Outgoing:
    usual = Outgoing(
        id=count, number=f"YF-A1-261122-{count:03d}", kind=MailKind.EXPRESS, carrier="顺丰", day=DAY, at=NOON, by=2,
        tenant=3, company="上海云帆科技股份有限公司", sender="欧阳𠮷祎", destination="成都", barcode=f"SF{count}",
        postage=1_250, paid=Postage.CASH,
    )  # fmt: skip
    return replace(usual, **facts)  # type: ignore[arg-type]


MONEY = (MoneyLine("京东", Postage.ACCOUNT, 2, 4_000), MoneyLine("顺丰", Postage.CASH, 1, 1_250))
ITEMS = (
    sent(9, void=True),
    sent(3, carrier="京东", paid=Postage.ACCOUNT, postage=2_500),
    sent(2, carrier="京东", paid=Postage.ACCOUNT, postage=1_500, gone_at=NOON),
    sent(1),
)
WEEK = (
    WeekLine("京东", 2, 4_000),
    WeekLine("顺丰", 1, 1_250, Reconciliation(5, MONDAY, "顺丰", 1_200, 1_750, "承运方多计", NOON, 2)),
)
ORDINARY = (
    OrdinaryCount(1, DAY, 3, "上海云帆科技股份有限公司", "1205", MailKind.LETTER, 12, NOON),
    OrdinaryCount(
        1, DAY, 4, "旧梦影业有限公司", "", MailKind.PRINTED, 3, None, DAY + timedelta(days=14), "北京市朝阳区"
    ),
)
