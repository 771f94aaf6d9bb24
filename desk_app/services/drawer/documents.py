"""The drawer's paper: the sheet of a shift, to be signed by whoever hands over and whoever takes over.

Money only: whose deposits they are is told by the numbers of their loans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from desk_app.services.core.money import say_money
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.drawer.records import MOVEMENT_NAMES, Count, DrawerState, Movement
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.listing import Listed, Sheet, SheetRows, list_paper, sheet_rows, table
from desk_app.services.printing.model import (
    Align,
    Block,
    Document,
    Field,
    Fields,
    Heading,
    SignatureLines,
    Size,
    TextSize,
)
from desk_app.services.printing.parts import said

SHIFT = "drawer.shift"
DOCUMENTS = (DocumentKind(SHIFT, N_("Drawer at the end of a shift"), (Size.A4,), DESK),)


def _signed(fen: int) -> str:
    """With a plus, so that coming and going are told apart; nothing for nothing."""
    return f"+{say_money(fen)}" if fen > 0 else say_money(fen) if fen else ""


def _amount(fen: int) -> str:
    return say_money(fen) if fen else ""


_MOVEMENTS = (
    Listed[Movement](N_("Time", "drawer paper"), 28, lambda row, sheet: sheet.paper.moment(row.at)),
    Listed[Movement](N_("Kind", "drawer paper"), 26, lambda row, sheet: sheet.say(MOVEMENT_NAMES[row.kind])),
    Listed[Movement](N_("Number"), 31, lambda row, sheet: row.number),
    Listed[Movement](N_("Remark"), 33, lambda row, sheet: row.remark),
    Listed[Movement](N_("By", "drawer paper"), 18, lambda row, sheet: sheet.names.get(row.by, "")),
    Listed[Movement](N_("Cash", "drawer paper"), 20, lambda row, sheet: _signed(row.cash), Align.RIGHT),
    Listed[Movement](N_("Held", "drawer paper"), 20, lambda row, sheet: _signed(row.held), Align.RIGHT),
)
_COUNTS = (
    Listed[Count](N_("Time", "drawer paper"), 28, lambda row, sheet: sheet.paper.moment(row.at)),
    Listed[Count](N_("By", "drawer paper"), 24, lambda row, sheet: sheet.names.get(row.by, "")),
    Listed[Count](N_("Counted", "drawer paper"), 22, lambda row, sheet: say_money(row.counted), Align.RIGHT),
    Listed[Count](
        N_("Expected", "drawer paper"), 22, lambda row, sheet: say_money(row.expected), Align.RIGHT
    ),
    Listed[Count](
        N_("Difference", "drawer paper"), 22, lambda row, sheet: _signed(row.difference), Align.RIGHT
    ),
    Listed[Count](N_("Explanation", "drawer paper"), 58, lambda row, sheet: row.explanation),
)


def shift_sheet(
    state: DrawerState, counts: Sequence[Count], paper: Paper, names: Mapping[int, str], *, printed: datetime
) -> Document:
    """How the drawer stands since its last count: sums, counts, every movement with the oldest first, signatures.

    `counts` are those to be shown with their differences; `names` the staff's, by id.
    """
    sheet = Sheet(paper, printed, names)
    counted: tuple[Block, ...] = ()
    if counts:
        heading = Heading(sheet.say(N_("Counts", "drawer paper")), minor=True)
        counted = (heading, table(counts, _COUNTS, sheet, ""))
    return list_paper(
        SHIFT,
        sheet.say(N_("Drawer at the end of a shift")),
        sheet,
        Fields(_stands(state, sheet), columns=2, size=TextSize.LARGE),
        Fields(_totals(state, sheet), columns=2),
        *counted,
        Heading(sheet.say(N_("Movements", "drawer paper")), minor=True),
        table(
            state.movements[::-1],
            _MOVEMENTS,
            sheet,
            sheet.say(N_("Nothing moved.", "drawer paper")),
            last=_sums(state, sheet),
        ),
        SignatureLines(
            (sheet.say(N_("Hands over", "drawer paper")), sheet.say(N_("Takes over", "drawer paper")))
        ),
    )


def _stands(state: DrawerState, sheet: Sheet) -> tuple[Field, ...]:
    since = sheet.paper.moment(state.since)
    return said(
        Field(sheet.say(N_("Since the count of", "drawer paper")), since),
        Field(sheet.say(N_("Counted then", "drawer paper")), say_money(state.opening)),
        Field(sheet.say(N_("Cash expected", "drawer paper")), say_money(state.cash), strong=True),
        Field(sheet.say(N_("Deposits held", "drawer paper")), say_money(state.held), strong=True),
    )


def _totals(state: DrawerState, sheet: Sheet) -> tuple[Field, ...]:
    totals = state.totals
    return said(
        Field(sheet.say(N_("Deposits taken", "drawer paper")), _amount(totals.deposits)),
        Field(sheet.say(N_("Deposits refunded", "drawer paper")), _amount(totals.refunds)),
        Field(sheet.say(N_("Deposits kept", "drawer paper")), _amount(totals.kept)),
        Field(sheet.say(N_("Fees", "drawer paper")), _amount(totals.fees)),
        Field(sheet.say(N_("Postage", "drawer paper")), _amount(totals.postage)),
        Field(sheet.say(N_("Handed to finance", "drawer paper")), _amount(totals.handed_over)),
        Field(sheet.say(N_("Change put in", "drawer paper")), _amount(totals.put_in)),
        Field(sheet.say(N_("Corrections", "drawer paper")), _signed(totals.corrections)),
    )


def _sums(state: DrawerState, sheet: Sheet) -> tuple[str, ...]:
    cash, held = (sum(one.cash for one in state.movements), sum(one.held for one in state.movements))
    return sheet.say(N_("Total", "drawer paper")), "", "", "", "", _signed(cash), _signed(held)


def shift_rows(state: DrawerState, paper: Paper, names: Mapping[int, str], *, now: datetime) -> SheetRows:
    """The movements for a spreadsheet, the oldest first."""
    return sheet_rows(state.movements[::-1], _MOVEMENTS, Sheet(paper, now, names))
