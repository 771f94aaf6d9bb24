"""Illegal steps, prices and duplicates: pure."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest

from desk_app.services.core.errors import IllegalStep
from desk_app.services.directory.records import Trade
from desk_app.services.repairs.duplicates import alike, duplicates
from desk_app.services.repairs.pricing import is_night, quote, surcharge
from desk_app.services.repairs.records import OrderDraft, OrderKind, OrderState, PricedLine, Urgency
from desk_app.services.repairs.rules import WHY_NOT, escalated, require
from desk_app.services.repairs.tables import OrderRow

S = OrderState


def test_every_illegal_step_has_a_sentence_of_its_own() -> None:
    """One sentence serves several steps only where it tells to do the same thing instead."""
    for step, why in WHY_NOT.items():
        assert len(set(why.values())) == len(why), step
        assert all("{number}" in text for text in why.values())
        assert why[S.JOINED]


@pytest.mark.parametrize("kind", OrderKind)
def test_what_is_settled_at_the_desk_needs_nobody_to_go_there(kind: OrderKind) -> None:
    if kind is OrderKind.REPAIR:
        with pytest.raises(IllegalStep):
            require("done", "1", S.RECEIVED, kind)
    else:
        require("done", "1", S.RECEIVED, kind)
    require("done", "1", S.ON_SITE, kind)


def test_repeats_escalate_and_never_calm_down() -> None:
    assert [escalated(Urgency.NORMAL, n) for n in range(5)] == [
        Urgency.NORMAL, Urgency.NORMAL, Urgency.URGENT, Urgency.EMERGENCY, Urgency.EMERGENCY,
    ]  # fmt: skip
    assert escalated(Urgency.EMERGENCY, 0) is Urgency.EMERGENCY


def test_the_night_costs_more_for_work_alone() -> None:
    lines = (PricedLine("人工", 3, 3_333), PricedLine("材料", 1, 999, material=True))
    night = time(20), time(8)
    day = quote(lines, datetime(2026, 11, 23, 19, 59, tzinfo=UTC), night, 30)
    assert (day.work, day.surcharge, day.materials, day.total) == (9_999, 0, 999, 10_998)
    assert quote(lines, datetime(2026, 11, 23, 20, 0, tzinfo=UTC), night, 30).surcharge == 3_000  # 2,999.7
    assert [is_night(time(at), *night) for at in (7, 8, 12, 20, 23)] == [True, False, False, True, True]
    assert is_night(time(3), time(2), time(4)) and not is_night(time(3), time(5), time(5))
    assert [surcharge(work, 30) for work in (0, 1, 2, 5)] == [0, 0, 1, 2]


def row(**changes: object) -> OrderRow:
    said = {"id": 1, "number": "N", "state": "received", "unit": "2301", "floor": "23", "area": "", "trade": "hvac",
            "description": "空调不制冷", "received_at": datetime(2026, 11, 23, tzinfo=UTC), "repeats": 0}  # fmt: skip
    return OrderRow(**{**said, **changes})


def test_the_same_place_and_trade_or_words_is_a_duplicate() -> None:
    draft = OrderDraft(unit=" 2301", trade=Trade.HVAC, description="会议室太热，空调不制冷了")
    by_trade = row(id=2, description="出风口异味")
    other_words = row(id=3, trade="plumbing", description="水龙头漏水")
    found = duplicates(draft, [row(), by_trade, other_words, row(id=4, unit="2302")])
    assert [(one.order, one.same_words) for one in found] == [(1, True), (2, False)]
    by_words = OrderDraft(unit="2301", description="空调不制冷")
    assert [one.order for one in duplicates(by_words, [row(), by_trade])] == [1]


def test_the_same_area_in_other_words() -> None:
    there = row(unit="", area="12楼 男洗手间", floor="12")
    for area, floor, fits in (
        ("男洗手间", "12", True),
        ("男洗手间", "13", False),
        ("大堂", "12", False),
        ("", "", False),
    ):
        draft = OrderDraft(area=area, floor=floor, trade=Trade.HVAC, description="漏水")
        assert bool(duplicates(draft, [there])) is fits
    assert alike("Light is broken", "the light is BROKEN") and not alike("", "") and not alike("灯", "灯")
