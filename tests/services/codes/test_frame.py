"""The envelope of signed codes: whole and right, or read again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.codes.frame import (
    MAX_DIGITS,
    SHORTEST,
    Frame,
    FrameFault,
    announced,
    seems_begun,
    unwrap,
    wrap,
)

DATA = bytes(range(100))
CODE = wrap(1, 2, DATA)


@given(st.integers(0, 9), st.integers(0, 9), st.binary(min_size=64, max_size=400))
def test_frames_come_back(version: int, kind: int, data: bytes) -> None:
    code = wrap(version, kind, data)
    assert unwrap(code) == Frame(version, kind, data)
    assert announced(code) == len(code) <= MAX_DIGITS


@pytest.mark.parametrize(
    ("version", "kind", "size"), [(10, 1, 100), (1, 10, 100), (-1, 1, 100), (1, 1, 63), (1, 1, 411)]
)
def test_what_does_not_fit_is_refused(version: int, kind: int, size: int) -> None:
    with pytest.raises(ValueError, match="fit"):
        wrap(version, kind, bytes(size))


def test_every_wrong_digit_and_every_swap_is_a_bad_read() -> None:
    for at, digit in enumerate(CODE):
        for other in set("0123456789") - {digit}:
            assert isinstance(unwrap(CODE[:at] + other + CODE[at + 1 :]), FrameFault)
        swapped = CODE[:at] + CODE[at + 1 : at + 2] + digit + CODE[at + 2 :]
        assert swapped == CODE or isinstance(unwrap(swapped), FrameFault)


def test_every_cut_is_a_bad_read() -> None:
    for at in range(len(CODE)):
        assert unwrap(CODE[:at]) is FrameFault.LENGTH
        assert unwrap(CODE[at + 1 :]) is FrameFault.LENGTH


@pytest.mark.parametrize("text", ["", "9", "９" * 200, "9" + "x" * 200, "912165"])
def test_no_code(text: str) -> None:
    assert unwrap(text) is FrameFault.LENGTH


def test_digits_no_bytes_have_are_a_bad_read_even_if_the_check_is_right() -> None:
    body = f"911{SHORTEST:03d}" + "9" * (SHORTEST - 10)
    code = body + f"{int(body) % 9973:04d}"
    assert unwrap(code) is FrameFault.CHECK


def test_a_beginning() -> None:
    assert seems_begun(CODE[:6])
    assert not seems_begun(CODE[:5])
    assert not seems_begun("9787111407010")
