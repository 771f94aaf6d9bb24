"""A name that is none is refused kindly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.core.errors import UserError
from desk_app.services.core.text.names import is_surname_alone, parse_person_name


@pytest.mark.parametrize(
    "name", ["张伟", "欧阳娜娜", "𠮷田", "王䶮", "John", "Li", "Anne-Marie O'Neil", "阿里·买买提", "José"]
)
def test_names(name: str) -> None:
    assert parse_person_name(f" {name}\u202e ") == name


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Please type"),
        (" \x00 ", "Please type"),
        ("张", "surname alone"),
        ("𠮷", "surname alone"),
        ("欧阳", "surname alone"),
        ("张先生", "surname alone"),
        ("欧阳女士", "surname alone"),
        ("李总", "surname alone"),
        ("王某某", "surname alone"),
        ("J.", "too short"),
        ("张3", "no digits"),
        ("１３８", "no digits"),
        ("😀😀", "no letter"),
        ("---", "no letter"),
        ("x" * 10_000, "shorten"),
    ],
)
def test_refused(typed: str, said: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_person_name(typed)
    assert said in refused.value.message


def test_alone() -> None:
    assert not is_surname_alone("")
    assert not is_surname_alone("Smith")
    assert not is_surname_alone("上官婉儿")


@given(st.text(max_size=80))
def test_any_text_is_a_name_or_refused(typed: str) -> None:
    try:
        assert parse_person_name(typed)
    except UserError as refused:
        assert refused.message
