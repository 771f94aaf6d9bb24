"""Typed cells of a spreadsheet: texts stay texts, money is money, days are days; nothing is a formula or a link."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Any

_MONEY = '"¥"#,##0.00;[Red]-"¥"#,##0.00'
_FORMATS = {
    "text": "@",
    "number": "0",
    "money": _MONEY,
    "share": "0.0%",
    "day": "yyyy-mm-dd",
    "month": "yyyy-mm",
    "moment": "yyyy-mm-dd hh:mm",
}
NO_GUESSING = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "in_memory": True,
}
"""How a workbook is opened: it takes no text for anything else, and writes nothing beside its file."""
_NAME, _LONGEST = 31, 32_000
_UNFIT = "[]:*?/\\'"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in fen."""

    fen: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    per_mille: int


@dataclass(frozen=True, slots=True)
class Month:
    """A month, by its first day."""

    first: date


Cell = str | int | Money | Share | Month | date | datetime | None


def sheet_name(title: str) -> str:
    """What a sheet may be called."""
    return "".join(char for char in title if char not in _UNFIT)[:_NAME]


def cell_formats(book: Any) -> dict[str, Any]:
    """How each kind of cell looks in this workbook, and its heads."""
    formats = {
        name: book.add_format({"num_format": code, "valign": "top"}) for name, code in _FORMATS.items()
    }
    return formats | {"head": book.add_format({"bold": True, "bottom": 1, "num_format": "@"})}


def write_cell(
    sheet: Any, place: tuple[int, int], cell: Cell, zone: tzinfo, formats: Mapping[str, Any]
) -> None:
    """Put a cell at (row, column). Moments are said by the building's clock: a spreadsheet knows no zones."""
    match cell:
        case None | "":
            sheet.write_blank(*place, None, formats["text"])
        case Money(fen):
            sheet.write_number(*place, fen / 100, formats["money"])
        case Share(per_mille):
            sheet.write_number(*place, per_mille / 1000, formats["share"])
        case Month(first):
            sheet.write_datetime(*place, first, formats["month"])
        case datetime():
            local = cell.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
            sheet.write_datetime(*place, local, formats["moment"])
        case date():
            sheet.write_datetime(*place, cell, formats["day"])
        case int():
            sheet.write_number(*place, cell, formats["number"])
        case _:
            sheet.write_string(*place, cell[:_LONGEST], formats["text"])
