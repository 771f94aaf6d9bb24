"""What others may see."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.core.text.masks import mask_document, mask_name, mask_phone


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("0755-12345678", "0755****5678"),
        ("0755-12345678-801", "0755****5678"),
        ("010-12345678", "010****5678"),
        ("021-12345678", "021****5678"),
        ("+85291234567", "+852****4567"),
        ("12345678", "123****5678"),
        ("4001234567", "400****4567"),
        ("95338", "****38"),
        ("+12345", "+****45"),
        ("", ""),
        ("abc", ""),
    ],
)
def test_phone(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("11010519491231002X", "****002X"),
        ("E12345678", "****78"),
        ("H1234567890", "****90"),
        ("", ""),
        ("--", ""),
    ],
)
def test_document(number: str, masked: str) -> None:
    assert mask_document(number) == masked


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("张伟", "张*"),
        ("张伟明", "张*明"),
        ("欧阳娜", "欧阳*"),
        ("欧阳娜娜", "欧阳*娜"),
        ("𠮷田明", "𠮷*明"),
        ("张", "张"),
        ("欧阳", "欧*"),
        ("阿里·买买提", "阿****提"),
        ("John Smith", "J*** S***"),
        ("John F Kennedy", "J*** F K***"),
        (" ", ""),
    ],
)
def test_name(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(alphabet="0123456789", min_size=8, max_size=15))
def test_at_least_one_digit_of_a_phone_is_hidden(digits: str) -> None:
    masked = mask_phone(digits)
    assert "****" in masked
    assert sum(c.isdigit() for c in masked) < max(len(digits), 9)
