"""CSV → lines: encoding and separator are found out, damage is reported with its line."""

from __future__ import annotations

import csv
import io

from desk_app.services.core.words import N_
from desk_app.services.sheets.table import (
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    SheetLine,
    UnreadableSheet,
    clean_cell,
)

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SEPARATORS = ",;\t"
_SURELY_UTF8 = 4
"""So many non-ASCII characters read well before the first bad byte: then it is UTF-8, damaged."""
_GUARDED = tuple("=+-@＝＋－＠")


def csv_lines(raw: bytes) -> list[SheetLine]:
    """Every line that is not blank. Raises UnreadableSheet."""
    text = decode(raw)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    lines: list[SheetLine] = []
    number = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return lines
        except csv.Error as trouble:
            raise UnreadableSheet(
                N_("Line {line} cannot be read: a quotation mark is not closed, or a cell is too long."),
                line=number,
            ) from trouble
        add_line(lines, number, cells)
        number = reader.line_num + 1


def add_line(lines: list[SheetLine], number: int, cells: list[str]) -> None:
    """Clean a line and keep it unless it is blank. Raises UnreadableSheet beyond the bounds of a list."""
    while cells and not cells[-1].strip():
        cells.pop()
    if not cells:
        return
    if len(cells) > MOST_COLUMNS:
        raise UnreadableSheet(N_("Line {line} has more than {most} columns."), line=number, most=MOST_COLUMNS)
    if any(len(cell) > MOST_CHARACTERS for cell in cells):
        raise UnreadableSheet(
            N_("Line {line} has a cell with more than {most} characters."), line=number, most=MOST_CHARACTERS
        )
    if len(lines) >= MOST_ROWS:
        raise UnreadableSheet(N_("The list has more than {most} lines."), most=MOST_ROWS)
    cleaned = tuple(unguarded(clean_cell(cell)) for cell in cells)
    if any(cleaned):
        lines.append(SheetLine(number, cleaned))


def unguarded(cell: str) -> str:
    """Take off the apostrophe that exports put before what a spreadsheet would run as a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_GUARDED) else cell


def decode(raw: bytes) -> str:
    """UTF-8, UTF-16 or GB18030, with or without a mark. Raises UnreadableSheet with the line of the first bad byte."""
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strictly(raw[len(mark) :], encoding)
    text = _strictly(raw, _which_utf16(raw)) if b"\0" in raw[:4096] else _utf8_or_gb18030(raw)
    if "\0" in text:
        raise UnreadableSheet(N_("This is neither an Excel file nor a list as text."))
    return text


def _which_utf16(raw: bytes) -> str:
    return "utf-16-be" if raw[:4096:2].count(0) > raw[1:4096:2].count(0) else "utf-16-le"


def _utf8_or_gb18030(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as bad:
        before = raw[: bad.start].decode("utf-8")
        if sum(not char.isascii() for char in before) >= _SURELY_UTF8:
            raise _damaged(raw, bad, "utf-8") from bad
        return _strictly(raw, "gb18030")


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as bad:
        raise _damaged(raw, bad, encoding) from bad


def _damaged(raw: bytes, bad: UnicodeDecodeError, encoding: str) -> UnreadableSheet:
    line = raw[: bad.start].decode(encoding, "replace").count("\n") + 1
    return UnreadableSheet(
        N_(
            "Line {line} has damaged characters. Save the list as .xlsx, or as CSV in UTF-8, then choose it again."
        ),
        line=line,
    )


def separator_of(text: str) -> str:
    """Comma, semicolon or tab: whichever most of the first filled lines have, outside quotation marks; else comma."""
    head = [line for line in text[:20_000].splitlines() if line.strip()][:10]
    outside = ["".join(line.split('"')[::2]) for line in head]
    found = max(
        _SEPARATORS, key=lambda one: (sum(one in line for line in outside), "".join(outside).count(one))
    )
    return found if 2 * sum(found in line for line in outside) >= len(outside) else _SEPARATORS[0]
