"""The clearance sheet of a person or company."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desk_app.services.cards.documents import matter_sheet
from desk_app.services.cards.records import Card, Face
from desk_app.services.core.matters import Matter, Part, Party
from desk_app.services.core.words import CHINESE, ENGLISH, N_
from desk_app.services.printing.model import Size
from desk_app.services.printing.render import render
from tests.services.loans.paper_samples import LONG_COMPANY, NOON, PHONE, paper
from tests.services.printing.paper import text_of, words_of

OUTSIDE = N_("Returnable goods of exit pass {number} are overdue since {due}. Pieces outside: {n}.")
VALID = N_("Exit pass {number} is still valid: something may leave on it.")
MATTERS = (
    Matter("passes", "exit_pass", 1, VALID, {"number": "P-2"}, NOON, owed=False, part=Part.NOTED),
    Matter(
        "passes",
        "exit_pass",
        2,
        OUTSIDE,
        {"number": "P-1", "due": date(2026, 11, 20), "n": 2},
        NOON,
        part=Part.OWES,
    ),
    Matter("x", "y", 3, N_("Printed {moment}"), {"moment": NOON}, NOON, part=Part.HOLDS),
)
FACE = Face(Party(phone=PHONE), "陈丽", "上海云帆科技股份有限公司 1205", "138****5678", suspended=True)


def said(card: Card, size: Size = Size.A4, language: str = CHINESE) -> str:
    return "".join(text_of(render(matter_sheet(card, paper(language), printed=NOON, size=size))).split())


def test_the_overdue_stand_first_and_nothing_is_told_of_the_whole_phone() -> None:
    text = said(Card(FACE, PHONE, MATTERS))
    assert text.index("P-1") < text.index("尚未归还") < text.index("P-2")
    assert "2026-11-20" in text and "2026-11-2212:00" in text, "a moment is said as it is at the building"
    assert "138****5678" in text and PHONE not in text and "停借" in text and "+00:00" not in text
    assert "待办" not in text, "what is empty has no heading"


def test_nothing_open_is_said() -> None:
    text = said(Card(replace(FACE, suspended=False)))
    assert "没有未结事项" in text and "停借" not in text


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
@pytest.mark.parametrize("size", [Size.A4, Size.A5])
def test_a_company_lists_its_people_and_many_matters_flow_on(size: Size, language: str) -> None:
    company = Face(Party(tenant=3), LONG_COMPANY, "1205、1206", company=True, open=60)
    card = Card(company, "", MATTERS * 20, tuple(replace(FACE, open=place) for place in range(1, 9)))
    document = matter_sheet(card, paper(language), printed=NOON, size=size)
    sizes, words = words_of(render(document))
    assert len(sizes) > 1 and not [word.text for word in words if "…" in word.text]
    texts = [word.text for word in words]
    assert texts.count("138****5678") == 8 and texts.count("P-1") + sum("P-1" in text for text in texts) >= 20
