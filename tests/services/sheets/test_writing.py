from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.sheets.delimited import csv_lines
from desk_app.services.sheets.reading import read_lines
from desk_app.services.sheets.writing import csv_bytes, guarded, write_csv, write_xlsx, xlsx_bytes

PAYLOADS = [
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1+1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1",
    "＠SUM(1)",
    '=HYPERLINK("http://example.invalid","x")', "http://example.invalid", "mailto:a@example.invalid", "=1+1\n",
    "{=1+1}",
    "=IMPORTXML(A1)", "+86 13800001205", "-", "=", "@", "0012", "1e5", "2026-11-23", "TRUE", "internal:Sheet2!A1",
    "file:///etc/hosts", "ftp://example.invalid", "=DDE(1)", "=\u202e1", "==", "+", "=A1", "-2+3+cmd|' /C calc'!A0",
    "@=1", "\t", "\r\n", "=1;=2", '"=1"',
]  # fmt: skip


def test_there_are_forty_payloads() -> None:
    assert len(set(PAYLOADS)) == 40


@pytest.mark.parametrize("payload", PAYLOADS)
def test_csv_cells_never_begin_a_formula(payload: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_bytes(["h"], [[payload]]).decode("utf-8-sig"), newline="")))
    assert not rows[1][0].startswith(tuple("=+-@\t\r\n＝＋－＠"))
    assert rows[1][0].removeprefix("'") == payload


def test_xlsx_cells_are_text_without_formulas_or_links() -> None:
    raw = xlsx_bytes("名单[1]:*", ["h", "=h"], [[one, one] for one in PAYLOADS])
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet and b"hyperlink" not in sheet
        assert not [name for name in archive.namelist() if "worksheets/_rels" in name]
    book = openpyxl.load_workbook(io.BytesIO(raw))
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.value for cell in cells[::2] if "_x0" not in cell.value] == [
        one for one in PAYLOADS if "\r" not in one
    ]


def test_numbers_amounts_days_and_moments_are_typed() -> None:
    row = [3, Decimal("-12.50"), date(2026, 11, 22), datetime(2026, 11, 22, 9, 30), None, "007"]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes("a", list("abcdef"), [row])))
    cells = next(iter(book.active.iter_rows(min_row=2)))
    assert [cell.value for cell in cells[:2]] == [3, -12.5] and cells[5].value == "007"
    assert cells[2].value.date() == row[2] and cells[3].value == row[3] and cells[4].value is None
    assert [cell.number_format for cell in cells[1:4]] == [
        "#,##0.00;[Red]-#,##0.00", "yyyy-mm-dd", "yyyy-mm-dd hh:mm",
    ]  # fmt: skip


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    rows = [["云帆科技", "+86 138", "0012"], ["䶮", "=1", ""]]
    write_csv(tmp_path / "a.csv", ["公司", "电话", "号"], rows)
    write_xlsx(tmp_path / "a.xlsx", "名单", ["公司", "电话", "号"], rows)
    for name in ("a.csv", "a.xlsx"):
        assert [list(line.cells) for line in read_lines(tmp_path / name)][1:] == [rows[0], rows[1][:2]]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "a.xlsx"]


def test_a_folder_that_is_gone_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble):
        write_csv(tmp_path / "no" / "a.csv", ["h"], [])
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(StorageTrouble):
        write_csv(tmp_path / "folder.csv", ["h"], [])
    assert [path.name for path in tmp_path.iterdir()] == ["folder.csv"]


def test_guarding_leaves_harmless_text_alone() -> None:
    assert guarded("云帆") == "云帆" and guarded("") == "" and guarded("a=1") == "a=1"
    assert csv_lines(csv_bytes(["h"], [["云帆"]]))[1].cells == ("云帆",)
