"""The statistics sheet: the targets of the operating manual against what was reached, by trade, floor and month."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from desk_app.services.core.words import N_, Message
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
from desk_app.services.repairs.documents import STATISTICS
from desk_app.services.repairs.records import RepairFigures, Target

_TARGETS: tuple[tuple[Message, Callable[[RepairFigures], Target]], ...] = (
    (N_("Engineer on site in time", "repair statistics"), lambda figures: figures.arrival),
    (N_("Called back", "repair statistics"), lambda figures: figures.call_back),
    (N_("Satisfied", "repair statistics"), lambda figures: figures.satisfaction),
    (N_("Handled in time", "repair statistics"), lambda figures: figures.in_time),
)
_GROUPS: tuple[tuple[Message, Callable[[RepairFigures], Mapping[str, int]]], ...] = (
    (N_("By trade", "repair statistics"), lambda figures: figures.by_trade),
    (N_("By floor", "repair statistics"), lambda figures: figures.by_floor),
    (N_("By month", "repair statistics"), lambda figures: figures.by_month),
)
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
        Space(4),
        SignatureLines(
            (say(N_("Drawn up by", "repair statistics")), say(N_("Supervisor signs", "repair statistics")))
        ),
    )


def statistics_rows(figures: RepairFigures, paper: Paper) -> SheetRows:
    """The same for a spreadsheet: what, which, how many or how much, and the target."""
    say = paper.words.text
    headers = [say(title) for title in _HEADERS]
    rows = [
        ["", say(N_("Orders", "repair statistics")), str(figures.orders), ""],
        ["", say(N_("Rework", "repair statistics")), str(figures.rework), ""],
        *(["", say(title), _share(of(figures).share), _share(of(figures).target)] for title, of in _TARGETS),
    ]
    for title, of in _GROUPS:
        rows += [[say(title), _name(key, say), str(n), ""] for key, n in of(figures).items()]
    return headers, rows


_HEADERS = (
    N_("Group", "repair statistics"),
    N_("Figure", "repair statistics"),
    N_("Value", "repair statistics"),
    N_("Target", "repair statistics"),
)


def _targets(figures: RepairFigures, sheet: Sheet) -> Table:
    say = sheet.say
    columns = (
        Column(say(_HEADERS[1]), 80),
        Column(say(N_("Reached", "repair statistics")), 32, Align.RIGHT),
        Column(say(_HEADERS[3]), 32, Align.RIGHT),
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


def _group(sheet: Sheet, title: Message, counted: Mapping[str, int]) -> tuple[Block, ...]:
    say = sheet.say
    columns = (Column(say(title), 120), Column(say(N_("Orders", "repair statistics")), 56, Align.RIGHT))
    rows = tuple((_name(key, say), str(n)) for key, n in counted.items())
    nothing = say(N_("No orders.", "repair paper"))
    return Space(3), Table(columns, rows, empty=nothing)


def _name(key: str, say: Callable[..., str]) -> str:
    """A trade by its name; floors and months as they are."""
    if key in tuple(Trade):
        return say(TRADE_NAMES[Trade(key)])
    return key or say(N_("not said", "repair statistics"))


def _share(per_mille: int | None) -> str:
    return _NONE if per_mille is None else f"{per_mille / 10:.1f} %"
