"""Statistics of a period: the four targets against what was reached, then by trade, floor or month."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import TRADE_NAMES, Trade
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import FigureLine, RepairFigures, Target
from desk_app.ui.i18n import format_number, say, speaker, tr
from desk_app.ui.tabs.repairs import papers
from desk_app.ui.tabs.repairs.bars import Bar, Bars, Gauge
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

GAUGES: tuple[tuple[str, Message], ...] = (
    ("arrival", N_("On site in time", "repairs tab")),
    ("call_back", N_("Call-back rate", "repairs tab")),
    ("satisfaction", N_("Satisfaction", "repairs tab")),
    ("in_time", N_("No clock missed", "repairs tab")),
)
HEADINGS: tuple[tuple[str, Message], ...] = (
    ("arrival", N_("On site", "figures of repairs")),
    ("call_back", N_("Called back", "figures of repairs")),
    ("satisfaction", N_("Satisfied", "figures of repairs")),
    ("in_time", N_("In time", "figures of repairs")),
)
"""The same in few letters, over the columns."""
TRADES, FLOORS, MONTHS = "trades", "floors", "months"
_NONE = N_("not named", "repairs tab")


def percent(target: Target) -> str:
    """A share as people read it; a dash where nothing was to count."""
    if target.share is None:
        return "–"
    return f"{format_number(target.share / 10, decimals=0 if target.share % 10 == 0 else 1)} %"


def tone_of(target: Target) -> Tone | None:
    """Red below the target; nothing where nothing was to count."""
    if target.share is None:
        return None
    return "positive" if target.share >= target.target else "danger"


def key_line(one: FigureLine) -> str:
    """The name of a trade, a floor or a month."""
    if one.key in {trade.value for trade in Trade}:
        return tr(TRADE_NAMES[Trade(one.key)])
    return one.key or tr(_NONE)


def _column(title: Message, name: str) -> Column:
    return Column(
        title,
        lambda one: percent(getattr(one, name)),
        sort_key=lambda one: getattr(one, name).share,
        tone=lambda one: tone_of(getattr(one, name)),
        align="right",
        width=104,
    )


COLUMNS = (
    Column(N_("Which", "repairs tab"), key_line, sort_key=lambda one: one.key),
    Column(
        N_("Orders", "repairs tab"),
        lambda one: format_number(one.orders),
        sort_key=lambda one: one.orders,
        align="right",
        width=68,
    ),
    *(_column(title, name) for name, title in HEADINGS),
)


class FiguresDialog(Dialog):
    """Period, gauges, bars and table."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.figures: RepairFigures | None = None
        say(self, N_("Statistics", "repairs tab"), "setWindowTitle")
        self._build()
        today = self._today()
        self.first.set_value(today.replace(day=1))
        self.last.set_value(today)
        self.load()
        speaker.language_changed.connect(self._tell)

    def _build(self) -> None:
        now = self._ctx.services.bench.clock.now
        self.form = Form(columns=2)
        self.first, self.last = DayField(now, past=True), DayField(now, past=True)
        self.form.add("first", N_("From", "time"), self.first)
        self.form.add("last", N_("Until", "time"), self.last)
        self.form.submitted.connect(self.load)
        for field in (self.first, self.last):
            field.returnPressed.connect(self.load)
        show = button(N_("Show", "repairs tab"), self.load, kind="primary")
        self.count = Label(role="muted")
        self.gauges = {name: Gauge(title) for name, title in GAUGES}
        chips = (
            Chip(TRADES, N_("By trade", "repairs tab")),
            Chip(FLOORS, N_("By floor", "repairs tab")),
            Chip(MONTHS, N_("By month", "repairs tab")),
        )
        self.chips = FilterBar(chips)
        self.chips.chosen.connect(lambda _: self._tell())
        self.bars = Bars()
        self.table = RowTable(COLUMNS, row_id=lambda one: one.key)
        self.setLayout(self._arranged(show))
        self.resize(1000, 640)

    def _arranged(self, show: QWidget) -> QVBoxLayout:
        period = row(self.form, show, None, spacing=12)
        lists = row(self.bars, self.table, spacing=16)
        lists.setStretch(1, 1)
        self.print_button = button(N_("Print"), self.print_it, icon="print")
        self.save_button = button(N_("Save as Excel file…"), self.save, icon="download")
        foot = row(self.count, None, self.print_button, self.save_button, button(N_("Close"), self.accept))
        self._offer()
        title = said_label(N_("Statistics against the targets", "repairs tab"), "title")
        layout = column(
            title,
            period,
            row(*self.gauges.values(), spacing=12),
            self.chips,
            lists,
            foot,
            spacing=14,
            margins=24,
        )
        layout.setStretch(4, 1)
        return layout

    def _today(self) -> date:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone).date()

    def load(self) -> None:
        """Ask for the figures of the period."""
        first, last = self.first.value, self.last.value
        problem = UserError(N_("Type the day as 22, 11-22 or tomorrow."))
        unread = {name: problem for name, day in (("first", first), ("last", last)) if day is None}
        if first is not None and last is not None and first > last:
            unread = {"last": UserError(N_("The period ends before it begins.", "repairs tab"))}
        if unread or first is None or last is None:
            self.form.show_problems(InvalidInput(dict(unread)))
            return
        queries, since, until = self._ctx.services.get(RepairQueries), first, last
        self._ctx.read(
            lambda actor: queries.figures(actor, since, until), owner=self, done=self._show, key="figures"
        )

    def _show(self, figures: RepairFigures) -> None:
        self.figures = figures
        self._offer()
        self._tell()

    def _offer(self) -> None:
        for one in (self.print_button, self.save_button):
            one.setEnabled(self.figures is not None)

    def print_it(self) -> None:
        """Preview the sheet of the figures in sight: from there it is printed or saved as a PDF file."""
        if self.figures is not None:
            papers.print_statistics(self._ctx, self, self.figures)

    def save(self) -> None:
        """The same as a spreadsheet."""
        if self.figures is not None:
            papers.save_statistics(self._ctx, self, self.figures)

    @property
    def lines(self) -> tuple[FigureLine, ...]:
        """The lines in sight."""
        return getattr(self.figures, self.chips.current, ())

    def _tell(self) -> None:
        if self.figures is None:
            return
        for name, gauge in self.gauges.items():
            target: Target = getattr(self.figures, name)
            gauge.show_target(percent(target), target.share, target.target, tone_of(target))
        self.table.set_rows(self.lines)
        self.bars.show_bars([Bar(key_line(one), one.orders) for one in self.lines])
        say(
            self.count,
            N_("{n} orders, {rework} of them rework", "repairs tab"),
            n=self.figures.orders,
            rework=self.figures.rework,
        )
