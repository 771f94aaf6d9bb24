"""Lists: the same columns once on A4 and once as rows of a spreadsheet. No feature's wording.

A feature describes each column as `Listed`, and gives rows of whatever its list is about. On paper a column may hold
several facts; a spreadsheet has each `Fact` in a column of its own, typed.
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
    Size,
    Table,
    TextSize,
)
from desk_app.services.sheets.writing import Cell

R = TypeVar("R")
SheetRows = tuple[list[str], Sequence[Sequence[Cell]]]
"""Headers, and rows of cells."""


@dataclass(frozen=True)
class Sheet:
    """What a cell may know beside its row: the paper, when it is printed, and the staff's names by id."""

    paper: Paper
    now: datetime
    names: Mapping[int, str] = field(default_factory=dict, repr=False)

    def say(self, message: Message, **values: object) -> str:
        """In the paper's language."""
        return self.paper.words.text(message, **values)

    def clock(self, moment: datetime | None) -> datetime | None:
        """A moment as the building's wall clock shows it, to the minute, for a cell of a spreadsheet."""
        if moment is None:
            return None
        return moment.astimezone(self.paper.zone).replace(second=0, microsecond=0, tzinfo=None)


@dataclass(frozen=True)
class Fact(Generic[R]):
    """A column of the spreadsheet: one fact, typed so that it adds up and sorts."""

    title: Message
    value: Callable[[R, Sheet], Cell]


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
    facts: tuple[Fact[R], ...] = ()
    """What the spreadsheet has in its place; without any, the text."""


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
    """The rows for a spreadsheet: one fact to a cell, each on one line."""
    facts = [fact for column in columns for fact in _facts(column)]
    cells = [[_one_line(fact.value(row, sheet)) for fact in facts] for row in rows]
    return [sheet.say(fact.title) for fact in facts], cells


def _facts(column: Listed[R]) -> tuple[Fact[R], ...]:
    if column.tick or column.by_hand:
        return column.facts
    return column.facts or (Fact(column.title, column.text),)


def _one_line(cell: Cell) -> Cell:
    return " ".join(cell.split("\n")) if isinstance(cell, str) else cell


def list_paper(kind: str, title: str, sheet: Sheet, *blocks: Block) -> Document:
    """A list on A4: whose it is, what it is, when it was printed, and the blocks."""
    paper = sheet.paper
    printed = sheet.say(N_("Printed {moment}"), moment=paper.moment(sheet.now))
    head = (paper.letterhead(paper.desk.desk_code), Heading(title, note=printed))
    return Document(kind, title, Size.A4, (*head, *blocks), subject=title)
