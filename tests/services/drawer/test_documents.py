"""The shift sheet of the drawer."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.drawer.documents import shift_rows, shift_sheet
from desk_app.services.drawer.records import Count, DrawerState, Movement, MovementKind, Totals
from desk_app.services.printing.render import render
from tests.services.loans.paper_samples import NAMES, NOON, paper
from tests.services.printing.paper import text_of, words_of

PAPER = paper()
STEPS = (
    (MovementKind.REFUND, -3500, -3500, ""),
    (MovementKind.KEPT, 0, -1500, "扶手断裂"),
    (MovementKind.FEE, 2000, 0, ""),
    (MovementKind.DEPOSIT, 5000, 5000, "=1+1"),
    (MovementKind.PUT_IN, 10000, 0, "找零"),
)
MOVEMENTS = tuple(
    Movement(
        place, NOON - timedelta(minutes=place), 2, kind, cash, held, "loan_line", place, f"N-{place}", remark
    )
    for place, (kind, cash, held, remark) in enumerate(STEPS, 1)
)
STATE = DrawerState(
    123_500,
    10_000,
    NOON - timedelta(hours=8),
    110_000,
    Totals(5000, 3500, 1500, 2000, 0, 10_000, -50),
    MOVEMENTS,
)
COUNTS = (Count(1, NOON, 3, 123_450, 123_500, "找零少 0.50"),)


def said(state: DrawerState = STATE, counts: tuple[Count, ...] = COUNTS, language: str = CHINESE) -> str:
    pdf = render(shift_sheet(state, counts, paper(language), NAMES, printed=NOON))
    return "".join(text_of(pdf).split())


def test_a_shift_says_what_must_be_there_what_was_counted_and_why_it_differs() -> None:
    text = said()
    for part in (
        "上次盘点2026-11-2204:00",
        "上次实点¥1,100.00",
        "应有现金¥1,235.00",
        "代管押金¥100.00",
        "收取押金¥50.00",
        "扣留押金¥15.00",
        "更正\N{MINUS SIGN}¥0.50",
        "¥1,234.50¥1,235.00\N{MINUS SIGN}¥0.50找零少0.50",
        "合计+¥135.00",
        "交班人签字",
        "接班人签字",
        "王芳",
    ):
        assert part in text
    assert "上交财务" not in text, "what did not happen is not listed"


def test_movements_stand_with_the_oldest_first_and_are_text_in_a_spreadsheet() -> None:
    headers, rows = shift_rows(STATE, PAPER, NAMES, now=NOON)
    assert [row[2] for row in rows] == ["N-5", "N-4", "N-3", "N-2", "N-1"]
    assert rows[0][headers.index("现金")] == "+¥100.00" and rows[-1][-1] == "\N{MINUS SIGN}¥35.00"
    assert rows[3][headers.index("现金")] == "" and rows[1][headers.index("备注")] == "=1+1"
    text = said()
    assert text.index("N-5") < text.index("N-1")


def test_a_first_shift_without_anything() -> None:
    text = said(DrawerState(0, 0, None, 0), ())
    assert (
        "本班没有收支" in text and "盘点记录" not in text and "合计" not in text and "应有现金¥0.00" in text
    )


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_long_shift_flows_on_and_the_signatures_stay_with_its_sums(language: str) -> None:
    state = DrawerState(0, 0, NOON, 0, Totals(), MOVEMENTS * 20)
    pdf = render(shift_sheet(state, COUNTS, paper(language), NAMES, printed=NOON))
    sizes, words = words_of(pdf)
    assert len(sizes) > 1
    last = "合计" if language == CHINESE else "Total"
    assert {word.page for word in words if word.text == last} == {len(sizes) - 1}
    assert not [word.text for word in words if "…" in word.text]
