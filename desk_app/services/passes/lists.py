"""The lists of exit passes, on A4 and as a spreadsheet: of a day, goods outside, missing papers, passes nobody used.

Phones are masked: paper and files leave the desk. To add a list: its columns in `_COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_
from desk_app.services.passes.documents import LIST
from desk_app.services.passes.papers import goods_line
from desk_app.services.passes.records import EXIT_KIND_NAMES, STATE_NAMES, ExitPass, View
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import Listed, Sheet, SheetRows, list_paper, sheet_rows, table
from desk_app.services.printing.model import Align, Document

_Column = Listed[ExitPass]


def _holder(one: ExitPass, sheet: Sheet) -> str:
    return " ".join(part for part in (one.unit, one.holder) if part)


def _carrier(one: ExitPass, sheet: Sheet) -> str:
    parts = one.carrier, mask_phone(one.carrier_phone), one.plate
    return "\n".join(part for part in parts if part)


def _goods(one: ExitPass, sheet: Sheet) -> str:
    return goods_line(one.lines, sheet.paper)


def _outside(one: ExitPass, sheet: Sheet) -> str:
    lines = [replace(line, quantity=line.out) for line in one.lines if line.out]
    return goods_line(lines, sheet.paper)


def _late(one: ExitPass, sheet: Sheet) -> str:
    days = (sheet.now.astimezone(sheet.paper.zone).date() - one.due).days if one.due else 0
    return str(days) if days > 0 else ""


def _called(one: ExitPass, sheet: Sheet) -> str:
    return sheet.paper.day_time(one.called_at)


_NUMBER = _Column(N_("Number"), 31, lambda one, sheet: one.number)
_HOLDER = _Column(N_("Holder", "pass paper"), 42, _holder)
_KIND = _Column(N_("Kind", "pass paper"), 20, lambda one, sheet: sheet.say(EXIT_KIND_NAMES[one.kind]))
_STATE = _Column(N_("State"), 17, lambda one, sheet: sheet.say(STATE_NAMES[one.state]))
_GOODS = _Column(N_("Goods", "pass paper"), 46, _goods)
_UNTIL = _Column(N_("Valid until"), 20, lambda one, sheet: sheet.paper.until(one.valid_until, year=False))
_CARRIER = _Column(N_("Carrier", "pass paper"), 32, _carrier)
_CALLED = _Column(N_("Phoned", "pass paper"), 20, _called)
_DONE = _Column(N_("Done", "pass paper"), 12, tick=True)

_DAY = (_NUMBER, _HOLDER, _KIND, _GOODS, _UNTIL, _STATE)
_RETURNABLE = (
    _NUMBER,
    replace(_HOLDER, width=40),
    _CARRIER,
    _Column(N_("Still outside", "pass paper"), 36, _outside),
    _Column(N_("Back by", "pass paper"), 19, lambda one, sheet: one.due.isoformat() if one.due else ""),
    _Column(N_("Days late", "pass paper"), 17, _late, Align.RIGHT),
)
_TO_FETCH = (_NUMBER, _HOLDER, _CARRIER, replace(_GOODS, width=36), _UNTIL, _DONE)
_TO_PHONE = (_NUMBER, _HOLDER, replace(_CARRIER, width=28), replace(_GOODS, width=34), _UNTIL, _CALLED, _DONE)
_COLUMNS: dict[View, tuple[_Column, ...]] = {
    View.OUT: _RETURNABLE,
    View.OVERDUE: _RETURNABLE,
    View.PAPER_MISSING: _TO_FETCH,
    View.UNUSED: _TO_PHONE,
}


def pass_list(
    passes: Sequence[ExitPass], paper: Paper, view: View, *, title: str, printed: datetime
) -> Document:
    """The passes of a view, in the order given; the columns are those that the view is worked through with."""
    sheet = Sheet(paper, printed)
    empty = sheet.say(N_("No exit passes.", "pass paper"))
    listed = table(passes, _COLUMNS.get(view, _DAY), sheet, empty, max_lines=3)
    return list_paper(LIST, title, sheet, listed)


def pass_sheet(passes: Sequence[ExitPass], paper: Paper, view: View, *, now: datetime) -> SheetRows:
    """The same list for a spreadsheet: headers and rows of text, without the boxes that are ticked on paper."""
    return sheet_rows(passes, _COLUMNS.get(view, _DAY), Sheet(paper, now))
