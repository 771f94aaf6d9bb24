"""What was typed: the first problem at a field stays, and everything is told in one go."""

from __future__ import annotations

import pytest

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.typed import (
    MOST_REASON,
    SAY_WHY,
    Problems,
    checked_lines,
    checked_words,
    shortened_reason,
)
from desk_app.services.core.words import Message

MISSING = Message("It is missing.")


def said(problems: Problems) -> dict[str, str]:
    return {at: problem.message for at, problem in problems.found.items()}


def test_what_is_right_is_cleaned_and_no_problem() -> None:
    problems = Problems()
    assert problems.line("a", "  云帆  科技 ", 10) == "云帆 科技"
    assert problems.lines("b", "one \n\n\n two", 20, MISSING) == "one\n\ntwo"
    assert problems.words("c", " why ", 10) == "why"
    assert problems.phone("d", "１３８ 1234 5678", MISSING) == "13812345678"
    assert problems.name("e", " 张伟明 ", MISSING) == "张伟明"
    assert problems.money("f", "12.50") == 1250
    problems.number("g", 3, 1, 3)
    problems.done()


def test_nothing_typed_is_a_problem_only_where_something_is_needed() -> None:
    problems = Problems()
    assert (problems.phone("a", " "), problems.name("b", ""), problems.lines("c", "", 5)) == ("", "", "")
    assert problems.found == {}
    assert (problems.phone("a", " ", MISSING), problems.name("b", "", MISSING)) == ("", "")
    problems.lines("c", "x", 5, MISSING)
    problems.words("d", "x", 5)
    assert said(problems) == {"a": MISSING, "b": MISSING, "c": MISSING, "d": SAY_WHY}


def test_what_is_wrong_comes_back_as_typed_and_the_first_problem_stays() -> None:
    problems = Problems()
    assert problems.phone("a", "none", MISSING) == "none"
    first = said(problems)["a"]
    problems.say("a", MISSING)
    assert problems.line("b", "too long", 3) == "too long"
    assert problems.take("c", int_of, "x", 7) == 7
    with pytest.raises(InvalidInput) as caught:
        problems.done()
    assert list(caught.value.problems) == ["a", "b", "c"] and caught.value.message == first != MISSING


def int_of(typed: str) -> int:
    raise UserError(MISSING)


def test_one_field_alone() -> None:
    assert checked_words("why", " so ", 10) == "so"
    assert checked_lines("words", "a\nb", 10) == "a\nb" and checked_lines("words", "", 10) == ""
    for check in (lambda: checked_words("why", "x", 9), lambda: checked_lines("why", "x", 9, MISSING)):
        with pytest.raises(InvalidInput) as caught:
            check()
        assert list(caught.value.problems) == ["why"]


def test_a_reason_that_is_cut_is_there_all_the_same() -> None:
    assert shortened_reason("  as \n agreed ") == "as agreed"
    assert len(shortened_reason("x" * 500)) == MOST_REASON
    with pytest.raises(InvalidInput) as caught:
        shortened_reason(" x ")
    assert list(caught.value.problems) == ["reason"] and caught.value.message == SAY_WHY
