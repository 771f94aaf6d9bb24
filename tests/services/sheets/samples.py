"""Spreadsheets as tests make them: good ones, odd ones and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl

from desk_app.services.core.words import N_
from desk_app.services.sheets.table import Column

COLUMNS = (
    Column("name", N_("Company name"), ("公司名称", "公司"), required=True),
    Column("unit", N_("Units"), ("单元", "房号", "unit")),
    Column("phone", N_("Phone"), ("电话", "phone")),
)
ROWS = (("公司名称", "单元", "电话"), ("云帆科技", "1205", "13800001205"), ("䶮记商行", "B101", ""))


def csv_text(rows: Sequence[Sequence[str]] = ROWS, separator: str = ",", end: str = "\r\n") -> str:
    """Rows as CSV."""
    return end.join(separator.join(row) for row in rows) + end


def workbook(rows: Sequence[Sequence[Any]] = ROWS, sheet: str = "名单") -> openpyxl.Workbook:
    """Rows as a workbook, cells typed as given."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    """A workbook's bytes."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def xlsx(rows: Sequence[Sequence[Any]] = ROWS) -> bytes:
    """Rows as the bytes of an XLSX file."""
    return saved(workbook(rows))


def with_parts(raw: bytes, parts: Mapping[str, bytes | None], level: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An XLSX file with some of its parts replaced, added or (None) taken out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(target, "w", level) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return target.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<?xml version="1.0"?>'
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet_xml(body: bytes, before: bytes = b"") -> bytes:
    """A sheet's XML around its rows."""
    return HEAD + before + b"<worksheet " + NAMESPACE + b"><sheetData>" + body + b"</sheetData></worksheet>"


def inline(row: int, *cells: str) -> bytes:
    """A row of inline strings."""
    said = "".join(
        f'<c r="{chr(65 + at)}{row}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for at, cell in enumerate(cells)
    )
    return f'<row r="{row}">{said}</row>'.encode()
