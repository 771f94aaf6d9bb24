"""Lists of goods as people send them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.ui.tabs.passes.pasted import MOST, count_and_unit, read_lines, said_total, whole_number

Line = tuple[str, int, str, str]


def read(text: str) -> list[Line]:
    return [(one.name, one.quantity, one.unit, one.serial) for one in read_lines(text)]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("显示器 20 台", ("显示器", 20, "台", "")),
        ("显示器20台", ("显示器", 20, "台", "")),
        ("显示器：２０台", ("显示器", 20, "台", "")),
        ("椅子五十把", ("椅子", 50, "把", "")),
        ("一台打印机", ("打印机", 1, "台", "")),
        ("20台显示器", ("显示器", 20, "台", "")),
        ("键盘鼠标 各10套", ("键盘鼠标", 10, "套", "")),
        ("纸箱 1,200 个", ("纸箱", 1200, "个", "")),
        ("三件套 2 套", ("三件套", 2, "套", "")),
        ("3.5 寸硬盘 2 块", ("3.5 寸硬盘", 2, "块", "")),
        ("Monitor, 20, pcs, SN-1", ("Monitor", 20, "pcs", "SN-1")),
        ("Monitor 20 pcs", ("Monitor", 20, "pcs", "")),
        ("Monitor x 3", ("Monitor", 3, "", "")),
        ("显示器×3", ("显示器", 3, "", "")),
        ("显示器 20", ("显示器", 20, "", "")),
        ("显示器\t20台", ("显示器", 20, "台", "")),
        ("显示器\t20\t台\tCN-1", ("显示器", 20, "台", "CN-1")),
        ("ThinkPad X1 2 台 SN: PF-123", ("ThinkPad X1", 2, "台", "PF-123")),
        ("打印机 1 台（序列号 CN-1）", ("打印机", 1, "台", "CN-1")),
        ("3、椅子 5把", ("椅子", 5, "把", "")),
        ("- 椅子 5把。", ("椅子", 5, "把", "")),
        ("iPhone 15", ("iPhone 15", 0, "", "")),
        ("床上三件套", ("床上三件套", 0, "", "")),
        ("文件 若干", ("文件 若干", 0, "", "")),
        ("公共物品", ("公共物品", 0, "", "")),
        ("五十把", ("五十把", 0, "", "")),
        ("3. 打印机HP M404 x2 SN:CNB123", ("打印机HP M404", 2, "", "CNB123")),
        ("打印机 SN:CNB123 x1", ("打印机", 1, "", "CNB123")),
        ("显示器*2", ("显示器", 2, "", "")),
        ("ThinkPad X1", ("ThinkPad X1", 0, "", "")),
        ("显示器 20 台 黑色", ("显示器 黑色", 20, "台", "")),
        ("显示器 1 台 SN-1", ("显示器", 1, "台", "SN-1")),
        ("1 文件 3箱半", ("文件 3箱半", 0, "", "")),
        ("共享打印机 2 台", ("共享打印机", 2, "台", "")),
        ("12 iPhone 15", ("12 iPhone 15", 0, "", "")),
    ],
)
def test_one_line(text: str, line: Line) -> None:
    assert read(text) == [line]


def test_a_sheet_with_headings_and_running_numbers() -> None:
    sheet = "序号\t名称\t数量\t单位\t序列号\r\n1\t显示器\t20\t台\tA-1\r\n2\t椅子\t五十\t把\t\r\n\t\t\t\t\r\n"
    assert read(sheet) == [("显示器", 20, "台", "A-1"), ("椅子", 50, "把", "")]
    assert read("桌子\t很多\t张") == [("桌子 很多 张", 0, "", "")], "nothing is lost"


def test_one_sentence_of_a_chat_is_many_lines() -> None:
    assert read("打印机一台，椅子5把、桌子 3张") == [
        ("打印机", 1, "台", ""),
        ("椅子", 5, "把", ""),
        ("桌子", 3, "张", ""),
    ]
    assert read("办公桌，旧的") == [("办公桌，旧的", 0, "", "")]


CHAT = """林小姐，今天要搬的东西：
1. 显示器 20台
2、椅子 5把
3. 打印机HP M404 x2 SN:CNB123
4 绿植 2 盆
5 文件 3箱半
一共29件，谢谢！"""


def test_a_chat_with_greeting_numbers_and_total() -> None:
    assert read(CHAT) == [
        ("显示器", 20, "台", ""),
        ("椅子", 5, "把", ""),
        ("打印机HP M404", 2, "", "CNB123"),
        ("绿植", 2, "盆", ""),
        ("文件 3箱半", 0, "", ""),
    ]
    assert said_total(CHAT) == 29 and said_total("显示器 20 台") is None
    assert said_total("合计：三十件") == 30 and read("谢谢！\n合计\n共 3 件") == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("20", 20), ("５０", 50), ("五十", 50), ("十二", 12), ("两", 2), ("一百零五", 105), ("三千二百", 3200),
        ("二〇", 20), ("三万", 30_000), ("一万二千", 12_000), ("1,200", 1200), ("-1", -1), ("0", 0), ("+3", 3),
        ("1000000000", 10**9), ("1e9", None), ("1.5", None), ("", None), ("十十", None), ("若干", None), ("万", None),
        ("9" * 19, None),
    ],
)  # fmt: skip
def test_whole_numbers(text: str, number: int | None) -> None:
    assert whole_number(text) == number


def test_a_quantity_may_have_its_unit_with_it() -> None:
    assert count_and_unit("20台") == (20, "台") and count_and_unit("五十 把") == (50, "把")
    assert count_and_unit("20") == (20, "") and count_and_unit("台") == (None, "")


@given(st.text(alphabet=st.characters(), max_size=400))
def test_anything_can_be_pasted(text: str) -> None:
    found = read_lines(text)
    assert len(found) <= MOST and all(line.quantity >= 0 or "-" in text for line in found)


def test_a_book_is_not_read_for_ever() -> None:
    assert len(read_lines("显示器 20 台\n" * 10_000)) == MOST
    assert read("1" * 100_000)[0][1] == 0
