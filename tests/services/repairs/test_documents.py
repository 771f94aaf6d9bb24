"""The papers of the ledger as they come out, and as scanners read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.printing.model import Size
from desk_app.services.printing.render import render
from desk_app.services.repairs.documents import reporter_slip, work_order
from desk_app.services.repairs.lists import order_list, order_sheet, statistics_rows, statistics_sheet
from desk_app.services.repairs.paper_parts import promised
from desk_app.services.repairs.records import (
    ClockKind,
    ClockTone,
    Countdown,
    Order,
    OrderCard,
    OrderKind,
    OrderState,
    PricedLine,
    Progress,
    Urgency,
    View,
)
from tests.services.printing.paper import decoded, raster, text_of, words_of
from tests.services.repairs import paper_samples as samples

LANGUAGES = [CHINESE, ENGLISH]


def printed(card: OrderCard | None = None, size: Size = Size.A5, language: str = CHINESE) -> bytes:
    return render(work_order(card or samples.card(), samples.paper(language), samples.NAMES, size=size))


def said(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


def pages(pdf: bytes) -> list[str]:
    return ["".join(page.split()) for page in text_of(pdf).split("\f")][:-1]


def listed(view: View, *orders: Order) -> str:
    document = order_list(orders, samples.paper(), view, samples.NAMES, title="清单", printed=samples.NOON)
    return said(render(document))


@pytest.mark.parametrize("size", [Size.A5, Size.A4])
@pytest.mark.parametrize("language", LANGUAGES)
def test_three_parts_each_with_the_code(size: Size, language: str) -> None:
    pdf = printed(size=size, language=language)
    assert [decoded(raster(pdf, 300, page=page)) for page in (1, 2, 3)] == [[samples.CODE]] * 3
    parts = pages(pdf)
    assert len(parts) == 3
    for part in parts:
        for wanted in ("YF-A1-261122-021", "1205", "茶水间水龙头漏水", "张建国", "2026-11-2212:20"):
            assert wanted in part


def test_each_part_is_for_whom_it_is_for() -> None:
    desk, engineering, customer = pages(printed())
    assert "前台联" in desk and "工程联" in engineering and "客户联" in customer
    assert samples.PHONE in engineering, "whoever goes there must be able to ring"
    assert samples.PHONE not in desk and samples.PHONE not in customer
    assert samples.MASKED in desk and samples.MASKED in customer
    assert "材料" in engineering and "材料" not in customer
    assert "满意" in desk and "电话回访" in customer
    assert all("王芳" in part for part in (desk, engineering, customer)), "first asked stays responsible"


def test_a_paid_service_says_the_price_and_whether_it_was_agreed() -> None:
    waits, agreed = samples.paid(), samples.paid(price_confirmed_at=samples.NOON)
    for part in pages(printed(samples.card(waits))):
        assert all(one in part for one in ("更换水龙头", "¥160.00", "¥48.00", "¥91.00", "¥299.00"))
        assert "尚未确认价格" in part
    text = said(printed(samples.card(agreed)))
    assert "2026-11-2212:00确认价格" in text and "尚未" not in text
    assert "服务项目" not in said(printed())


def test_what_was_done_and_the_drawn_signature() -> None:
    pdf = printed(samples.card(samples.done(copies=3), samples.signature()))
    assert b"/Subtype /Image" in pdf
    text = said(pdf)
    assert "已更换密封圈" in text and "2026-11-2212:15" in text and "副本2" in text


def test_urgency_stands_out_and_a_complaint_names_its_department() -> None:
    urgent = samples.order(
        urgency=Urgency.EMERGENCY, kind=OrderKind.COMPLAINT, trade=None, department="cleaning", repeats=2
    )
    text = said(printed(samples.card(urgent)))
    assert "紧急" in text and "投诉·保洁部" in text
    assert "紧急" not in said(printed())


@pytest.mark.parametrize("language", LANGUAGES)
def test_endless_words_keep_the_code_and_the_lines_to_sign(language: str) -> None:
    pdf = printed(samples.card(samples.endless()), language=language)
    count = len(words_of(pdf)[0])
    codes = [code for page in range(1, count + 1) for code in decoded(raster(pdf, 300, page=page))]
    assert codes == [samples.CODE] * 3
    assert said(pdf).count("客户签字" if language == CHINESE else "Customersigns") == 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [Size.RECEIPT_80, Size.A5])
def test_the_reporters_slip_has_number_and_promised_time(size: Size, language: str) -> None:
    slip = reporter_slip(
        samples.order(), samples.paper(language), samples.NAMES, size=size, desk_phone="0755-8888 8001"
    )
    pdf = render(slip)
    assert decoded(raster(pdf, 203, mono=True)) == [samples.CODE]
    text = said(pdf)
    for wanted in ("YF-A1-261122-021", "2026-11-2212:20", "王芳", "0755-88888001", "1205"):
        assert wanted in text
    assert samples.PHONE not in text and "欧阳" not in text


def test_lists_mask_phones_and_say_what_presses() -> None:
    missed = samples.order(
        clocks=(Countdown(ClockKind.ARRIVAL, samples.NOON, ClockTone.MISSED, -timedelta(minutes=5)),)
    )
    text = listed(View.PRESSING, missed)
    assert "到场" in text and "已超时" in text
    assert "已超时" not in listed(View.OPEN, samples.order())
    assert samples.MASKED in listed(View.TO_DISPATCH, samples.order())
    hold = samples.order(hold_why="等待配件", hold_until=samples.NOON)
    assert "等待配件" in listed(View.ON_HOLD, hold) and "11-22" in listed(View.ON_HOLD, hold)
    assert "不满意原因" in listed(View.CALL_BACK, samples.done())
    assert "没有工单" in listed(View.MINE)


@pytest.mark.parametrize("view", View)
def test_every_view_fits_paper_and_spreadsheet(view: View) -> None:
    orders = [samples.order(), samples.done(), samples.paid(), samples.endless()]
    assert (samples.PHONE in listed(view, *orders)) is (view is View.CALL_BACK), (
        "nobody rings a masked number"
    )
    headers, rows = order_sheet(orders, samples.paper(), view, samples.NAMES, now=samples.NOON)
    assert len(rows) == 4 and all(len(row) == len(headers) for row in rows)
    assert samples.PHONE not in str(rows) and not any("\n" in str(cell) for row in rows for cell in row)


def test_the_statistics_stand_against_their_targets() -> None:
    pdf = render(statistics_sheet(samples.figures(), samples.paper(), printed=samples.NOON))
    text = said(pdf)
    for wanted in (
        "96.8%",
        "95.0%",
        "94.1%",
        "—",
        "达标",
        "未达标",
        "给排水30590.0%*",
        "12层8196.8%",
        "2026-11812",
        "*未达标",
        "共812单",
    ):
        assert wanted in text
    assert "合计812" in text and "合计111" in text
    complaints = samples.figures(trades=(samples.line("", 9), samples.line("hvac", 3)))
    _, apart = statistics_rows(complaints, samples.paper())
    assert [row[1] for row in apart if row[0] == "按工种"] == ["空调", "投诉、求助"]
    headers, rows = statistics_rows(samples.figures(), samples.paper())
    assert all(len(row) == len(headers) for row in rows)
    target, whole = rows[:2]
    assert (headers[5], target[5], whole[5], whole[2]) == ("满意率", "95.0%", "94.1%", 812)
    assert ["按楼层", "B1层", 30, "96.8%", "—", "—", "100.0%"] in rows


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_period_without_orders(language: str) -> None:
    empty = samples.figures(orders=0, trades=(), floors=(), months=())
    text = said(render(statistics_sheet(empty, samples.paper(language), printed=samples.NOON)))
    assert text.count("没有工单" if language == CHINESE else "Noorders") == 3


def test_a_spreadsheet_has_one_fact_to_a_cell_and_real_moments() -> None:
    headers, (row,) = order_sheet(
        [samples.order()], samples.paper(), View.PRESSING, samples.NAMES, now=samples.NOON
    )
    found = dict(zip(headers, row, strict=True))
    assert (found["类别"], found["工种或责任部门"], found["紧急程度"]) == ("报修", "给排水", "一般")
    assert (found["楼层"], found["单元"], found["处理人"]) == ("12F", "1205", "张建国")
    assert found["受理时间"] == datetime(2026, 11, 22, 12) and found["时限"] == datetime(2026, 11, 22, 12, 20)


def test_the_slip_says_what_the_clock_promises_and_what_it_costs() -> None:
    taken = samples.paid(promised_at=None, state=OrderState.RECEIVED)
    for size in (Size.RECEIPT_80, Size.A5):
        text = said(render(reporter_slip(taken, samples.paper(), samples.NAMES, size=size)))
        assert "承诺时间2026-11-2212:20" in text and "¥299.00" in text and "12层1205" in text
    assert promised(samples.done(promised_at=None)) is None


def test_a_reprint_after_the_work_is_filled_in() -> None:
    blank = pages(printed())[1]
    assert "＿＿" in blank and "材料" in blank
    _, engineering, customer = pages(printed(samples.card(samples.done(copies=2))))
    assert "＿＿" not in engineering and "材料" not in engineering
    for part in (engineering, customer):
        assert "2026-11-2212:15" in part and "2026-11-2218:00" in part and "已更换密封圈" in part


def test_engineering_reads_every_word_of_the_report() -> None:
    words = "漏水点在吊顶内" * 70 + "终"
    parts = printed(samples.card(samples.order(description=words)))
    assert said(parts).count("终") == 1


def test_materials_have_their_sum_and_cost_is_said() -> None:
    two = (*samples.PRICES, PricedLine("胶带", 1, 0, material=True))
    text = said(printed(samples.card(replace(samples.paid(), prices=two))))
    assert "材料小计¥91.00" in text and "费用收费" in text and "实收" in text and "收款人" in text
    assert "费用免费" in said(printed()) and "实收" not in said(printed())


def test_a_complaint_has_a_handler_and_no_materials() -> None:
    unhappy = samples.done(
        kind=OrderKind.COMPLAINT, trade=None, department="cleaning", serious=True, photos=2, satisfied=False,
        dissatisfied_why="态度不好", called_back_at=samples.EVENING,
    )  # fmt: skip
    story = (Progress(samples.EVENING, 2, "", OrderState.CALLED_BACK),)
    card = OrderCard(unhappy, story)
    pdf = render(work_order(card, samples.paper(), samples.NAMES, size=Size.A5, rework_of="YF-A1-261121-004"))
    text = said(pdf)
    for wanted in (
        "严重投诉",
        "责任部门联",
        "处理人张建国",
        "处理人签字",
        "返修自YF-A1-261121-004",
        "照片张数2",
    ):
        assert wanted in text
    assert "不满意原因态度不好" in text and "回访人王芳" in text and "派工时间" in text
    assert "材料" not in text and "维修人员" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", View)
def test_no_heading_is_cut(view: View, language: str) -> None:
    made = order_list([], samples.paper(language), view, samples.NAMES, title="T", printed=samples.NOON)
    assert "…" not in said(render(made))
