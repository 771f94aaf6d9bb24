"""The archive of a month as a spreadsheet: a sheet a table, locked; texts are texts, money is money, days are days.

Nobody knows the password of the sheets: it is drawn and forgotten. That stops a slip of the hand; what stops a forger
is the signature.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from desk_app.services.core.words import N_
from desk_app.services.mail.archive_paper import archive_title
from desk_app.services.mail.archive_records import MonthMail
from desk_app.services.mail.archive_tables import ArchiveTable, said, tables_of
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.sheets.cells import NO_GUESSING, cell_formats, sheet_name, write_cell

_WIDEST = 44


def archive_book(
    month: MonthMail, paper: Paper, names: Mapping[int, str], *, signer: str, at: datetime
) -> bytes:
    """The month as XLSX; its first sheet says who signs it and when. `names`: the staff's, by id."""
    from xlsxwriter import Workbook

    target = BytesIO()
    book = Workbook(target, dict(NO_GUESSING))
    book.read_only_recommended()
    book.set_properties({"title": archive_title(month.first, paper), "author": paper.desk.building})
    formats = cell_formats(book)
    password = secrets.token_hex(16)
    figures, *others = tables_of(month, paper, names)
    signed = (paper.words.text(N_("Signed by", "mail archive")), signer)
    moment = (paper.words.text(N_("Signed", "mail archive")), at)
    for table in (replace(figures, rows=(*figures.rows, signed, moment)), *others):
        sheet = book.add_worksheet(sheet_name(table.title))
        _fill(sheet, table, paper, formats)
        _finish(sheet, table, paper, password)
    book.close()
    return target.getvalue()


def _fill(sheet: Any, table: ArchiveTable, paper: Paper, formats: Mapping[str, Any]) -> None:
    for at, head in enumerate(table.heads):
        sheet.write_string(0, at, head.title, formats["head"])
    for number, row in enumerate(table.rows, 1):
        for at, cell in enumerate(row):
            write_cell(sheet, (number, at), cell, paper.zone, formats)
    for at, width in enumerate(_widths(table, paper)):
        sheet.set_column(at, at, width)


def _widths(table: ArchiveTable, paper: Paper) -> Sequence[float]:
    def wide(text: str) -> int:
        return len(text.encode("gb18030", "replace"))

    return [
        min(max([wide(head.title), *(wide(said(row[at], paper)) for row in table.rows)]) + 3, _WIDEST)
        for at, head in enumerate(table.heads)
    ]


def _finish(sheet: Any, table: ArchiveTable, paper: Paper, password: str) -> None:
    """Locked, its head in sight, and fit to print: as wide as the paper, pages numbered."""
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    page = paper.words.text(N_("Page {page} of {pages}", "mail archive"), page="&P", pages="&N")
    sheet.set_footer(f"&L{table.title.replace('&', '&&')}&R{page}")
    sheet.protect(password, {"autofilter": True, "format_columns": True, "select_locked_cells": True})
