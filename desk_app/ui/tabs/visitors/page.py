"""The visitor log: the day's list at the left; at the right the check-in, or the visit that was chosen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QStackedWidget, QWidget

from desk_app.services.codes.which_pass import pass_in
from desk_app.services.core.people import Role
from desk_app.services.core.words import N_
from desk_app.services.visitors.queries import View, VisitCard, VisitorQueries
from desk_app.services.visitors.records import Arrival, Counts, Visit, VisitState
from desk_app.services.visitors.rules import may
from desk_app.ui.i18n import format_day, speaker
from desk_app.ui.tabs.visitors import actions
from desk_app.ui.tabs.visitors.announce import AnnounceDialog, CorrectDialog
from desk_app.ui.tabs.visitors.check_in import CheckIn
from desk_app.ui.tabs.visitors.columns import COLUMNS
from desk_app.ui.tabs.visitors.deciding import decide
from desk_app.ui.tabs.visitors.import_list import ImportDialog
from desk_app.ui.tabs.visitors.visit_panel import VisitPanel
from desk_app.ui.tabs.visitors.watch_list import WatchListDialog
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_view import RowTable
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

SIDE_WIDTH, NARROW_SIDE = 392, 330
NARROW = 1000
"""Below so many pixels the page saves room: a small screen, or one at 200 %."""
NARROWEST = 860
"""Said outright: what the wide page needs would keep the window from ever becoming narrow."""
CHIPS = (
    Chip(View.ALL, N_("All")),
    Chip(View.EXPECTED, N_("Expected"), "info"),
    Chip(View.INSIDE, N_("On site"), "positive"),
    Chip(View.WAITING, N_("To decide"), "danger", quiet=True),
    Chip(View.OVERSTAY, N_("After closing"), "warning", quiet=True),
    Chip(View.UNCONFIRMED, N_("Not signed out"), "warning", quiet=True),
    Chip(View.LEFT, N_("Left")),
    Chip(View.NOT_COME, N_("Not come")),
)
SHORTCUTS = (
    Shortcut("Ctrl+N", N_("New visitor: type name, initials or phone digits")),
    Shortcut("Ctrl+Return", N_("Check in what is typed")),
    Shortcut("Ctrl+E", N_("Announce a visitor")),
    Shortcut("F4", N_("Check out the visit chosen")),
    Shortcut("F5", N_("Step out, or back again")),
    Shortcut("F8", N_("Print the pass of the visit chosen")),
    Shortcut("Ctrl+P", N_("Print the list")),
    Shortcut("Alt+Left", N_("A day back")),
    Shortcut("Alt+Right", N_("A day on")),
)


class VisitorsPage(QWidget):
    """List, check-in, visit."""

    shortcuts = SHORTCUTS

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._queries = ctx.services.get(VisitorQueries)
        self._chosen: date | None = None
        self.setProperty("role", "page")
        self.setMinimumWidth(NARROWEST)
        self._build()
        self._wire()

    @property
    def _at_desk(self) -> bool:
        return self._ctx.actor.role is not Role.GUARD

    @property
    def _day(self) -> date:
        """The day chosen, or today: a page left open over midnight goes on with the new day."""
        return self._chosen or self._today()

    def _today(self) -> date:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone).date()

    def _build(self) -> None:
        self.chips = FilterBar(CHIPS)
        self.table = RowTable(COLUMNS, row_id=lambda visit: visit.id)
        self.empty = EmptyState(
            "visitors",
            N_("Nobody here yet"),
            N_("Check in the first visitor at the right, or announce somebody who is expected."),
            N_("New visitor") if self._at_desk else None,
            self.new_visitor,
        )
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.empty)
        left = column(self._build_head(), self.chips, self.lists, spacing=12, margins=16)
        left.setStretch(2, 1)
        layout = row(spacing=0)
        layout.addLayout(left, 1)
        layout.addWidget(self._build_side())
        self.setLayout(layout)

    def _build_head(self) -> QWidget:
        self._day_label = Label(role="muted")
        back = button(
            N_("A day back"), lambda: self._go(-1), kind="icon", icon="chevron-left", key="Alt+Left"
        )
        self._today_button = button(N_("Today"), lambda: self._go(0), kind="quiet")
        on = button(N_("A day on"), lambda: self._go(1), kind="icon", icon="chevron-right", key="Alt+Right")
        tools: list[QWidget] = [
            button(N_("Print the list"), self.print_list, kind="icon", icon="print", key="Ctrl+P"),
        ]
        if self._at_desk:
            tools += [
                button(N_("Import a list"), self.import_list, kind="icon", icon="upload"),
                button(N_("Announce"), self.announce, icon="calendar", key="Ctrl+E"),
            ]
        if self._ctx.actor.role is Role.SUPERVISOR:
            tools.insert(0, button(N_("Watch list"), self.watch_list, kind="icon", icon="ban"))
        head = QWidget()
        head.setLayout(
            row(
                said_label(N_("Visitors"), "title"),
                back,
                self._day_label,
                on,
                self._today_button,
                None,
                *tools,
            )
        )
        return head

    def _build_side(self) -> QFrame:
        side = self._side_frame = QFrame()
        side.setProperty("role", "panel")
        side.setFixedWidth(SIDE_WIDTH)
        self.side = QStackedWidget()
        self.check_in = CheckIn(self._ctx) if self._at_desk else None
        if self.check_in is not None:
            self.side.addWidget(self.check_in)
        else:
            self.side.addWidget(
                EmptyState("visitors", N_("No visit chosen"), N_("Choose a visit to see it here."))
            )
        self._visit_place = QWidget()
        self._visit_box = column(margins=16)
        if self._at_desk:
            self._visit_box.addLayout(
                row(button(N_("New visitor"), self.new_visitor, kind="link", icon="arrow-left"), None)
            )
        self._visit_place.setLayout(self._visit_box)
        self.side.addWidget(self._visit_place)
        self.panel: VisitPanel | None = None
        side.setLayout(column(self.side))
        self._ctx.toasts.keep_clear(side)
        return side

    def _wire(self) -> None:
        self.chips.chosen.connect(lambda _: self.load())
        self.table.selected_rows.connect(self._selected)
        self.table.activated_row.connect(lambda _: self._focus_panel())
        if self.check_in is not None:
            self.check_in.stopped.connect(lambda visit: self._decide(visit))
            self.check_in.checked_in.connect(lambda visit: self._follow(visit))
            self._key("Ctrl+N", self.new_visitor)
        self._key("F4", lambda: self._on_visit("check_out", actions.check_out))
        self._key("F5", self._break)
        self._key("F8", lambda: self._on_visit("print_pass", actions.print_pass))
        speaker.language_changed.connect(self._retell)

    def _key(self, keys: str, on: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.activated.connect(on)

    def load(self) -> None:
        """Read list, numbers and the visit in sight again."""
        day, view = self._day, View(self.chips.current)
        self._say_day()
        self._ctx.read(
            lambda actor: self._queries.visits(actor, day, view), owner=self, done=self._show, key="list"
        )
        self._ctx.read(
            lambda actor: self._queries.counts(actor, day), owner=self, done=self._count, key="counts"
        )
        if self.panel is not None:
            self._refresh(self.panel)

    def _refresh(self, panel: VisitPanel) -> None:
        """The visit in sight as it is now, unless another one or the check-in has taken its place meanwhile."""
        visit_id = panel.visit.id
        self._ctx.read(
            lambda actor: self._queries.card(actor, visit_id),
            owner=panel,
            done=lambda card: self._show_card(card) if self.panel is panel else None,
            key="card",
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Ready for the next visitor."""
        super().showEvent(event)
        if self.check_in is not None and self.panel is None:
            self.check_in.start()

    def _show(self, visits: list[Visit]) -> None:
        self.table.set_rows(visits)
        self.lists.setCurrentWidget(self.table if visits else self.empty)
        self._mark()

    def _count(self, counts: Counts) -> None:
        self.chips.set_counts(
            **{
                View.EXPECTED: counts.expected,
                View.INSIDE: counts.on_site + counts.on_break,
                View.WAITING: counts.waiting,
                View.OVERSTAY: counts.overstay,
                View.UNCONFIRMED: counts.unconfirmed,
                View.LEFT: counts.left,
                View.NOT_COME: counts.no_show + counts.refused,
            }
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the side is narrower and the day shorter."""
        super().resizeEvent(event)
        self._side_frame.setFixedWidth(NARROW_SIDE if self._narrow else SIDE_WIDTH)
        self._say_day()

    @property
    def _narrow(self) -> bool:
        return self.width() < NARROW

    def _say_day(self) -> None:
        self._day_label.setText(format_day(self._day, weekday=not self._narrow, year=not self._narrow))
        self._today_button.setVisible(self._day != self._today())

    def _retell(self) -> None:
        self._say_day()
        if self.panel is not None:
            self._show_card(self.panel.card)

    def _go(self, step: int) -> None:
        day = self._day + timedelta(days=step) if step else self._today()
        self._chosen = None if day == self._today() else day
        self._close_panel()
        self.load()

    def show_record(self, kind: str, record: int) -> None:
        """A search hit or a scanned pass: its visit opens, and its row, if it is in the list, is the one chosen."""
        if not self.table.select(record):
            self.table.clearSelection()
        self._open(record)

    def show_code(self, digits: str) -> None:
        """A visitor's pass was scanned at the desk: the visit opens, the way out is one key further."""
        pass_id = pass_in(digits)
        if pass_id is not None:
            self._ctx.read(
                lambda actor: self._queries.by_pass(actor, pass_id), owner=self, done=self._found, key="code"
            )

    def _found(self, visit: Visit | None) -> None:
        if visit is None:
            self._ctx.toasts.show(N_("No visit on this PC has this pass."))
            return
        self.show_record("visit", visit.id)

    def _selected(self, visits: list[Visit]) -> None:
        if visits:
            self._open(visits[0].id)

    def _open(self, visit_id: int) -> None:
        self._ctx.read(
            lambda actor: self._queries.card(actor, visit_id), owner=self, done=self._show_card, key="card"
        )

    def _show_card(self, card: VisitCard) -> None:
        panel = VisitPanel(self._ctx, card, self)
        panel.correct.connect(lambda visit: self._correct(visit))
        panel.decide.connect(lambda visit: self._decide(visit))
        panel.arrive.connect(lambda visit: self._arrive(visit))
        if self.panel is not None:
            self._visit_box.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
        self.panel = panel
        self._visit_box.addWidget(panel, 1)
        self.side.setCurrentWidget(self._visit_place)
        self._mark()

    def _mark(self) -> None:
        """The list marks the visit in sight and no other, from wherever it was opened."""
        if self.panel is None:
            return
        with QSignalBlocker(self.table):
            if not self.table.select(self.panel.visit.id):
                self.table.clearSelection()

    def _focus_panel(self) -> None:
        if self.panel is not None:
            self.panel.setFocus(Qt.FocusReason.TabFocusReason)
            self.panel.focusNextChild()

    def new_visitor(self) -> None:
        """Back to the check-in, ready to type."""
        if self.check_in is None:
            return
        self._close_panel()
        self.check_in.start()

    def _close_panel(self) -> None:
        if self.panel is not None:
            self._visit_box.removeWidget(self.panel)
            self.panel.deleteLater()
            self.panel = None
        self.table.clearSelection()
        self.side.setCurrentIndex(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the visit for the check-in."""
        if event.key() != Qt.Key.Key_Escape or self.panel is None:
            super().keyPressEvent(event)
        elif self._at_desk:
            self.new_visitor()
        else:
            self._close_panel()

    def _on_visit(self, step: str, action: Callable[[AppContext, QWidget, Visit], None]) -> None:
        if self.panel is not None and may(step, self.panel.visit.state):
            action(self._ctx, self, self.panel.visit)

    def _break(self) -> None:
        if self.panel is None:
            return
        back = self.panel.visit.state is VisitState.ON_BREAK
        self._on_visit("come_back", actions.come_back) if back else self._on_visit(
            "step_out", actions.step_out
        )

    def _follow(self, visit: Visit) -> None:
        """The list shows today when somebody was checked in."""
        if self._day != self._today():
            self._go(0)

    def _arrive(self, visit: Visit) -> None:
        """The announced visitor stands here: the form fills, one Enter checks in."""
        if self.check_in is None:
            return
        self._ctx.read(
            lambda actor: self._queries.recalled(actor, visit.id),
            owner=self,
            done=self._fill,
            key="arrive",
        )

    def _fill(self, arrival: Arrival) -> None:
        self.new_visitor()
        if self.check_in is not None:
            self.check_in.form.fill(arrival)
            self.check_in.form.filled.emit()

    def _correct(self, visit: Visit) -> None:
        _open(CorrectDialog(self._ctx, visit, self))

    def _decide(self, visit: Visit) -> None:
        decide(self._ctx, self, visit)

    def announce(self) -> None:
        """A tenant announces somebody."""
        _open(AnnounceDialog(self._ctx, self))

    def import_list(self) -> None:
        """A tenant announces a whole list."""
        _open(ImportDialog(self._ctx, self))

    def watch_list(self) -> None:
        """Whom to stop."""
        _open(WatchListDialog(self._ctx, self))

    def print_list(self) -> None:
        """The list as it stands."""
        actions.print_list(self._ctx, self, self.table.rows_model.rows, self._day)


def _open(dialog: QDialog) -> None:
    """Without a loop of its own: a lock hides the dialog, and what is typed in it is still there afterwards."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
