"""Lists: the same columns once on A4 and once as rows of a spreadsheet. No feature's wording.

A feature describes each column as `Listed`, and gives rows of whatever its list is about.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from desk_app.services.core.words import N_, Message
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.model import (
    Align,
    Block,
    Column,
    Document,
    Heading,
    Letterhead,
    Size,
    Table,
    TextSize,
)

R = TypeVar("R")
SheetRows = tuple[list[str], list[list[str]]]
"""Headers, and rows of text."""


@dataclass(frozen=True)
class Sheet:
    """What a cell may know beside its row: the paper, when it is printed, and the staff's names by id."""

    paper: Paper
    now: datetime
    names: Mapping[int, str] = field(default_factory=dict, repr=False)

    def say(self, message: Message, **values: object) -> str:
        """In the paper's language."""
        return self.paper.words.text(message, **values)


@dataclass(frozen=True)
class Listed(Generic[R]):
    """A column: the width is millimetres of the sheet's 176. `tick`: an empty box, for paper only."""

    title: Message
    width: float
    text: Callable[[R, Sheet], str] = lambda row, sheet: ""
    align: Align = Align.LEFT
    tick: bool = False
    by_hand: bool = False
    """Empty, to write in: for paper only."""


def table(
    rows: Sequence[R],
    columns: Sequence[Listed[R]],
    sheet: Sheet,
    empty: str,
    *,
    last: Sequence[str] = (),
    max_lines: int = 12,
) -> Table:
    """The rows on paper, each of `max_lines` at most; `last` is a row of sums below them."""
    titles = tuple(Column(sheet.say(one.title), one.width, one.align, one.tick) for one in columns)
    cells = [tuple(column.text(row, sheet) for column in columns) for row in rows]
    if last and rows:
        cells.append(tuple(last))
    return Table(titles, tuple(cells), empty=empty, max_lines=max_lines, size=TextSize.SMALL)


def sheet_rows(rows: Sequence[R], columns: Sequence[Listed[R]], sheet: Sheet) -> SheetRows:
    """The rows for a spreadsheet, each cell on one line."""
    kept = [column for column in columns if not column.tick and not column.by_hand]
    cells = [[" ".join(column.text(row, sheet).split("\n")) for column in kept] for row in rows]
    return [sheet.say(column.title) for column in kept], cells


def list_paper(kind: str, title: str, sheet: Sheet, *blocks: Block) -> Document:
    """A list on A4: whose it is, what it is, when it was printed, and the blocks."""
    paper = sheet.paper
    printed = sheet.say(N_("Printed {moment}"), moment=paper.moment(sheet.now))
    head = (Letterhead(paper.desk.building, paper.desk.desk_code), Heading(title, note=printed))
    return Document(kind, title, Size.A4, (*head, *blocks), subject=title)
