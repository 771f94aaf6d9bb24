"""What the tab says in several places."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desk_app.services.core.words import CHINESE, ENGLISH, Words
from desk_app.services.loans.records import Item, LoanLine
from desk_app.services.loans.standard import FIRST_OWN, UMBRELLA
from desk_app.services.loans.terms import ItemState, LineState
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.loans.said import item_name

ITEM = Item(1, UMBRELLA, "4001", "爱心伞 012", "A1", ItemState.AVAILABLE)


@pytest.fixture
def english() -> None:
    speaker.use(Words(ENGLISH))


@pytest.mark.parametrize(
    ("name", "category", "said"),
    [
        ("爱心伞 012", UMBRELLA, "Umbrella 012"),
        ("爱心伞", UMBRELLA, "Umbrella"),
        ("爱心伞架", UMBRELLA, "爱心伞架"),
        ("蓝伞 3", UMBRELLA, "蓝伞 3"),
        ("爱心伞 012", FIRST_OWN, "爱心伞 012"),
    ],
)
@pytest.mark.usefixtures("english")
def test_an_item_by_its_categorys_own_name_is_english(name: str, category: int, said: str) -> None:
    assert item_name(replace(ITEM, name=name, category=category)) == said
    line = LoanLine(1, 1, name, "4001", category, datetime(2026, 11, 23, tzinfo=UTC), LineState.OUT)
    assert item_name(line) == said


def test_in_chinese_it_is_what_the_building_calls_it() -> None:
    speaker.use(Words(CHINESE))
    assert item_name(ITEM) == "爱心伞 012"
