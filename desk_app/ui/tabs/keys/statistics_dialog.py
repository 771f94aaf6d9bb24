"""The key statistics table (钥匙统计表) of a period: on screen, on paper, as a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.words import N_, Message
from desk_app.services.keys.figures import Statistics
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.statistics_paper import BORROWED, STAND, Figure
from desk_app.services.keys.terms import KEY_CATEGORY_NAMES
from desk_app.ui.i18n import say, tr
from desk_app.ui.tabs.keys import register_papers as papers
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_WIDTH, _HEIGHT, _EDGE = 1240, 620, 40
_WIDTHS = (64, 72, 80, 60, 60, 70, 78, 100, 90, 142, 112)
"""Pixels of the figures' columns: their titles are read in full in either language."""
MONTH, LAST_MONTH, YEAR, OWN = "month", "last_month", "year", "own"
PERIODS = (
    (MONTH, N_("This month", "period")),
    (LAST_MONTH, N_("Last month", "period")),
    (YEAR, N_("This year", "period")),
    (OWN, N_("From – to", "period")),
)


def period_of(kind: str, today: date) -> tuple[date, date]:
    """The first and the last day of a period, up to today."""
    first = today.replace(day=1)
    if kind == LAST_MONTH:
        last = first - timedelta(days=1)
        return last.replace(day=1), last
    return (today.replace(month=1, day=1) if kind == YEAR else first), today


@dataclass(frozen=True)
class _Line:
    """A line of the table: a category or the sums, with every figure."""

    title: Message
    figures: tuple[int, ...]


_ALL = (*STAND, *BORROWED)


def _column(place: int, figure: Figure) -> Column:
    def value(one: _Line) -> int:
        return one.figures[place]

    return Column(
        figure.title,
        lambda one: str(value(one)) if value(one) else "",
        sort_key=value,
        align="right",
        width=_WIDTHS[place],
    )


COLUMNS = (
    Column(N_("Category", "key statistics"), lambda one: tr(one.title)),
    *(_column(place, figure) for place, figure in enumerate(_ALL)),
)


class StatisticsDialog(Dialog):
    """Period, table, and the keys taken most often."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.statistics: Statistics | None = None
        say(self, N_("Key statistics"), "setWindowTitle")
        self.table = RowTable(COLUMNS, row_id=lambda one: one.title)
        self.busiest = Label()
        self.busiest.setWordWrap(True)
        told = N_("Keys, copies, hooks, losses and faults are as of now; borrowings are those of the period.")
        self.print_button = button(N_("Print"), self.print_it, icon="print")
        self.save_button = button(N_("Save as Excel file…"), self.save, icon="download")
        foot = row(self.print_button, self.save_button, None, button(N_("Close"), self.accept))
        head = row(said_label(N_("Key statistics"), "title"), None, *self._period())
        most = column(said_label(N_("Taken most often", "key statistics"), "label"), self.busiest, spacing=2)
        note = said_label(told, "caption", wrap=True)
        layout = column(head, self.table, most, note, foot, spacing=12, margins=24)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        room = parent.window().size()
        self.resize(min(_WIDTH, room.width() - _EDGE), min(_HEIGHT, room.height() - _EDGE))
        self._choose()
        self.period.setFocus()

    def _period(self) -> list[QWidget]:
        now: Callable[[], datetime] = self._ctx.services.bench.clock.now
        self.period = Choice(PERIODS)
        self.first, self.last = DayField(now, past=True), DayField(now, past=True)
        self.problem = Label(role="problem")
        say(self.period, N_("Period", "period"), "setAccessibleName")
        say(self.first, N_("First day", "period"), "setAccessibleName")
        say(self.last, N_("Last day", "period"), "setAccessibleName")
        for field in (self.first, self.last):
            field.setFixedWidth(130)
            field.textEdited.connect(lambda _: self.load())
        self.period.value_changed.connect(lambda _: self._choose())
        return [self.problem, self.period, self.first, self.last]

    def _choose(self) -> None:
        """The days of the period; days of one's own are typed."""
        own = self.period.value == OWN
        for field in (self.first, self.last):
            field.setEnabled(own)
        if own:
            self.first.setFocus()
            return
        clock = self._ctx.services.bench.clock
        first, last = period_of(self.period.value, clock.now().astimezone(clock.zone).date())
        self.first.set_value(first)
        self.last.set_value(last)
        self.load()

    def load(self) -> None:
        """Read the figures of the days that stand in the fields."""
        first, last = self.first.value, self.last.value
        ordered = first is not None and last is not None and first <= last
        self.problem.setVisible(not ordered)
        if first is None or last is None or not ordered:
            say(self.problem, N_("Type the first and the last day, such as 11-01."))
            self._show(None)
            return
        queries = self._ctx.services.get(KeyRegisterQueries)
        self._ctx.read(
            lambda actor: queries.statistics(actor, first, last), owner=self, done=self._show, key="figures"
        )

    def _show(self, figures: Statistics | None) -> None:
        self.statistics = figures
        lines = figures.lines if figures is not None else ()
        shown = [
            _Line(KEY_CATEGORY_NAMES[one.category], tuple(figure.of(one) for figure in _ALL)) for one in lines
        ]
        sums = tuple(sum(figure.of(one) for one in lines) for figure in _ALL)
        self.table.set_rows([*shown, _Line(N_("Total", "key statistics"), sums)] if shown else [])
        busiest = figures.busiest if figures is not None else ()
        places = figures.places if figures is not None and self._ctx.actor.role in SUPERVISORS else {}
        self.busiest.setText("   ".join(_taken(code, places.get(code, ""), n) for code, n in busiest) or "—")
        for one in (self.print_button, self.save_button):
            one.setEnabled(figures is not None)

    def print_it(self) -> None:
        """Preview the table."""
        if self.statistics is not None:
            papers.print_statistics(self._ctx, self, self.statistics)

    def save(self) -> None:
        """As a spreadsheet."""
        if self.statistics is not None:
            papers.save_statistics(self._ctx, self, self.statistics)


def _taken(code: str, place: str, times: int) -> str:
    """A key by what it opens too, for who may know: on paper, and to others, by its code alone."""
    return f"{code} {place} × {times}" if place else f"{code} × {times}"
