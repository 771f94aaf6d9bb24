"""The lists of lending on paper and as spreadsheet rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desk_app.services.core.words import ENGLISH
from desk_app.services.loans import lists
from desk_app.services.loans.records import View
from desk_app.services.loans.terms import LineState
from desk_app.services.printing.model import Document
from desk_app.services.printing.render import render
from tests.services.loans import paper_samples as samples
from tests.services.printing.paper import text_of, words_of

PAPER = samples.paper()
LATER = samples.NOON + timedelta(days=3)


def said(document: Document) -> str:
    return "".join(text_of(render(document)).split())


@pytest.mark.parametrize("view", View)
def test_every_view_has_its_list_and_phones_are_whole_only_to_phone_by(view: View) -> None:
    loans = [samples.loan(suspended=True), samples.long_loan()]
    document = lists.loan_list(loans, PAPER, view, title="清单", printed=LATER)
    text = said(document)
    assert "YF-A1-261122-014" in text and "停借" in text
    shown, hidden = "138****5678", samples.PHONE
    if view is View.OVERDUE:
        shown, hidden = hidden, shown
    assert text.count(shown) == 2 and hidden not in text
    headers, rows = lists.loan_sheet(loans, PAPER, view, now=LATER)
    assert samples.PHONE not in str(rows), "a file goes anywhere"
    assert len(headers) == len(rows[0]) == len(set(headers)) and len(rows) == 2
    assert all("\n" not in cell for row in rows for cell in row)
    assert "没有借用记录" in said(lists.loan_list([], PAPER, view, title="清单", printed=LATER))


def test_whoever_is_phoned_is_seen_to_be_late_and_called() -> None:
    one = samples.loan(called_at=samples.NOON)
    headers, rows = lists.loan_sheet([one], PAPER, View.OVERDUE, now=LATER)
    told = dict(zip(headers, rows[0], strict=True))
    assert told["逾期天数"] == "3" and told["已致电"] == "11-22 12:00" and told["未还"] == "伞 012，手推车 03"
    assert lists.loan_sheet([one], PAPER, View.OVERDUE, now=samples.NOON)[1][0][-2] == ""


def test_the_day_says_how_each_loan_stands() -> None:
    mixed = samples.returned().loan
    lost = samples.loan(
        (
            replace(
                samples.TROLLEY_LINE,
                state=LineState.LOST,
                kept=5000,
                fee=2000,
                given_back=6000,
                remark="雨中遗失",
            ),
        )
    )
    _, rows = lists.loan_sheet([mixed, lost], samples.paper(ENGLISH), View.DAY, now=LATER)
    assert [row[-1] for row in rows] == ["Out: 1", "Lost"]
    _, rows = lists.loan_sheet([lost], PAPER, View.LOST, now=LATER)
    assert rows[0][-5:] == ["手推车 03", "雨中遗失", "¥50.00", "¥20.00", "¥60.00"]


def test_a_name_of_three_lines_hides_neither_phone_nor_things() -> None:
    text = said(lists.loan_list([samples.long_loan()], PAPER, View.OVERDUE, title="逾期", printed=LATER))
    assert "Westminster" in text and samples.PHONE in text and "伞020" in text and "一组" in text


def test_by_company_paper_says_each_company_once_and_a_spreadsheet_in_every_row() -> None:
    dues = [samples.company_due(3)]
    text = said(lists.company_list(dues, PAPER, title="次日应还", printed=LATER))
    assert text.count("上海云帆科技股份有限公司") == 1 and text.count("1390000000") == 3
    headers, rows = lists.company_sheet(dues, PAPER, now=LATER)
    assert "1390000000" not in str(rows)
    assert [row[1] for row in rows] == ["上海云帆科技股份有限公司"] * 3 and len(headers) == len(rows[0]) == 6


def test_a_person_and_an_item_have_their_history() -> None:
    loans = [samples.loan(), samples.returned().loan]
    text = said(lists.person_history(loans, PAPER, title="陈丽借用记录", printed=LATER))
    assert "陈丽借用记录" in text and "11-2219:00" in text
    assert len(lists.person_history_sheet(loans, PAPER, now=LATER)[1]) == 4
    card = samples.history()
    text = said(lists.item_history(card, PAPER, samples.NAMES, printed=LATER))
    for part in ("伞012借用记录", "20010123", "41", "伞骨断", "王芳", "陈丽"):
        assert part in text
    assert lists.item_history_sheet(card, PAPER, samples.NAMES, now=LATER)[1][3][3] == "伞骨断"


def test_stock_says_what_should_lie_at_the_desk() -> None:
    headers, rows = lists.stock_sheet(samples.STOCK, PAPER, now=LATER)
    by_name = {row[0]: dict(zip(headers, row, strict=True)) for row in rows}
    assert by_name["爱心伞"]["在库"] == "3" and by_name["爱心伞"]["预警"] == "偏低"
    assert by_name["一次性雨衣"]["在库"] == "105" and by_name["伞套"]["预警"] == ""
    assert "盘点" not in headers and "盘点" in said(lists.stock_list(samples.STOCK, PAPER, printed=LATER))


def test_sixty_items_flow_over_pages_under_a_header_each() -> None:
    document = lists.item_list(samples.items(60), PAPER, title="爱心伞清点表", printed=LATER)
    pages, words = words_of(render(document))
    assert len(pages) == 2 and [word.text for word in words].count("挂钩号") == 2
    assert len(lists.item_sheet(samples.items(60), PAPER, now=LATER)[1]) == 60
