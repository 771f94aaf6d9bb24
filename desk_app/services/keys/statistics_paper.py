"""The key statistics table (钥匙统计表): how the keys stand, how they were borrowed, which are taken most.

On paper two tables under each other, so that every title can be read; one table of all figures for a spreadsheet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk_app.services.core.words import N_, Message
from desk_app.services.keys.documents import STATISTICS
from desk_app.services.keys.figures import Statistics, StatisticsLine
from desk_app.services.keys.terms import KEY_CATEGORY_NAMES
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import Sheet, SheetRows, list_paper
from desk_app.services.printing.model import (
    Align,
    Column,
    Document,
    Heading,
    SignatureLines,
    Space,
    Table,
    Text,
)


@dataclass(frozen=True)
class Figure:
    """A column: its title, and the number in it."""

    title: Message
    of: Callable[[StatisticsLine], int]


STAND = (
    Figure(N_("Keys", "key statistics"), lambda line: line.keys),
    Figure(N_("Copies", "key statistics"), lambda line: line.copies),
    Figure(N_("On hook", "key statistics"), lambda line: line.on_hook),
    Figure(N_("Out", "key statistics"), lambda line: line.out),
    Figure(N_("Lost", "key statistics"), lambda line: line.lost),
    Figure(N_("Faulty", "key statistics"), lambda line: line.faulty),
    Figure(N_("Retired", "key statistics"), lambda line: line.retired),
)
BORROWED = (
    Figure(N_("Borrowings", "key statistics"), lambda line: line.borrowed),
    Figure(N_("Back late", "key statistics"), lambda line: line.late),
    Figure(N_("Brought by another", "key statistics"), lambda line: line.by_another),
    Figure(N_("Out overnight", "key statistics"), lambda line: line.overnight),
)


def statistics_table(statistics: Statistics, paper: Paper, *, printed: datetime) -> Document:
    """The table of a period, with sums, the keys taken most often, and lines to sign."""
    say, sheet = paper.words.text, Sheet(paper, printed)
    period = say(
        N_("{first} to {last}", "key statistics"),
        first=statistics.first.isoformat(),
        last=statistics.last.isoformat(),
    )
    return list_paper(
        STATISTICS,
        say(N_("Key statistics")),
        sheet,
        Text(period, bold=True),
        Space(2),
        Heading(say(N_("How the keys stand", "key statistics")), minor=True),
        _table(statistics.lines, STAND, paper),
        Heading(say(N_("Borrowings of the period", "key statistics")), minor=True),
        _table(statistics.lines, BORROWED, paper),
        Heading(say(N_("Taken most often", "key statistics")), minor=True),
        _busiest(statistics, paper),
        SignatureLines((say(N_("Drawn up by", "key statistics")), say(N_("Supervisor signs", "key paper")))),
    )


def _table(lines: Sequence[StatisticsLine], figures: Sequence[Figure], paper: Paper) -> Table:
    say = paper.words.text
    each = 136 / len(figures)
    columns = (
        Column(say(N_("Category", "key statistics")), 40),
        *(Column(say(figure.title), each, Align.RIGHT) for figure in figures),
    )
    rows = tuple(tuple(_cells(line, figures, paper)) for line in lines)
    return Table(columns, (*rows, tuple(_sums(lines, figures, paper))))


def _cells(line: StatisticsLine, figures: Sequence[Figure], paper: Paper) -> list[str]:
    return [paper.words.text(KEY_CATEGORY_NAMES[line.category]), *(str(one.of(line)) for one in figures)]


def _sums(lines: Sequence[StatisticsLine], figures: Sequence[Figure], paper: Paper) -> list[str]:
    total = paper.words.text(N_("Total", "key statistics"))
    return [total, *(str(sum(map(one.of, lines))) for one in figures)]


def _busiest(statistics: Statistics, paper: Paper) -> Table:
    say = paper.words.text
    columns = (
        Column(say(N_("No.", "key statistics")), 16, Align.RIGHT),
        Column(say(N_("Key", "key paper")), 100),
        Column(say(N_("Borrowings", "key statistics")), 60, Align.RIGHT),
    )
    rows = tuple((str(place), code, str(n)) for place, (code, n) in enumerate(statistics.busiest, 1))
    return Table(columns, rows, empty=say(N_("No borrowings.", "key statistics")))


def statistics_sheet(statistics: Statistics, paper: Paper) -> SheetRows:
    """All figures in one table with its sums, for a spreadsheet."""
    figures = (*STAND, *BORROWED)
    headers = [
        paper.words.text(N_("Category", "key statistics")),
        *(paper.words.text(one.title) for one in figures),
    ]
    rows = [_cells(line, figures, paper) for line in statistics.lines]
    return headers, [*rows, _sums(statistics.lines, figures, paper)]
