"""Lending: the loans at the left; at the right the form for a new one, or the loan or item that was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import Item, Loan, View
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.terms import ITEM_KIND, SUSPENSION_KIND
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.tabs.loans import actions, printing, scans
from desk_app.ui.tabs.loans.columns import columns
from desk_app.ui.tabs.loans.drawer_dialog import DrawerDialog
from desk_app.ui.tabs.loans.due_dialog import open_due
from desk_app.ui.tabs.loans.history import HistoryDialog
from desk_app.ui.tabs.loans.item_panel import ItemPanel, ShownItem
from desk_app.ui.tabs.loans.lend_form import LendForm
from desk_app.ui.tabs.loans.lists_menu import DUE_KEY, lists_menu
from desk_app.ui.tabs.loans.loan_panel import LoanPanel, ShownLoan
from desk_app.ui.tabs.loans.rain_door import KEY as RAIN_KEY
from desk_app.ui.tabs.loans.rain_door import RainDoor
from desk_app.ui.tabs.loans.stock_dialog import StockDialog
from desk_app.ui.tabs.loans.suspensions_dialog import SuspensionsDialog
from desk_app.ui.widgets.day_page import DAY_SHORTCUTS, DayPage
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip
from desk_app.ui.widgets.notice import Notice
from desk_app.ui.widgets.parts import button, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

    from desk_app.ui.context import AppContext

CHIPS = (
    Chip(View.OUT, N_("Out", "loans tab"), "info"),
    Chip(View.OVERDUE, N_("Overdue", "loans tab"), "danger"),
    Chip(View.DUE_TODAY, N_("Due today", "loans tab"), "warning"),
    Chip(View.DAY, N_("Today's", "loans tab")),
    Chip(View.LOST, N_("Lost", "loans tab"), quiet=True),
)
SHORTCUTS = (
    Shortcut("Ctrl+N", N_("New loan: type name, initials or phone digits")),
    Shortcut("Ctrl+Return", N_("Lend what is typed")),
    Shortcut("F4", N_("Take back the first item of the loan chosen")),
    Shortcut("F5", N_("Note a call about the loan chosen")),
    Shortcut("F8", N_("Print the receipt of the loan chosen")),
    Shortcut("Ctrl+E", N_("Stock: items, labels, counts")),
    Shortcut("Ctrl+D", N_("Drawer: deposits and the count")),
    Shortcut(DUE_KEY, N_("What is due or overdue: phone companies, hang up notices")),
    Shortcut(RAIN_KEY, N_("Rain mode: a queue is lent to by scan and four digits")),
    Shortcut("Ctrl+P", N_("Print the list")),
    *DAY_SHORTCUTS,
)
Shown = ShownLoan | ShownItem
Panel = LoanPanel | ItemPanel


class LoansPage(DayPage[Loan, Shown, Panel]):
    """List, form, loan, item."""

    shortcuts = SHORTCUTS
    title = N_("Lending", "tab")
    chips_shown = CHIPS

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        self._queries = ctx.services.get(LoanQueries)
        self._item: int | None = None
        super().__init__(ctx, parent)
        self.notice = Notice(self.places, self)
        self.form.lent.connect(lambda loan: self._lent(loan))
        self.on_key("Ctrl+N", self.new_loan)
        self.on_key("F4", self._take_back_chosen)
        self.on_key("F5", self._call_chosen)
        self.on_key("F8", self._print_chosen)
        self.on_key("Ctrl+P", self.print_list)
        self.on_key(DUE_KEY, self.due_list)
        self.rain = RainDoor(self)

    # What is this tab's own

    def columns(self) -> Sequence[Column]:
        """The columns of the list."""
        return columns(self.now)

    def empty_list(self) -> EmptyState:
        """Nothing is out, or nothing of that kind."""
        return EmptyState(
            "umbrella",
            N_("No loans here"),
            N_("Nothing stands on this list. Scan a tag to lend something, or to take it back."),
            N_("New loan"),
            self.new_loan,
        )

    def resting(self) -> QWidget:
        """The form for a new loan."""
        self.form = LendForm(self.ctx)
        return self.form

    def panel_head(self) -> QWidget:
        """The way back to the form."""
        head = QWidget()
        head.setLayout(row(button(N_("New loan"), self.new_loan, kind="link", icon="arrow-left"), None))
        return head

    def tools(self) -> list[QWidget]:
        """List, drawer, stock."""
        self._wide = [
            button(N_("Rain mode"), lambda: self.rain.turn(), icon="umbrella"),
            button(N_("Drawer", "loans tab"), self.drawer, icon="receipt", key="Ctrl+D"),
            button(N_("Stock", "loans tab"), self.stock, icon="database", key="Ctrl+E"),
        ]
        self._slim = [
            button(N_("Rain mode"), lambda: self.rain.turn(), kind="icon", icon="umbrella"),
            button(N_("Drawer", "loans tab"), self.drawer, kind="icon", icon="receipt"),
            button(N_("Stock", "loans tab"), self.stock, kind="icon", icon="database"),
        ]
        self.list_menu = lists_menu(self)
        return [self.list_menu, *self._slim, *self._wide]

    def narrowed(self, narrow: bool) -> None:
        """On a small screen the tools are signs alone."""
        for one in self._wide:
            one.setVisible(not narrow)
        for one in self._slim:
            one.setVisible(narrow)

    def ask(self, actor: Actor, day: date, view: str) -> list[Loan]:
        """The loans of the list in sight."""
        return self._queries.loans(actor, View(view), day)

    def counts(self, actor: Actor, day: date) -> Mapping[str, int]:
        """The numbers on the chips."""
        found = self._queries.counts(actor, day)
        return {view.value: getattr(found, view.value) for view in View}

    def ask_card(self, actor: Actor, record: int) -> Shown:
        """A loan, or the item that was asked for by `show_record`."""
        names = self.ctx.services.get(StaffQueries).names(actor)
        if record == self._item:
            return ShownItem(self.ctx.services.get(StockQueries).item(actor, record), names)
        return ShownLoan(self._queries.card(actor, record), names)

    def make_panel(self, card: Shown) -> Panel:
        """A loan's panel, or an item's."""
        if isinstance(card, ShownItem):
            item = ItemPanel(self.ctx, card, self)
            item.lend.connect(lambda one: self.lend(one))
            return item
        loan = LoanPanel(self.ctx, card, self)
        loan.history.connect(lambda one: self._history(one))
        return loan

    def take_keyboard(self) -> None:
        """Ready for the next borrower."""
        if self.panel is None:
            self.form.start()

    def leave_panel(self) -> None:
        """Back to the form."""
        self.new_loan()

    @property
    def view(self) -> View:
        """Which list is in sight."""
        return View(self.chips.current)

    # Scans and records

    def start_new(self) -> None:
        """The form for something new, ready to type."""
        self.new_loan()

    def show_record(self, kind: str, record: int) -> None:
        """A search hit: a loan, an item with its history, or a suspension in its list."""
        if kind == SUSPENSION_KIND:
            _open(SuspensionsDialog(self.ctx, self, record))
            return
        if kind == ITEM_KIND:
            self._item = record
        super().show_record(kind, record)

    def take_scan(self, raw: str) -> bool:
        """In rain mode every reading is its own."""
        return self.rain.take_scan(raw)

    def load(self) -> None:
        """Read again what is in sight."""
        if not self.rain.load():
            super().load()

    def show_code(self, digits: str) -> None:
        """A tag or a slip was scanned: lend it, take it back, open it, or say what is the matter with it."""
        self.notice.hide()
        scans.read_code(self, digits)

    # Verbs

    def new_loan(self) -> None:
        """Back to the form, as it was left."""
        self.close_panel()
        self.form.start()

    def lend(self, item: Item) -> None:
        """This item goes on the loan that is being written."""
        self.close_panel()
        self.form.take_item(item)

    def _lent(self, loan: Loan) -> None:
        """Its receipt, if there is to be one; the list shows today."""
        actions.told_lent(self.ctx, self, loan)
        if printing.wants_receipt(self.ctx, loan):
            printing.print_receipt(self.ctx, self, loan)
        if self.day != self.today():
            self.go(0)

    @property
    def _loan(self) -> Loan | None:
        return self.panel.loan if isinstance(self.panel, LoanPanel) else None

    def _take_back_chosen(self) -> None:
        if self._loan is not None and self._loan.out:
            actions.take_back(self.ctx, self, self._loan.out[0].id)

    def _call_chosen(self) -> None:
        if self._loan is not None and self._loan.out:
            actions.note_call(self.ctx, self, self._loan)

    def _print_chosen(self) -> None:
        if self._loan is not None:
            printing.print_receipt(self.ctx, self, self._loan)

    def print_list(self) -> None:
        """The list as it stands."""
        printing.print_list(self.ctx, self, self.table.rows_model.rows, self.view, self.day)

    def save_list(self) -> None:
        """The list as it stands, as a spreadsheet."""
        printing.save_list(self.ctx, self, self.table.rows_model.rows, self.view, self.day)

    def due_list(self) -> None:
        """What is due until a time, by company: calls, round, notices."""
        open_due(self.ctx, self)

    def stock(self) -> None:
        """What there is to lend and to hand out."""
        _open(StockDialog(self.ctx, self))

    def drawer(self) -> None:
        """Deposits and fees in cash."""
        _open(DrawerDialog(self.ctx, self))

    def _history(self, loan: Loan) -> None:
        dialog = HistoryDialog(self.ctx, self, loan)
        dialog.opened.connect(lambda record: self.open(record))
        _open(dialog)


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
