"""Which trade somebody means, from the words they say on the phone. Pure; one row per trade, the surest first.

To teach it a word, add it to its row: Chinese as a piece of the text, English as the beginning of a word.
"""

from __future__ import annotations

import re

from desk_app.services.core.text.clean import half_width
from desk_app.services.directory.records import Trade

WORDS: tuple[tuple[Trade, str], ...] = (
    (Trade.LIFT, "电梯 扶梯 升降梯 货梯 客梯 轿厢 困人 lift elevator escalator"),
    (
        Trade.HVAC,
        "空调 冷气 暖气 新风 通风 风机 风口 出风 制冷 不制热 太冷 太热 闷热 aircon air-con hvac heating ventilat",
    ),
    (
        Trade.LOW_VOLTAGE,
        "门禁 刷卡 网络 网线 断网 上网 监控 摄像 对讲 闸机 道闸 广播 电话线 "
        "network internet wifi wi-fi cctv intercom turnstile badge",
    ),
    (Trade.LOCKS, "锁 钥匙 门把手 把手 门打不开 开不了门 lock key handle"),
    (
        Trade.ELECTRICAL,
        "灯 跳闸 停电 没电 断电 漏电 插座 插头 电闸 短路 照明 电线 配电 light lamp bulb power socket electric trip",
    ),
    (
        Trade.PLUMBING,
        "漏水 渗水 滴水 积水 堵 水管 水龙头 龙头 马桶 便池 小便 洗手池 地漏 下水 停水 没水 爆管 "
        "leak drip block clog tap toilet drain pipe sink flood",
    ),
    (
        Trade.CIVIL,
        "天花 吊顶 墙 地砖 瓷砖 地板 地毯 玻璃 门 窗 油漆 ceiling wall tile floor carpet glass door window paint",
    ),
)
"""Which words mean which trade. What is said of a lift, an air conditioner or a gate outweighs the rest."""


def propose_trade(text: str) -> Trade | None:
    """The trade that a description is about, or None when no word says so."""
    said = half_width(text).lower()
    return next((trade for trade, words in WORDS if any(_says(said, word) for word in words.split())), None)


def _says(said: str, word: str) -> bool:
    if word.isascii():
        return re.search(rf"\b{re.escape(word)}", said) is not None
    return word in said
