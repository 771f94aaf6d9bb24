"""Which kind of goods a line is, told from its name: a proposal that saves the desk a click, never a decision.

Pure. To teach it a word: a row of `WORDS`. Of several words in a name the one that ends last tells, as the thing
itself stands last: a 电脑桌 is furniture, a 桌面电脑 a computer. What stands in brackets is asked only after the rest.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from desk_app.services.directory.records import GoodsKind

WORDS: dict[GoodsKind, str] = {
    GoodsKind.COMPUTERS: "电脑 计算机 台式机 一体机 主机 笔记本 显示器 显示屏 平板 ipad 键盘 鼠标 服务器 "
    "工作站 硬盘 显卡 内存条 U盘 扩展坞 手机 computer monitor laptop notebook desktop "
    "server workstation keyboard mouse tablet thinkpad macbook imac phone display",
    GoodsKind.FURNITURE: "家具 桌 椅 凳 沙发 茶几 柜 书架 货架 隔断 屏风 床 床垫 衣架 白板 furniture desk "
    "table chair sofa cabinet shelf shelves stool whiteboard bookcase",
    GoodsKind.DOCUMENTS: "文件 档案 资料 合同 票据 凭证 账册 账簿 账本 图纸 书籍 图书 书 卷宗 印章 document "
    "documents file files archive contract drawing book paperwork",
    GoodsKind.EQUIPMENT: "打印机 复印机 扫描仪 传真机 投影 投影仪 投影机 碎纸机 交换机 路由器 电话机 摄像机 "
    "摄像头 相机 音箱 音响 功放 麦克风 话筒 电视 电视机 空调 冰箱 微波炉 饮水机 净水器 "
    "咖啡机 风扇 加湿器 净化器 仪器 设备 机柜 UPS 电钻 电锤 切割机 角磨机 焊机 水泵 "
    "冲击钻 工具箱 梯子 人字梯 equipment printer copier scanner projector shredder "
    "switch router camera speaker microphone tv television fridge refrigerator microwave "
    "drill toolbox ladder",
    GoodsKind.MERCHANDISE: "商品 样品 货品 产品 礼品 赠品 展品 库存 merchandise sample stock product gift",
    GoodsKind.MATERIALS: "建材 板材 石膏板 瓷砖 地砖 地毯 地板 水泥 涂料 油漆 乳胶漆 电线 电缆 网线 管材 水管 "
    "龙骨 玻璃 木方 木板 垃圾 tile carpet cement paint cable pipe plasterboard rubble",
}
"""Words of each kind. Those in Latin letters count as whole words, also with an s behind them."""
WITH_SERIAL = frozenset({GoodsKind.COMPUTERS, GoodsKind.EQUIPMENT})
"""Kinds whose pieces are told apart by a serial number."""

_BRACKETS = re.compile(r"[（(\[【].*?[)）\]】]")
_LATIN = {word.casefold(): kind for kind, words in WORDS.items() for word in words.split() if word.isascii()}
_HAN = {
    word.casefold(): kind for kind, words in WORDS.items() for word in words.split() if not word.isascii()
}
_WHOLE = re.compile(
    rf"(?<![a-z])(?:{'|'.join(sorted(map(re.escape, _LATIN), key=len, reverse=True))})(?=s?(?![a-z]))"
)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The kinds among some lines, and the names of the lines that tell nothing."""

    kinds: tuple[GoodsKind, ...] = ()
    unknown: tuple[str, ...] = ()


def kind_of(name: str) -> GoodsKind | None:
    """The kind a name tells; None when it tells none."""
    said = unicodedata.normalize("NFKC", name).casefold()
    return _told(_BRACKETS.sub(" ", said)) or _told(said)


def propose(names: Iterable[str]) -> Proposal:
    """The kinds of all names, in the order of `GoodsKind`."""
    told = {name.strip(): kind_of(name) for name in names if name.strip()}
    kinds = set(told.values())
    return Proposal(
        tuple(kind for kind in GoodsKind if kind in kinds),
        tuple(name for name, kind in told.items() if kind is None),
    )


def _told(said: str) -> GoodsKind | None:
    """The word that ends last; of two that end together the longer one."""
    found = [(one.end(), len(one[0]), _LATIN[one[0]]) for one in _WHOLE.finditer(said)]
    for word, kind in _HAN.items():
        at = said.rfind(word)
        if at >= 0:
            found.append((at + len(word), len(word), kind))
    return max(found, key=lambda one: one[:2])[2] if found else None
