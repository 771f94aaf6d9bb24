"""Sheets and lists of the mail desk, on paper and as rows of a spreadsheet."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.mail.papers import (
    money_list,
    money_rows,
    ordinary_list,
    ordinary_rows,
    outgoing_list,
    outgoing_rows,
    piece_list,
    piece_rows,
    round_sheet,
    week_rows,
    week_sheet,
)
from desk_app.services.mail.records import PieceState, ReturnReason, View
from desk_app.services.printing.render import render
from tests.services.mail import paper_samples as samples
from tests.services.printing.paper import text_of

LANGUAGES = [CHINESE, ENGLISH]
PAPER = samples.paper()


def said(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_round_has_floor_mailbox_counts_and_special_mail(language: str) -> None:
    rounds = [samples.tenant_round(n) for n in range(1, 31)]
    document = round_sheet(rounds, samples.paper(language), day=samples.DAY, printed=samples.NOON)
    text = said(render(document))
    assert all(f"A{n:02d}" in text and f"{12 + n}05" in text and f"{12 + n}F" in text for n in range(1, 31))
    if language == CHINESE:
        assert text.count("挂号信×2[A-07]") == 30 and text.count("快递[B-01]") == 30
        assert "平信360·平刷90" in text and "特殊邮件90" in text and "投递人" in text


def test_a_round_that_was_ticked_off_and_an_empty_one() -> None:
    done = samples.tenant_round(delivered_at=samples.NOON, pieces=())
    text = said(render(round_sheet([done], PAPER, day=samples.DAY, printed=samples.NOON)))
    assert "12:00" in text
    assert "没有待投递的邮件" in said(render(round_sheet([], PAPER, day=samples.DAY, printed=samples.NOON)))


def test_the_money_list_adds_up_and_void_items_count_nothing() -> None:
    document = money_list(samples.MONEY, samples.ITEMS, PAPER, day=samples.DAY, printed=samples.NOON)
    text = said(render(document))
    assert "现金¥12.50" in text and "记账¥40.00" in text and "到付¥0.00" in text
    assert text.count("¥52.50") == 2, "the sum of the lines and the sum of the items"
    assert "作废" in text and text.index("-001") < text.index("-009") and "财务签字" in text


def test_the_week_shows_differences_and_leaves_room_for_what_is_open() -> None:
    document = week_sheet(samples.WEEK, PAPER, monday=samples.MONDAY, printed=samples.NOON)
    text = said(render(document))
    for wanted in ("2026-11-16至2026-11-22", "¥17.50", "¥5.50", "承运方多计", "对账时登记：¥12.00", "¥52.50"):
        assert wanted in text
    whole = said(render(week_sheet(samples.WEEK[1:], PAPER, monday=samples.MONDAY, printed=samples.NOON)))
    assert whole.count("¥17.50") == 2 and whole.count("¥5.50") == 2, "a sum of statements where all are there"


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_view_fits_paper_and_spreadsheet(view: View, language: str) -> None:
    on_paper = samples.paper(language)
    pieces = [
        samples.piece(1),
        samples.long_piece(),
        samples.back(form_number="YF-A1-1", sent_on_at=samples.NOON),
        samples.asked().piece,
        samples.piece(4, state=PieceState.HANDED_OVER, handed_to="李四", handed_at=samples.NOON, proxy=True),
    ]
    document = piece_list(pieces, on_paper, title="T", printed=samples.NOON, view=view, names=samples.NAMES)
    text = said(render(document))
    headers, rows = piece_rows(pieces, on_paper, now=samples.NOON, view=view, names=samples.NAMES)
    assert len(rows) == 5 and all(len(row) == len(headers) for row in rows)
    assert all(one.number in row[0] and one.number in text for one, row in zip(pieces, rows, strict=True))
    assert not any("\n" in str(cell) for row in rows for cell in row)


def test_a_list_says_what_its_view_is_about() -> None:
    returns = [samples.asked().piece, samples.back(reason=ReturnReason.UNCLEAR, form_number="YF-A1-1")]
    _, rows = piece_rows(returns, PAPER, now=samples.NOON, view=View.RETURNS, names=samples.NAMES)
    assert list(rows[0][-5:]) == ["迁移新址不明", "门口贴有搬迁告示", "YF-A1-261122-099", "待主管审批", ""]
    assert list(rows[1][-5:]) == ["地址不详", "", "YF-A1-1", "已批准", "李静"]
    assert "没有邮件" in said(render(piece_list([], PAPER, title="T", printed=samples.NOON)))


def test_what_is_sent_and_letters_by_number() -> None:
    text = said(render(outgoing_list(samples.ITEMS, PAPER, title="T", printed=samples.NOON)))
    assert "¥52.50" in text and "已交寄" in text
    headers, rows = outgoing_rows(samples.ITEMS, PAPER, now=samples.NOON)
    assert len(rows) == 4 and rows[0][-2] == "作废" and all(len(row) == len(headers) for row in rows)
    letters = said(render(ordinary_list(samples.ORDINARY, PAPER, title="T", printed=samples.NOON)))
    assert "15" in letters and "单独留存至2026-12-06" in letters
    headers, rows = ordinary_rows(samples.ORDINARY, PAPER, now=samples.NOON)
    assert rows[0][:4] == [samples.DAY, "1205", "上海云帆科技股份有限公司", "平信"] and rows[0][4] == 12
    assert rows[0][5] == datetime(2026, 11, 22, 12) and rows[1][5:7] == [None, date(2026, 12, 6)]


def test_money_and_weeks_add_up_in_a_spreadsheet() -> None:
    headers, rows = money_rows(samples.MONEY, PAPER, day=samples.DAY, now=samples.NOON)
    assert [row[headers.index("邮资")] for row in rows] == [Decimal("40.00"), Decimal("12.50")]
    assert rows[0][0] == samples.DAY and rows[0][headers.index("件数")] == 2
    headers, rows = week_rows(samples.WEEK, PAPER, samples.NAMES, monday=samples.MONDAY, now=samples.NOON)
    waits, done = (dict(zip(headers, row, strict=True)) for row in rows)
    assert waits["差异"] is None and waits["登记金额"] == Decimal("40.00")
    assert (done["差异"], done["对账时登记金额"]) == (Decimal("5.50"), Decimal("12.00"))
    assert done["对账人"] == "王芳" and done["对账时间"] == datetime(2026, 11, 22, 12)
    headers, rows = outgoing_rows(samples.ITEMS, PAPER, now=samples.NOON)
    assert sum(row[headers.index("计入金额")] for row in rows) == Decimal("52.50"), "void items count nothing"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_is_cut(language: str) -> None:
    on_paper = samples.paper(language)
    made = [piece_list([], on_paper, title="T", printed=samples.NOON, view=view) for view in View]
    made += [
        outgoing_list([], on_paper, title="T", printed=samples.NOON),
        ordinary_list([], on_paper, title="T", printed=samples.NOON),
        round_sheet([], on_paper, day=samples.DAY, printed=samples.NOON),
        week_sheet(samples.WEEK, on_paper, monday=samples.MONDAY, printed=samples.NOON),
    ]
    assert not [document.title for document in made if "…" in said(render(document))]
