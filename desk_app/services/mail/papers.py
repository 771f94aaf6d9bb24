"""Sheets and lists of the mail desk, on A4 and as rows of a spreadsheet. Papers of one piece: `documents.py`.

To add a list: its columns, and a function that makes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from desk_app.services.mail.records import MoneyLine, OrdinaryCount, Outgoing, Piece, TenantRound, View, WeekLine
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import SheetRows
from desk_app.services.printing.model import Document


def round_sheet(rounds: Sequence[TenantRound], paper: Paper, *, day: date, printed: datetime) -> Document:
    """The delivery round, in the order given: floor by floor, to tick off and initial."""
    raise NotImplementedError


def money_list(
    lines: Sequence[MoneyLine], items: Sequence[Outgoing], paper: Paper, *, day: date, printed: datetime
) -> Document:
    """The day's postage for finance: sums by carrier and way of paying, then every item."""
    raise NotImplementedError


def week_sheet(lines: Sequence[WeekLine], paper: Paper, *, monday: date, printed: datetime) -> Document:
    """The register against the carriers' statements of a week."""
    raise NotImplementedError


def piece_list(
    pieces: Sequence[Piece],
    paper: Paper,
    *,
    title: str,
    printed: datetime,
    view: View = View.WAITING,
    names: Mapping[int, str] | None = None,
) -> Document:
    """The pieces of a view, in the order given. `names`: the staff's, by id."""
    raise NotImplementedError


def piece_rows(
    pieces: Sequence[Piece],
    paper: Paper,
    *,
    now: datetime,
    view: View = View.WAITING,
    names: Mapping[int, str] | None = None,
) -> SheetRows:
    """The same list for a spreadsheet."""
    raise NotImplementedError


def outgoing_list(items: Sequence[Outgoing], paper: Paper, *, title: str, printed: datetime) -> Document:
    """What was sent, with the money."""
    raise NotImplementedError


def outgoing_rows(items: Sequence[Outgoing], paper: Paper, *, now: datetime) -> SheetRows:
    """The same list for a spreadsheet."""
    raise NotImplementedError


def ordinary_list(counts: Sequence[OrdinaryCount], paper: Paper, *, title: str, printed: datetime) -> Document:
    """Letters and printed matter by number."""
    raise NotImplementedError


def ordinary_rows(counts: Sequence[OrdinaryCount], paper: Paper, *, now: datetime) -> SheetRows:
    """The same list for a spreadsheet."""
    raise NotImplementedError
