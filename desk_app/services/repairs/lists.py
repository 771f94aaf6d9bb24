"""The lists of the ledger, on A4 and as rows of a spreadsheet: orders by view.

Phones are masked: lists leave the desk. The one exception is the paper of those to be called back: nobody rings a
masked number. To add a list: its columns in `_COLUMNS`. Statistics are in `statistics_paper.py`, given out here too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.words import N_
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import Fact, Listed, Sheet, SheetRows, list_paper, sheet_rows, table
from desk_app.services.printing.model import Document
from desk_app.services.repairs.documents import LIST
from desk_app.services.repairs.paper_parts import kind_of, where, whose_work
from desk_app.services.repairs.records import (
    CLOCK_NAMES,
    ORDER_KIND_NAMES,
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


def _until(one: Order, sheet: Sheet) -> date | None:
    until = sheet.clock(one.hold_until)
    return until.date() if until is not None else None


def _urgency(one: Order, sheet: Sheet) -> str:
    return sheet.say(URGENCY_NAMES[one.urgency])


def _to_ring(one: Order, sheet: Sheet) -> str:
    return "\n".join(part for part in (one.reporter, one.phone) if part)


def _done(one: Order, sheet: Sheet) -> str:
    return "\n".join(part for part in (sheet.paper.day_time(one.done_at), one.colleague_name) if part)


def _pressing(one: Order, sheet: Sheet) -> str:
    return sheet.say(CLOCK_NAMES[one.clocks[0].kind]) if one.clocks else ""


def _missed(one: Order, sheet: Sheet) -> str:
    late = bool(one.clocks) and one.clocks[0].tone is ClockTone.MISSED
    return sheet.say(N_("missed", "repair paper")) if late else ""


_KIND_FACTS = (
    Fact[Order](N_("Kind", "repair paper"), lambda one, sheet: sheet.say(ORDER_KIND_NAMES[one.kind])),
    Fact[Order](N_("Trade or department", "repair paper"), lambda one, sheet: whose_work(one, sheet.paper)),
    Fact[Order](N_("Urgency", "repair paper"), _urgency),
)
_WHERE_FACTS = (
    Fact[Order](N_("Floor", "repair paper"), lambda one, sheet: one.floor),
    Fact[Order](N_("Unit", "repair paper"), lambda one, sheet: one.unit),
    Fact[Order](N_("Company", "repair paper"), lambda one, sheet: one.company),
    Fact[Order](N_("Public area", "repair paper"), lambda one, sheet: one.area),
)
_RECEIVED_FACTS = (
    Fact[Order](N_("Received", "repair paper"), lambda one, sheet: sheet.clock(one.received_at)),
    Fact[Order](N_("Taken by", "repair paper"), lambda one, sheet: sheet.names.get(one.owner, "")),
)
_ASSIGNED = Fact[Order](N_("Handled by", "repair paper"), lambda one, sheet: one.colleague_name)
_STATE_FACTS = (
    Fact[Order](N_("State"), lambda one, sheet: sheet.say(ORDER_STATE_NAMES[one.state])),
    _ASSIGNED,
)
_CLOCK_FACTS = (
    Fact[Order](N_("Next step", "repair paper"), _pressing),
    Fact[Order](
        N_("Due", "repair paper"), lambda one, sheet: sheet.clock(one.clocks[0].due) if one.clocks else None
    ),
    Fact[Order](N_("Late", "repair paper"), _missed),
)
_REPORTER_FACTS = (
    Fact[Order](N_("Reported by", "repair paper"), lambda one, sheet: one.reporter),
    Fact[Order](N_("Phone"), lambda one, sheet: mask_phone(one.phone)),
)

_NUMBER = Listed[Order](N_("Number"), 31, lambda one, sheet: one.number)
_KIND = Listed[Order](N_("Kind", "repair paper"), 24, _kind, facts=_KIND_FACTS)
_WHERE = Listed[Order](
    N_("Where", "repair paper"), 30, lambda one, sheet: where(one, sheet.paper.words), facts=_WHERE_FACTS
)
_WHAT = Listed[Order](N_("What", "repair paper"), 41, lambda one, sheet: one.description)
_RECEIVED = Listed[Order](N_("Received", "repair paper"), 24, _received, facts=_RECEIVED_FACTS)
_STATE = Listed[Order](N_("State"), 24, _state, facts=_STATE_FACTS)
_CLOCK = Listed[Order](N_("Due", "repair paper"), 26, _clock, facts=_CLOCK_FACTS)
_REPORTER = Listed[Order](N_("Reported by", "repair paper"), 26, _reporter, facts=_REPORTER_FACTS)
_TO_RING = replace(_REPORTER, text=_to_ring)
_DONE = Listed[Order](
    N_("Done", "repair paper"), 22, _done,
    facts=(Fact(N_("Done", "repair paper"), lambda one, sheet: sheet.clock(one.done_at)), _ASSIGNED),
)  # fmt: skip
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
        Listed[Order](N_("Until", "repair paper"), 20, _hold,
                      facts=(Fact(N_("Until", "repair paper"), _until),)),
    ),
    View.CALL_BACK: (
        _NUMBER, replace(_WHERE, width=28), replace(_WHAT, width=28), replace(_TO_RING, width=27), _DONE,
        Listed[Order](N_("Satisfied", "repair paper"), 17, tick=True),
        Listed[Order](N_("If not, why", "repair paper"), 24, by_hand=True),
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
