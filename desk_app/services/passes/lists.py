"""The lists of exit passes, on A4 and as a spreadsheet: of a day, goods outside, missing papers, passes nobody used.

Phones are masked: paper and files leave the desk. To add a list: its columns in `_COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_, Message
from desk_app.services.passes.documents import LIST
from desk_app.services.passes.papers import PassPaper, goods_line
from desk_app.services.passes.records import EXIT_KIND_NAMES, STATE_NAMES, ExitPass, View
from desk_app.services.printing.model import (
    Align,
    Column,
    Document,
    Heading,
    Letterhead,
    Size,
    Table,
    TextSize,
)


@dataclass(frozen=True)
class _Sheet:
    """What a cell may know: the paper, and the day that counts as today."""

    paper: PassPaper
    today: date


@dataclass(frozen=True)
class _Listed:
    """A column: the width is millimetres of the sheet's 176. `tick`: an empty box."""

    title: Message
    width: float
    text: Callable[[ExitPass, _Sheet], str] = lambda one, sheet: ""
    align: Align = Align.LEFT
    tick: bool = False


def _holder(one: ExitPass, sheet: _Sheet) -> str:
    return " ".join(part for part in (one.unit, one.holder) if part)


def _carrier(one: ExitPass, sheet: _Sheet) -> str:
    parts = one.carrier, mask_phone(one.carrier_phone), one.plate
    return "\n".join(part for part in parts if part)


def _goods(one: ExitPass, sheet: _Sheet) -> str:
    return goods_line(one.lines, sheet.paper)


def _outside(one: ExitPass, sheet: _Sheet) -> str:
    lines = [replace(line, quantity=line.out) for line in one.lines if line.out]
    return goods_line(lines, sheet.paper)


def _late(one: ExitPass, sheet: _Sheet) -> str:
    days = (sheet.today - one.due).days if one.due else 0
    return str(days) if days > 0 else ""


def _called(one: ExitPass, sheet: _Sheet) -> str:
    return sheet.paper.day_time(one.called_at)


_NUMBER = _Listed(N_("Number"), 31, lambda one, sheet: one.number)
_HOLDER = _Listed(N_("Holder", "pass paper"), 42, _holder)
_KIND = _Listed(
    N_("Kind", "pass paper"), 20, lambda one, sheet: sheet.paper.words.text(EXIT_KIND_NAMES[one.kind])
)
_STATE = _Listed(N_("State"), 17, lambda one, sheet: sheet.paper.words.text(STATE_NAMES[one.state]))
_GOODS = _Listed(N_("Goods", "pass paper"), 46, _goods)
_UNTIL = _Listed(N_("Valid until"), 20, lambda one, sheet: sheet.paper.until(one.valid_until, year=False))
_CARRIER = _Listed(N_("Carrier", "pass paper"), 32, _carrier)
_CALLED = _Listed(N_("Phoned", "pass paper"), 20, _called)
_DONE = _Listed(N_("Done", "pass paper"), 12, tick=True)

_DAY = (_NUMBER, _HOLDER, _KIND, _GOODS, _UNTIL, _STATE)
_RETURNABLE = (
    _NUMBER,
    replace(_HOLDER, width=40),
    _CARRIER,
    _Listed(N_("Still outside", "pass paper"), 36, _outside),
    _Listed(N_("Back by", "pass paper"), 19, lambda one, sheet: one.due.isoformat() if one.due else ""),
    _Listed(N_("Days late", "pass paper"), 17, _late, Align.RIGHT),
)
_TO_FETCH = (_NUMBER, _HOLDER, _CARRIER, replace(_GOODS, width=36), _UNTIL, _DONE)
_TO_PHONE = (_NUMBER, _HOLDER, replace(_CARRIER, width=28), replace(_GOODS, width=34), _UNTIL, _CALLED, _DONE)
_COLUMNS: dict[View, tuple[_Listed, ...]] = {
    View.OUT: _RETURNABLE,
    View.OVERDUE: _RETURNABLE,
    View.PAPER_MISSING: _TO_FETCH,
    View.UNUSED: _TO_PHONE,
}


def pass_list(
    passes: Sequence[ExitPass], paper: PassPaper, view: View, *, title: str, printed: datetime
) -> Document:
    """The passes of a view, in the order given; the columns are those that the view is worked through with."""
    say = paper.words.text
    listed = _COLUMNS.get(view, _DAY)
    sheet = _Sheet(paper, printed.astimezone(paper.zone).date())
    columns = tuple(Column(say(one.title), one.width, one.align, one.tick) for one in listed)
    rows = tuple(tuple(column.text(one, sheet) for column in listed) for one in passes)
    return Document(
        LIST,
        title,
        Size.A4,
        (
            Letterhead(paper.desk.building, paper.desk.desk_code),
            Heading(title, note=say(N_("Printed {moment}"), moment=paper.moment(printed))),
            Table(
                columns,
                rows,
                empty=say(N_("No exit passes.", "pass paper")),
                max_lines=3,
                size=TextSize.SMALL,
            ),
        ),
        subject=title,
    )


def pass_sheet(
    passes: Sequence[ExitPass], paper: PassPaper, view: View, *, now: datetime
) -> tuple[list[str], list[list[str]]]:
    """The same list for a spreadsheet: headers and rows of text, without the boxes that are ticked on paper."""
    listed = [column for column in _COLUMNS.get(view, _DAY) if not column.tick]
    sheet = _Sheet(paper, now.astimezone(paper.zone).date())
    headers = [paper.words.text(column.title) for column in listed]
    return headers, [[" ".join(column.text(one, sheet).split("\n")) for column in listed] for one in passes]
