"""Repairs, complaints, requests: the list or the board at the left; at the right the form, or the order chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import KIND, Order, OrderDraft, OrderState, View
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.i18n import say, tr
from desk_app.ui.tabs.repairs import FROM_CALL, FROM_INCIDENT, FROM_LOST_KEY, actions, papers
from desk_app.ui.tabs.repairs.board import Board
from desk_app.ui.tabs.repairs.columns import CLOCK_COLUMN, columns
from desk_app.ui.tabs.repairs.correct import CorrectDialog
from desk_app.ui.tabs.repairs.countdowns import Watch
from desk_app.ui.tabs.repairs.figures_dialog import FiguresDialog
from desk_app.ui.tabs.repairs.intake import Intake
from desk_app.ui.tabs.repairs.origins import from_call, from_incident, from_lost_key, rework_of
from desk_app.ui.tabs.repairs.panel import OrderPanel, Shown
from desk_app.ui.tabs.repairs.prices_dialog import PricesDialog
from desk_app.ui.widgets.day_page import DAY_SHORTCUTS, DayPage
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip
from desk_app.ui.widgets.list_menu import list_menu
from desk_app.ui.widgets.notice import Notice
from desk_app.ui.widgets.parts import button, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from desk_app.ui.context import AppContext

CHIPS = (
    Chip(View.OPEN, N_("Open", "repairs tab"), "info"),
    Chip(View.PRESSING, N_("Due soon or overdue", "repairs tab"), "danger", quiet=True),
    Chip(View.TO_DISPATCH, N_("To dispatch", "repairs tab"), "warning", quiet=True),
    Chip(View.ON_HOLD, N_("On hold", "repairs tab"), quiet=True),
    Chip(View.CALL_BACK, N_("To call back", "repairs tab"), "warning", quiet=True),
    Chip(View.DAY, N_("Of the day", "repairs tab")),
    Chip(View.MINE, N_("Mine", "repairs tab"), quiet=True),
)
BOARD_KEY = "F9"
SHORTCUTS = (
    Shortcut("Ctrl+N", N_("New report: phone number, place, what is wrong", "repairs tab")),
    Shortcut("Ctrl+Return", N_("Take in what is typed", "repairs tab")),
    Shortcut("F4", N_("The step that fits the order chosen", "repairs tab")),
    Shortcut("F5", N_("Call back what is done, one after the other", "repairs tab")),
    Shortcut("F7", N_("A word on the progress of the order chosen", "repairs tab")),
    Shortcut("F8", N_("Print the work order of the order chosen", "repairs tab")),
    Shortcut(BOARD_KEY, N_("Board by state, or the list again", "repairs tab")),
    Shortcut("Ctrl+D", N_("Statistics against the targets", "repairs tab")),
    Shortcut("Ctrl+P", N_("Print the list")),
    *DAY_SHORTCUTS,
)
TICK_MS = 20_000
"""So often the clocks on screen go on."""
TICKS_TO_READ = 3
"""Every so many ticks they are read again: what turns amber is reckoned by the building's calendar."""


_ORIGINS = {FROM_CALL: from_call, FROM_LOST_KEY: from_lost_key, FROM_INCIDENT: from_incident}


