"""What a spreadsheet is to the program: named columns, and rows that know their line."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_, Message

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_CHARACTERS = 2_000
"""In one cell."""
HEADER_WITHIN = 10
"""A list may begin with a title and a remark; its headers stand within so many lines."""

_REMARK = re.compile(r"[(\[【].*?[)\]】]")
_SERIAL_START = date(1899, 12, 30)
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]00:00(?::00)?)?")


class UnreadableSheet(UserError):
    """The file cannot be read as a list."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a file: its number as the spreadsheet program shows it, and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a list may have: `titles` are the names people give it, in any language."""

    key: str
    label: Message
    titles: tuple[str, ...]
    required: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a list. A column that the file lacks, or an empty cell, reads as an empty string."""

    line: int
    cells: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.cells.get(key, "")


@dataclass(frozen=True, slots=True)
class Table:
    """A list that was read."""

    headers: Mapping[str, str]
    """Column key → its title in the file."""
    rows: tuple[Row, ...]
    ignored: tuple[str, ...] = ()
    """Titles that mean nothing here."""


def to_table(lines: Iterable[SheetLine], columns: Sequence[Column]) -> Table:
    """Find the headers and name the cells. Raises UnreadableSheet when a required column is missing."""
    listed = list(lines)
    start, found = _headers(listed, columns)
    missing = [column for column in columns if column.required and column.key not in found]
    if missing:
        raise UnreadableSheet(
            N_(
                "The list has no column “{column}”. Name it so in the first line, or start from the template."
            ),
            column=missing[0].label,
        )
    header = listed[start]
    rows = tuple(
        Row(line.line, {key: line.cells[at] for key, at in found.items() if at < len(line.cells)})
        for line in listed[start + 1 :]
    )
    used = set(found.values())
    return Table(
        {key: header.cells[at] for key, at in found.items()},
        tuple(row for row in rows if any(row.cells.values())),
        tuple(title for at, title in enumerate(header.cells) if title and at not in used),
    )


def _headers(lines: Sequence[SheetLine], columns: Sequence[Column]) -> tuple[int, dict[str, int]]:
    best: tuple[int, dict[str, int]] = (0, {})
    for number, line in enumerate(lines[:HEADER_WITHIN]):
        found = _match(line.cells, columns)
        if len(found) > len(best[1]):
            best = number, found
    if not best[1]:
        raise UnreadableSheet(N_("No column of this list is known. Start from the template."))
    return best


def _match(cells: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    names = {
        plain_title(title): column.key
        for column in columns
        for title in (column.key, column.label, *column.titles)
    }
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        key = names.get(plain_title(cell))
        if key is not None:
            found.setdefault(key, at)
    return found


def plain_title(title: str) -> str:
    """A header without what people vary: case, width, signs, remarks in brackets."""
    plain = _REMARK.sub("", unicodedata.normalize("NFKC", title)).casefold()
    return "".join(char for char in plain if char.isalnum())


def clean_cell(text: str) -> str:
    """A cell as plain text: no control or direction characters, no spaces around it."""
    kept = "".join(
        " " if char in "\r\n\t\x0b\x0c\u2028\u2029\xa0" else char
        for char in text
        if char in "\r\n\t\x0b\x0c\u2028\u2029" or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co")
    )
    return re.sub(r" {2,}", " ", kept).strip()


def read_date(text: str) -> date | None:
    """A day as lists write it: 2026-11-23, 2026/11/23, 2026年11月23日, 20261123, or a spreadsheet's day number.

    None when it is no day.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    found = _DATE.fullmatch(text)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if re.fullmatch(r"(19|20)\d{6}", text):
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
    # Day numbers from 1955 to 2173: anything else is more likely a slip than a day.
    if re.fullmatch(r"\d{5}", text) and 20_000 <= int(text) < 100_000:
        return _SERIAL_START + timedelta(days=int(text))
    return None
