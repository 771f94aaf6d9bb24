"""The lost reports: what is missed at the left; at the right the form for a new one, or the report chosen.

The page shows it in place of the found items and brings it back with `show_report`. Reports are read with what is
likely theirs, so that somebody who waits for a call is seen at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import LostReport
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.i18n import speaker
from desk_app.ui.tabs.lost_property import report_papers
from desk_app.ui.tabs.lost_property.report_columns import LostRow, report_columns
from desk_app.ui.tabs.lost_property.report_form import ReportForm
from desk_app.ui.tabs.lost_property.report_panel import ReportPanel, ShownReport
from desk_app.ui.widgets.day_page import NARROW
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.list_menu import list_menu
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

OPEN, LIKELY_ONES, ALL = "open", "likely", "all"
"""The lists: keys of the chips."""
_CHIPS = (
    Chip(OPEN, N_("Looked for", "lost property tab"), "info"),
    Chip(LIKELY_ONES, N_("Maybe found", "lost property tab"), "positive", quiet=True),
    Chip(ALL, N_("All reports", "lost property tab")),
)
_SIDE, _NARROW_SIDE = 408, 352


class ReportsPlace(QWidget):
    """List, form, report."""

    left = Signal()
    """Back to the found items."""

    def __init__(self, ctx: AppContext, page: QWidget, parent: QWidget | None = None) -> None:
        """`page` owns verbs and dialogs: it outlives every panel."""
        super().__init__(parent)
        self.ctx, self._page = ctx, page
        self._queries = ctx.services.get(LostPropertyQueries)
        self._wanted: int | None = None
        self._shown: ShownReport | None = None
        self.panel: ReportPanel | None = None
        self._rows: list[LostRow] = []
        self._build()
        self.chips.chosen.connect(lambda _: self._arrange())
        self.table.selected_rows.connect(lambda rows: self.open(rows[0].id) if rows else None)
        self.table.activated_row.connect(lambda _: self._focus_panel())
        self.form.reported.connect(lambda report: self._reported(report))
        speaker.language_changed.connect(self._retell)

    # Build

    def _build(self) -> None:
        self.chips = FilterBar(_CHIPS)
        self.table = RowTable(report_columns(self.ctx.services.bench.clock.now), row_id=lambda one: one.id)
        self.empty = EmptyState(
            "lost",
            N_("Nothing is missed", "lost property tab"),
            N_(
                "Somebody misses something? What is here and looks like it is offered at once.",
                "lost property tab",
            ),
            N_("Report a loss", "lost property tab"),
            self.new_report,
        )
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.empty)
        content = column(self._build_head(), self.chips, self.lists, spacing=12, margins=16)
        content.setStretch(2, 1)
        whole = row(spacing=0)
        whole.addLayout(content, 1)
        whole.addWidget(self._build_side())
        self.setLayout(whole)

    def _build_head(self) -> QWidget:
        back = button(N_("Found items (F9)", "lost property tab"), self.left.emit, icon="arrow-left")
        head = QWidget()
        menu = list_menu(self.print_list, self.save_list)
        head.setLayout(row(said_label(N_("Reported lost", "lost property tab"), "title"), None, menu, back))
        return head

    def _build_side(self) -> QFrame:
        self.form = ReportForm(self.ctx, self._page)
        self._place, self._box = QWidget(), column(margins=16)
        to_form = N_("Report a loss", "lost property tab")
        again = button(to_form, self.new_report, kind="link", icon="arrow-left")
        again.setProperty("flush", True)
        self._box.addLayout(row(again, None))
        self._place.setLayout(self._box)
        self.side = QStackedWidget()
        self.side.addWidget(self.form)
        self.side.addWidget(self._place)
        self.side_frame = QFrame()
        self.side_frame.setProperty("role", "panel")
        self.side_frame.setFixedWidth(_SIDE)
        self.side_frame.setLayout(column(self.side))
        self.ctx.toasts.keep_clear(self.side_frame)
        return self.side_frame

    # The list

    def load(self) -> None:
        """Read list and report in sight again."""
        self.ctx.read(self._ask, owner=self, done=self._show, key="reports")
        if self._wanted is not None:
            self.open(self._wanted)

    def _ask(self, actor: Actor) -> list[LostRow]:
        """All reports, with how many finds are likely theirs. Off the GUI thread."""
        likely = Counter(one.lost for one in self._queries.good_matches(actor))
        return [LostRow(one, likely[one.id]) for one in self._queries.reports(actor, False)]

    def _show(self, rows: Sequence[LostRow]) -> None:
        self._rows = list(rows)
        counts = {key: len(self._of(key)) for key in (OPEN, LIKELY_ONES, ALL)}
        self.chips.set_counts(**counts)
        self._arrange()

    def _of(self, key: str) -> list[LostRow]:
        if key == ALL:
            return self._rows
        still = [one for one in self._rows if one.report.open]
        return still if key == OPEN else [one for one in still if one.likely]

    def _arrange(self) -> None:
        rows = self._of(self.chips.current)
        self.table.set_rows(rows)
        self.lists.setCurrentWidget(self.table if rows else self.empty)
        self._mark()

    def _mark(self) -> None:
        if self.panel is not None and self._wanted is not None:
            with QSignalBlocker(self.table):
                if not self.table.select(self._wanted):
                    self.table.clearSelection()

    @property
    def rows(self) -> list[LostReport]:
        """The reports in sight."""
        return [one.report for one in self._of(self.chips.current)]

    # The report in sight

    def show_report(self, report: int) -> None:
        """A search hit, a match, a step of somebody's card: it opens beside the list."""
        self._wanted = report
        self.load()

    def open(self, report: int) -> None:
        """Read it into the panel; what was asked for meanwhile is not overtaken by it."""
        self._wanted = report
        self.ctx.read(
            lambda actor: self._ask_report(actor, report),
            owner=self,
            done=lambda shown: self._show_panel(shown) if self._wanted == report else None,
            key="report",
        )

    def _ask_report(self, actor: Actor, report: int) -> ShownReport:
        one, services = self._queries.report(actor, report), self.ctx.services
        company = ""
        if one.tenant is not None:
            company = services.get(DirectoryQueries).tenant(actor, one.tenant).tenant.name
        number = self._queries.card(actor, one.found).item.number if one.found is not None else ""
        return ShownReport(one, company, number, services.get(StaffQueries).names(actor))

    def _show_panel(self, shown: ShownReport) -> None:
        self._drop_panel()
        self.panel, self._shown = ReportPanel(self.ctx, shown, self._page), shown
        self._box.addWidget(self.panel, 1)
        self.side.setCurrentWidget(self._place)
        self._mark()

    def _drop_panel(self) -> None:
        if self.panel is not None:
            self._box.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = self._shown = None

    def close_panel(self) -> None:
        """No report is chosen any more."""
        self._wanted = None
        self._drop_panel()
        self.table.clearSelection()
        self.side.setCurrentWidget(self.form)

    def _focus_panel(self) -> None:
        if self.panel is not None:
            self.panel.setFocus(Qt.FocusReason.TabFocusReason)
            self.panel.focusNextChild()

    def new_report(self) -> None:
        """Back to the form, as it was left."""
        self.close_panel()
        self.form.start()

    def take_keyboard(self) -> None:
        """Ready to type."""
        if self.panel is None:
            self.form.start()

    def _reported(self, report: LostReport) -> None:
        said = N_("{number} is noted.", "lost property tab")
        self.ctx.toasts.show(said, number=plain(report.number))
        self.load()
        self.open(report.id)

    # Papers

    def print_list(self) -> None:
        """Preview the list in sight."""
        report_papers.print_list(self.ctx, self._page, self.rows, open_only=self.chips.current != ALL)

    def save_list(self) -> None:
        """The same list as a spreadsheet."""
        report_papers.save_list(self.ctx, self._page, self.rows, open_only=self.chips.current != ALL)

    # Events

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the side is narrower."""
        super().resizeEvent(event)
        self.side_frame.setFixedWidth(_NARROW_SIDE if self.width() < NARROW else _SIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the report; it never reaches the page, which would leave the item behind this place."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.panel is not None:
            self.new_report()

    def _retell(self) -> None:
        if self._shown is not None:
            self._show_panel(self._shown)