class RepairsPage(DayPage[Order, Shown, OrderPanel]):
    """List, board, form, order."""

    title, chips_shown, shortcuts = N_("Repairs"), CHIPS, SHORTCUTS
    side_width, narrow_side = 408, 352

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        clock = ctx.services.bench.clock
        self.watch = Watch(lambda: clock.now().astimezone(clock.zone))
        self._queries = ctx.services.get(RepairQueries)
        self._ticks = 0
        super().__init__(ctx, parent)
        self.board = Board(self.watch)
        self.lists.addWidget(self.board)
        self.on_board = False
        self.notice = Notice(self.places, self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._wire()

    def _wire(self) -> None:
        self.intake.taken.connect(lambda order: self._taken(order))
        self.intake.opened.connect(lambda order: self.open(order))
        self.board.chosen.connect(lambda order: self.open(order))
        self.board.opened.connect(self.focus_panel)
        self.chips.chosen.connect(lambda _: self.show_board(False))
        self._timer.timeout.connect(self.tick)
        self.on_key("Ctrl+N", self.new_report)
        self.on_key("F4", self.first_step)
        self.on_key("F5", lambda: actions.call_back_queue(self.ctx, self))
        self.on_key("F7", self._progress)
        self.on_key("F8", self._print_order)
        self.on_key(BOARD_KEY, lambda: self.show_board(not self.on_board))
        self.on_key("Ctrl+D", self.statistics)
        self.on_key("Ctrl+P", self.print_list)

    # What DayPage asks

    def columns(self) -> Sequence[Column]:
        """Number, place, trade, what, who, when, clock, state."""
        return columns(self.watch)

    def empty_list(self) -> EmptyState:
        """Nothing here, and how a report is taken in."""
        return EmptyState(
            "wrench",
            N_("No reports here", "repairs tab"),
            N_(
                "Nothing stands on this list. Type the number as the phone shows it: whoever reported before is known.",
                "repairs tab",
            ),
            N_("New report", "repairs tab"),
            self.new_report,
        )

    def resting(self) -> QWidget:
        """The form is always ready."""
        self.intake = Intake(self.ctx)
        return self.intake

    def panel_head(self) -> QWidget:
        """Back to the form."""
        made = button(N_("New report", "repairs tab"), self.new_report, kind="link", icon="arrow-left")
        made.setProperty("flush", True)
        head = QWidget()
        head.setLayout(row(made, None))
        return head

    def tools(self) -> list[QWidget]:
        """List, statistics, prices, call-backs, board."""
        self._wide = [
            button(N_("Statistics", "repairs tab"), self.statistics, icon="chart"),
            button(N_("Price list", "repairs tab"), self.price_list, icon="receipt"),
            button(N_("Board", "repairs tab"), self._turn_board, icon="list"),
        ]
        self._slim = [
            button(N_("Statistics", "repairs tab"), self.statistics, kind="icon", icon="chart"),
            button(N_("Price list", "repairs tab"), self.price_list, kind="icon", icon="receipt"),
            button(N_("Board", "repairs tab"), self._turn_board, kind="icon", icon="list"),
        ]
        self.list_menu = list_menu(self.print_list, self.save_list)
        return [self.list_menu, *self._slim, *self._wide]

    def narrowed(self, narrow: bool) -> None:
        """On a small screen the tools are signs alone."""
        for one in self._wide:
            one.setVisible(not narrow)
        for one in self._slim:
            one.setVisible(narrow)

    def ask(self, actor: Actor, day: date, view: str) -> list[Order]:
        """The orders of a list."""
        return self._queries.orders(actor, View(view), day)

    def counts(self, actor: Actor, day: date) -> Mapping[str, int]:
        """The numbers on the chips."""
        found = self._queries.counts(actor, day)
        return {view.value: getattr(found, view.value) for view in View}

    def ask_card(self, actor: Actor, record: int) -> Shown:
        """An order in full, and who is who."""
        return Shown(self._queries.card(actor, record), self.ctx.services.get(StaffQueries).names(actor))

    def make_panel(self, card: Shown) -> OrderPanel:
        """The order, with its steps."""
        panel = OrderPanel(self.ctx, card, self)
        panel.correct.connect(lambda order: self._correct(order))
        panel.rework.connect(lambda order: self._fill(*rework_of(order)))
        panel.show_order.connect(lambda order: self.show_record(KIND, order))
        return panel

    def take_keyboard(self) -> None:
        """Ready for the next call."""
        if self.panel is None:
            self.intake.start()

    def leave_panel(self) -> None:
        """Escape: back to the form."""
        self.new_report()

    def go(self, step: int) -> None:
        """Another day; the other views are as of now, so the list of the day comes in sight."""
        self.show_board(False)
        with QSignalBlocker(self.chips):
            self.chips.choose(View.DAY)
        super().go(step)

    @property
    def view(self) -> View:
        """Which list is in sight."""
        return View(self.chips.current)

    @property
    def order(self) -> Order | None:
        """The order in sight."""
        return self.panel.order if self.panel is not None else None

    # List and board

    def load(self) -> None:
        """Read again what is in sight."""
        super().load()
        if self.on_board:
            self._load_board()

    def _load_board(self) -> None:
        self.ctx.read(self._queries.board, owner=self, done=self._show_board, key="board")

    def _show(self, rows: Sequence[Order]) -> None:
        self.watch.read_at = self.now()
        super()._show(rows)
        self._time_panel(rows)
        if self.on_board:
            self.lists.setCurrentWidget(self.board)

    def _time_panel(self, rows: Sequence[Order]) -> None:
        """The panel's clocks as of this reading, without making it anew."""
        same = next((one for one in rows if self.order is not None and one.id == self.order.id), None)
        if self.panel is not None and same is not None:
            self.panel.take_clocks(same.clocks)

    def _show_board(self, found: Mapping[OrderState, Sequence[Order]]) -> None:
        self.watch.read_at = self.now()
        self.board.show_orders(found)
        self._time_panel([one for orders in found.values() for one in orders])
        if self.panel is not None:
            self.board.select(self.panel.order.id)

    def _mark(self) -> None:
        super()._mark()
        if self.on_board and self.panel is not None:
            self.board.select(self.panel.order.id)

    def show_board(self, on: bool) -> None:
        """The board in place of the list, or the list again."""
        if on == self.on_board:
            return
        self.on_board = on
        turned = N_("List", "repairs tab") if on else N_("Board", "repairs tab")
        for tool, shown in ((self._wide[-1], "setText"), (self._slim[-1], "setToolTip")):
            say(tool, turned, shown)
            say(tool, turned, "setAccessibleName")
        if on:
            self.lists.setCurrentWidget(self.board)
            self._load_board()
            self.board.take_keyboard()
        else:
            self.board.select(None)
            self.load()

    def _turn_board(self) -> None:
        self.show_board(not self.on_board)

    def tick(self) -> None:
        """The clocks go on; every minute what presses is read again, in silence."""
        self._ticks += 1
        if self._ticks % TICKS_TO_READ == 0:
            self._read_again()
        model = self.table.rows_model
        if model.rows:
            ends = model.index(0, CLOCK_COLUMN), model.index(len(model.rows) - 1, CLOCK_COLUMN)
            model.dataChanged.emit(*ends)
        self.board.tick()
        if self.panel is not None:
            self.panel.tick()

    def _read_again(self) -> None:
        """List and numbers alone: a panel in which somebody reads stays as it is."""
        wanted, self._wanted = self._wanted, None
        self.load()
        self._wanted = wanted
        self._mark()

    def showEvent(self, event: QShowEvent) -> None:
        """The clocks run while somebody sees them."""
        super().showEvent(event)
        self.tick()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees them."""
        super().hideEvent(event)
        self._timer.stop()

    # Records and codes

    def start_new(self) -> None:
        """The form for something new, ready to type."""
        self.new_report()

    def show_record(self, kind: str, record: int) -> None:
        """An order; of a call, the report of a lost key or an incident the form is filled instead."""
        origin = _ORIGINS.get(kind)
        if origin is not None:
            self.ctx.read(
                lambda actor: origin(self.ctx.services, actor, record),
                owner=self,
                done=lambda found: self._fill(*found),
                key="origin",
            )
        else:
            super().show_record(kind, record)

    def show_code(self, digits: str) -> None:
        """The code of a work order was scanned: it opens, closed or not."""
        self.notice.hide()
        self.ctx.read(
            lambda actor: self._queries.what_is(actor, digits), owner=self, done=self._scanned, key="scan"
        )

    def _scanned(self, order: Order | None) -> None:
        if order is None:
            self.notice.tell(N_("No order on this PC has this code.", "repairs tab"), "warning")
            return
        self.show_record(KIND, order.id)
        if order.state is OrderState.CLOSED:
            self.notice.tell(N_("{number} is closed.", "repairs tab"), "info", number=plain(order.number))

    # Verbs

    def new_report(self) -> None:
        """Back to the form, as it was left."""
        self.close_panel()
        self.board.select(None)
        self.intake.start()

    def _fill(self, draft: OrderDraft, origin: str) -> None:
        """Begin a report with what is known; what somebody is typing is not lost without a word."""
        self.close_panel()
        kept = self.intake.dirty and not self.ctx.ask.confirm(
            self,
            tr(N_("A report is being typed. Begin another one?", "repairs tab")),
            tr(N_("Clear it, begin the other one", "repairs tab")),
        )
        if not kept:
            self.intake.fill(draft, origin)

    def _taken(self, order: Order) -> None:
        """The number is said; the list shows today."""
        actions.told_received(self.ctx, self, order, lambda one: papers.print_slip(self.ctx, self, one))
        if self.day != self.today():
            self.go(0)

    def first_step(self) -> None:
        """The step that fits the order chosen."""
        step = self.panel.first() if self.panel is not None else None
        if step is not None:
            step()

    def _progress(self) -> None:
        if self.order is not None:
            actions.note_progress(self.ctx, self, self.order)

    def _print_order(self) -> None:
        if self.order is not None:
            papers.print_order(self.ctx, self, self.order)

    def _correct(self, order: Order) -> None:
        _open(CorrectDialog(self.ctx, order, self))

    def statistics(self) -> None:
        """Figures of a period against the targets."""
        _open(FiguresDialog(self.ctx, self))

    def price_list(self) -> None:
        """What paid services cost."""
        _open(PricesDialog(self.ctx, self))

    def print_list(self) -> None:
        """The list as it stands."""
        papers.print_list(self.ctx, self, self.table.rows_model.rows, self.view, self.day)

    def save_list(self) -> None:
        """The list as it stands, as a spreadsheet."""
        papers.save_list(self.ctx, self, self.table.rows_model.rows, self.view, self.day)


def _open(dialog: QDialog) -> None:
    """Without a loop of its own: a lock hides the dialog, and what is typed in it is still there afterwards."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
