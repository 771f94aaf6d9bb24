"""The key register: the list of borrowings at the left; at the right lending, taking back, or what was chosen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QWidget

from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import Copy, Handout, HandoutCard, View
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.rules import WHY_NOT
from desk_app.services.keys.terms import HANDOUT_KIND, KEY_KIND, HandoutState
from desk_app.ui.tabs.keys import actions, papers
from desk_app.ui.tabs.keys.approving import ask_approval
from desk_app.ui.tabs.keys.board_view import BoardView
from desk_app.ui.tabs.keys.borrow import Borrow
from desk_app.ui.tabs.keys.columns import columns
from desk_app.ui.tabs.keys.copy_dialogs import hang
from desk_app.ui.tabs.keys.found import Finder
from desk_app.ui.tabs.keys.give_back import GiveBack
from desk_app.ui.tabs.keys.handout_panel import HandoutPanel, Shown
from desk_app.ui.tabs.keys.key_panel import KeyPanel, KeyShown
from desk_app.ui.tabs.keys.people import DepartmentNames, names_of
from desk_app.ui.tabs.keys.register_menu import RegisterMenu
from desk_app.ui.tabs.keys.scanning import Scanning
from desk_app.ui.widgets.day_page import DAY_SHORTCUTS, DayPage
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip
from desk_app.ui.widgets.list_menu import list_menu
from desk_app.ui.widgets.parts import button
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

CHIPS = (
    Chip(View.OUT, N_("Out", "keys tab"), "info"),
    Chip(View.OVERDUE, N_("Overdue", "keys tab"), "danger", quiet=True),
    Chip(View.TO_APPROVE, N_("To approve", "keys tab"), "warning", quiet=True),
    Chip(View.UNEXPLAINED, N_("Unexplained", "keys tab"), "warning", quiet=True),
    Chip(View.DAY, N_("Of the day", "keys tab")),
)
SHORTCUTS = (
    Shortcut("Ctrl+N", N_("Lend keys: scan, or type code, place or initials")),
    Shortcut("Ctrl+Return", N_("Lend what is typed; hand over what is approved")),
    Shortcut("F4", N_("Take back: all three done")),
    Shortcut("F8", N_("Print the slip of the borrowing chosen")),
    Shortcut("F7", N_("Map of the key boards, or the list again")),
    Shortcut("F9", N_("Daily check: why each key is still out")),
    Shortcut("Ctrl+P", N_("Print the list, or the map of the boards")),
    *DAY_SHORTCUTS,
)


class KeysPage(DayPage[Handout, Shown | KeyShown, HandoutPanel | KeyPanel]):
    """List, lending, taking back, borrowing, key."""

    title, chips_shown, shortcuts = N_("Keys"), CHIPS, SHORTCUTS
    side_width, narrow_side = 408, 352

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        self.departments = DepartmentNames()
        self.keys_open: set[int] = set()
        """Ids that were opened as keys: what the panel shows of them is a key's."""
        self._slips: set[int] = set()
        """Borrowings whose slip is printed once they are handed over."""
        self.register_menu = RegisterMenu(ctx, self)
        super().__init__(ctx, parent)
        self._queries = ctx.services.get(KeyQueries)
        self._register = ctx.services.get(KeyRegisterQueries)
        self.finder = Finder(ctx.services)
        self.scanning = Scanning(self)
        self.back = GiveBack(ctx)
        self.side.addWidget(self.back)
        self.board = BoardView(ctx)
        self.lists.addWidget(self.board)
        self._wire()

    def _wire(self) -> None:
        self.borrow.lent.connect(lambda one: self._lent(one))
        self.borrow.opened.connect(lambda kind, record: self.ctx.open_record(kind, record))
        self.back.closed.connect(self.to_lending)
        self.board.lend.connect(lambda copy: self.lend(copy))
        self.board.hang.connect(lambda copy: hang(self.ctx, self, copy))
        self.board.show_handout.connect(lambda record: self.show_record(HANDOUT_KIND, record))
        self.board.show_key.connect(lambda record: self.show_record(KEY_KIND, record))
        self.on_key("Ctrl+N", self.to_lending)
        self.on_key("Ctrl+Return", self._go_ahead)
        self.on_key("F4", self._take_back_key)
        self.on_key("F7", self.board_button.click)
        self.on_key("F8", self._print_slip)
        self.on_key("F9", self.register_menu.check)
        self.on_key("Ctrl+P", self.print_list)

    # What DayPage asks

    def columns(self) -> Sequence[Column]:
        """Keys, who has them, until when."""
        return columns(self.now, self.departments)

    def empty_list(self) -> EmptyState:
        """Nothing here, and how keys are lent."""
        return EmptyState(
            "key",
            N_("No keys on this list"),
            N_("Scan a key's tag to lend it, or to take it back."),
            N_("Lend keys"),
            self.to_lending,
        )

    def tools(self) -> list[QWidget]:
        """The board in the list's place, what the register has, the list on paper."""
        self.board_button = button(
            N_("Board", "keys tab"), icon="board", tip=N_("Map of the key boards (F7)")
        )
        self.board_button.setProperty("kind", "segment")
        self.board_button.setCheckable(True)
        self.board_button.toggled.connect(self._show_board)
        self.list_menu = list_menu(self.print_list, self.save_list)
        return [self.board_button, self.register_menu.button(), self.list_menu]

    def resting(self) -> QWidget:
        """Lending is always ready."""
        self.borrow = Borrow(self.ctx)
        return self.borrow

    def panel_head(self) -> QWidget:
        """Back to lending."""
        made = button(N_("Lend keys"), self.to_lending, kind="link", icon="arrow-left")
        made.setProperty("flush", True)
        return made

    def ask(self, actor: Actor, day: date, view: str) -> list[Handout]:
        """The borrowings of a list; what departments are called, for its column."""
        self.departments.learn(self.ctx.services.get(DirectoryQueries).departments(actor))
        return self._queries.handouts(actor, View(view), day)

    def list_shown(self, rows: Sequence[Handout]) -> QWidget:
        """The board as long as it is wanted."""
        return self.board if self.board_button.isChecked() else super().list_shown(rows)

    def counts(self, actor: Actor, day: date) -> dict[str, int]:
        """The numbers on the chips."""
        counts = self._queries.counts(actor, day)
        return {view.value: getattr(counts, view.value) for view in View}

    def ask_card(self, actor: Actor, record: int) -> Shown | KeyShown:
        """A borrowing in full with the holder's phone, or a key."""
        services = self.ctx.services
        if record in self.keys_open:
            key = self._register.key(actor, record)
            return KeyShown(key, names_of(services, actor, (one.by for one in key.faults)))
        card = self._queries.card(actor, record)
        holder = services.get(ColleagueQueries).one(actor, card.handout.colleague)
        names = names_of(services, actor, papers.staff_in(card))
        phone = holder.phone if holder is not None else ""
        return Shown(card, phone, self.departments(card.handout.department), names)

    def make_panel(self, card: Shown | KeyShown) -> HandoutPanel | KeyPanel:
        """What was chosen, with its steps."""
        if isinstance(card, KeyShown):
            key = KeyPanel(self.ctx, card, self)
            key.lend.connect(lambda copy: self.lend(copy))
            key.show_handout.connect(lambda record: self.show_record(HANDOUT_KIND, record))
            key.reserve.connect(self.register_menu.reservations)
            key.history.connect(self.register_menu.key_history)
            key.hang.connect(lambda copy: hang(self.ctx, self, copy))
            return key
        panel = HandoutPanel(self.ctx, card, self)
        panel.take_back.connect(lambda one: self.take_back(one, [line.id for line in one.handout.out]))
        panel.show_key.connect(lambda record: self.show_record(KEY_KIND, record))
        panel.hand_over.connect(lambda one: self._hand_over(one))
        return panel

    def take_keyboard(self) -> None:
        """Ready to lend, unless something else stands at the side."""
        if self.side.currentWidget() is self.borrow:
            self.borrow.start()

    def leave_panel(self) -> None:
        """Escape: back to lending."""
        self.to_lending()

    def go(self, step: int) -> None:
        """Another day; the other views are as of now, so the list of the day comes in sight."""
        self.board_button.setChecked(False)
        with QSignalBlocker(self.chips):
            self.chips.choose(View.DAY)
        super().go(step)

    def start_new(self) -> None:
        """The form for something new, ready to type."""
        self.to_lending()

    def show_record(self, kind: str, record: int) -> None:
        """A search hit or a scanned code: a key or a borrowing opens."""
        if kind == KEY_KIND:
            self.keys_open.add(record)
        super().show_record(kind, record)

    def show_code(self, digits: str) -> None:
        """A tag or a slip was scanned."""
        self.scanning.read(digits)

    # At the side

    @property
    def view(self) -> View:
        """Which list is in sight."""
        return View(self.chips.current)

    @property
    def handout(self) -> Handout | None:
        """The borrowing in sight."""
        return self.panel.handout if isinstance(self.panel, HandoutPanel) else None

    def to_lending(self) -> None:
        """The form, ready to type; what stands in it is as it was left."""
        self.close_panel()
        self.back.leave()
        self.side.setCurrentWidget(self.borrow)
        self.borrow.start()

    def lend(self, thing: Copy) -> None:
        """A copy is to be lent: into the form, with its ring."""
        self.close_panel()
        self.side.setCurrentWidget(self.borrow)
        self.ctx.read(
            lambda actor: self.finder.whole(actor, thing),
            owner=self,
            done=self.borrow.take,
            key=f"lend {thing.id}",
        )

    def take_back(self, card: HandoutCard, lines: Sequence[int]) -> None:
        """Keys come back: ask about them."""
        left = self.back.card if self.back.asking is not None else None
        self.close_panel()
        self.side.setCurrentWidget(self.back)
        if left is not None and left.handout.id != card.handout.id:
            actions.say_still_out(
                self.ctx, left.handout, lambda: self.show_record(HANDOUT_KIND, left.handout.id)
            )
        self.back.take(card, lines)

    # Verbs

    def _lent(self, one: Handout) -> None:
        """Out at once: ready for the next. Else the supervisors are asked."""
        wants_slip = self.borrow.slip.isChecked()
        if one.state is HandoutState.OUT:
            actions.say_out(self.ctx, one)
            if wants_slip:
                papers.print_slip(self.ctx, self, one)
            return
        if wants_slip:
            self._slips.add(one.id)
        self.show_record(HANDOUT_KIND, one.id)
        ask_approval(self.ctx, self, one)

    def _hand_over(self, one: Handout) -> None:
        def done(now: Handout) -> None:
            if now.id in self._slips:
                self._slips.discard(now.id)
                papers.print_slip(self.ctx, self, now)

        actions.hand_out(self.ctx, self, one, done)

    def _go_ahead(self) -> None:
        """What Ctrl+Return means depends on what stands at the side."""
        if self.side.currentWidget() is self.borrow:
            self.borrow.submit()
        elif self.side.currentWidget() is self.back:
            self.back.submit()
        elif self.handout is not None and self.handout.state is HandoutState.APPROVED:
            self._hand_over(self.handout)

    def _take_back_key(self) -> None:
        """F4: all is done; or, with a borrowing in sight, it comes back."""
        if self.side.currentWidget() is self.back:
            self.back.submit()
        elif isinstance(self.panel, HandoutPanel) and self.panel.handout.out:
            self.panel.take_back.emit(self.panel.shown.card)

    def _print_slip(self) -> None:
        if self.handout is not None and self.handout.state not in WHY_NOT["print"]:
            papers.print_slip(self.ctx, self, self.handout)

    # The board

    def load(self) -> None:
        """Read the board too, while it is in sight."""
        super().load()
        if self.board_button.isChecked():
            self.board.load()

    def _show_board(self, wanted: bool) -> None:
        """In the list's place, or the list again; chips and papers are the list's."""
        for one in (self.chips, self.list_menu):
            one.setVisible(not wanted)
        self.lists.setCurrentWidget(self.list_shown(self.table.rows_model.rows))
        if wanted:
            self.board.load()
            self.board.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self.take_keyboard()

    def print_list(self) -> None:
        """What is in sight: the list as it stands, or the map of the boards."""
        if self.board_button.isChecked():
            self.board.print_map()
            return
        papers.print_list(self.ctx, self, self.table.rows_model.rows, self.view, self.day)

    def save_list(self) -> None:
        """The list as it stands, as a spreadsheet."""
        papers.save_list(self.ctx, self, self.table.rows_model.rows, self.view, self.day)
