"""The lists of the key register and its statistics table, on paper and as spreadsheet rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.keys import lists
from desk_app.services.keys.figures import Statistics, StatisticsLine
from desk_app.services.keys.records import View
from desk_app.services.keys.terms import CopyState, KeyCategory
from desk_app.services.printing.model import Document
from desk_app.services.printing.render import render
from tests.services.keys import paper_samples as samples
from tests.services.printing.paper import text_of, words_of

PAPER = samples.paper()
LATER = samples.NOON + timedelta(hours=9)


def said(document: Document) -> str:
    return "".join(text_of(render(document)).split())


@pytest.mark.parametrize("view", View)
def test_every_view_has_its_list_by_codes_with_masked_phones(view: View) -> None:
    handouts = [samples.handout(words=""), samples.escorted(words="")]
    text = said(lists.handout_list(handouts, PAPER, view, title="清单", printed=LATER))
    assert text.count("YF-A1-K261122-008") == 2 and "K0231-1，K0232-1" in text and "138****5678" in text
    for secret in (samples.PHONE, "空置单元", "1508", "高压配电房"):
        assert secret not in text
    headers, rows = lists.handout_sheet(handouts, PAPER, view, now=LATER)
    assert len(headers) == len(rows[0]) == len(set(headers)) and len(rows) == 2
    assert all("\n" not in cell for row in rows for cell in row)
    assert "没有记录" in said(lists.handout_list([], PAPER, view, title="清单", printed=LATER))


def test_the_call_list_has_whole_numbers() -> None:
    phones, one = {31: "13700001111"}, samples.escorted()
    text = said(lists.handout_list([one], PAPER, View.OVERDUE, title="清单", printed=LATER, phones=phones))
    assert "13700001111" in text and samples.PHONE in text and "*" not in text
    text = said(lists.handout_list([one], PAPER, View.OUT, title="清单", printed=LATER, phones=phones))
    assert "13700001111" not in text and samples.PHONE not in text


@pytest.mark.parametrize("view", View)
def test_every_title_is_readable_in_english(view: View) -> None:
    words = words_of(
        render(lists.handout_list([], samples.paper(ENGLISH), view, title="Keys", printed=LATER))
    )[1]
    assert not [word.text for word in words if "…" in word.text]


def test_lateness_is_counted_in_hours_begun() -> None:
    headers, rows = lists.handout_sheet([samples.handout()], PAPER, View.OVERDUE, now=LATER)
    assert dict(zip(headers, rows[0], strict=True))["逾期小时"] == "4"
    _, rows = lists.handout_sheet([samples.handout()], PAPER, View.OVERDUE, now=samples.NOON)
    assert rows[0][headers.index("逾期小时")] == ""


def test_what_waits_says_how_many_agreed_and_what_for() -> None:
    headers, rows = lists.handout_sheet([samples.escorted()], PAPER, View.TO_APPROVE, now=LATER)
    assert rows[0][headers.index("审批")].startswith("1 / 2 ")


def test_unexplained_ones_have_room_for_the_reason_on_paper_only() -> None:
    assert "未还原因" in said(
        lists.handout_list([samples.handout()], PAPER, View.UNEXPLAINED, title="", printed=LATER)
    )
    assert "未还原因" not in lists.handout_sheet([samples.handout()], PAPER, View.UNEXPLAINED, now=LATER)[0]


def test_a_key_and_a_person_have_their_history() -> None:
    card = samples.key_card()
    text = said(lists.key_history(card, PAPER, printed=LATER))
    assert "钥匙K0231领用记录" in text and "他人代还" in text and "YF-A1-K261121-002" in text
    text = said(lists.person_history(card.handouts, PAPER, title="张建国领用记录", printed=LATER))
    assert "张建国领用记录" in text
    assert len(lists.history_sheet(card.handouts, PAPER, now=LATER)[1]) == 2


def test_the_supervisors_list_names_rooms_and_says_to_keep_it_apart() -> None:
    keys = samples.keys()
    gone = replace(keys[0], active=False, copies=(replace(keys[0].copies[0], state=CopyState.RETIRED),))
    text = said(lists.key_list([*keys, gone], PAPER, printed=LATER))
    for part in (
        "机密",
        "写字楼A座空置单元",
        "1508",
        "1A11，2A21",
        "17:30",
        "4小时",
        "138****5678",
        "陈丽",
        "停用",
    ):
        assert part in text
    assert samples.PHONE not in text
    headers, rows = lists.key_sheet(keys, PAPER, now=LATER)
    assert len(headers) == len(rows[0]) == 9 and len(rows) == 6
    words = words_of(render(lists.key_list(keys, samples.paper(ENGLISH), printed=LATER)))[1]
    assert not [word.text for word in words if "…" in word.text]


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_the_statistics_have_sums_and_the_busiest_keys_on_one_page(language: str) -> None:
    pdf = render(lists.statistics_table(samples.STATISTICS, samples.paper(language), printed=LATER))
    text = "".join(text_of(pdf).split())
    assert len(words_of(pdf)[0]) == 1 and "…" not in text
    total = "合计" if language == CHINESE else "Total"
    lines = samples.STATISTICS.lines
    assert f"{total}{sum(line.keys for line in lines)}{sum(line.copies for line in lines)}" in text
    assert f"{total}{sum(line.borrowed for line in lines)}" in text and "1K023169" in text
    headers, rows = lists.statistics_sheet(samples.STATISTICS, samples.paper(language))
    assert len(headers) == len(rows[-1]) == 12 and rows[-1][0] == total
    assert [int(cell) for cell in rows[-1][1:]] == [
        sum(int(row[place]) for row in rows[:-1]) for place in range(1, 12)
    ]


def test_a_period_without_borrowings_says_so() -> None:
    quiet = Statistics(date(2026, 11, 1), date(2026, 11, 1), (StatisticsLine(KeyCategory.PLANT, keys=2),))
    text = said(lists.statistics_table(quiet, PAPER, printed=LATER))
    assert "本期没有领用" in text and "2026-11-01至2026-11-01" in text
