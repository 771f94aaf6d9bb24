"""XLSX → lines: bounded before anything is unpacked; values as a person sees them, formulas never run."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError

from desk_app.services.core.words import N_
from desk_app.services.sheets.delimited import add_line
from desk_app.services.sheets.table import MOST_COLUMNS, SheetLine, UnreadableSheet

MOST_UNPACKED = 32 * 1024 * 1024
MOST_PARTS = 500
_ESCAPED = re.compile("_x00(?:0[0-9A-F]|1[0-9A-F])_", re.IGNORECASE)
"""How XLSX writes control characters, line ends among them."""
LAST_LINE = 100_000
"""Blank lines that were only formatted are skipped, up to here."""


def xlsx_lines(raw: bytes) -> list[SheetLine]:
    """Every line of the first visible sheet that is not blank. Raises UnreadableSheet."""
    try:
        _check_size(raw)
        return _lines(raw)
    except UnreadableSheet:
        raise
    except (
        zipfile.BadZipFile, zlib.error, ParseError, KeyError, ValueError, TypeError, AttributeError, IndexError,
        OSError, EOFError, NotImplementedError, RuntimeError, OverflowError, AssertionError,
    ) as trouble:  # fmt: skip
        # openpyxl answers damage with whatever it stumbles over; defusedxml's refusals are ValueErrors.
        raise UnreadableSheet(
            N_(
                "This Excel file is damaged or not a plain list. Open it, save it as .xlsx, then choose it again."
            )
        ) from trouble


def _check_size(raw: bytes) -> None:
    # zipfile never unpacks more of a part than its header declares, so the declared sizes bound the real ones.
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnreadableSheet(N_("This Excel file unpacks to more than a list can be. Nothing was read."))


def _lines(raw: bytes) -> list[SheetLine]:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml is missing: no Excel file may be read without it")
    book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        if not sheets:
            raise UnreadableSheet(N_("This Excel file has no sheet that can be seen."))
        lines: list[SheetLine] = []
        for number, cells in _rows(sheets[0]):
            add_line(lines, number, cells)
        return lines
    finally:
        book.close()


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    # The sheet's own word on its size is not to be trusted.
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True)
    for number, values in enumerate(islice(rows, LAST_LINE), start=1):
        if values.count(None) < len(values):
            yield number, [_shown(value) for value in values]
    if next(rows, None) is not None:
        raise UnreadableSheet(
            N_("The sheet goes on after line {most}. Delete what is below the list."), most=LAST_LINE
        )


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.isoformat("minutes")
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _ESCAPED.sub(" ", str(value))
