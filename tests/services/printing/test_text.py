"""Text is made safe, and lines end where Chinese typography lets them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.services.printing.text import clean, shorten, wrap


def cells(text: str) -> float:
    """A fixed-pitch measure: hanzi two, all else one."""
    return sum(2.0 if ord(character) > 0x2E7F or character in "“”…" else 1.0 for character in text)


def test_what_acts_instead_of_printing_is_gone() -> None:
    assert clean("a\u202eb\u200bc\x07d\ufeff") == "abcd"
    assert clean("葛\U000e0100") == "葛"


def test_white_space_and_line_ends() -> None:
    assert clean("a\tb\u00a0c\r\nd\u2028e\rf") == "a b c\nd\ne\nf"


def test_names_stay_as_typed_and_marks_join_their_letter() -> None:
    assert clean("䶮㛃𠮷祎赟·\ufa1b") == "䶮㛃𠮷祎赟·\ufa1b"
    assert clean("Jose\u0301") == "José"


def test_breaks_between_hanzi_but_not_before_a_closing_mark() -> None:
    assert wrap("请于离开时，交还", cells, 10) == ["请于离开", "时，交还"]


def test_an_opening_mark_never_ends_a_line() -> None:
    assert wrap("公司（上海）", cells, 6) == ["公司", "（上", "海）"]


def test_words_stay_whole_and_long_ones_are_cut() -> None:
    assert wrap("Ocean Logistics Ltd", cells, 10) == ["Ocean", "Logistics", "Ltd"]
    assert wrap("x" * 25, cells, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_the_last_line_says_that_there_was_more() -> None:
    assert wrap("甲乙丙丁戊己", cells, 4, max_lines=2) == ["甲乙", "丙…"]


def test_an_empty_text_keeps_its_line() -> None:
    assert wrap("", cells, 10) == [""]
    assert wrap("a\n\nb", cells, 10) == ["a", "", "b"]


def test_shorten_leaves_what_fits() -> None:
    assert shorten("abc", cells, 3) == "abc"
    assert shorten("甲乙丙", cells, 5) == "甲…"


@settings(max_examples=60)
@given(st.text(max_size=300), st.integers(min_value=6, max_value=40))
def test_no_line_is_wider_than_its_room_and_nothing_is_lost(text: str, room: int) -> None:
    said = clean(text)
    lines = wrap(said, cells, room)
    assert all(cells(line) <= room for line in lines)
    assert "".join("".join(lines).split()) == "".join(said.split())
