"""The statistics sheet: the targets of the operating manual against what was reached, by trade, floor and month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from desk_app.services.core.words import N_, Message, Words
from desk_app.services.directory.records import TRADE_NAMES, Trade
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.listing import Sheet, SheetRows, list_paper
from desk_app.services.printing.model import (
    Align,
    Block,
    Column,
    Document,
    SignatureLines,
    Space,
    Table,
    Text,
)
from desk_app.services.printing.parts import floor_said
from desk_app.services.repairs.documents import STATISTICS
from desk_app.services.repairs.records import FigureLine, RepairFigures, Target
from desk_app.services.sheets.writing import Cell

_TARGETS: tuple[tuple[Message, Callable[[RepairFigures], Target]], ...] = (
    (N_("Engineer on site in time", "repair statistics"), lambda figures: figures.arrival),
    (N_("Called back", "repair statistics"), lambda figures: figures.call_back),
    (N_("Satisfied", "repair statistics"), lambda figures: figures.satisfaction),
    (N_("Handled in time", "repair statistics"), lambda figures: figures.in_time),
)
_GROUPS: tuple[tuple[Message, Callable[[RepairFigures], Sequence[FigureLine]]], ...] = (
    (N_("By trade", "repair statistics"), lambda figures: _complaints_apart(figures.trades)),
    (N_("By floor", "repair statistics"), lambda figures: figures.floors),
    (N_("By month", "repair statistics"), lambda figures: figures.months),
)
_SHORT: tuple[tuple[Message, Callable[[FigureLine], Target]], ...] = (
    (N_("On site", "repair statistics"), lambda line: line.arrival),
    (N_("Called back", "repair statistics"), lambda line: line.call_back),
    (N_("Satisfied", "repair statistics"), lambda line: line.satisfaction),
    (N_("In time", "repair statistics"), lambda line: line.in_time),
)
"""The targets in few letters, over the columns of a group."""
_BELOW = " *"
_NO_TRADE = "-"
_NONE = "—"


def statistics_sheet(figures: RepairFigures, paper: Paper, *, printed: datetime) -> Document:
    """The figures of a period on paper, with lines to sign."""
    sheet = Sheet(paper, printed)
    say = sheet.say
    counted = say(
        N_("{first} to {last}: {orders} orders, {rework} of them rework", "repair statistics"),
        first=figures.first.isoformat(),
        last=figures.last.isoformat(),
        orders=figures.orders,
        rework=figures.rework,
    )
    groups = [block for title, of in _GROUPS for block in _group(sheet, title, of(figures))]
    return list_paper(
        STATISTICS,
        say(N_("Statistics of orders")),
        sheet,
        Text(counted, bold=True),
        Space(2),
        _targets(figures, sheet),
        *groups,
        Space(2),
        Text(say(N_("* below the target", "repair statistics"))),
        Space(4),
        SignatureLines(
            (
                say(N_("Drawn up by", "repair statistics")),
                say(N_("Supervisor's signature", "repair statistics")),
            )
        ),
    )


def statistics_rows(figures: RepairFigures, paper: Paper) -> SheetRows:
    """The same for a spreadsheet: what, how many orders, and each share; the targets stand in a line of their own."""
    say = paper.words.text
    titles, orders = [say(title) for title, _ in _TARGETS], say(N_("Orders", "repair statistics"))
    headers = [say(N_("Group", "repair statistics")), say(_FIGURE), orders, *titles]
    whole = [of(figures) for _, of in _TARGETS]
    rows: list[list[Cell]] = [
        ["", say(_TARGET), "", *(_share(one.target) for one in whole)],
        ["", say(N_("All orders", "repair statistics")), figures.orders, *map(_reached, whole)],
        ["", say(N_("Rework", "repair statistics")), figures.rework, *("" for _ in whole)],
    ]
    for title, of in _GROUPS:
        for line in of(figures):
            name, _, *shares = _cells(line, paper.words)
            rows.append([say(title), name, line.orders, *shares])
    return headers, rows


_FIGURE = N_("Figure", "repair statistics")
_TARGET = N_("Target", "repair statistics")


def _targets(figures: RepairFigures, sheet: Sheet) -> Table:
    say = sheet.say
    columns = (
        Column(say(_FIGURE), 80),
        Column(say(N_("Reached", "repair statistics")), 32, Align.RIGHT),
        Column(say(_TARGET), 32, Align.RIGHT),
        Column("", 32),
    )
    rows = tuple(
        (say(title), _share(target.share), _share(target.target), _verdict(target, sheet))
        for title, of in _TARGETS
        for target in (of(figures),)
    )
    return Table(columns, rows)


def _verdict(target: Target, sheet: Sheet) -> str:
    if target.share is None:
        return ""
    missed, reached = N_("missed", "repair statistics"), N_("reached", "repair statistics")
    return sheet.say(reached if target.share >= target.target else missed)


def _group(sheet: Sheet, title: Message, lines: Sequence[FigureLine]) -> tuple[Block, ...]:
    say = sheet.say
    columns = (
        Column(say(title), 68),
        Column(say(N_("Orders", "repair statistics")), 20, Align.RIGHT),
        *(Column(say(short), 22, Align.RIGHT) for short, _ in _SHORT),
    )
    rows = tuple(tuple(_cells(line, sheet.paper.words, _BELOW)) for line in lines)
    if rows:
        rows = (*rows, (say(N_("Total", "repair paper")), str(sum(line.orders for line in lines))))
    return Space(3), Table(columns, rows, empty=say(N_("No orders.", "repair paper")))


def _cells(line: FigureLine, words: Words, below: str = "") -> list[str]:
    """Its name, how many, and each share; what missed its target has a mark."""
    return [_name(line.key, words), str(line.orders), *(_reached(of(line), below) for _, of in _SHORT)]


def _reached(target: Target, below: str = "") -> str:
    missed = target.share is not None and target.share < target.target
    return _share(target.share) + (below if missed else "")


def _complaints_apart(trades: Sequence[FigureLine]) -> tuple[FigureLine, ...]:
    """What names no trade is a complaint or a request: last, under that name."""
    named = [one for one in trades if one.key]
    return (*named, *(replace(one, key=_NO_TRADE) for one in trades if not one.key))


def _name(key: str, words: Words) -> str:
    """A trade by its name, a floor as a floor; months as they are."""
    if key == _NO_TRADE:
        return words.text(N_("Complaints and requests", "repair statistics"))
    if key in tuple(Trade):
        return words.text(TRADE_NAMES[Trade(key)])
    return floor_said(words, key) if key else words.text(N_("not said", "repair statistics"))


def _share(per_mille: int | None) -> str:
    return _NONE if per_mille is None else f"{per_mille / 10:.1f}%"
