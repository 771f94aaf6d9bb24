"""The papers of single pieces as they come out, and as scanners read them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.mail.documents import hand_over_slip, piece_labels, return_form, return_label
from desk_app.services.mail.records import Piece, PieceCard, PieceState, ReturnReason
from desk_app.services.printing.labels import SIZES
from desk_app.services.printing.model import Size
from desk_app.services.printing.render import render
from tests.services.mail import paper_samples as samples
from tests.services.printing.paper import decoded, raster, text_of

LANGUAGES = [CHINESE, ENGLISH]


def said(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


def pages(pdf: bytes) -> int:
    return text_of(pdf).count("\f")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_labels_are_read_by_scanners_and_by_people(size: Size, language: str) -> None:
    pieces = [samples.piece(n) for n in range(1, 4)]
    pdf = render(piece_labels(pieces, samples.paper(language), size))
    sheets = range(1, 2 if size.sheet_of else 4)
    mono = not size.sheet_of
    found = [code for page in sheets for code in decoded(raster(pdf, 203 if mono else 300, mono, page))]
    assert sorted(found) == sorted(one.code for one in pieces)
    text = said(pdf)
    for wanted in ("1205", "A-07", "11-22", "挂号信" if language == CHINESE else "Register"):
        assert text.count(wanted) == 3
    assert all(one.code in text for one in pieces), "the number is there to be typed"


@pytest.mark.parametrize("size", SIZES)
def test_endless_names_leave_code_and_number_on_the_label(size: Size) -> None:
    pieces = [samples.long_piece(), samples.long_piece(unit=""), samples.long_piece(unit="", company="")]
    for one in pieces:
        pdf = render(piece_labels([one], samples.paper(), size))
        assert pages(pdf) == 1
        assert decoded(raster(pdf, 300)) == [one.code]
        assert one.code in said(pdf)


def test_a_sheet_holds_24_labels() -> None:
    pieces = [samples.piece(n) for n in range(1, 26)]
    pdf = render(piece_labels(pieces, samples.paper(), Size.LABELS_A4))
    assert pages(pdf) == 2
    assert len(decoded(raster(pdf, 300))) == 24 and len(decoded(raster(pdf, 300, page=2))) == 1
    with pytest.raises(ValueError, match="nothing"):
        piece_labels([], samples.paper(), Size.LABELS_A4)


@pytest.mark.parametrize("size", SIZES)
def test_unit_and_number_are_never_cut(size: Size) -> None:
    text = said(render(piece_labels([samples.piece(unit="A座12-1205")], samples.paper(), size)))
    assert "A座12-1205" in text and "YF-A1-261122-711" in text


# Return label


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("reason", [one for one in ReturnReason if one is not ReturnReason.MOVED_KNOWN])
def test_a_return_label_says_the_reason(reason: ReturnReason, size: Size, language: str) -> None:
    pdf = render(return_label(samples.back(reason=reason), samples.paper(language), size))
    text = said(pdf)
    chinese = {"unknown": "查无此人", "moved_unknown": "迁移新址不明", "unclear": "地址不详"}[reason.value]
    english = {"unknown": "Unknownhere", "moved_unknown": "Moved,unknown", "unclear": "Unclearaddress"}
    assert (chinese if language == CHINESE else english[reason.value]) in text and "…" not in text
    assert ("退回寄件人" if language == CHINESE else "Backtothesender") in text
    assert "YF-A1-261122-711" in text and "云杉国际中心" in text
    wanted = [] if size is Size.LABEL_40_30 else [samples.code()]
    assert decoded(raster(pdf, 300)) == wanted


@pytest.mark.parametrize("size", SIZES)
def test_a_redirect_label_shows_the_address(size: Size) -> None:
    on = samples.piece(state=PieceState.REDIRECTED, reason=ReturnReason.MOVED_KNOWN)
    left = said(render(return_label(on, samples.paper(), size, forwarding="深圳市南山区科苑路 8 号")))
    assert "改寄新址" in left and "深圳市南山区科苑路8号" in left and "YF-A1" in left
    told = replace(on, reason_words="广州市天河区体育西路 1 号")
    text = said(render(return_label(told, samples.paper(), size, forwarding="深圳市")))
    assert "广州市天河区体育西路1号" in text and "深圳" not in text


@pytest.mark.parametrize(
    "piece",
    [samples.piece(), samples.asked().piece, samples.back(reason=None)],
    ids=["stored", "asked", "odd"],
)
def test_no_label_before_the_approval(piece: Piece) -> None:
    with pytest.raises(IllegalStep):
        return_label(piece, samples.paper(), Size.LABEL_60_40)


# Return form


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [Size.A5, Size.A4])
def test_the_return_form_waits_for_the_supervisor(size: Size, language: str) -> None:
    pdf = render(return_form(samples.asked(), samples.paper(language), samples.NAMES, size=size))
    assert decoded(raster(pdf, 300)) == [samples.code()] and pages(pdf) == 1
    text = said(pdf)
    for wanted in ("YF-A1-261122-099", "YF-A1-261122-711", "XA12345678944", "1205", "A-07"):
        assert wanted in text
    for words in ("门口贴有搬迁告示", "无人应答", "王芳"):
        assert words in text
    assert ("待主管审批" if language == CHINESE else "Waitsforthesupervisor") in text
    assert ("主管签字" if language == CHINESE else "Supervisor'ssignature") in text


def test_an_approved_form_says_who_and_when() -> None:
    card = samples.asked(state=PieceState.RETURNED, approved_by=3)
    text = said(render(return_form(replace(card, approved_at=samples.NOON), samples.paper(), samples.NAMES)))
    assert "李静2026-11-2212:00" in text and "待主管" not in text


def test_a_redirected_piece_names_the_new_address_on_its_form() -> None:
    card = samples.asked(reason=ReturnReason.MOVED_KNOWN, reason_words="")
    card = replace(card, forwarding="深圳市南山区科苑路 8 号")
    assert "新地址深圳市南山区科苑路8号" in said(render(return_form(card, samples.paper(), samples.NAMES)))


def test_no_form_for_what_nobody_asked_for() -> None:
    with pytest.raises(IllegalStep):
        return_form(PieceCard(samples.piece()), samples.paper(), samples.NAMES)


# Hand-over slip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [Size.A5, Size.A4, Size.RECEIPT_80])
def test_the_slip_names_every_piece_and_who_collects(size: Size, language: str) -> None:
    pieces = [samples.piece(n, barcode=f"XA{n}") for n in range(1, 31)]
    slip = hand_over_slip(
        pieces,
        samples.paper(language),
        to="李四",
        signature=None,
        proxy=True,
        by="王芳",
        at=samples.NOON,
        size=size,
    )
    text = said(render(slip))
    assert all(f"XA{n}" in text and f"-{n:03d}" in text for n in range(1, 31))
    assert ("李四（代领）" if language == CHINESE else "李四(fortherecipient)") in text
    assert "王芳" in text and "2026-11-2212:00" not in text, "who signs on paper writes the day"
    assert ("代领关系、电话" if language == CHINESE else "Proxy'sdetails") in text and text.count(
        "A-07"
    ) == 30
    assert text.count("欧阳") == 30
    assert text.count("领取人签字" if language == CHINESE else "Collector'ssignature") == 1


def test_the_drawn_signature_stands_on_the_slip() -> None:
    drawn = hand_over_slip(
        [samples.piece(damaged=True)], samples.paper(), to="李四", signature=samples.signature()
    )
    pdf = render(drawn)
    drawn_at = hand_over_slip(
        [samples.piece()], samples.paper(), to="李四", signature=samples.signature(), at=samples.NOON
    )
    assert "签收时间2026-11-2212:00" in said(render(drawn_at))
    assert b"/Subtype /Image" in pdf and "代领" not in said(pdf) and "破损" in said(pdf)
    with pytest.raises(ValueError, match="nothing"):
        hand_over_slip([], samples.paper(), to="李四", signature=None)


def test_a_return_label_is_dated_and_says_for_whom_and_why_it_goes_on() -> None:
    address = "深圳市南山区科苑路 8 号讯美科技广场 3 号楼 18 层 1805 单元前台收转行政部"
    on = samples.back(state=PieceState.REDIRECTED, reason=ReturnReason.MOVED_KNOWN, reason_words=address)
    text = said(render(return_label(on, samples.paper(), Size.LABEL_60_40, day=samples.DAY, by="王芳")))
    for wanted in ("".join(address.split()), "欧阳", "已迁移", "日期2026-11-22", "盖章王芳", on.number):
        assert wanted in text
    blank = said(render(return_label(samples.back(), samples.paper(), Size.LABEL_60_40)))
    assert "日期＿" in blank and "YF-A1-261122-711" in blank
