"""Which trade the words mean."""

from __future__ import annotations

import pytest

from desk_app.services.directory.records import Trade
from desk_app.ui.tabs.repairs.trades import propose_trade


@pytest.mark.parametrize(
    ("said", "trade"),
    [
        ("走廊灯不亮", Trade.ELECTRICAL),
        ("办公室跳闸了", Trade.ELECTRICAL),
        ("茶水间漏水", Trade.PLUMBING),
        ("男卫生间马桶堵了", Trade.PLUMBING),
        ("空调漏水", Trade.HVAC),
        ("会议室太热，空调不制冷", Trade.HVAC),
        ("3号电梯有异响", Trade.LIFT),
        ("大门门锁打不开", Trade.LOCKS),
        ("网络断了", Trade.LOW_VOLTAGE),
        ("门禁刷卡没反应", Trade.LOW_VOLTAGE),
        ("玻璃门裂了", Trade.CIVIL),
        ("The LIGHT flickers", Trade.ELECTRICAL),
        ("sink is leaking", Trade.PLUMBING),
        ("ＷＩＦＩ连不上", Trade.LOW_VOLTAGE),
        ("Lift 2 stuck", Trade.LIFT),
        ("please call delightful people", None),
        ("保洁没来", None),
        ("", None),
    ],
)
def test_the_words_say_the_trade(said: str, trade: Trade | None) -> None:
    assert propose_trade(said) is trade
