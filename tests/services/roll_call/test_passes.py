"""Which pass a scan names; anything else names none."""

from __future__ import annotations

import pytest
from desk_app.services.roll_call.passes import pass_in

from desk_app.services.codes.frame import wrap
from desk_app.services.codes.short_number import Kind, ShortNumber


def test_a_short_number_names_its_pass() -> None:
    assert pass_in(ShortNumber(Kind.PASS, 3, 41).digits) == 3 << 48 | 41


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.PASS])
def test_the_number_of_anything_else_names_none(kind: Kind) -> None:
    assert pass_in(ShortNumber(kind, 3, 41).digits) is None


@pytest.mark.parametrize("length", [66, 90, 200])
def test_a_whole_code_with_rubbish_in_it_names_none(length: int) -> None:
    assert pass_in(wrap(1, 1, bytes(length))) is None


@pytest.mark.parametrize("rubbish", ["", " ", "\x00", "９" * 300, "演练", "123456789012"])
def test_rubbish_names_none(rubbish: str) -> None:
    assert pass_in(rubbish) is None
