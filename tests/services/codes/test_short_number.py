"""Short numbers: round trip, and every slip that people and scanners make."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.codes.short_number import (
    KIND_NAMES,
    LENGTHS,
    Kind,
    Misread,
    ShortNumber,
    check_digit,
    parse,
)

DESKS = st.one_of(st.integers(0, 799), st.integers(800, (1 << 14) - 1))
NUMBERS = st.builds(ShortNumber, st.sampled_from(Kind), DESKS, st.integers(0, 99_999))
SOME = [
    ShortNumber(kind, desk, counter)
    for kind in Kind
    for desk, counter in product((0, 3, 799, 800, 16_383), (0, 7, 999, 1000, 99_999))
] + [ShortNumber(Kind.PASS, 12, 9_999_999)]


@given(NUMBERS)
def test_numbers_come_back(number: ShortNumber) -> None:
    assert parse(number.digits) == number
    assert len(number.digits) in LENGTHS


@pytest.mark.parametrize(
    ("desk", "counter", "length"),
    [
        (0, 0, 8),
        (799, 999, 8),
        (3, 1000, 10),
        (3, 99999, 10),
        (3, 100000, 12),
        (3, 9999999, 12),
        (800, 999, 10),
        (16383, 1000, 12),
        (16383, 99999, 12),
    ],
)
def test_lengths(desk: int, counter: int, length: int) -> None:
    number = ShortNumber(Kind.KEY, desk, counter)
    assert len(number.digits) == length
    assert parse(number.digits) == number


@pytest.mark.parametrize(
    ("desk", "counter"), [(-1, 0), (1 << 14, 0), (0, -1), (3, 10_000_000), (800, 100_000)]
)
def test_numbers_that_do_not_fit_are_refused(desk: int, counter: int) -> None:
    with pytest.raises(ValueError, match="counter"):
        ShortNumber(Kind.VISIT, desk, counter)


def test_groups_for_paper() -> None:
    number = ShortNumber(Kind.PASS, 3, 12)
    assert number.digits == "70030125"
    assert number.format() == "7003 0125"
    assert ShortNumber(Kind.PASS, 3, 1204).format() == "7003 0120 49"


def test_the_check_digit_finds_every_wrong_digit_and_every_swap_whatever_stands_before() -> None:
    # From each of the ten states that digits before may leave: proof for numbers of any length.
    before = {check_digit(str(digit)): str(digit) for digit in range(10)}
    assert len(before) == 10
    for prefix, (a, b) in product(before.values(), product("0123456789", repeat=2)):
        if a == b:
            continue
        assert check_digit(prefix + a) != check_digit(prefix + b)
        assert check_digit(prefix + a + b) != check_digit(prefix + b + a)


@pytest.mark.parametrize("number", SOME[::7], ids=lambda number: number.digits)
def test_no_slip_of_one_digit_passes(number: ShortNumber) -> None:
    digits = number.digits
    wrong = [
        digits[:at] + other + digits[at + 1 :]
        for at in range(len(digits))
        for other in "0123456789"
        if other != digits[at]
    ]
    swapped = [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(len(digits) - 1)]
    lost = [digits[:at] + digits[at + 1 :] for at in range(len(digits))]
    doubled = [digits[:at] + digits[at] + digits[at:] for at in range(len(digits))]
    slips = {*wrong, *swapped, *lost, *doubled} - {digits}
    assert {parse(slip) for slip in slips} == {Misread.READ_AGAIN}


@pytest.mark.parametrize("first", ["0", "9"])
def test_a_kind_of_tomorrow_is_told_apart_from_a_bad_read(first: str) -> None:
    body = first + "003012"
    assert parse(body + check_digit(body)) is Misread.UNKNOWN_KIND


@pytest.mark.parametrize("middle", ["00300012", "8010000012", "9900000012"[:8], "80799012", "96384012"])
def test_digits_never_printed_are_read_again(middle: str) -> None:
    # Needless zeros, a small desk written wide, a desk above 14 bits.
    body = "7" + middle
    assert parse(body + check_digit(body)) is Misread.READ_AGAIN


@given(st.text(max_size=14))
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(parse(text), ShortNumber | Misread)


@given(st.text(alphabet="0123456789", max_size=13))
def test_what_is_accepted_is_what_would_be_printed(digits: str) -> None:
    number = parse(digits)
    assert not isinstance(number, ShortNumber) or number.digits == digits


def test_every_kind_has_a_name_and_one_digit_that_signed_codes_do_not_use() -> None:
    assert set(KIND_NAMES) == set(Kind)
    assert all(1 <= kind <= 8 for kind in Kind)
