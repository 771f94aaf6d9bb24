"""What is typed becomes harmless text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.clean import clean_line, clean_lines, compact_code, half_width


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  张  伟\t明 ", "张 伟 明"),
        ("a\x00b\x1b[31m\x7f", "ab[31m"),
        ("\u202eevil\u2066\u200b\ufeff", "evil"),
        ("first\r\nsecond", "first second"),
        ("e\u0301", "é"),
        ("😀👩\u200d💻", "😀👩\u200d💻"),
        ("\ud800x", "x"),
        ("𠮷䶮㛃", "𠮷䶮㛃"),
        ("a\u3000b\u00a0c", "a b c"),
        ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
        ("", ""),
    ],
)
def test_a_line(typed: str, kept: str) -> None:
    assert clean_line(typed) == kept


def test_lines_keep_paragraphs() -> None:
    assert clean_lines("\n one \r\n\r\n\r\n two\rthree\x00\n\n") == "one\n\ntwo\nthree"


def test_too_long_says_how_long() -> None:
    with pytest.raises(UserError) as refused:
        clean_line("x" * 10_000, 50)
    assert refused.value.values == {"n": 10_000, "limit": 50}
    with pytest.raises(UserError):
        clean_lines("x\n" * 2_000, 50)


def test_length_is_counted_after_cleaning() -> None:
    assert clean_line("\u202e" * 500 + "张", 1) == "张"


def test_full_width() -> None:
    assert half_width("１３８－００ＡＢ") == "138-00AB"
    assert compact_code(" 粤ｂ·１２３４５ ") == "粤B12345"


@given(st.text(alphabet=st.characters(), max_size=150))
def test_any_text_ends_clean_and_stays_so(typed: str) -> None:
    line = clean_line(typed, 1_000)
    assert clean_line(line, 1_000) == line
    assert line == line.strip()
    assert unicodedata.is_normalized("NFC", line)
    assert not any(unicodedata.category(c) in ("Cc", "Cs") or 0x202A <= ord(c) <= 0x202E for c in line)
    line.encode("utf-8")
    assert clean_lines(clean_lines(typed)) == clean_lines(typed)
