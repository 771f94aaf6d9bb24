"""How Chinese is read aloud, without tones: what a receptionist types to find a name.

A character may be read in several ways; a surname has readings of its own (单 is Shan, hardly ever Dan). All usual
readings are given, so that whichever she types finds the person. To add one, add a line to a table below.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import lru_cache
from itertools import islice, product

from desk_app.services.core.text.clean import half_width

_MOST_READINGS = 4
_LONGEST_PERSON_NAME = 4

COMPOUND_SURNAMES: dict[str, tuple[tuple[str, ...], ...]] = {
    "欧阳": (("ou", "yang"),), "司马": (("si", "ma"),), "上官": (("shang", "guan"),), "诸葛": (("zhu", "ge"),),
    "东方": (("dong", "fang"),), "皇甫": (("huang", "fu"),), "尉迟": (("yu", "chi"), ("wei", "chi")),
    "公孙": (("gong", "sun"),), "慕容": (("mu", "rong"),), "司徒": (("si", "tu"),), "令狐": (("ling", "hu"),),
    "长孙": (("zhang", "sun"), ("chang", "sun")), "宇文": (("yu", "wen"),), "夏侯": (("xia", "hou"),),
    "万俟": (("mo", "qi"), ("wan", "qi")), "澹台": (("tan", "tai"), ("dan", "tai")), "单于": (("chan", "yu"),),
    "淳于": (("chun", "yu"),), "端木": (("duan", "mu"),), "独孤": (("du", "gu"),), "南宫": (("nan", "gong"),),
    "轩辕": (("xuan", "yuan"),), "闻人": (("wen", "ren"),), "申屠": (("shen", "tu"),), "濮阳": (("pu", "yang"),),
    "赫连": (("he", "lian"),), "钟离": (("zhong", "li"),), "太史": (("tai", "shi"),), "西门": (("xi", "men"),),
    "呼延": (("hu", "yan"),), "拓跋": (("tuo", "ba"),), "公冶": (("gong", "ye"),), "百里": (("bai", "li"),),
    "宗政": (("zong", "zheng"),), "司空": (("si", "kong"),), "鲜于": (("xian", "yu"),), "闾丘": (("lv", "qiu"),),
}  # fmt: skip
"""Surnames of two characters, with their readings, the usual one first."""

SURNAMES: dict[str, tuple[str, ...]] = {
    "单": ("shan", "dan"), "仇": ("qiu", "chou"), "曾": ("zeng", "ceng"), "解": ("xie", "jie"),
    "查": ("zha", "cha"), "区": ("ou", "qu"), "尉": ("wei", "yu"), "朴": ("piao", "pu"), "盖": ("ge", "gai"),
    "员": ("yun", "yuan"), "乐": ("yue", "le"), "种": ("chong", "zhong"), "重": ("chong", "zhong"),
    "缪": ("miao", "mou"), "折": ("she", "zhe"), "黑": ("he", "hei"), "秘": ("bi", "mi"), "召": ("shao", "zhao"),
    "覃": ("qin", "tan"), "翟": ("zhai", "di"), "谌": ("chen", "shen"), "郇": ("xun", "huan"),
    "郗": ("xi", "chi"), "祭": ("zhai", "ji"), "繁": ("po", "fan"), "牟": ("mu", "mou"), "隗": ("wei", "kui"),
    "藏": ("zang", "cang"), "冼": ("xian",), "洗": ("xian", "xi"), "逄": ("pang",), "令": ("ling",),
    "那": ("na", "nuo"), "能": ("nai", "neng"), "宓": ("mi", "fu"), "訾": ("zi",), "不": ("fou", "bu"),
    "郄": ("qie", "xi"), "贲": ("ben", "bi"), "乜": ("nie", "mie"), "相": ("xiang",), "过": ("guo",),
    "吕": ("lv", "lu", "lyu"), "长": ("chang", "zhang"), "都": ("du", "dou"), "行": ("xing", "hang"),
    "葛": ("ge",), "燕": ("yan",), "钭": ("tou",), "戴": ("dai",), "车": ("che",), "冯": ("feng",),
}  # fmt: skip
"""Readings of a character that stands as a surname, the usual one first."""

COMMON: dict[str, tuple[str, ...]] = {
    "长": ("chang", "zhang"), "重": ("chong", "zhong"), "都": ("du", "dou"), "行": ("hang", "xing"),
    "乐": ("le", "yue"), "厦": ("sha", "xia"), "朝": ("chao", "zhao"), "晟": ("sheng", "cheng"),
    "茜": ("qian", "xi"), "覃": ("tan", "qin"), "藏": ("zang", "cang"), "会": ("hui", "kuai"),
    "调": ("diao", "tiao"), "传": ("chuan", "zhuan"), "单": ("dan", "shan"), "曾": ("zeng", "ceng"),
    "绿": ("lv", "lu"), "律": ("lv", "lu"), "旅": ("lv", "lu"), "铝": ("lv", "lu"), "女": ("nv", "nu"),
    "番": ("pan", "fan"), "蔚": ("wei", "yu"), "弹": ("dan", "tan"), "参": ("can", "shen"),
    "𠮷": ("ji",), "䶮": ("yan",), "㛃": ("jie",),
}  # fmt: skip
"""Readings of characters that are usual in names in more than one way, or that the dictionary does not have."""


def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """The usual readings of a name or company, each as syllables in lower case, at most four.

    A run of Latin letters or digits is a syllable of its own (`TCL科技` is tcl, ke, ji). A name without a Chinese
    character has no reading; a character nobody knows how to read is left out.
    """
    if not any(is_han(c) for c in name):
        return ()
    parts = list(_choices(name))
    return tuple(dict.fromkeys(islice(product(*parts), _MOST_READINGS)))


def spellings(name: str) -> tuple[str, ...]:
    """All that may be typed for a name, from its beginning: in full (`zhangweiming`) and by initials (`zwm`)."""
    latin = half_width(name).lower()  # what is not Chinese is typed whole: TCL科技 is tclkj
    found: dict[str, None] = {}
    for syllables in readings(name):
        found["".join(syllables)] = None
        found["".join(s if s in latin else s[0] for s in syllables)] = None
    found.pop("", None)
    return tuple(found)


def is_han(character: str) -> bool:
    """Whether this is a Chinese character, of any plane."""
    code = ord(character)
    return (
        0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0x20000 <= code <= 0x3FFFF or code == 0x3007
    )


def _choices(name: str) -> list[tuple[str, ...]]:
    head = name[:2]
    short = len(name) <= _LONGEST_PERSON_NAME
    if short and head in COMPOUND_SURNAMES:
        # Two alternatives at most, which differ in the first syllable only.
        pairs = COMPOUND_SURNAMES[head]
        return [tuple(dict.fromkeys(p[0] for p in pairs)), (pairs[0][1],), *_plain(name[2:])]
    if short and head[0] in SURNAMES:
        return [SURNAMES[head[0]], *_plain(name[1:])]
    return _plain(name)


def _plain(text: str) -> list[tuple[str, ...]]:
    choices: list[tuple[str, ...]] = []
    run = ""
    for character in [*half_width(text).lower(), " "]:
        if character.isascii() and character.isalnum():
            run += character
            continue
        if run:
            choices.append((run,))
            run = ""
        read = _read(character)
        if read:
            choices.append(read)
    return choices


@lru_cache(maxsize=20_000)
def _read(character: str) -> tuple[str, ...]:
    if character in COMMON:
        return COMMON[character]
    return tuple(_dictionary()(character)) if is_han(character) else ()


@lru_cache(maxsize=1)
def _dictionary() -> Callable[[str], list[str]]:
    # Phrases cost memory and time and are of no use for names; both switches must be set before the import.
    os.environ["PYPINYIN_NO_PHRASES"] = "1"
    os.environ["PYPINYIN_NO_DICT_COPY"] = "1"
    from pypinyin import Style, lazy_pinyin

    def read(character: str) -> list[str]:
        return [str(s) for s in lazy_pinyin(character, style=Style.NORMAL, errors="ignore")]

    return read
