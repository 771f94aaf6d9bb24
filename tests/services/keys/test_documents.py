"""The papers of the key register as they come out, and as scanners read them."""

from __future__ import annotations

import pytest

from desk_app.services.core.words import CHINESE, ENGLISH
from desk_app.services.keys.documents import board_map, handout_slip, hook_labels, lost_report, tag_labels
from desk_app.services.keys.records import HandoutCard, HandoutState, LineState, Ring
from desk_app.services.printing.model import Grid, Size, Text
from desk_app.services.printing.render import render
from tests.services.keys import paper_samples as samples
from tests.services.printing.paper import decoded, raster, text_of, words_of

PAPER = samples.paper()
CODE = samples.tag(4712)
LABELS = [Size.LABELS_A4, Size.LABEL_60_40, Size.LABEL_40_30]


def slip(card: HandoutCard | None = None, size: Size = Size.A5, language: str = CHINESE) -> bytes:
    return render(handout_slip(card or samples.card(), samples.paper(language), samples.NAMES, size=size))


def said(pdf: bytes) -> str:
    return "".join(text_of(pdf).split())


def pages(pdf: bytes) -> list[str]:
    return ["".join(page.split()) for page in text_of(pdf).split("\f")][:-1]


@pytest.mark.parametrize("size", LABELS)
@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_tag_has_code_and_digits_and_never_a_room(size: Size, language: str) -> None:
    keys = samples.keys()
    copies = [copy for key in keys for copy in key.copies]
    pdf = render(tag_labels([*copies, samples.RING], samples.paper(language), size))
    words = "".join(word.text for word in words_of(pdf)[1])
    for key in keys:
        for secret in (key.place, key.floor, key.unit, key.tenant_name, key.owner, key.owner_phone):
            assert not secret or "".join(secret.split()) not in words
    expected = "".join(one.code + one.tag for one in (*copies, samples.RING))
    assert sorted(words) == sorted(expected), "nothing stands on a tag beside the code and the digits"


@pytest.mark.parametrize("size", LABELS)
def test_every_tag_is_read(size: Size) -> None:
    each = [samples.RING, Ring(1, "ENGINEERING-NIGHT-01", samples.tag(99_999), "A1", ())]
    dpi = 300 if size is Size.LABELS_A4 else 203
    pdf = render(tag_labels(each, PAPER, size))
    count = len(words_of(pdf)[0])
    found = [code for page in range(1, count + 1) for code in decoded(raster(pdf, dpi, mono=True, page=page))]
    assert sorted(found) == sorted(one.tag for one in each)
    assert "ENGINEERING-NI" in said(pdf) and "…" not in said(pdf)


def test_hooks_are_labelled_large() -> None:
    words = words_of(render(hook_labels(["A12", "B7"], PAPER, Size.LABEL_40_30)))[1]
    assert [word.text for word in words] == ["A12", "B7"]
    assert min(word.bottom - word.top for word in words) > 30


def test_the_holders_copy_names_no_room_and_the_desks_does() -> None:
    pdf = slip()
    holder, desk = pages(pdf)
    assert [decoded(raster(pdf, 300, page=page)) for page in (1, 2)] == [[CODE]] * 2
    for part in (
        "K0231-1",
        "A11",
        "张建国",
        "工程部",
        "2026-11-2212:00王芳",
        "2026-11-2218:00",
        "严禁私配钥匙",
    ):
        assert part in holder and part in desk
    for secret in ("空置单元", "1508", "高压配电房", "空调漏水"):
        assert secret not in holder
    assert "写字楼A座空置单元" in desk and "高压配电房" in desk and "1508空调漏水" in desk
    assert "领用人联" in holder and "存根" in desk and "由张建国转交赵刚" in desk


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_slip_on_a_roll_names_no_room_and_is_read(language: str) -> None:
    pdf = slip(samples.card(samples.escorted(copies=3)), Size.RECEIPT_80, language)
    assert decoded(raster(pdf, 203, mono=True)) == [CODE]
    text = said(pdf)
    assert "1508" not in text and "空置单元" not in text and text.count("K0231-1") == 2


