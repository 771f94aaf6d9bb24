from __future__ import annotations

import random

import pytest

from desk_app.services.sheets.delimited import csv_lines, decode, separator_of
from desk_app.services.sheets.reading import read_lines, read_table
from desk_app.services.sheets.table import MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, UnreadableSheet
from tests.services.sheets.samples import COLUMNS, ROWS, csv_text

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "gb18030")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_encoding_separator_and_line_end_reads_alike(encoding: str, separator: str, end: str) -> None:
    table = read_table(csv_text(separator=separator, end=end).encode(encoding), COLUMNS)
    assert [(row.line, row["name"], row["unit"], row["phone"]) for row in table.rows] == [
        (2, "云帆科技", "1205", "13800001205"),
        (3, "䶮记商行", "B101", ""),
    ]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [True, False])
def test_utf16_is_found_with_and_without_its_mark(encoding: str, mark: bool) -> None:
    text = ("\ufeff" if mark else "") + csv_text((("name", "unit"), ("Acme Ltd", "1205")))
    assert [line.cells for line in csv_lines(text.encode(encoding))] == [
        ("name", "unit"),
        ("Acme Ltd", "1205"),
    ]


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("公司名称,单元\n云帆科技,1205\n".encode() + b"\xff\xfe\n", 3),
        ("公司名称,单元\n云".encode() + b"\xe5,1\n", 2),
        ("公司名称,单元\n云帆".encode("gb18030") + b"\xff\n", 2),
        (b"name\n\xe9,1\n", 2),
        ("name\n云".encode("utf-16") + b"\x00\xd8\n", 2),
        (b"\xef\xbb\xbfname\n\xc3\n", 2),
    ],
)
def test_damaged_bytes_are_reported_with_their_line(raw: bytes, line: int) -> None:
    with pytest.raises(UnreadableSheet, match="damaged characters") as refused:
        csv_lines(raw)
    assert refused.value.values["line"] == line


def test_quoted_cells_keep_separators_and_lines_are_counted_as_in_the_file() -> None:
    lines = csv_lines(b'a,b\n"x,1\ny",2\n\n"z""z",3\n')
    assert [(one.line, one.cells) for one in lines] == [
        (1, ("a", "b")),
        (2, ("x,1 y", "2")),
        (5, ('z"z', "3")),
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b'a,b\n"open,1\n', "quotation mark"),
        (b'a,b\n"x"y,1\n', "quotation mark"),
        (b"a,b\n" + b"x" * 140_000 + b",1\n", "quotation mark"),
        (b"a\n" + b"x" * (MOST_CHARACTERS + 1), "more than {most} characters"),
        (b"a\n" + b"," * MOST_COLUMNS + b"x", "more than {most} columns"),
        (b"x\n" * (MOST_ROWS + 1), "more than {most} lines"),
        (b"a\x00b,c\n" + b"d" * 5000 + b"\n", "neither an Excel file"),
        (b"x" * 5000 + b"\0", "neither an Excel file"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "old or a locked"),
    ],
)
def test_what_is_no_list_is_refused_with_a_reason(raw: bytes, said: str) -> None:
    with pytest.raises(UnreadableSheet) as refused:
        read_lines(raw)
    assert said in str(refused.value) or "damaged" in str(refused.value)


def test_formulas_controls_and_direction_marks_are_plain_text() -> None:
    raw = "name\n=cmd|' /C calc'!A0\n'+86 138\n\u202eevil\u200b\n<b>&amp;\n@SUM(1)\n".encode()
    assert [line.cells[0] for line in csv_lines(raw)][1:] == [
        "=cmd|' /C calc'!A0", "+86 138", "evil", "<b>&amp;", "@SUM(1)",
    ]  # fmt: skip


def test_the_separator_is_the_one_used_most_outside_quotes() -> None:
    assert separator_of('"a,b,c,d";"e"\n"1";"2"\n') == ";"
    assert separator_of("only\n") == ","


def test_an_empty_file_has_no_lines() -> None:
    assert csv_lines(b"") == [] and csv_lines(b"\n \n,,\n\xef\xbb\xbf"[:6]) == []


def test_no_bytes_break_the_reader() -> None:
    dice = random.Random(20261123)
    good = csv_text().encode()
    for _ in range(3000):
        raw = bytearray(good if dice.random() < 0.7 else dice.randbytes(dice.randrange(200)))
        for _ in range(dice.randrange(1, 6)):
            if raw:
                raw[dice.randrange(len(raw))] = dice.randrange(256)
        try:
            lines = read_lines(bytes(raw))
        except UnreadableSheet:
            continue
        assert all(line.cells for line in lines)


def test_decode_prefers_utf8() -> None:
    assert decode("云帆".encode()) == "云帆"
    assert decode("云帆".encode("gb18030")) == "云帆"
    assert decode(ROWS[2][0].encode("gb18030")) == "䶮记商行"
