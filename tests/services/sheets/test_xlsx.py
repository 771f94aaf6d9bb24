from __future__ import annotations

import io
import random
import resource
import zipfile
from datetime import date, datetime
from datetime import time as clock_time
from typing import Any

import openpyxl
import pytest

from desk_app.services.sheets.reading import read_lines, read_table
from desk_app.services.sheets.table import UnreadableSheet, read_date
from desk_app.services.sheets.writing import xlsx_bytes
from desk_app.services.sheets.xlsx import LAST_LINE, MOST_UNPACKED
from tests.services.sheets.samples import (
    COLUMNS,
    HEAD,
    NAMESPACE,
    SHEET,
    inline,
    saved,
    sheet_xml,
    with_parts,
    workbook,
    xlsx,
)

BOMB = b"<row>" + b" " * (40 * 1024 * 1024)
STRINGS = xlsx_bytes("名单", ["公司"], [["甲方"]])
SHARED = b"<sst " + NAMESPACE + b"><si><t>&b;</t></si></sst>"
NO_STRING = b'<row r="1"><c r="A1" t="s"><v>99</v></c></row>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def test_defusedxml_guards_openpyxl() -> None:
    assert openpyxl.DEFUSEDXML and not openpyxl.LXML


def test_a_plain_list_reads_like_its_csv() -> None:
    table = read_table(xlsx(), COLUMNS)
    assert [(row.line, row["name"], row["unit"]) for row in table.rows] == [
        (2, "云帆科技", "1205"),
        (3, "䶮记商行", "B101"),
    ]


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (1205, "1205"),
        (1205.0, "1205"),
        (12.5, "12.5"),
        (13800001205, "13800001205"),
        (1e20, "1e+20"),
        (True, "True"),
        (date(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23, 8, 30), "2026-11-23 08:30"),
        (clock_time(8, 30), "08:30"),
        ("  a\n b ", "a b"),
        ("=1+1", ""),
        ("#N/A", "#N/A"),
        ("甲_x000D_\n乙", "甲 乙"),
    ],
)
def test_cells_are_what_a_person_sees(cell: Any, shown: str) -> None:
    table = read_table(xlsx((("公司", "单元"), ("甲方", cell))), COLUMNS)
    assert table.rows[0]["unit"] == shown


def test_merged_cells_a_title_and_blank_lines_do_no_harm() -> None:
    book = workbook(
        (("租户名单",), (), ("公司", "单元"), ("甲方", "1201"), (), ("乙方", "1202"), (None, "1203"))
    )
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("A6:A7")
    table = read_table(saved(book), COLUMNS)
    assert [(row.line, row["name"], row["unit"]) for row in table.rows] == [
        (4, "甲方", "1201"), (6, "乙方", "1202"), (7, "", "1203"),
    ]  # fmt: skip


def test_the_first_sheet_that_can_be_seen_is_read() -> None:
    book = workbook((("公司",), ("藏起来的",)))
    book.active.sheet_state = "hidden"
    book.create_sheet("看得见").append(["公司"])
    book["看得见"].append(["甲方"])
    assert [line.cells for line in read_lines(saved(book))] == [("公司",), ("甲方",)]


def test_formatted_blank_lines_below_the_list_are_skipped() -> None:
    book = workbook((("公司",), ("甲方",)))
    book.active.cell(50_000, 3).number_format = "@"
    assert len(read_lines(saved(book))) == 2


