"""Keys, borrowings and boards for papers: in tests, and for looking at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from datetime import time as clock_time

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.words import N_
from desk_app.services.keys.figures import Statistics, StatisticsLine
from desk_app.services.keys.records import (
    Approval,
    Board,
    CheckAnswer,
    Copy,
    Curfew,
    Escorted,
    HandOn,
    Handout,
    HandoutCard,
    HandoutLine,
    Hook,
    Key,
    KeyCard,
    LostReport,
    Ring,
)
from desk_app.services.keys.terms import Check, CopyState, HandoutState, KeyCategory, LineState, Purpose
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

OVERNIGHT = N_("Windows and doors shut", "keys")
"""Any message stands for an exception."""


def tag(count: int) -> str:
    return ShortNumber(Kind.KEY, 1, count).digits


def copy_of(
    key: int, number: int, hook: str, state: CopyState = CopyState.IN, ring: int | None = None
) -> Copy:
    return Copy(
        key * 10 + number, key, f"K{key:04d}-{number}", number, tag(key * 3 + number), hook, state, ring
    )


def keys() -> list[Key]:
    """Every category, each with a room that must stand on no tag."""
    rooms = (
        (KeyCategory.VACANT, "写字楼 A 座空置单元", "15F", "1508"),
        (KeyCategory.PLANT, "高压配电房", "B2", ""),
        (KeyCategory.COMMON, "屋顶花园", "RF", ""),
        (KeyCategory.SHOWROOM, "样板间 Showroom East", "22F", "2201"),
        (KeyCategory.TRUST, "云帆科技财务室", "12F", "1205"),
        (KeyCategory.VEHICLE, "巡逻车 沪A·88888", "", ""),
    )
    made = []
    for place, (category, room, floor, unit) in enumerate(rooms, 231):
        copies = tuple(copy_of(place, number, f"A{place - 230 + 10 * number}") for number in (1, 2))
        trust = category is KeyCategory.TRUST
        made.append(
            Key(
                id=place, code=f"K{place:04d}", place=room, floor=floor, unit=unit, category=category,
                curfew=Curfew(clock_time(17, 30)) if place % 2 else Curfew(hours=4),
                approvals=int(trust), copies=copies, tenant=3 if trust else None,
                tenant_name="上海云帆科技股份有限公司" if trust else "",
                owner="陈丽" if trust else "", owner_phone=PHONE if trust else "",
            )
        )  # fmt: skip
    return made


RING = Ring(9, "R-07", tag(4999), "A20", tuple(copy_of(240 + place, 1, "A20", ring=9) for place in range(3)))


def line(key: Key | None = None, **facts: object) -> HandoutLine:
    of = key or keys()[0]
    first = of.copies[0]
    usual = HandoutLine(
        first.id, first.id, of.id, first.code, of.place, first.hook, of.category, LineState.OUT
    )
    return replace(usual, **facts)  # type: ignore[arg-type]


def handout(lines: tuple[HandoutLine, ...] | None = None, **facts: object) -> Handout:
    usual = Handout(
        id=5, number="YF-A1-K261122-008", code=tag(4712), state=HandoutState.OUT, day=date(2026, 11, 22),
        colleague=31, holder="张建国", department="engineering", purpose=Purpose.REPAIR, words="1508 空调漏水",
        asked_at=NOON - timedelta(minutes=3), asked_by=2, due=EVENING,
        lines=lines or (line(), line(keys()[1])), out_at=NOON, copies=1,
    )  # fmt: skip
    return replace(usual, **facts)  # type: ignore[arg-type]


def escorted(**facts: object) -> Handout:
    return handout(
        escorted=Escorted("李师傅", "华岳贸易有限公司", PHONE),
        approvals=(Approval(3, NOON, "业主已同意"),), needed=2, exceptions=(OVERNIGHT,), **facts,
    )  # fmt: skip


def long_handout() -> Handout:
    one = keys()[0]
    lines = tuple(
        line(one, id=place, code=f"K{place:04d}-1", hook=f"B{place}", place=LONG_COMPANY)
        for place in range(1, 21)
    )
    return handout(
        lines, holder=LONG_NAME, ring="R-ENGINEERING-07", words=LONG_COMPANY,
        escorted=Escorted(LONG_NAME, LONG_COMPANY, PHONE),
    )  # fmt: skip


def closed(**facts: object) -> Handout:
    back = line(
        state=LineState.RETURNED, returned_at=EVENING, returned_by="李静", by_another=True, taken_by=2
    )
    return handout((back,), state=HandoutState.CLOSED, closed_at=EVENING, by_another=True, **facts)


def card(one: Handout | None = None, drawn: bytes | None = None) -> HandoutCard:
    told = one or handout()
    ticked = {Check.POWER_OFF: CheckAnswer(True), Check.CLOSED: CheckAnswer(False, "无窗")}
    return HandoutCard(
        replace(told, lines=tuple(replace(each, checks=ticked) for each in told.lines)),
        handed_on=(HandOn(NOON + timedelta(hours=1), 2, "张建国", "赵刚"),),
        signature=drawn,
    )


def key_card() -> KeyCard:
    return KeyCard(keys()[0], handouts=(handout(), closed(number="YF-A1-K261121-002")))


def boards(columns: int = 10) -> list[Board]:
    """60 hooks with a copy on most, a ring, a lost copy, and a crowded hook."""
    hooks = [Hook(f"A{place}", (copy_of(200 + place, 1, f"A{place}"),)) for place in range(1, 61)]
    hooks[4] = Hook("A5")
    hooks[6] = Hook("A7", (copy_of(207, 1, "A7", CopyState.OUT),))
    hooks[19] = Hook("A20", RING.copies, RING.code)
    hooks[29] = Hook("A30", tuple(copy_of(230, number, "A30") for number in range(1, 6)))
    small = [Hook(f"B{place}", (copy_of(400 + place, 2, f"B{place}"),)) for place in range(1, 14)]
    return [Board("A", columns, tuple(hooks)), Board("B", columns, tuple(small))]


LOST = LostReport(
    id=3, number="YF-A1-KL261122-001", copy=2311, code="K0231-1", place="写字楼 A 座空置单元 1508", who="张建国",
    when=NOON - timedelta(hours=2), how="午间巡检后在 B2 停车场遗失，已沿途寻找未果。", lock_change=True,
    reported_at=NOON, reported_by=2,
)  # fmt: skip

STATISTICS = Statistics(
    date(2026, 11, 1),
    date(2026, 11, 30),
    tuple(
        StatisticsLine(
            category, 10 + place, 21 + place, 15, 3, 1, place % 2, 1, 40 * place, place, 2, place % 3
        )
        for place, category in enumerate(KeyCategory)
    ),
    tuple((f"K{place:04d}", 300 - place) for place in range(231, 241)),
)
