"""Sorting scans: what people and scanners do to a code must end in the right code or "read again"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.codes.digits import MAX_TYPED
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.scanned import MAX_TEXT, Scan, Scanned, read
from desk_app.services.codes.short_number import Kind, ShortNumber
from tests.services.codes.build import DESK, goods, visitor

PASS = encode(visitor(), DESK)
GOODS_PASS = encode(goods(), DESK)
UMBRELLA, KEY = ShortNumber(Kind.LOAN, 3, 12), ShortNumber(Kind.KEY, 3, 1234)

NUMBERS = st.builds(ShortNumber, st.sampled_from(Kind), st.integers(0, 900), st.integers(0, 99_999))


@given(NUMBERS)
def test_a_number_is_read_as_printed_or_as_scanned(number: ShortNumber) -> None:
    assert read(number.format()) == read(number.digits + "\r\n") == read(f"\t{number.digits}")
    assert read(number.digits).number == number


def test_codes_with_an_end_between_them() -> None:
    found = read(f"{UMBRELLA.digits}\r\n{PASS}\t{KEY.digits}")
    assert found.what is Scan.SEVERAL
    assert [part.what for part in found.parts] == [Scan.SHORT_NUMBER, Scan.SIGNED_CODE, Scan.SHORT_NUMBER]


@pytest.mark.parametrize(
    "codes",
    [(PASS, GOODS_PASS), (UMBRELLA.digits, PASS), (PASS, KEY.digits), (UMBRELLA.digits, KEY.digits)],
    ids=["passes", "number and pass", "pass and number", "numbers"],
)
def test_codes_run_together(codes: tuple[str, str]) -> None:
    found = read("".join(codes))
    assert found.what is Scan.SEVERAL
    assert [part.text for part in found.parts] == list(codes)


def test_the_same_code_again_counts_once() -> None:
    assert read(PASS * 3) == read(f"{PASS}\r{PASS}") == read(PASS)
    assert read(UMBRELLA.digits * 2) == read(UMBRELLA.digits)


def test_a_second_trigger_mends_a_half_read() -> None:
    assert read(f"{PASS[:100]}\r{PASS}\r") == read(PASS)
    assert read(f"{UMBRELLA.digits}\r{UMBRELLA.digits[:5]}\r").number == UMBRELLA


def test_digits_that_can_be_cut_in_two_ways_are_read_again() -> None:
    run = "11000104100710000004"
    assert [read(part).what for part in (run[:8], run[8:], run[:12], run[12:])] == [Scan.SHORT_NUMBER] * 4
    assert read(run).what is Scan.READ_AGAIN


@pytest.mark.parametrize("start", range(0, 270, 9))
def test_no_half_of_a_pass_is_anything_but_read_again(start: int) -> None:
    for half in (PASS[: start + 1], PASS[start + 1 :]):
        assert read(half).what in (Scan.READ_AGAIN, Scan.FOREIGN, Scan.SHORT_NUMBER)
        assert len(half) <= 40 or read(half).what is Scan.READ_AGAIN
        assert read(half).frame is None
    assert read(PASS[:13]).what is Scan.READ_AGAIN


@pytest.mark.parametrize(
    ("raw", "what"),
    [
        ("", Scan.NOTHING),
        ("\r\n \t", Scan.NOTHING),
        ("\x00\x07", Scan.READ_AGAIN),
        ("7", Scan.READ_AGAIN),
        ("9" * 10_000, Scan.READ_AGAIN),
        ("x" * 10_000, Scan.READ_AGAIN),
        ("12345678" * (MAX_TYPED // 8), Scan.READ_AGAIN),
        ("91" * (MAX_TYPED // 2), Scan.READ_AGAIN),
        ("\x1b[A" * 600, Scan.FOREIGN),
        ("=cmd|' /C calc'!A0", Scan.FOREIGN),
        ("<b>70030125</b>", Scan.FOREIGN),
        ("qàé&&\"'(", Scan.FOREIGN),
        ("6901234567892", Scan.FOREIGN),
        ("9787111407010", Scan.FOREIGN),
        ("11010519491231002X", Scan.FOREIGN),
        ("\ud800\udfff", Scan.READ_AGAIN),
        ("\ufdfa" * 1000, Scan.READ_AGAIN),
    ],
)
def test_hostile_and_foreign_input(raw: str, what: Scan) -> None:
    found = read(raw)
    assert found.what is what
    assert len(found.text) <= MAX_TEXT


@given(st.text(alphabet=st.characters(), max_size=100))
def test_any_text_is_sorted(raw: str) -> None:
    assert isinstance(read(raw), Scanned)


@given(st.text(alphabet="0123456789\r\t -", max_size=700))
def test_digits_are_never_taken_for_a_signed_code(raw: str) -> None:
    assert read(raw).frame is None


@given(st.lists(st.one_of(NUMBERS.map(lambda number: number.digits), st.just(PASS)), min_size=1, max_size=5))
def test_scans_with_ends_come_back_in_order(codes: list[str]) -> None:
    found = read("\r\n".join(codes) + "\r\n")
    assert [part.text for part in found.parts or (found,)] == list(dict.fromkeys(codes))


def test_what_was_read_stays_out_of_reprs() -> None:
    assert "110105" not in repr(read("110105194912310021"))
    assert PASS[:20] not in repr(read(PASS))
