"""The papers about exit passes as they come out, and as scanners read them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desk_app.services.core.words import ENGLISH
from desk_app.services.passes.documents import exit_pass
from desk_app.services.passes.lists import pass_list
from desk_app.services.passes.records import ExitPass, RefusalReason, View
from desk_app.services.passes.slips import NEXT_STEPS, balance_slip, refusal_slip, return_receipt
from desk_app.services.printing.model import Size
from desk_app.services.printing.render import render
from tests.services.passes import paper_samples as samples
from tests.services.printing.paper import code_area, decoded, raster, text_of, words_of

PAPER = samples.paper()
MIDNIGHT = samples.NOON + timedelta(hours=12)
PRINTERS = [pytest.param(203, True, id="203 dpi thermal"), pytest.param(600, True, id="600 dpi laser")]


def printed(one: ExitPass, size: Size = Size.A5, language: str = "zh_CN") -> bytes:
    return render(exit_pass(one, samples.paper(language), size=size, issued_by="王芳"))


def said(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


@pytest.mark.parametrize("size", [Size.A5, Size.A5_LANDSCAPE])
def test_two_copies_come_out_each_with_the_code(size: Size) -> None:
    pdf = printed(samples.a_pass(), size)
    assert len(words_of(pdf)[0]) == 2
    assert [decoded(raster(pdf, 300, page=page)) for page in (1, 2)] == [[samples.CODE]] * 2
    assert "客户联" in said(pdf) and "门岗联" in said(pdf)


@pytest.mark.parametrize(("dpi", "mono"), PRINTERS)
def test_every_code_is_read_as_it_is_printed(dpi: int, mono: bool) -> None:
    size = Size.RECEIPT_80 if dpi == 203 else Size.A5
    copy = samples.a_pass(copies=4)
    assert decoded(raster(printed(copy, size), dpi, mono)) == [samples.CODE]
    slip = render(balance_slip(samples.released(), PAPER, size=size))
    assert decoded(raster(slip, dpi, mono)) == [samples.REST_CODE]


def test_modules_are_at_least_half_a_millimetre() -> None:
    for size, modules in ((Size.A5, 73), (Size.A5_LANDSCAPE, 73), (Size.RECEIPT_80, 73)):
        left, _, right, _ = code_area(raster(printed(samples.a_pass(copies=9), size), 600))
        assert (right - left) / 600 * 25.4 / (modules - 8) >= 0.5


def test_a_pass_says_what_the_guard_compares() -> None:
    text = said(printed(samples.a_pass(), Size.RECEIPT_80))
    for part in (
        "YF-A1-261122-014",
        "上海云帆科技股份有限公司",
        "1205",
        "外送维修",
        "戴尔U2723QE显示器4台",
        "SNCN-0V7N6X-74445",
        "须返还",
        "共4项25件",
        "沪A·12345",
        "欧阳𠮷祎138****5678",
        "2026-11-2212:00–23:59",
        "货运通道",
        "2026-11-29",
        "陈丽，签字已核，公章已核",
        "家具",
        "以下空白",
        "物业盖章",
        "承运人证件核对",
        "逐项核对物品和车牌",
        "7002180019",
        "王芳",
        "客户签字",
    ):
        assert part in text
    assert "13800005678" not in text


def test_a_pass_says_only_what_is_on_it() -> None:
    text = said(
        printed(samples.a_pass(plate="", goods=(), approved_by=2, sealed=False, valid_until=MIDNIGHT))
    )
    assert "车牌" not in text and "物品类别" not in text and "陈丽，主管已批准" in text
    assert "2026-11-2212:00–24:00" in text


def test_a_reprint_is_marked_beside_its_code() -> None:
    pdf = printed(samples.a_pass(copies=3))
    _, _, right, _ = (pixels * 72 / 300 for pixels in code_area(raster(pdf, 300)))
    marks = [word for word in words_of(pdf)[1] if word.text.startswith("副本")]
    assert min(mark.left for mark in marks if mark.top < 300) >= right
    assert "副本" not in said(printed(samples.a_pass(copies=1)))


def test_a_long_list_flows_on_with_number_and_pages_and_the_code_stays_in_front() -> None:
    pdf = printed(samples.a_pass(samples.long_list()))
    pages = len(words_of(pdf)[0])
    assert pages == 6
    found = [decoded(raster(pdf, 200, page=page)) for page in range(1, pages + 1)]
    assert [place for place, codes in enumerate(found) if codes] == [0, 3]
    texts = said(pdf)
    assert texts.count("1/3") == texts.count("3/3") == 2
    assert texts.count("办公设备第60件") == 2
    numbers = {word.page for word in words_of(pdf)[1] if "YF-A1-261122-014" in word.text}
    assert numbers == set(range(pages))


def test_an_english_pass_with_long_names_loses_nothing() -> None:
    text = said(printed(samples.english(), Size.A5, ENGLISH))
    for part in ("Customercopy客户联", "oaktop,160×80cm", "Anygate", "Trips3", "Montgomery-Smith"):
        assert part.lower() in text.lower()
    assert "Companysealchecked" in text


def test_the_rest_has_its_own_code_and_names_its_pass() -> None:
    text = said(render(balance_slip(samples.released(), PAPER, size=Size.RECEIPT_80)))
    assert "出门条YF-A1-261122-014的余量" in text and "2台" in text and "共3项22件" in text
    assert "Makita" not in text
    without = render(balance_slip(samples.released(code=""), PAPER, size=Size.RECEIPT_80))
    assert decoded(raster(without, 203, mono=True)) == []
    assert "请扫原出门条上的码" in said(without)
    with pytest.raises(ValueError, match="nothing is left"):
        balance_slip(replace(samples.released(), slip=None), PAPER, size=Size.RECEIPT_80)


@pytest.mark.parametrize("size", [Size.RECEIPT_80, Size.A6])
def test_a_refusal_says_why_what_next_and_whom_to_phone(size: Size) -> None:
    slip = refusal_slip(
        samples.refusal(), PAPER, size=size, about="YF-A1-261122-014", phone="前台 021-6888 0000"
    )
    pdf = render(slip)
    text = said(pdf)
    for part in (
        "YF-G2-R261122-002",
        "不予放行",
        "数量不符",
        "椅子实际14把",
        "12:00",
        "货运通道",
        "李卫国",
        "前台021",
    ):
        assert part in text
    assert "请按条上所列数量出门" in text
    assert decoded(raster(pdf, 203, mono=True)) == []


def test_every_reason_has_a_next_step_and_the_verdict_may_say_its_own() -> None:
    assert set(NEXT_STEPS) == set(RefusalReason)
    slip = refusal_slip(
        samples.refusal(RefusalReason.VERDICT, ""), PAPER, size=Size.RECEIPT_80, next_step="请联系主管"
    )
    assert "请联系主管" in said(render(slip))


def test_a_receipt_says_what_came_back_and_what_is_still_outside() -> None:
    of = samples.at_gate(samples.a_pass())
    text = said(render(return_receipt(samples.came_back(), of, PAPER, size=Size.RECEIPT_80)))
    assert "尚未返还共2项3件" in text and "2026-11-29" in text and "外箱有压痕" in text
    home = replace(of, lines=tuple(replace(line, out=0) for line in of.lines))
    assert "已全部返还" in said(
        render(return_receipt(samples.came_back(), home, PAPER, size=Size.RECEIPT_80))
    )
    unknown = replace(of, lines=())
    assert "条上第3项" in said(
        render(return_receipt(samples.came_back(), unknown, PAPER, size=Size.RECEIPT_80))
    )


@pytest.mark.parametrize("view", list(View))
def test_every_list_says_number_holder_and_no_phone_in_full(view: View) -> None:
    passes = [samples.a_pass(), samples.english()]
    text = said(render(pass_list(passes, PAPER, view, title="清单", printed=samples.NOON.replace(month=12))))
    assert text.count("YF-A1-261122-014") == 2 and "上海云帆科技" in text
    assert "13800005678" not in text
    assert ("尚未返还" in text) == (view in (View.OUT, View.OVERDUE))
    assert "没有出门条" in said(render(pass_list([], PAPER, view, title="清单", printed=samples.NOON)))


def test_goods_outside_are_late_by_days() -> None:
    pdf = render(
        pass_list([samples.a_pass()], PAPER, View.OUT, title="t", printed=samples.NOON.replace(month=12))
    )
    assert "23" in [word.text for word in words_of(pdf)[1]]
    assert "Makita冲击钻" in said(pdf) and "人体工学椅" not in said(pdf)
