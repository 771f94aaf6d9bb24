"""The papers of lost property as they come out, and as scanners read them; nothing secret is on any of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.lost_property.documents import claim_receipt, notice, shelf_labels
from desk_app.services.lost_property.lists import (
    expired_list,
    item_list,
    item_sheet,
    report_list,
    report_sheet,
)
from desk_app.services.lost_property.records import Category, FoundItem, ValueClass, View
from desk_app.services.printing.model import Document, Size
from desk_app.services.printing.render import render
from tests.services.loans.paper_samples import LONG_COMPANY, LONG_NAME, paper
from tests.services.lost_property.found_desk import (
    CONTENTS,
    ID_NUMBER,
    PHONE,
    SECRET,
    WORDS,
    FoundDesk,
    picture,
)
from tests.services.printing.paper import decoded, raster, text_of, words_of

LANGUAGES = [CHINESE, ENGLISH]
FINDER = "保洁王姐"


def said(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


def pages(pdf: bytes) -> list[str]:
    return ["".join(page.split()) for page in text_of(pdf).split("\f")][:-1]


@pytest.fixture
def names(counter: FoundDesk) -> dict[int, str]:
    return {one.staff_id: one.name for one in (counter.clerk, counter.second, counter.boss)}


def papers(counter: FoundDesk, names: dict[int, str], language: str) -> dict[str, Document]:
    """Every paper and list there is, about items with secrets."""
    sheet, now = paper(language), counter.clock.now()
    purse, item, back = counter.purse(), counter.keep(), counter.purse()
    counter.tell_all(purse)
    counter.claim(back)
    counter.verbs.give_back(counter.boss, back.id, counter.claim_draft(), "已核实")
    items = [counter.now(one) for one in (purse, item, back)]
    card = counter.card(back)
    made = {f"list {view}": item_list(items, sheet, view, names, title="List", printed=now) for view in View}
    return {
        **made,
        "labels": shelf_labels(items, sheet, Size.LABELS_A4),
        "receipt": claim_receipt(card, sheet, names, size=Size.A5),
        "roll": claim_receipt(card, sheet, names, size=Size.RECEIPT_80),
        "notice": notice(items, sheet, printed=now),
        "expired": expired_list(items, sheet, printed=now),
        "reports": report_list([counter.report()], sheet, title="Lost", printed=now),
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_secret_stands_on_any_paper(counter: FoundDesk, names: dict[int, str], language: str) -> None:
    for name, document in papers(counter, names, language).items():
        text = said(render(document))
        for secret in (SECRET, CONTENTS, WORDS, FINDER, PHONE, ID_NUMBER):
            assert "".join(secret.split()) not in text, f"{name}: {secret}"
        assert "QX7" not in text and "ZB9" not in text, name


def test_nothing_secret_stands_in_any_spreadsheet(counter: FoundDesk, names: dict[int, str]) -> None:
    items = [counter.purse(), counter.keep()]
    for view in View:
        headers, rows = item_sheet(items, paper(), view, names, now=counter.clock.now())
        assert all(len(row) == len(headers) for row in rows) and len(rows) == 2
        text = str(rows)
        assert not any(one in text for one in ("QX7", "ZB9", FINDER)) and "棕色钱包" in text
    headers, rows = report_sheet([counter.report()], paper(), now=counter.clock.now())
    assert len(headers) == len(rows[0]) and PHONE not in str(rows) and "138****5678" in str(rows)


@pytest.mark.parametrize("size", [Size.LABELS_A4, Size.LABEL_60_40, Size.LABEL_40_30])
def test_every_label_is_read_and_says_of_value_the_kind_alone(counter: FoundDesk, size: Size) -> None:
    items = [counter.keep(shelf="A架2层"), counter.ring(), counter.keep(what=LONG_COMPANY)]
    pdf = render(shelf_labels(items, paper(), size))
    count, dpi = len(words_of(pdf)[0]), 300 if size is Size.LABELS_A4 else 203
    found = [code for page in range(1, count + 1) for code in decoded(raster(pdf, dpi, mono=True, page=page))]
    assert sorted(found) == sorted(one.code for one in items)
    text = said(pdf)
    assert "首饰" in text and "钻戒" not in text and "木柄" not in text


def test_labels_need_items() -> None:
    with pytest.raises(ValueError, match="nothing"):
        shelf_labels([], paper(), Size.LABELS_A4)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [Size.A5, Size.RECEIPT_80])
def test_a_receipt_is_read_and_says_who_fetched_what(
    counter: FoundDesk, names: dict[int, str], size: Size, language: str
) -> None:
    item = counter.give_back(counter.keep(), name=LONG_NAME)
    pdf = render(claim_receipt(counter.card(item), paper(language), names, size=size))
    count = len(words_of(pdf)[0])
    assert count == (1 if size is Size.RECEIPT_80 else 2)
    assert [decoded(raster(pdf, 300, page=page)) for page in range(1, count + 1)] == [[item.code]] * count
    text = said(pdf)
    for part in ("黑色长柄雨伞", "****002X", "138****5678", "林小雨", "2026-11-2309:00", item.number):
        assert part in text


def test_a_reprint_is_a_copy_and_a_drawn_signature_stands_on_the_desks(
    counter: FoundDesk, names: dict[int, str]
) -> None:
    item = counter.give_back(counter.keep(), signature=picture(), on_paper=False)
    for _ in range(2):
        counter.verbs.print_receipt(counter.clerk, item.id)
    pdf = render(claim_receipt(counter.card(item), paper(), names, size=Size.A5))
    claimant, desk = pages(pdf)
    assert "副本1" in claimant and "副本1" in desk
    assert "认领人联" in claimant and "存根" in desk
    assert b"/Subtype /Image" in pdf
    with pytest.raises(ValueError, match="not given back"):
        claim_receipt(counter.card(counter.keep()), paper(), names, size=Size.A5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_says_what_where_when_and_no_more(counter: FoundDesk, language: str) -> None:
    items = [counter.keep(), counter.ring(features="银色素圈", place="董事长办公室")]
    text = said(render(notice(items, paper(language), printed=counter.clock.now())))
    assert "黑色长柄雨伞" in text and "大堂沙发" in text and items[1].number in text
    for hidden in ("木柄", "钻戒", "银色", "董事长", "保险柜", "A架"):
        assert hidden not in text
    assert "2026-11-23" in text


def test_an_empty_notice_says_so(counter: FoundDesk) -> None:
    assert "没有拾获物品" in said(render(notice([], paper(), printed=counter.clock.now())))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_expired_list_leaves_room_for_the_decision(counter: FoundDesk, language: str) -> None:
    items = [counter.keep() for _ in range(40)]
    pdf = render(expired_list(items, paper(language), printed=counter.clock.now()))
    assert len(words_of(pdf)[0]) >= 2
    text = said(pdf)
    assert all(one.number in text for one in items)
    assert ("处置意见" if language == CHINESE else "Decision") in text


def test_each_view_lists_what_it_is_about(counter: FoundDesk, names: dict[int, str]) -> None:
    ring = counter.now(counter.tell_all(counter.ring(features="银色素圈")))
    waits = counter.take_in(value=ValueClass.MIDDLE)
    food = counter.take_in(what="面包", category=Category.FOOD)
    now = counter.clock.now()

    def text(view: View, *items: FoundItem) -> str:
        return said(render(item_list(items, paper(), view, names, title="清单", printed=now)))

    assert "客服主管11-2309:00" in text(View.HIGH, ring) and "银色" not in text(View.HIGH, ring)
    assert "林小雨" in text(View.TO_CONFIRM, waits) and "有一定价值" in text(View.TO_CONFIRM, waits)
    assert "2026-11-23" in text(View.EXPIRED, food)
    assert "没有拾获物品" in text(View.OPEN)


def test_a_returned_list_says_who_fetched_it_masked(counter: FoundDesk, names: dict[int, str]) -> None:
    item = counter.give_back(counter.keep(), name="王小明")
    claims = {item.id: next(one for one in counter.card(item).claims if one.granted)}
    now = counter.clock.now()
    headers, (row,) = item_sheet([item], paper(), View.RETURNED, names, now=now, claims=claims)
    found = dict(zip(headers, row, strict=True))
    assert found["认领人"] not in ("", "王小明") and found["经办人"] == counter.clerk.name
    assert found["数量"] == 1


def test_of_high_value_the_supervisor_signs_and_the_stub_finds_it_again(
    counter: FoundDesk, names: dict[int, str]
) -> None:
    ring = counter.ring()
    counter.tell_all(ring)
    counter.claim(ring)
    counter.verbs.give_back(counter.boss, ring.id, counter.claim_draft(), "已核实")
    card = counter.card(ring)
    text = said(render(claim_receipt(card, paper(), names, size=Size.A5)))
    assert "主管签字" in text and f"客服主管{counter.boss.name}" in text and "日期" in text
    plain_one = counter.card(counter.give_back(counter.keep()))
    roll = said(render(claim_receipt(plain_one, paper(), names, size=Size.RECEIPT_80)))
    stub = roll[roll.index("存根") :]
    assert "主管签字" not in roll and "编码" in stub and "归还时间2026-11-23" in stub and "拾获地点" in stub


def test_a_notice_says_until_when_and_leaves_out_what_is_past_its_time(counter: FoundDesk) -> None:
    item, food = counter.keep(), counter.take_in(what="面包", category=Category.FOOD)
    later = counter.clock.now() + timedelta(days=2)
    made = notice([item, food], paper(), printed=later, phone="8001", desk_hours="一层大堂 8:00–20:00")
    text = said(render(made))
    assert "面包" not in text and item.keep_until.isoformat() in text
    assert "认领截止" in text and "8001" in text and "一层大堂8:00" in text


def test_the_expired_list_has_a_box_for_every_outcome(counter: FoundDesk) -> None:
    text = said(render(expired_list([counter.ring()], paper(), printed=counter.clock.now())))
    for wanted in (
        "首饰、手表",
        "贵重物品",
        "□移交公安机关",
        "□捐赠",
        "□销毁",
        "□交予拾获人",
        "公告日期",
        "拾获时间",
    ):
        assert wanted in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_heading_is_cut(counter: FoundDesk, language: str) -> None:
    sheet, now = paper(language), counter.clock.now()
    made = [item_list([], sheet, view, {}, title="T", printed=now) for view in View]
    made += [expired_list([], sheet, printed=now), report_list([], sheet, title="T", printed=now)]
    assert not [document.title for document in made if "…" in said(render(document))]
