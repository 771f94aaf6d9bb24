"""The lists of the ledger, on A4 and as rows of a spreadsheet: orders by view. Phones are masked: they leave the desk.

To add a list: its columns in `_COLUMNS`. The statistics are in `statistics_paper.py`, given out here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import Listed, Sheet, SheetRows, list_paper, sheet_rows, table
from desk_app.services.printing.model import Document
from desk_app.services.repairs.documents import LIST, kind_of, where
from desk_app.services.repairs.records import (
    CLOCK_NAMES,
    ORDER_STATE_NAMES,
    URGENCY_NAMES,
    ClockTone,
    Order,
    Urgency,
    View,
)
from desk_app.services.repairs.statistics_paper import statistics_rows, statistics_sheet

__all__ = ["order_list", "order_sheet", "statistics_rows", "statistics_sheet"]


def _kind(one: Order, sheet: Sheet) -> str:
    urgent = sheet.say(URGENCY_NAMES[one.urgency]) if one.urgency is not Urgency.NORMAL else ""
    return "\n".join(part for part in (kind_of(one, sheet.paper), urgent) if part)


def _state(one: Order, sheet: Sheet) -> str:
    return "\n".join(part for part in (sheet.say(ORDER_STATE_NAMES[one.state]), one.colleague_name) if part)


def _reporter(one: Order, sheet: Sheet) -> str:
    return "\n".join(part for part in (one.reporter, mask_phone(one.phone)) if part)


def _received(one: Order, sheet: Sheet) -> str:
    return "\n".join(
        part for part in (sheet.paper.day_time(one.received_at), sheet.names.get(one.owner, "")) if part
    )


def _clock(one: Order, sheet: Sheet) -> str:
    """The most pressing clock, and whether it was missed."""
    if not one.clocks:
        return ""
    first = one.clocks[0]
    missed = sheet.say(N_("missed", "repair paper")) if first.tone is ClockTone.MISSED else ""
    said = (sheet.say(CLOCK_NAMES[first.kind]), sheet.paper.day_time(first.due), missed)
    return "\n".join(part for part in said if part)


def _hold(one: Order, sheet: Sheet) -> str:
    return sheet.paper.day_time(one.hold_until)[:5]


_NUMBER = Listed[Order](N_("Number"), 31, lambda one, sheet: one.number)
_KIND = Listed[Order](N_("Kind", "repair paper"), 24, _kind)
_WHERE = Listed[Order](N_("Where", "repair paper"), 30, lambda one, sheet: where(one))
_WHAT = Listed[Order](N_("What", "repair paper"), 41, lambda one, sheet: one.description)
_RECEIVED = Listed[Order](N_("Received", "repair paper"), 24, _received)
_STATE = Listed[Order](N_("State"), 24, _state)
_CLOCK = Listed[Order](N_("Due", "repair paper"), 26, _clock)
_REPORTER = Listed[Order](N_("Reported by", "repair paper"), 26, _reporter)
_USUAL = (_NUMBER, replace(_KIND, width=22), replace(_WHERE, width=28), replace(_WHAT, width=32),
          replace(_RECEIVED, width=20), replace(_STATE, width=20), replace(_CLOCK, width=23))  # fmt: skip
_COLUMNS: dict[View, tuple[Listed[Order], ...]] = {
    View.OPEN: _USUAL,
    View.PRESSING: _USUAL,
    View.MINE: _USUAL,
    View.TO_DISPATCH: (_NUMBER, _KIND, _WHERE, _WHAT, _RECEIVED, _REPORTER),
    View.ON_HOLD: (
        _NUMBER, replace(_KIND, width=22), replace(_WHERE, width=28), replace(_WHAT, width=35),
        Listed[Order](N_("On hold because", "repair paper"), 40, lambda one, sheet: one.hold_why),
        Listed[Order](N_("Until", "repair paper"), 20, _hold),
    ),
    View.CALL_BACK: (
        _NUMBER, replace(_WHERE, width=28), replace(_WHAT, width=30), _REPORTER,
        Listed[Order](N_("Done", "repair paper"), 19, lambda one, sheet: sheet.paper.day_time(one.done_at)),
        Listed[Order](N_("Satisfied", "repair paper"), 12, tick=True),
        Listed[Order](N_("If not, why", "repair paper"), 30, by_hand=True),
    ),
    View.DAY: (_NUMBER, _KIND, _WHERE, _WHAT, _RECEIVED, replace(_STATE, width=26)),
}  # fmt: skip
_NOTHING = N_("No orders.", "repair paper")


def order_list(
    orders: Sequence[Order],
    paper: Paper,
    view: View,
    names: Mapping[int, str],
    *,
    title: str,
    printed: datetime,
) -> Document:
    """The orders of a view, in the order given; those to be called back have room for the answer.

    `names`: the staff's, by id.
    """
    sheet = Sheet(paper, printed, names)
    return list_paper(LIST, title, sheet, table(orders, _COLUMNS[view], sheet, sheet.say(_NOTHING)))


def order_sheet(
    orders: Sequence[Order], paper: Paper, view: View, names: Mapping[int, str], *, now: datetime
) -> SheetRows:
    """The same list for a spreadsheet."""
    return sheet_rows(orders, _COLUMNS[view], Sheet(paper, now, names))
