"""The papers of lending as they come out, and as scanners read them."""

from __future__ import annotations

import pytest

from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.loans.documents import (
    hook_labels,
    item_labels,
    loan_receipt,
    notice,
    notices,
    refund_receipt,
)
from desk_app.services.loans.records import LoanCard
from desk_app.services.loans.standard import STANDARD
from desk_app.services.loans.terms import Condition, LineState
from desk_app.services.printing.model import Size
from desk_app.services.printing.render import render
from tests.services.loans import paper_samples as samples
from tests.services.printing.paper import decoded, raster, text_of, words_of

PAPER = samples.paper()
CODE = samples.tag(4711)


def receipt(card: LoanCard | None = None, size: Size = Size.A5, language: str = CHINESE) -> bytes:
    paper = samples.paper(language)
    return render(loan_receipt(card or samples.card(), STANDARD, paper, samples.NAMES, size=size))


def said(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


def test_a_receipt_has_two_copies_each_with_the_code() -> None:
    pdf = receipt()
    assert [decoded(raster(pdf, 300, page=page)) for page in (1, 2)] == [[CODE]] * 2
    assert len(words_of(pdf)[0]) == 2
    assert said(pdf).count("客户联") == said(pdf).count("存根") == 1


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_slip_is_read_as_a_thermal_printer_has_it_and_ends_in_the_desks_part(language: str) -> None:
    pdf = receipt(samples.card(samples.loan(copies=4)), Size.RECEIPT_80, language)
    assert decoded(raster(pdf, 203, mono=True)) == [CODE]
    text = text_of(pdf)
    stub = text[text.index("存根" if language == CHINESE else "Desk copy") :]
    assert "伞 012" in stub and "¥50.00" in stub and "副本" not in stub and "副" in text


def test_a_receipt_says_what_was_lent_and_the_rules_and_masks_the_phone() -> None:
    text = said(receipt())
    for part in (
        "YF-A1-261122-014",
        "欧阳𠮷祎",
        "上海云帆科技股份有限公司",
        "1205",
        "138****5678",
        "2026-11-2212:00王芳",
        "伞012",
        "20010123",
        "2026-11-2318:00",
        "手推车03",
        "¥50.00",
        "押金在归还物品时凭本单退还",
        "爱心伞：遗失赔偿¥30.00，损坏赔偿¥15.00",
        "手推车：限载50kg，请走货梯。",
        "借用人签字",
        "押金已收回",
    ):
        assert part in text
    assert samples.PHONE not in text


def test_without_a_deposit_nothing_is_said_of_one() -> None:
    lines = (samples.line(), samples.line(13, state=LineState.VOID, item_name="伞 013"))
    text = said(receipt(samples.card(samples.loan(lines)), Size.RECEIPT_80))
    assert "押金" not in text and "¥0.00" not in text
    assert "伞013" not in text


def test_a_receipt_printed_again_says_what_is_back_and_that_it_is_a_copy() -> None:
    text = said(receipt(samples.card(samples.returned().loan)))
    assert "11-2219:00已归还" in text and "副本" not in text
    assert "副本2" in said(receipt(samples.card(samples.loan(copies=3))))


def test_a_nameless_borrower_is_named_by_the_masked_phone() -> None:
    text = said(receipt(samples.card(samples.loan(borrower="", company="", unit="")), Size.A5))
    assert text.count("138****5678") == 2 and "单位" not in text


def test_a_signature_from_the_screen_stands_where_the_line_was() -> None:
    drawn = receipt(samples.card(signature=samples.signature()))
    assert b"/Subtype /Image" in drawn and b"/Subtype /Image" not in receipt()
    assert said(drawn).count("借用人签字") == 3, "twice under the picture, once for the return"


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_twenty_things_and_an_endless_company_keep_the_code_and_lose_nothing(language: str) -> None:
    pdf = receipt(samples.card(samples.long_loan()), language=language)
    found = [decoded(raster(pdf, 200, page=page)) for page in range(1, len(words_of(pdf)[0]) + 1)]
    assert found == [[CODE], [], [CODE], []]
    text = said(pdf)
    assert all(text.count(f"伞{place:03d}") == 2 for place in range(1, 21))
    assert "后勤中心一组" in text and "Westminster" in text
    slip = receipt(samples.card(samples.long_loan()), Size.RECEIPT_80, language)
    assert decoded(raster(slip, 203, mono=True)) == [CODE] and len(words_of(slip)[0]) == 1


def test_a_return_says_every_amount_and_what_is_still_out() -> None:
    pdf = render(refund_receipt(samples.returned(), PAPER, samples.NAMES, size=Size.A5))
    text = said(pdf)
    for part in (
        "归还收据",
        "手推车03",
        "2026-11-2219:00（逾期）",
        "赵刚",
        "损坏",
        "李静",
        "押金¥50.00",
        "退还押金¥35.00",
        "扣留押金¥15.00，扶手断裂",
        "另付赔偿¥20.00",
        "尚未归还伞012",
        "已拍照留存",
    ):
        assert text.count(part) >= 2, part
    assert len(words_of(pdf)[0]) == 2 and samples.PHONE not in text


def test_a_return_without_a_deposit_or_of_a_lost_item() -> None:
    clean = samples.returned(
        deposit=0, refunded=0, kept=0, kept_reason="", fee=0, condition=Condition.GOOD, remark=""
    )
    text = said(render(refund_receipt(clean, PAPER, {}, size=Size.RECEIPT_80)))
    assert "押金¥0.00" in text and "完好" in text and "退还" not in text and "另付" not in text
    lost = samples.returned(state=LineState.LOST, refunded=0, kept=5000, kept_reason="")
    text = said(render(refund_receipt(lost, PAPER, {}, size=Size.RECEIPT_80)))
    assert "物品状况遗失" in text and "退还押金¥0.00" in text and "扣留押金¥50.00" in text


def asked(count: int = 3, language: str = CHINESE) -> bytes:
    paper = samples.paper(language)
    return render(notice(samples.company_due(count), paper, until=samples.EVENING, printed=samples.NOON))


def test_a_notice_names_what_is_due_and_nothing_more_of_anybody() -> None:
    text = said(asked())
    for part in (
        "上海云帆科技股份有限公司1205各位同事",
        "陈静",
        "139****0001",
        "伞001",
        "11-2212:00",
        "2026-11-2218:00前归还至大堂前台",
        "云杉国际中心前台",
    ):
        assert part in text
    assert "13900000001" not in text and "私事" not in text and "YF-A1" not in text and "¥" not in text


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_sixteen_things_stay_on_one_page_and_more_are_not_lost(language: str) -> None:
    assert len(words_of(asked(16, language))[0]) == 1
    long = asked(40, language)
    assert len(words_of(long)[0]) == 2 and said(long).count("139****") == 40


def test_all_companies_are_asked_in_one_go() -> None:
    dues = [samples.company_due(2), samples.company_due(1)]
    pdf = render(notices(dues, PAPER, until=samples.EVENING, printed=samples.NOON))
    assert len(words_of(pdf)[0]) == 2
    with pytest.raises(ValueError, match="nobody"):
        notices([], PAPER, until=samples.EVENING, printed=samples.NOON)


def test_a_sheet_has_24_tags_each_in_its_place_and_readable() -> None:
    items = samples.items(23) + samples.hard_items()
    pdf = render(item_labels(items, STANDARD, PAPER, Size.LABELS_A4))
    sizes, words = words_of(pdf)
    assert len(sizes) == 2
    assert sorted(decoded(raster(pdf, 300)) + decoded(raster(pdf, 300, page=2))) == sorted(
        item.tag for item in items
    )
    mm = 72 / 25.4
    firsts = [word for word in words if word.text == "伞" and word.page == 0]
    columns = sorted({round(word.left / mm) for word in firsts})
    assert columns == [9, 75, 141]
    for word in (word for word in words if word.page == 0):
        place = (word.left / mm - 7.25) // 66.0
        assert word.right / mm <= 7.25 + place * 66.0 + 63.5
        row = ((word.top + word.bottom) / 2 / mm - 12.9) // 33.9
        assert 12.9 + row * 33.9 - 1 <= word.top / mm and word.bottom / mm <= 12.9 + (row + 1) * 33.9 + 1


@pytest.mark.parametrize("size", [Size.LABEL_60_40, Size.LABEL_40_30])
def test_every_label_is_one_page_read_at_203_dpi(size: Size) -> None:
    items = samples.items(2) + samples.hard_items()
    pdf = render(item_labels(items, STANDARD, PAPER, size))
    sizes = words_of(pdf)[0]
    assert len(sizes) == len(items)
    for page, item in enumerate(items, 1):
        assert decoded(raster(pdf, 203, mono=True, page=page)) == [item.tag]
    text = said(pdf)
    assert "伞001" in text and "20010016" in text and "爱心伞" in text and "云杉国际中心" in text
    assert "280812999990" in text, "twelve digits stand whole under a narrow code"


@pytest.mark.parametrize("size", [Size.LABELS_A4, Size.LABEL_60_40, Size.LABEL_40_30])
def test_hook_numbers_are_large(size: Size) -> None:
    pdf = render(hook_labels(["7", "A160"], PAPER, size))
    heights = [word.bottom - word.top for word in words_of(pdf)[1]]
    assert [word.text for word in words_of(pdf)[1]] == ["7", "A160"]
    assert min(heights) > 30


def test_nothing_to_label_and_paper_that_is_no_label_are_refused() -> None:
    with pytest.raises(ValueError, match="nothing"):
        item_labels([], STANDARD, PAPER, Size.LABELS_A4)
    with pytest.raises(ValueError, match="printed on labels"):
        hook_labels(["1"], PAPER, Size.A4)
