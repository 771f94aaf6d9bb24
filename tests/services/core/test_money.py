"""Money: typed in yuan, kept in fen, said with two decimals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.core.errors import UserError
from desk_app.services.core.money import MOST_FEN, money_in_words, parse_money, say_money, yuan


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("", 0),
        ("  ", 0),
        ("0", 0),
        ("20", 2000),
        ("20.5", 2050),
        ("20.05", 2005),
        ("0.01", 1),
        ("１２．５０", 1250),
        ("¥20", 2000),
        ("￥ 20", 2000),
        ("20元", 2000),
        ("20 yuan", 2000),
        ("rmb 20", 2000),
        ("1,234.50", 123450),
        ("1，234", 123400),
        ("10,000", 1_000_000),
        ("007", 700),
    ],
)
def test_amounts_as_people_type_them(typed: str, fen: int) -> None:
    assert parse_money(typed) == fen


@pytest.mark.parametrize(
    "typed",
    [
        "1e9",
        "-1",
        "−1",
        "+1",
        "五十",
        "20.005",
        "20.",
        ".5",
        "1_000",
        "0x10",
        "1/2",
        "NaN",
        "inf",
        "20 30",
        "20元5角",
        "$20",
        "1,5",
        "1,2,3",
        "12,34.5",
        "1234,567",
        ",20",
        "20,",
        "1.234,50",
        "٢٠",
        "20\u200b0",
        "20\x00",
        "二十",
        "1" * 5000 + "x",
    ],
)
def test_what_is_no_amount(typed: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_money(typed)
    assert "digits" in str(caught.value.message)


@pytest.mark.parametrize("typed", ["10000.01", "999999999", "1" * 400, "9" * 5000])
def test_more_than_any_drawer_holds(typed: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_money(typed)
    assert caught.value.values == {"most": "¥10,000.00"}


def test_the_most_is_the_callers() -> None:
    assert parse_money("50000", most=5_000_000) == 5_000_000
    with pytest.raises(UserError):
        parse_money("50.01", most=5000)


@pytest.mark.parametrize(
    ("fen", "said"),
    [
        (0, "¥0.00"),
        (5, "¥0.05"),
        (123450, "¥1,234.50"),
        (-300, "−¥3.00"),
        (-5, "−¥0.05"),
        (-100005, "−¥1,000.05"),
    ],
)
def test_amounts_as_people_read_them(fen: int, said: str) -> None:
    assert say_money(fen) == said


@given(st.integers(0, MOST_FEN))
def test_what_is_said_can_be_typed(fen: int) -> None:
    assert parse_money(say_money(fen)) == fen


@given(st.text(max_size=20))
def test_anything_typed_is_an_amount_or_refused(typed: str) -> None:
    try:
        fen = parse_money(typed)
    except UserError:
        return
    assert 0 <= fen <= MOST_FEN


@pytest.mark.parametrize(
    ("fen", "words"),
    [
        (0, "零元整"), (5, "伍分"), (50, "伍角整"), (305, "叁元零伍分"), (1_000, "壹拾元整"), (1_250, "壹拾贰元伍角整"),
        (100_500, "壹仟零伍元整"), (1_000_000, "壹万元整"), (1_000_500, "壹万零伍元整"),
        (10_001_000, "壹拾万零壹拾元整"),
        (2_030_405, "贰万零叁佰零肆元零伍分"), (10_000_000_000, "壹亿元整"), (10_000_000_100, "壹亿零壹元整"),
        (-250, "负贰元伍角整"), (123_456_789, "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"),
    ],
)  # fmt: skip
def test_money_in_chinese_capitals(fen: int, words: str) -> None:
    assert money_in_words(fen) == words


def test_money_for_a_spreadsheet_and_too_much_for_words() -> None:
    assert yuan(-1_250) == Decimal("-12.50")
    with pytest.raises(ValueError, match="too large"):
        money_in_words(10**14)
