"""Words of descriptions, in Chinese and English, brought to one form: “黑色雨伞” and “a black umbrella” are alike.

Known words (colours, things, places) become their own name; of the rest Latin words stay whole and Chinese falls into
pairs of characters. To add a word: its line in `_KNOWN`, with everything people say for it in both languages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from desk_app.services.core.text.clean import half_width


class Sort(StrEnum):
    """What a word is about."""

    COLOUR = "colour"
    THING = "thing"
    PLACE = "place"
    MAKE = "make"
    """A brand or a material."""
    REST = "rest"


@dataclass(frozen=True, slots=True)
class Word:
    """One word in its one form."""

    name: str
    sort: Sort


_KNOWN: dict[Sort, str] = {
    Sort.COLOUR: """
black 黑色 黑
white 白色 白
red 红色 红 大红 酒红
blue 蓝色 蓝 深蓝 浅蓝 藏青 藏蓝 navy
green 绿色 绿 墨绿
yellow 黄色 黄
grey gray 灰色 灰
brown 棕色 棕 咖啡色 褐色
pink 粉色 粉红 粉红色 粉
purple 紫色 紫
orange 橙色 橘色 橘红
silver 银色 银
gold 金色 golden
transparent 透明 clear
""",
    Sort.THING: """
umbrella umbrellas brolly 雨伞 伞 阳伞 遮阳伞 折叠伞
phone phones mobile smartphone cellphone 手机 电话
charger 充电器 充电头 charging cable 充电线 数据线
powerbank power bank 充电宝 移动电源
earphones earphone earbuds headphones headphone headset airpods 耳机 蓝牙耳机
laptop notebook computer 笔记本电脑 手提电脑 笔记本 电脑
tablet ipad 平板电脑 平板
mouse 鼠标
usb stick usb u盘 优盘 移动硬盘
camera 相机 照相机
watch smartwatch 手表 腕表 表 手环
ring 戒指 钻戒
necklace 项链 吊坠
earring earrings 耳环 耳钉
bracelet 手链 手镯 镯子
wallet purse 钱包 皮夹 钱夹
cash money banknotes 现金 钱 钞票
id card 身份证
bank card credit card 银行卡 信用卡 储蓄卡
pass access card badge 门禁卡 工卡 工牌 胸牌 出入证
licence license driving licence 驾照 驾驶证 行驶证
passport 护照
document documents papers folder 文件 文件袋 合同 资料 证件
key keys keyring key ring 钥匙 钥匙串 车钥匙 房钥匙
bag bags backpack rucksack handbag briefcase 包 背包 双肩包 手提包 公文包 挎包 书包 电脑包 袋子
suitcase luggage 行李箱 拉杆箱
coat jacket 外套 大衣 夹克 羽绒服 西装
sweater jumper 毛衣 针织衫
scarf 围巾 丝巾
hat cap 帽子 帽
gloves glove 手套
glasses spectacles 眼镜 近视镜
sunglasses 太阳镜 墨镜
bottle cup mug flask thermos 杯子 水杯 保温杯 杯
book 书 书本
toy 玩具 公仔 玩偶
lunch food box lunchbox 饭盒 午餐 餐盒 外卖 食品
pen 钢笔 笔
""",
    Sort.PLACE: """
lobby hall 大堂 大厅
lift elevator 电梯 电梯间 电梯厅 货梯 客梯
toilet restroom washroom 洗手间 卫生间 厕所
meeting room conference room 会议室
car park parking garage 停车场 车库 地下车库 地库
canteen cafeteria restaurant 食堂 餐厅
corridor 走廊 过道 走道
stairs staircase 楼梯 楼梯间
entrance gate door 门口 入口 大门
front desk reception 前台 服务台 接待处
pantry tea room 茶水间
gym 健身房
sofa 沙发 休息区
turnstile 闸机
taxi 出租车 网约车
garden 花园 广场
""",
    Sort.MAKE: """
apple iphone macbook 苹果
huawei 华为
xiaomi 小米
samsung 三星
lenovo thinkpad 联想
casio 卡西欧
leather 皮 皮质 真皮 牛皮
metal 金属 不锈钢
plastic 塑料
cloth canvas 布 帆布 布艺
striped stripes 条纹 格子 checked
folding foldable 折叠
long handle long-handled 长柄 直柄
""",
}
"""One word a line: its name first (a name of two words is one term), then what else is said for it."""
_PHRASES = frozenset(
    ("power bank", "usb stick", "id card", "bank card", "credit card", "access card", "driving licence", "key ring",
     "charging cable", "meeting room", "conference room", "car park", "front desk", "tea room", "long handle")
)  # fmt: skip
_STOP = frozenset(
    ("a", "an", "and", "at", "big", "by", "for", "found", "from", "has", "have", "i", "in", "is", "it", "left", "lost",
     "my", "near", "of", "on", "one", "or", "small", "some", "the", "to", "was", "with")
)  # fmt: skip
_STOP_HAN = re.compile(r"[的了在个把部串件只条张副块一有是和与我他她它上下里内外旁边附近]")
_APART = re.compile(r"[a-z0-9][a-z0-9-]*|[\u3400-\u9fff]+")


def words_of(text: str) -> dict[Word, str]:
    """The words of a text with what stood there for each: known words first, then the rest."""
    plain = half_width(text).casefold()
    found: dict[Word, str] = {}

    def take(match: re.Match[str]) -> str:
        found.setdefault(_named()[match.group()], match.group())
        return " "

    rest = _pattern().sub(take, plain)
    for piece in _APART.findall(rest):
        for word in _rest(piece):
            found.setdefault(Word(word, Sort.REST), word)
    return found


def without_known(folded: str) -> str:
    """What is left of a text without spaces once the known words are taken out; single characters stay."""
    for term in _longest_first():
        folded = folded.replace(term, "")
    return folded


@cache
def _longest_first() -> tuple[str, ...]:
    terms = {"".join(c for c in term if c.isalnum()) for term in _named()}
    return tuple(sorted((one for one in terms if len(one) > one.isascii() + 1), key=len, reverse=True))


def _rest(piece: str) -> list[str]:
    if piece.isascii():
        return [] if piece in _STOP or (len(piece) < 2 and not piece.isdigit()) else [piece]
    runs = _STOP_HAN.split(piece)
    return [run[at : at + 2] for run in runs for at in range(len(run) - 1)]


@cache
def _named() -> dict[str, Word]:
    """Everything that is said → its word."""
    said: dict[str, Word] = {}
    for sort, lines in _KNOWN.items():
        for line in lines.strip().splitlines():
            terms = _terms(line)
            for term in terms:
                said.setdefault(term, Word(terms[0], sort))
    return said


def _terms(line: str) -> list[str]:
    """The terms of a line; known pairs of English words stay together."""
    single = line.split()
    terms: list[str] = []
    while single:
        pair = " ".join(single[:2])
        taken = 2 if pair in _PHRASES else 1
        terms.append(" ".join(single[:taken]))
        del single[:taken]
    return terms


@cache
def _pattern() -> re.Pattern[str]:
    """All terms, the longest first; Latin ones only as whole words."""
    ordered = sorted(_named(), key=len, reverse=True)
    return re.compile(
        "|".join(rf"\b{re.escape(one)}\b" if one.isascii() else re.escape(one) for one in ordered)
    )
