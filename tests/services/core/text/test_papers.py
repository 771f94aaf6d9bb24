"""Numbers of identity papers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.papers import Paper, check_character, parse_id_card, parse_paper

TODAY = date(2026, 11, 22)
CARD = "11010519491231002X"


@pytest.mark.parametrize(
    "typed", [CARD, CARD.lower(), "１１０１０５ 19491231 002ｘ", " 110105-19491231-002X "]
)
def test_card(typed: str) -> None:
    assert parse_paper(Paper.ID_CARD, typed, TODAY) == CARD


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "has 0 characters"),
        (CARD[:-1], "has 17 characters"),
        ("X" + CARD[1:], "17 digits and a digit or X"),
        ("00" + CARD[2:], "no place and birth date"),
        (CARD[:6] + "19490231" + CARD[14:], "no place and birth date"),
        (CARD[:6] + "17490131" + CARD[14:], "no place and birth date"),
        (CARD[:6] + "20261123" + CARD[14:], "no place and birth date"),
        (CARD[:6] + "00000101" + CARD[14:], "no place and birth date"),
        (CARD[:-1] + "1", "last character does not fit"),
        ("١" * 18, "17 digits and a digit or X"),
    ],
)
def test_card_refused(typed: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_id_card(typed, TODAY)
    assert said in refused.value.message.format(**refused.value.values)


def test_born_today() -> None:
    first = CARD[:6] + "20261122" + "002"
    assert parse_id_card(first + check_character(first), TODAY)


@given(st.integers(0, 16), st.integers(1, 9))
def test_every_wrong_digit_is_noticed(place: int, by: int) -> None:
    wrong = CARD[:place] + str((int(CARD[place]) + by) % 10) + CARD[place + 1 :]
    with pytest.raises(UserError):
        parse_id_card(wrong, TODAY)


@given(st.integers(0, 15))
def test_every_two_neighbours_swapped_are_noticed(place: int) -> None:
    swapped = CARD[:place] + CARD[place + 1] + CARD[place] + CARD[place + 2 :]
    if swapped != CARD:
        with pytest.raises(UserError):
            parse_id_card(swapped, TODAY)


@pytest.mark.parametrize(
    ("paper", "typed", "number"),
    [
        (Paper.PASSPORT, "e 12345678", "E12345678"),
        (Paper.PASSPORT, "EA1234567", "EA1234567"),
        (Paper.PASSPORT, "123456789", "123456789"),
        (Paper.HK_MACAU_PERMIT, "h12345678", "H12345678"),
        (Paper.HK_MACAU_PERMIT, "M1234567800", "M1234567800"),
        (Paper.TAIWAN_PERMIT, "12345678", "12345678"),
        (Paper.TAIWAN_PERMIT, "1234567890(B)", "1234567890B"),
    ],
)
def test_other_papers(paper: Paper, typed: str, number: str) -> None:
    assert parse_paper(paper, typed, TODAY) == number


@pytest.mark.parametrize(
    ("paper", "typed"),
    [
        (Paper.PASSPORT, "PASSPORT"),
        (Paper.PASSPORT, "E1"),
        (Paper.PASSPORT, "E" * 10_000),
        (Paper.HK_MACAU_PERMIT, "A12345678"),
        (Paper.HK_MACAU_PERMIT, "H1234567"),
        (Paper.TAIWAN_PERMIT, "1234567"),
        (Paper.TAIWAN_PERMIT, "<b>"),
    ],
)
def test_other_papers_refused(paper: Paper, typed: str) -> None:
    with pytest.raises(UserError, match="Please copy it"):
        parse_paper(paper, typed, TODAY)
