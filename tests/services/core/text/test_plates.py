"""Plates of cars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.plates import parse_plate


@pytest.mark.parametrize(
    ("typed", "plate"),
    [
        ("粤b·12345", "粤B12345"),
        ("京 A1234B", "京A1234B"),
        ("粤ＢＤ１２３４５", "粤BD12345"),
        ("粤B12345D", "粤B12345D"),
        ("沪AF12345", "沪AF12345"),
        ("粤Z1234港", "粤Z1234港"),
        ("粤Z1234澳", "粤Z1234澳"),
        ("京A1234警", "京A1234警"),
        ("京A1234学", "京A1234学"),
        ("粤A1234领", "粤A1234领"),
        ("使014578", "使014578"),
        ("224578使", "224578使"),
        ("WJ京12345", "WJ京12345"),
        ("WJ12345", "WJ12345"),
        ("军A12345", "军A12345"),
    ],
)
def test_plates(typed: str, plate: str) -> None:
    assert parse_plate(typed) == plate


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "has 0 characters"),
        ("粤B1234", "has 6 characters"),
        ("粤B1234567", "has 9 characters"),
        ("粤B" * 5_000, "has 10000 characters"),
        ("AB12345D", "begins with a province"),
        ("粤I12345", "letter I or O"),
        ("粤B1234O", "letter I or O"),
        ("粤BL12345", "no form that a plate has"),
        ("1234567", "no form that a plate has"),
        ("粤澳12345", "no form that a plate has"),
    ],
)
def test_refused(typed: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_plate(typed)
    assert said in refused.value.message.format(**refused.value.values)


@given(st.text(alphabet="粤京使港学警ABDIOW0189 ·", max_size=10))
def test_a_plate_is_taken_as_it_is_the_second_time(typed: str) -> None:
    try:
        plate = parse_plate(typed)
    except UserError:
        return
    assert parse_plate(plate) == plate
