"""Invented names, companies and phone numbers. The numbers begin with prefixes that are given to nobody."""

from __future__ import annotations

import random
from dataclasses import dataclass

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇解查区"
)
DOUBLE_SURNAMES = ("欧阳", "司马", "上官", "诸葛", "尉迟", "令狐")
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建国文辉力健永健世广志义兴良海山仁波宁贵福生龙元全国胜学祥才发武"
    "新利清飞彬富顺信子杰涛昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆磊民友裕河哲江超浩亮政谦"
    "亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘雨欣怡梓涵诗"
)
RARE = ("䶮", "㛃", "𠮷", "祎", "赟", "昕", "喆", "堃", "犇", "翀")
"""Characters that people are really called and programs really lose."""
ENGLISH_FIRST = ("James", "Olivia", "Daniel", "Sophie", "Marco", "Aiko", "Rahul", "Elena", "Peter", "Grace")
ENGLISH_LAST = ("Smith", "Keller", "Rossi", "Tanaka", "Patel", "Novak", "Brown", "Fischer", "Lim", "O'Neill")
PLACES = (
    "云帆",
    "华岳",
    "远洋",
    "金石",
    "东方",
    "中润",
    "恒泰",
    "星河",
    "博瑞",
    "海纳",
    "天行",
    "盛世",
    "信达",
    "宏图",
    "瑞丰",
)
TRADES = (
    "科技",
    "贸易",
    "物流",
    "广告",
    "咨询",
    "电子",
    "建筑设计",
    "会计师事务所",
    "律师事务所",
    "旅行社",
    "医疗器械",
    "教育",
    "投资",
)
ENDINGS = ("有限公司", "股份有限公司", "（深圳）有限公司", "上海分公司")
ENGLISH_COMPANIES = (
    "Blue Harbour Trading Ltd.", "Nordwind Logistics GmbH", "Kestrel & Co. LLP", "Lotus Advisory Pte. Ltd.",
    "Maple Street Media Inc.", "Tanaka Precision K.K.", "Orchard Health Ltd.", "Rossi & Figli S.r.l.",
)  # fmt: skip
_PHONE_PREFIXES = ("1381234", "1390000", "1860000", "1370000", "1580000", "1770000")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody invented."""

    name: str
    phone: str
    company: str


def chinese_name(rng: random.Random) -> str:
    """A Chinese name; one in forty has a rare character."""
    surname = rng.choice(DOUBLE_SURNAMES) if rng.random() < 0.02 else rng.choice(SURNAMES)
    given = rng.choice(RARE) if rng.random() < 0.025 else rng.choice(GIVEN)
    return surname + given + (rng.choice(GIVEN) if rng.random() < 0.7 else "")


def any_name(rng: random.Random) -> str:
    """A name; one in thirty is English."""
    if rng.random() < 0.033:
        return english_name(rng)
    return chinese_name(rng)


def phone(rng: random.Random) -> str:
    """A mobile number."""
    return rng.choice(_PHONE_PREFIXES) + f"{rng.randrange(10_000):04d}"


def chinese_company(rng: random.Random) -> tuple[str, str]:
    """A company's whole name and what people call it."""
    called = rng.choice(PLACES) + rng.choice(GIVEN)
    trade = rng.choice(TRADES)
    return called + trade + rng.choice(ENDINGS), called + trade[:2]


def company(rng: random.Random) -> str:
    """A company; one in fifteen has an English name."""
    return rng.choice(ENGLISH_COMPANIES) if rng.random() < 0.066 else chinese_company(rng)[0]


def english_name(rng: random.Random) -> str:
    """An English name."""
    return f"{rng.choice(ENGLISH_FIRST)} {rng.choice(ENGLISH_LAST)}"


def plate(rng: random.Random) -> str:
    """A vehicle plate; one in four is a new-energy car's."""
    head = rng.choice("粤粤粤京沪浙") + rng.choice("ABCDEF")
    return head + (
        f"D{rng.randrange(100_000):05d}" if rng.random() < 0.25 else f"{rng.randrange(100_000):05d}"
    )


def person(rng: random.Random) -> Person:
    """Somebody who comes from somewhere."""
    return Person(any_name(rng), phone(rng), company(rng))