HOSTILE = {
    "zip bomb": with_parts(xlsx(), {SHEET: sheet_xml(BOMB)}),
    "bomb beside the sheet": with_parts(xlsx(), {"xl/media/image1.png": bytes(40 * 1024 * 1024)}),
    "a thousand parts": with_parts(xlsx(), {f"x/{n}": b"" for n in range(1000)}),
    "laughing entities": with_parts(xlsx(), {SHEET: sheet_xml(inline(1, "公司", "&b;"), LAUGHS)}),
    "entity from outside": with_parts(xlsx(), {SHEET: sheet_xml(inline(1, "公司", "&a;"), OUTSIDE)}),
    "entities in strings": with_parts(STRINGS, {"xl/sharedStrings.xml": HEAD + LAUGHS + SHARED}),
    "entities in the workbook": with_parts(xlsx(), {"xl/workbook.xml": HEAD + LAUGHS + b"<workbook>&b;</workbook>"}),
    "entities in styles": with_parts(xlsx(), {"xl/styles.xml": HEAD + LAUGHS + b"<styleSheet>&b;</styleSheet>"}),
    "no sheet": with_parts(xlsx(), {SHEET: None}),
    "no workbook": with_parts(xlsx(), {"xl/workbook.xml": None}),
    "no types": with_parts(xlsx(), {"[Content_Types].xml": None}),
    "broken XML": with_parts(xlsx(), {SHEET: sheet_xml(b"<row><c>")[:-30]}),
    "string that is not there": with_parts(xlsx(), {SHEET: sheet_xml(NO_STRING)}),
    "number that is none": with_parts(xlsx(), {SHEET: sheet_xml(b'<row r="1"><c r="A1"><v>x</v></c></row>')}),
    "column beyond the last": with_parts(xlsx(), {SHEET: sheet_xml(b'<row r="1"><c r="ZZZZ1"><v>1</v></c></row>')}),
    "wide": xlsx((["公司"] * 101,)),
    "long cell": xlsx((("公司",), ("x" * 2001,))),
    "zip without anything": b"PK\x03\x04" + bytes(50),
    "zip cut short": xlsx()[:-200],
    "another zip": with_parts(xlsx(), {"a.txt": b"x", **dict.fromkeys(
        ["xl/workbook.xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"])}),
    "row numbers that are words": with_parts(xlsx(), {SHEET: sheet_xml(b'<row r="x"><c r="A1"><v>1</v></c></row>')}),
    "list far below": with_parts(xlsx(), {SHEET: sheet_xml(inline(1, "a") + inline(1_048_576, "b"))}),
}  # fmt: skip


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes came out of each reading of a packed part."""
    sizes: list[int] = []
    read = zipfile.ZipExtFile.read

    def counted(part: zipfile.ZipExtFile, n: int | None = -1) -> bytes:
        content = read(part, n)
        sizes.append(len(content))
        return content

    monkeypatch.setattr(zipfile.ZipExtFile, "read", counted)
    return sizes


def test_what_is_unpacked_is_counted(unpacked: list[int]) -> None:
    read_lines(xlsx())
    assert sum(unpacked) > 1000


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_files_are_refused_cleanly_and_soon(case: str, unpacked: list[int]) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnreadableSheet):
        read_lines(HOSTILE[case])
    assert sum(unpacked) <= MOST_UNPACKED
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_a_million_rows_are_refused_before_they_are_unpacked(unpacked: list[int]) -> None:
    body = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 1_000_001))
    raw = with_parts(xlsx(), {SHEET: sheet_xml(body)})
    unpacked.clear()  # the sample was made from another file
    with pytest.raises(UnreadableSheet):
        read_lines(raw)
    assert unpacked == []


def test_more_rows_than_a_list_has_are_refused() -> None:
    body = b"".join(inline(n, "x") for n in range(1, 20_002))
    with pytest.raises(UnreadableSheet, match="more than"):
        read_lines(with_parts(xlsx(), {SHEET: sheet_xml(body)}))


def test_a_size_that_lies_does_not_unpack_more() -> None:
    raw = bytearray(HOSTILE["zip bomb"])
    with zipfile.ZipFile(io.BytesIO(bytes(raw))) as archive:
        true = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    lying = bytes(raw).replace(true, (1000).to_bytes(4, "little"))
    with pytest.raises(UnreadableSheet):
        read_lines(lying)


def test_blank_rows_end_at_the_last_line() -> None:
    raw = with_parts(xlsx(), {SHEET: sheet_xml(inline(1, "公司") + b'<row r="%d"/>' % (LAST_LINE - 1))})
    assert len(read_lines(raw)) == 1


def test_no_damage_escapes_as_another_error() -> None:
    dice = random.Random(7)
    good = xlsx()
    for _ in range(300):
        raw = bytearray(good)
        for _ in range(dice.randrange(1, 8)):
            raw[dice.randrange(4, len(raw))] = dice.randrange(256)
        try:
            lines = read_lines(bytes(raw))
        except UnreadableSheet:
            continue
        assert all(line.cells for line in lines)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-23", date(2026, 11, 23)),
        ("2026/1/3", date(2026, 1, 3)),
        ("2026年11月23日", date(2026, 11, 23)),
        ("２０２６．１１．２３", date(2026, 11, 23)),
        ("20261123", date(2026, 11, 23)),
        ("46349", date(2026, 11, 23)),
        ("2026-11-23 00:00:00", date(2026, 11, 23)),
        ("2026-02-30", None),
        ("20261332", None),
        ("12345", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days_as_lists_write_them(text: str, day: date | None) -> None:
    assert read_date(text) == day
