"""Exit passes: the list at the left; at the right the pass that was chosen, or the pile of returned paper.

A new pass is written in place of both.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QMenu, QStackedWidget, QWidget

from desk_app.services.codes.scanned import Scan
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import ExitPass, PassCard, PassCounts, PassDraft, PassState, View
from desk_app.services.passes.rules import WHY_NOT
from desk_app.ui.i18n import format_day, say, speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.tabs.passes import actions
from desk_app.ui.tabs.passes.columns import columns
from desk_app.ui.tabs.passes.editor import PassEditor
from desk_app.ui.tabs.passes.paper_home import ReturnedPile
from desk_app.ui.tabs.passes.pass_panel import PassPanel, Shown
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.press import ToolButton
from desk_app.ui.widgets.row_view import RowTable
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

SIDE_WIDTH, NARROW_SIDE = 392, 340
NARROW = 1000
"""Below so many pixels the page saves room: a small screen, or one at 200 %."""
NARROWEST = 860
"""Said outright: what the wide page needs would keep the window from ever becoming narrow."""
_NOT_OURS = (Scan.FOREIGN, Scan.READ_AGAIN, Scan.UNKNOWN_KIND)
CHIPS = (
    Chip(View.DAY, N_("Of the day", "passes tab")),
    Chip(View.VALID, N_("Valid", "passes tab"), "positive"),
    Chip(View.OUT, N_("Goods outside", "passes tab"), "info"),
    Chip(View.OVERDUE, N_("Overdue", "passes tab"), "danger", quiet=True),
    Chip(View.UNUSED, N_("Unused", "passes tab"), "warning", quiet=True),
    Chip(View.PAPER_MISSING, N_("Paper missing", "passes tab"), "warning", quiet=True),
    Chip(View.NEVER_SCANNED, N_("Never scanned", "passes tab"), "warning", quiet=True),
    Chip(View.REVOKED, N_("Revoked", "passes tab"), quiet=True),
)
SHORTCUTS = (
    Shortcut("Ctrl+N", N_("New exit pass")),
    Shortcut("F7", N_("Returned paper: scan the pile")),
    Shortcut("F8", N_("Print the pass chosen again")),
    Shortcut("Ctrl+P", N_("Print the list")),
    Shortcut("Alt+Left", N_("A day back")),
    Shortcut("Alt+Right", N_("A day on")),
)


class PassesPage(QWidget):
    """List, pass, pile, and the form for a new one."""

    shortcuts = SHORTCUTS

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._queries = ctx.services.get(PassQueries)
        self._day = self._today()
        self._wanted: int | None = None
        self.panel: PassPanel | None = None
        self.setProperty("role", "page")
        self.setMinimumWidth(NARROWEST)
        self._build()
        self._wire()

    def _now(self) -> datetime:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone)

    def _today(self) -> date:
        return self._now().date()

    # Build

    def _build(self) -> None:
        self.chips = FilterBar(CHIPS)
        self.table = RowTable(columns(self._now), row_id=lambda one: one.id)
        self.empty = EmptyState(
            "pass",
            N_("No exit passes here"),
            N_("Nothing stands on this list. A new pass is written with Ctrl+N."),
            N_("New exit pass"),
            self.new_pass,
        )
        self.lists = QStackedWidget()
        self.lists.addWidget(self.table)
        self.lists.addWidget(self.empty)
        left = column(self._build_head(), self.chips, self.lists, spacing=12, margins=16)
        left.setStretch(2, 1)
        whole = row(spacing=0)
        whole.addLayout(left, 1)
        whole.addWidget(self._build_side())
        self.desk = QWidget()
        self.desk.setLayout(whole)
        self.editor = PassEditor(self._ctx)
        self.places = QStackedWidget()
        self.places.addWidget(self.desk)
        self.places.addWidget(self.editor)
        self.setLayout(column(self.places))

    def _build_head(self) -> QWidget:
        self._day_label = Label(role="muted")
        back = button(
            N_("A day back"), lambda: self._go(-1), kind="icon", icon="chevron-left", key="Alt+Left"
        )
        self._today_button = button(N_("Today"), lambda: self._go(0), kind="quiet")
        on = button(N_("A day on"), lambda: self._go(1), kind="icon", icon="chevron-right", key="Alt+Right")
        self._pile_wide = button(N_("Returned paper"), self.returned_paper, icon="scan")
        self._pile_icon = button(N_("Returned paper"), self.returned_paper, kind="icon", icon="scan")
        self._new = button(N_("New pass"), self.new_pass, kind="primary", icon="plus")
        head = QWidget()
        head.setLayout(
            row(
                said_label(N_("Exit passes"), "title"),
                back,
                self._day_label,
                on,
                self._today_button,
                None,
                self._build_list_menu(),
                self._pile_icon,
                self._pile_wide,
                self._new,
            )
        )
        return head

    def _build_list_menu(self) -> ToolButton:
        """What is done with the list as it stands: on paper, or as a spreadsheet."""
        made = self.list_menu = ToolButton()
        made.setProperty("kind", "quiet")
        made.setIcon(icon("print"))
        made.setPopupMode(ToolButton.ToolButtonPopupMode.InstantPopup)
        for name in ("setToolTip", "setAccessibleName"):
            say(made, N_("Print or save the list"), name)
        menu = QMenu(made)
        for message, on in (
            (N_("Print the list"), self.print_list),
            (N_("Save as Excel file…"), self.save_list),
        ):
            action = menu.addAction("")
            say(action, message)
            action.triggered.connect(lambda _checked=False, on=on: on())
        made.setMenu(menu)
        return made

    def _build_side(self) -> QFrame:
        side = self._side_frame = QFrame()
        side.setProperty("role", "panel")
        self.side = QStackedWidget()
        self.none = EmptyState(
            "pass", N_("No pass chosen"), N_("Choose a pass, or scan one, to see it here.")
        )
        self.side.addWidget(self.none)
        self._pass_place = QWidget()
        self._pass_box = column(margins=16)
        self._pass_place.setLayout(self._pass_box)
        self.side.addWidget(self._pass_place)
        self.pile = ReturnedPile(self._ctx)
        self.side.addWidget(self.pile)
        side.setLayout(column(self.side))
        self._ctx.toasts.keep_clear(side)
        return side

    def _wire(self) -> None:
        self.chips.chosen.connect(lambda _: self.load())
        self.table.selected_rows.connect(self._selected)
        self.table.activated_row.connect(lambda _: self._focus_panel())
        self.editor.issued.connect(lambda one: self._issued(one))
        self.editor.closed.connect(self._leave_editor)
        self.pile.closed.connect(self._leave_pile)
        self.pile.opened.connect(lambda record: self.show_record("exit_pass", record))
        self._key("Ctrl+N", self.new_pass)
        self._key("F7", self.returned_paper)
        self._key("F8", self._print_chosen)
        self._key("Ctrl+P", self.print_list)
        speaker.language_changed.connect(self._retell)

    def _key(self, keys: str, on: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(on)

    # Load

    def load(self) -> None:
        """Read list, numbers and the pass in sight again; a form half written stays as it is."""
        day, view = self._day, self.view
        self._say_day()
        self._ctx.read(
            lambda actor: self._queries.passes(actor, day, view), owner=self, done=self._show, key="list"
        )
        self._ctx.read(
            lambda actor: self._queries.counts(actor, day), owner=self, done=self._count, key="counts"
        )
        if self._wanted is not None:
            self._open(self._wanted)
        self._say_new()

    def _say_new(self) -> None:
        """A form half written is what the button leads back to."""
        message = N_("Go on with the pass") if self.editor.dirty else N_("New pass")
        say(self._new, message)
        say(self._new, message, "setAccessibleName")
        self._new.setIcon(icon("edit" if self.editor.dirty else "plus", "on_solid"))

    @property
    def view(self) -> View:
        """Which list is in sight."""
        return View(self.chips.current)

    def _read_card(self, exit_pass: int, done: Callable[[Shown], None]) -> None:
        directory = self._ctx.services.get(DirectoryQueries)

        def ask(actor: Actor) -> Shown:
            card = self._queries.card(actor, exit_pass)
            return Shown(card, _phones(directory, actor, card))

        self._ctx.read(ask, owner=self, done=done, key="card")

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is in the list, unless it is in a form or at the pile."""
        super().showEvent(event)
        if self.places.currentWidget() is self.desk and not self._at_pile:
            self.table.setFocus()

    def _show(self, passes: list[ExitPass]) -> None:
        self.table.set_rows(passes)
        self.lists.setCurrentWidget(self.table if passes else self.empty)
        self._mark()

    def _count(self, counts: PassCounts) -> None:
        self.chips.set_counts(**{view.value: getattr(counts, view.value) for view in View})

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the side is narrower and the day shorter."""
        super().resizeEvent(event)
        self._side_frame.setFixedWidth(NARROW_SIDE if self._narrow else SIDE_WIDTH)
        self._pile_wide.setVisible(not self._narrow)
        self._pile_icon.setVisible(self._narrow)
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
            self._show_card(self.panel.shown)

    def _go(self, step: int) -> None:
        """Another day; the other views are as of now, so the list of the day comes in sight."""
        self._day = self._day + timedelta(days=step) if step else self._today()
        self._close_panel()
        with QSignalBlocker(self.chips):
            self.chips.choose(View.DAY)
        self.load()

    # The pass in sight

    def show_record(self, kind: str, record: int) -> None:
        """A search hit or a scanned pass: it opens, and its row, if it is in the list, is the one chosen."""
        self.places.setCurrentWidget(self.desk)
        self._say_new()
        if not self.table.select(record):
            self.table.clearSelection()
        self._open(record)

    def take_scan(self, raw: str) -> bool:
        """While the pile is scanned every reading belongs to it, whatever it is; a thing's own to its serial number."""
        if self.places.currentWidget() is self.editor and read_scan(raw).what in _NOT_OURS:
            return self.editor.lines.take_serial(raw)
        if not self._at_pile:
            return False
        self.pile.scan(raw)
        return True

    @property
    def _at_pile(self) -> bool:
        return self.places.currentWidget() is self.desk and self.side.currentWidget() is self.pile

    def _selected(self, passes: list[ExitPass]) -> None:
        if passes:
            self._open(passes[0].id)

    def _open(self, exit_pass: int) -> None:
        self._wanted = exit_pass
        self._read_card(
            exit_pass, lambda shown: self._show_card(shown) if self._wanted == exit_pass else None
        )

    def _show_card(self, shown: Shown) -> None:
        panel = PassPanel(self._ctx, shown, self, self._follow)
        panel.copy.connect(lambda one: self._copy(one))
        self._drop_panel()
        self.panel = panel
        self._pass_box.addWidget(panel, 1)
        self.side.setCurrentWidget(self._pass_place)
        self._mark()

    def _follow(self, new: ExitPass) -> None:
        """What took the place of the pass in sight. Called here: a reload may have replaced the panel meanwhile."""
        self.show_record("exit_pass", new.id)

    def _drop_panel(self) -> None:
        if self.panel is not None:
            self._pass_box.removeWidget(self.panel)
            self.panel.hide()
            self.panel.deleteLater()
            self.panel = None

    def _close_panel(self) -> None:
        self._wanted = None
        self._drop_panel()
        self.table.clearSelection()
        if not self._at_pile:
            self.side.setCurrentWidget(self.none)

    def _mark(self) -> None:
        """The list marks the pass in sight and no other, from wherever it was opened."""
        if self.panel is None:
            return
        with QSignalBlocker(self.table):
            if not self.table.select(self.panel.exit_pass.id):
                self.table.clearSelection()

    def _focus_panel(self) -> None:
        if self.panel is not None:
            self.panel.setFocus(Qt.FocusReason.TabFocusReason)
            self.panel.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the pass."""
        if event.key() == Qt.Key.Key_Escape and self.panel is not None:
            self._close_panel()
        else:
            super().keyPressEvent(event)

    # Verbs

    def new_pass(self) -> None:
        """The form for a new pass, in place of the list. One half written is as it was left."""
        self.places.setCurrentWidget(self.editor)
        if not self.editor.dirty:
            self.editor.start()

    def _copy(self, one: ExitPass) -> None:
        self._ctx.read(
            lambda actor: self._queries.draft_of(actor, one.id), owner=self, done=self._start_from, key="copy"
        )

    def _start_from(self, draft: PassDraft) -> None:
        """What is half written is not lost to a copy without a word."""
        question = N_("Throw away the pass that is half written? No pass has been issued for it.")
        if self.editor.dirty and not self._ctx.ask.confirm(
            self, tr(question), tr(N_("Throw away")), danger=True
        ):
            self.places.setCurrentWidget(self.editor)
            return
        self.places.setCurrentWidget(self.editor)
        self.editor.start(draft)

    def _issued(self, one: ExitPass) -> None:
        """Both copies are printed, the list of today shows it."""
        actions.print_pass(self._ctx, self, one)
        self._ctx.toasts.show(N_("Pass {number} is issued."), number=plain(one.number))
        self._leave_editor()
        self._go(0)
        self._open(one.id)

    def _leave_editor(self) -> None:
        self.places.setCurrentWidget(self.desk)
        self._say_new()
        self.table.setFocus()

    def returned_paper(self) -> None:
        """The pile: the keyboard and the scanner belong to it; the list shows whose paper is missing."""
        self.places.setCurrentWidget(self.desk)
        if self._at_pile:
            self.pile.field.setFocus()
            return
        self._close_panel()
        self.side.setCurrentWidget(self.pile)
        self.chips.choose(View.PAPER_MISSING)
        self.pile.start()

    def _leave_pile(self) -> None:
        self.side.setCurrentWidget(self.none)
        self.table.setFocus()

    def _print_chosen(self) -> None:
        if self.panel is not None and self.panel.exit_pass.state not in WHY_NOT["print"]:
            actions.print_pass(self._ctx, self, self.panel.exit_pass)

    def print_list(self) -> None:
        """The list as it stands."""
        actions.print_list(self._ctx, self, self.table.rows_model.rows, self.view, self._day)

    def save_list(self) -> None:
        """The list as it stands, as a spreadsheet."""
        actions.save_list(self._ctx, self, self.table.rows_model.rows, self.view, self._day)


def _phones(directory: DirectoryQueries, actor: Actor, card: PassCard) -> tuple[tuple[str, str], ...]:
    """Whom to phone at the tenant about a pass that ran out, or goods that are late."""
    one = card.exit_pass
    if one.tenant is None or not (one.out or one.state is PassState.EXPIRED):
        return ()
    contacts = directory.tenant(actor, one.tenant).contacts
    return tuple((contact.name, contact.phone) for contact in contacts if contact.phone)[:3]
