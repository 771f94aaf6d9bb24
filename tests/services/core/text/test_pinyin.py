"""How names are read, and what may be typed for them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.core.text.pinyin import (
    COMMON,
    COMPOUND_SURNAMES,
    SURNAMES,
    is_han,
    readings,
    spellings,
)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("张伟明", ("zhangweiming", "zwm")),
        ("单小平", ("shanxiaoping", "sxp", "danxiaoping", "dxp")),
        ("仇英", ("qiuying", "qy", "chouying", "cy")),
        ("曾国", ("zengguo", "zg", "cengguo", "cg")),
        ("查理", ("zhali", "zl", "chali", "cl")),
        ("尉迟恭", ("yuchigong", "ycg", "weichigong", "wcg")),
        ("单于", ("chanyu", "cy")),
        ("吕布", ("lvbu", "lb", "lubu", "lyubu")),
        ("𠮷田", ("jitian", "jt")),
        ("TCL科技", ("tclkeji", "tclkj")),
        ("３Ｍ中国", ("3mzhongguo", "3mzg")),
        (
            "成都银行",
            ("chengduyinhang", "cdyh", "chengduyinxing", "cdyx", "chengdouyinhang", "chengdouyinxing"),
        ),
        ("阿里·买买提", ("alimaimaiti", "almmt")),
        ("John Smith", ()),
        ("", ()),
    ],
)
def test_spellings(name: str, typed: tuple[str, ...]) -> None:
    assert spellings(name) == typed


def test_a_company_is_not_read_like_a_surname() -> None:
    assert readings("解放日报社") == (("jie", "fang", "ri", "bao", "she"),)


def test_a_character_that_nobody_can_read_is_left_out() -> None:
    assert readings("王\U0003134a") == (("wang",),)
    assert spellings("\U0003134a") == ()


def test_never_more_than_four_readings() -> None:
    assert len(readings("长长长长长长")) == 4


def test_planes() -> None:
    assert all(map(is_han, "张㛃䶮𠮷〇"))
    assert not any(map(is_han, "aあ한1·😀"))


@pytest.mark.parametrize("table", [SURNAMES, COMMON])
def test_tables_have_plain_syllables(table: dict[str, tuple[str, ...]]) -> None:
    assert all(len(k) == 1 and v and all(s.isascii() and s.islower() for s in v) for k, v in table.items())


def test_compound_surnames_have_two_syllables() -> None:
    assert all(len(k) == 2 and all(len(p) == 2 for p in v) for k, v in COMPOUND_SURNAMES.items())


@given(st.text(max_size=12))
def test_spellings_are_letters_and_digits(name: str) -> None:
    assert all(s.isascii() and s.isalnum() and s == s.lower() for s in spellings(name))


def test_the_dictionary_is_not_loaded_before_it_is_asked() -> None:
    code = (
        "import sys; from desk_app.services.core.text import masks, names, pinyin; "
        "assert 'pypinyin' not in sys.modules; pinyin.readings('伟'); assert 'pypinyin' in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