def test_whom_the_holder_accompanies_and_who_approved_stand_on_it() -> None:
    holder = pages(slip(samples.card(samples.escorted())))[0]
    assert "李师傅华岳贸易有限公司138****5678" in holder and "李静11-2212:00" in holder
    assert "全程陪同外来人员" in holder and samples.PHONE not in holder
    assert "全程陪同" not in pages(slip())[0]


def test_a_slip_that_waits_says_so_and_one_that_is_back_when() -> None:
    waits = pages(slip(samples.card(samples.handout(state=HandoutState.REQUESTED, out_at=None))))[0]
    assert "领用时间" not in waits
    assert PAPER.words.text("State") in waits.replace(" ", "")
    back = said(slip(samples.card(samples.closed())))
    assert back.count("11-2218:00") >= 2
    lost = samples.handout(
        (samples.line(state=LineState.LOST), samples.line(state=LineState.VOID, code="K9"))
    )
    text = pages(slip(samples.card(lost)))[0]
    assert "遗失" in text and "K9" not in text


def test_a_drawn_signature_and_the_copys_mark() -> None:
    pdf = slip(samples.card(samples.handout(copies=2), samples.signature()))
    assert b"/Subtype /Image" in pdf and "副本1" in said(pdf)


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_twenty_keys_and_endless_names_keep_the_code(language: str) -> None:
    pdf = slip(samples.card(samples.long_handout()), language=language)
    count = len(words_of(pdf)[0])
    found = [decoded(raster(pdf, 200, page=page)) for page in range(1, count + 1)]
    assert [place for place, codes in enumerate(found) if codes == [CODE]] == [0, 2]
    assert all(f"K{place:04d}-1" in said(pdf) for place in range(1, 21))
    roll = slip(samples.card(samples.long_handout()), Size.RECEIPT_80, language)
    assert decoded(raster(roll, 203, mono=True)) == [CODE]


@pytest.mark.parametrize("columns", [2, 10, 11, 15, 30])
def test_the_map_has_every_hook_in_its_frame_and_no_room(columns: int) -> None:
    sizes, words = words_of(render(board_map(samples.boards(columns), PAPER, samples.NOON)))
    texts = [word.text for word in words if word.page or word.top > 60]
    assert all(texts.count(f"A{place}") == 1 for place in range(1, 61) if place != 30)
    assert "K0201-1" in texts and "R-07" in texts and "K0241-1" in texts
    assert texts.count("A30") == 1 and "+3" in texts and "K0230-2" in texts and "K0230-3" not in texts
    assert "数据截至" in texts and "2026-11-22" in texts
    width, _ = sizes[0]
    assert max(word.right for word in words) <= width - 16 * 72 / 25.4
    assert not [secret for secret in ("空置单元", "1508") if any(secret in text for text in texts)]


def test_hooks_stand_as_on_the_wall() -> None:
    printed = words_of(render(board_map(samples.boards(), PAPER, samples.NOON)))[1]
    words = {word.text: word for word in printed if word.top > 60}
    assert abs(words["A1"].top - words["A10"].top) < 1 < words["A11"].top - words["A1"].top
    assert abs(words["A1"].left - words["A11"].left) < 1 < words["A2"].left - words["A1"].left


def test_what_is_out_is_grey_on_the_map() -> None:
    drawn = board_map(samples.boards(), PAPER, samples.NOON).blocks
    cells = [cell for block in drawn if isinstance(block, Grid) for cell in block.cells]
    texts = [block for cell in cells for block in cell if isinstance(block, Text)]
    assert [text.text for text in texts if text.muted and text.text.startswith("K")] == ["K0207-1"]


@pytest.mark.parametrize("language", [CHINESE, ENGLISH])
def test_a_lost_report_says_who_when_and_how_on_one_page(language: str) -> None:
    pdf = render(lost_report(samples.LOST, samples.paper(language), "王芳"))
    text = said(pdf)
    for part in (
        samples.LOST.number,
        "K0231-1",
        "1508",
        "张建国",
        "2026-11-2210:00",
        "2026-11-2212:00王芳",
        "未果。",
    ):
        assert part in text
    assert len(words_of(pdf)[0]) == 1
