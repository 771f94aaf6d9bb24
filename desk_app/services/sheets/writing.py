"""Lists → XLSX and CSV that no spreadsheet program runs: what is text stays text.

A name that begins with `=` is a formula to Excel: XLSX cells are typed as strings, CSV cells get an apostrophe.
Numbers, amounts, days and moments are typed in XLSX, so that they add up and sort.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from desk_app.services.core.errors import StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_

_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
_WIDEST = 40
_SHEET_NAME = 31
Cell = str | int | Decimal | date | datetime | None
"""Decimal is an amount in yuan; a moment is the building's wall clock, without a zone: spreadsheets know none."""
Sheet = tuple[str, Sequence[str], Iterable[Sequence[Cell]]]
"""Its title, its headers, its rows."""
_FORMATS = {
    str: "@",
    int: "0",
    Decimal: "#,##0.00;[Red]-#,##0.00",
    datetime: "yyyy-mm-dd hh:mm",
    date: "yyyy-mm-dd",
}


def guarded(cell: str) -> str:
    """A CSV cell that no spreadsheet program takes for a formula."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) else cell


def csv_bytes(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV as Excel in any language opens it: UTF-8 with its mark, CRLF."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in (headers, *rows):
        writer.writerow([guarded(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig", "replace")


def xlsx_bytes(title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """One sheet of typed cells: header fixed in sight, columns as wide as what is in them."""
    return xlsx_book([(title, headers, rows)])


def xlsx_book(sheets: Iterable[Sheet]) -> bytes:
    """Several sheets, each as `xlsx_bytes` makes it."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "in_memory": True,
    }
    book = Workbook(target, options)
    bold = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
    formats = {kind: book.add_format({"num_format": code}) for kind, code in _FORMATS.items()}
    for title, headers, rows in sheets:
        sheet = book.add_worksheet("".join(char for char in title if char not in "[]:*?/\\'")[:_SHEET_NAME])
        _fill(sheet, headers, rows, bold, formats)
    book.close()
    return target.getvalue()


def _fill(
    sheet: Any,
    headers: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    bold: Any,
    formats: Mapping[type, Any],
) -> None:
    widths = [_wide(header) for header in headers]
    sheet.set_column(0, len(headers) - 1, None, formats[str])
    for at, header in enumerate(headers):
        sheet.write_string(0, at, header, bold)
    for number, row in enumerate(rows, 1):
        for at, cell in enumerate(row):
            _write(sheet, (number, at), cell, formats)
            widths[at] = max(widths[at], _wide(_plain(cell)))
    for at, width in enumerate(widths):
        sheet.set_column(at, at, min(width + 3, _WIDEST), formats[str])
    sheet.freeze_panes(1, 0)


def _write(sheet: Any, place: tuple[int, int], cell: Cell, formats: Mapping[type, Any]) -> None:
    if cell is None:
        return
    if isinstance(cell, str):
        sheet.write_string(*place, cell, formats[str])
    elif isinstance(cell, (datetime, date)):
        sheet.write_datetime(*place, cell, formats[type(cell)])
    else:
        sheet.write_number(*place, cell, formats[type(cell)])


def _plain(cell: Cell) -> str:
    """A cell as text, for its width."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    return "" if cell is None else str(cell)


def _wide(text: str) -> int:
    """How wide a text is, in Latin letters."""
    return len(text.encode("gb18030", "replace"))


def save(path: Path, content: bytes, *, private: bool = False) -> None:
    """Put a file where somebody wants it: wholly or not at all; `private`: nobody else's account may read it.

    Raises StorageTrouble.
    """
    draft = path.with_name(path.name + ".part")
    try:
        draft.unlink(missing_ok=True)  # of an earlier try, with whatever rights it had
        with open(draft, "wb", opener=_opened_privately if private else None) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as trouble:
        draft.unlink(missing_ok=True)
        raise StorageTrouble(
            N_(
                "The file could not be saved: {reason}. Close it in other programs, or choose another folder."
            ),
            reason=reason_of(trouble),
        ) from trouble


def _opened_privately(path: str, how: int) -> int:
    return os.open(path, how | os.O_EXCL, 0o600)


def write_xlsx(path: Path, title: str, headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Save a list as XLSX. Raises StorageTrouble."""
    save(path, xlsx_bytes(title, headers, rows))


def write_xlsx_book(path: Path, sheets: Iterable[Sheet]) -> None:
    """Save several lists as one XLSX. Raises StorageTrouble."""
    save(path, xlsx_book(sheets))


def write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Save a list as CSV. Raises StorageTrouble."""
    save(path, csv_bytes(headers, rows))
