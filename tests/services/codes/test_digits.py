"""Cleaning what scanners type, and bytes as digits."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.codes.digits import (
    MAX_TYPED,
    clean,
    digits_needed,
    from_digits,
    is_digits,
    to_digits,
)


@pytest.mark.parametrize(
    ("raw", "pieces"),
    [
        ("7003 0125\r\n", ("70030125",)),
        ("７００３０１２５", ("70030125",)),
        ("7003-0125\t", ("70030125",)),
        ("\x02\x1b70030125\x03", ("70030125",)),
        ("70\u200b03\ufeff0125", ("70030125",)),
        ("]Q370030125", ("70030125",)),
        ("]C1\\00002670030125", ("70030125",)),
        ("\ud80070030125", ("70030125",)),
        ("70030125\r70030137\r", ("70030125", "70030137")),
        ("70030125\u2028\x8570030137", ("70030125", "70030137")),
        ("YT 882-1\r", ("YT 882-1",)),
        ("٣٣٣", ("٣٣٣",)),
        (" \r\n\t", ()),
        ("", ()),
        ("1" * (MAX_TYPED + 1), ()),
    ],
)
def test_cleaning(raw: str, pieces: tuple[str, ...]) -> None:
    assert clean(raw) == pieces


@given(st.text(alphabet=st.characters(), max_size=300))
def test_cleaning_takes_any_text_and_leaves_nothing_invisible(raw: str) -> None:
    hidden = {"Cc", "Cf", "Cs"}
    assert all(piece == piece.strip() != "" for piece in clean(raw))
    assert all(unicodedata.category(c) not in hidden for piece in clean(raw) for c in piece)


@pytest.mark.parametrize("size", [0, 1, 21, 22, 23, 44, 108, 255, 256, 257])
@pytest.mark.parametrize("fill", [0x00, 0x01, 0x80, 0xFF])
def test_every_size_comes_back_with_its_leading_zeros(size: int, fill: int) -> None:
    for data in (bytes([fill]) * size, bytes(size)[1:] + bytes([fill]) if size else b""):
        digits = to_digits(data)
        assert len(digits) == digits_needed(len(data))
        assert from_digits(digits) == data


@given(st.binary(max_size=400))
def test_bytes_come_back(data: bytes) -> None:
    assert from_digits(to_digits(data)) == data


def test_digits_are_as_few_as_they_can_be() -> None:
    best = len(str(256**108 - 1))
    assert digits_needed(108) == best == 261


@pytest.mark.parametrize("digits", ["1", "1234", "256", "9" * 53, "9" * 54, "12a", " 12", "１２３", "12\n"])
def test_digits_that_no_bytes_have_are_refused(digits: str) -> None:
    with pytest.raises(ValueError, match=r"not digits|no bytes"):
        from_digits(digits)


@given(st.text(alphabet="0123456789", max_size=120))
def test_digits_are_refused_or_the_only_way_to_write_their_bytes(digits: str) -> None:
    try:
        data = from_digits(digits)
    except ValueError:
        return
    assert to_digits(data) == digits


def test_only_plain_digits_are_digits() -> None:
    assert is_digits("0123456789")
    assert not any(map(is_digits, ["", "１", "٣", "1 ", "1\n", "²"]))
