"""Papers as a reader sees them: text, fonts, pages, copies."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from desk_app.services.printing.model import (
    Column,
    Document,
    Heading,
    SignatureLines,
    Size,
    Space,
    Table,
    Text,
)
from desk_app.services.printing.render import render, render_two_up
from tests.services.printing import samples
from tests.services.printing.paper import fonts_of, raster, text_of, words_of

RARE = "䶮㛃𠮷祎赟·"


def test_text_is_extractable_exactly() -> None:
    said = text_of(render(samples.badge(name=RARE)))
    assert RARE in said
    assert "赵䶮㛃" in said
    assert "请于离开时交还" in said


def test_more_than_a_hundred_different_characters_of_one_font_are_extractable() -> None:
    everyday = "".join(map(chr, range(0x4E00, 0x4E00 + 700)))
    rare = "".join(map(chr, range(0x20B9F, 0x20B9F + 40)))
    said = text_of(render(Document("text", "t", Size.A4, (Text(everyday), Text(rare)))))
    printed = set(said)
    assert set(everyday) <= printed
    assert "𠮷" in printed


def test_fonts_are_embedded_as_subsets_with_their_characters() -> None:
    fonts = fonts_of(render(samples.badge()))
    assert {font["name"].split("+")[1] for font in fonts} == {
        "NotoSansSC-Regular",
        "NotoSansSC-Bold",
        "DeskRareHan-Regular",
    }
    assert all(font["emb"] == font["sub"] == font["uni"] == "yes" for font in fonts)


def test_a_missing_character_is_printed_as_a_box_with_its_number() -> None:
    assert "王□[U+31350]" in text_of(render(samples.badge(name="王\U00031350")))


def test_five_hundred_rows_paginate_under_a_repeated_header() -> None:
    pdf = render(samples.roll_call(500))
    sizes, words = words_of(pdf)
    pages = len(sizes)
    assert pages > 10
    for page in range(pages):
        here = [word.text for word in words if word.page == page]
        assert "姓名" in here
        assert f"第 {page + 1} 页，共 {pages} 页".split()[1] in here
    assert (
        sum(bool(re.fullmatch(r"\d\d:\d\d", word.text)) for word in words) == 500 + 1
    )  # and the time of the list


def test_signatures_never_stand_on_a_sheet_of_their_own() -> None:
    for rows in range(24, 36):
        table = Table((Column("姓名"),), tuple((f"第{row}行",) for row in range(rows)))
        pdf = render(Document("list", "t", Size.A5, (Heading("名单"), table, SignatureLines(("签字",)))))
        _, words = words_of(pdf)
        last = max(word.page for word in words)
        assert f"第{rows - 1}行" in {word.text for word in words if word.page == last}


def test_an_empty_table_says_so() -> None:
    assert "无在场人员" in text_of(render(samples.roll_call(0)))


def test_a_receipt_is_as_long_as_its_content() -> None:
    short = Document("note", "t", Size.RECEIPT_80, (Text("一行"),))
    long = replace(short, blocks=tuple(Text(f"第{line}行") for line in range(40)))
    heights = [words_of(render(document))[0][0][1] for document in (short, long)]
    assert heights[0] < 60 < 500 < heights[1]


def test_a_receipt_is_black_and_white() -> None:
    picture = raster(render(samples.receipt()), 203, mono=True)
    assert {value for _, value in picture.getcolors() or []} == {0, 255}


def test_a_copy_without_a_code_says_so_too() -> None:
    document = Document("note", "t", Size.A6, (Text("正文"),), copy=3)
    assert "副本 3" in text_of(render(document))
    assert "副本" not in text_of(render(replace(document, copy=0)))


def test_two_up_puts_both_parts_on_one_sheet() -> None:
    sizes, words = words_of(render_two_up(samples.goods_slip("第一联"), samples.goods_slip("第二联")))
    assert [(round(width), round(height)) for width, height in sizes] == [(595, 842)]
    tops = {word.text: word.top for word in words if word.text in {"第一联", "第二联"}}
    assert tops["第二联"] - tops["第一联"] == pytest.approx(842 / 2, abs=1)


def test_two_up_takes_no_other_size() -> None:
    with pytest.raises(ValueError, match="A5"):
        render_two_up(samples.badge(), samples.badge())


def test_the_same_paper_from_many_threads_is_the_same() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: render(samples.badge()), range(8)))
    assert len(set(made)) == 1


def test_counterparts_come_out_behind_it_and_count_their_own_pages() -> None:
    text = Text("甲联")
    behind = Document("pass", "出门条", Size.A5, (Text("乙联"), Space(180), Text("乙联末页")), number="N-1")
    whole = Document("pass", "出门条", Size.A5, (text,), number="N-1", counterparts=(behind,))
    sizes, words = words_of(render(whole))
    assert len(sizes) == 3 and [word.page for word in words if "联" in word.text] == [0, 1, 2]
    other = replace(behind, size=Size.A4)
    with pytest.raises(ValueError, match="one size"):
        render(replace(whole, counterparts=(other,)))


def test_empty_paper_alone_begins_no_page() -> None:
    room = 187.0
    assert len(words_of(render(Document("t", "t", Size.A5, (Space(room - 1), Space(9)))))[0]) == 1
    assert len(words_of(render(Document("t", "t", Size.A5, (Space(room - 1), Text("末")))))[0]) == 2
