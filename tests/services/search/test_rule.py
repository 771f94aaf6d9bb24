"""The terms fit the rule: whatever the rule finds, the terms bring up; where they are called sure, nothing else."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk_app.services.search.folding import runs
from desk_app.services.search.query import parse
from desk_app.services.search.terms import asked, certain, spread, terms_of
from tests.services.search import naive

ALPHABET = "aabbzé１1200 -·_/张伟明司公𠮷\U00031350\ue000あ😀'\"*"
texts = st.text(alphabet=ALPHABET, max_size=14)


def parts_of(word: str) -> list[tuple[object, str]]:
    return [(kind, run) for kind, run, _ in runs(word)]


@given(value=texts, word=texts)
@example(value="ZX-A1-261122-001", word="zxa1261122")
@example(value="12F-05", word="12f05")
@example(value="京A12345", word="a1234")
def test_terms_fit_the_rule(value: str, word: str) -> None:
    parts = parts_of(word)
    if not parts:
        return
    kept, wanted = set(spread(value)), set(asked(parts))  # type: ignore[arg-type]
    found = naive.contains(value, naive.compact(word))
    if found:
        assert wanted <= kept
    elif certain(parts):  # type: ignore[arg-type]
        assert not wanted <= kept


@given(value=texts, start=st.integers(0, 13), length=st.integers(1, 14))
def test_parts_of_a_value_fit_too(value: str, start: int, length: int) -> None:
    test_terms_fit_the_rule.hypothesis.inner_test(value, value[start : start + length])  # type: ignore[attr-defined]


@given(value=texts, typed=texts)
def test_the_pattern_is_the_rule(value: str, typed: str) -> None:
    query = parse(typed)
    entry = f"\x1e\x1e{value}\x1e"
    if query is None:
        assert not [w for w in map(naive.compact, typed.split()) if w]
    else:
        words = [w for w in map(naive.compact, typed.split()) if w][:8]
        alternatives = [[word.text for word in some] for some in query.alternatives]
        assert alternatives[0] == words
        assert query.matches(entry) == any(
            all(naive.contains(value, w) for w in some) for some in alternatives
        )


@given(st.text(max_size=200))
def test_anything_can_be_typed(typed: str) -> None:
    query = parse(typed)
    if query is not None:
        assert query.expression()
        query.matches("\x1e\x1e\x1e")


@given(st.lists(st.text(max_size=40), max_size=4))
def test_terms_are_letters_digits_and_characters_only(values: list[str]) -> None:
    for term in terms_of(tuple(values), tuple(values)).split(" "):
        assert all(map(naive.kind_of, term))


@pytest.mark.parametrize(
    ("typed", "expression"),
    [
        ("张 1205", '("张" AND "1205")'),
        ("zhang wei", '("zhang" AND "wei") OR ("zhangwei")'),
        ("ZX-A1-261122-001", '("2001" AND "6112")'),
        ("+86 138 1234 5678", '("138" AND "1234" AND "5678")'),
        ("+8613812345678", '("5678" AND "1234")'),
        ("12f05", '("2f0" AND "f05" AND "12" AND "f" AND "05")'),
        ("京A1234", '("京a1" AND "a12" AND "1234")'),
        ("abcdefghijklmnopqrst", '("abcdefghijklmn")'),
        ('a" OR "b', '("a" AND "or" AND "b") OR ("aorb")'),
    ],
)
def test_what_is_asked(typed: str, expression: str) -> None:
    query = parse(typed)
    assert query is not None
    assert query.expression() == expression


@pytest.mark.parametrize("typed", ["", " ", "%", "*", "_", '"', "' -- ;", "\x00", "😀", "\ud800", "()[]{}"])
def test_nothing_to_look_for(typed: str) -> None:
    assert parse(typed) is None
