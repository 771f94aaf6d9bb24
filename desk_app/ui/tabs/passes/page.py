"""Exit passes: the list at the left; at the right the pass that was chosen, or the pile of returned paper.

A new pass is written in place of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.codes.scanned import Scan
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import ExitPass, PassCard, PassDraft, PassState, View
from desk_app.services.passes.rules import WHY_NOT
from desk_app.ui.i18n import say, tr
from desk_app.ui.icons import icon
from desk_app.ui.tabs.passes import actions
from desk_app.ui.tabs.passes.columns import columns
from desk_app.ui.tabs.passes.editor import PassEditor
from desk_app.ui.tabs.passes.paper_home import ReturnedPile
from desk_app.ui.tabs.passes.pass_panel import PassPanel, Shown
from desk_app.ui.widgets.day_page import DAY_SHORTCUTS, DayPage
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip
from desk_app.ui.widgets.list_menu import list_menu
from desk_app.ui.widgets.parts import button
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

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
    *DAY_SHORTCUTS,
)


class PassesPage(DayPage[ExitPass, Shown, PassPanel]):
    """List, pass, pile, and the form for a new one."""

    title, chips_shown, shortcuts = N_("Exit passes"), CHIPS, SHORTCUTS
    day_view = View.DAY

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(ctx, parent)
        self._queries = ctx.services.get(PassQueries)
        self.editor = PassEditor(ctx)
        self.places.addWidget(self.editor)
        self.pile = ReturnedPile(ctx)
        self.side.addWidget(self.pile)
        self.editor.issued.connect(lambda one: self._issued(one))
        self.editor.closed.connect(self._leave_editor)
        self.pile.closed.connect(self._leave_pile)
        self.pile.opened.connect(lambda record: self.show_record("exit_pass", record))
        self.on_key("Ctrl+N", self.new_pass)
        self.on_key("F7", self.returned_paper)
        self.on_key("F8", self._print_chosen)
        self.on_key("Ctrl+P", self.print_list)

    # What DayPage asks

    def columns(self) -> Sequence[Column]:
        """Number, who, until when."""
        return columns(self.now)

    def empty_list(self) -> EmptyState:
        """Nothing here, and how a pass is written."""
        return EmptyState(
            "pass",
            N_("No exit passes here"),
            N_("Nothing stands on this list. A new pass is written with Ctrl+N."),
            N_("New exit pass"),
            self.new_pass,
        )

    def tools(self) -> list[QWidget]:
        """The list on paper, the pile, a new pass."""
        self.list_menu = list_menu(self.print_list, self.save_list)
        self._new = button(N_("New pass"), self.new_pass, kind="primary", icon="plus")
        return [self.list_menu, self.folding(N_("Returned paper"), self.returned_paper, "scan"), self._new]

    def resting(self) -> QWidget:
        """No pass is chosen."""
        return EmptyState("pass", N_("No pass chosen"), N_("Choose a pass, or scan one, to see it here."))

    def ask(self, actor: Actor, day: date, view: str) -> list[ExitPass]:
        """The passes of a list."""
        return self._queries.passes(actor, day, View(view))

    def counts(self, actor: Actor, day: date) -> dict[str, int]:
        """The numbers on the chips."""
        counts = self._queries.counts(actor, day)
        return {view.value: getattr(counts, view.value) for view in View}

    def ask_card(self, actor: Actor, record: int) -> Shown:
        """A pass in full, and whom to phone about it."""
        card = self._queries.card(actor, record)
        return Shown(card, _phones(self.ctx.services.get(DirectoryQueries), actor, card))

    def make_panel(self, card: Shown) -> PassPanel:
        """The pass, with its steps."""
        panel = PassPanel(self.ctx, card, self, self._follow)
        panel.copy.connect(lambda one: self._copy(one))
        return panel

    def take_keyboard(self) -> None:
        """The keyboard is in the list, unless it is at the pile."""
        if not self._at_pile:
            self.table.setFocus()

    def load(self) -> None:
        """Read list, numbers and the pass in sight again; a form half written stays as it is."""
        super().load()
        self._say_new()

    def show_record(self, kind: str, record: int) -> None:
        """A search hit or a scanned pass: it opens. The form, if it is half written, waits."""
        super().show_record(kind, record)
        self._say_new()

    @property
    def view(self) -> View:
        """Which list is in sight."""
        return View(self.chips.current)

    def _say_new(self) -> None:
        """A form half written is what the button leads back to."""
        message = N_("Go on with the pass") if self.editor.dirty else N_("New pass")
        say(self._new, message)
        say(self._new, message, "setAccessibleName")
        self._new.setIcon(icon("edit" if self.editor.dirty else "plus", "on_solid"))

    # The scanner

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

    # Verbs

    def _follow(self, new: ExitPass) -> None:
        """What took the place of the pass in sight. Called here: a reload may have replaced the panel meanwhile."""
        self.show_record("exit_pass", new.id)

    def new_pass(self) -> None:
        """The form for a new pass, in place of the list. One half written is as it was left."""
        self.places.setCurrentWidget(self.editor)
        if not self.editor.dirty:
            self.editor.start()

    def _copy(self, one: ExitPass) -> None:
        self.ctx.read(
            lambda actor: self._queries.draft_of(actor, one.id), owner=self, done=self._start_from, key="copy"
        )

    def _start_from(self, draft: PassDraft) -> None:
        """What is half written is not lost to a copy without a word."""
        question = N_("Throw away the pass that is half written? No pass has been issued for it.")
        if self.editor.dirty and not self.ctx.ask.confirm(
            self, tr(question), tr(N_("Throw away")), danger=True
        ):
            self.places.setCurrentWidget(self.editor)
            return
        self.places.setCurrentWidget(self.editor)
        self.editor.start(draft)

    def _issued(self, one: ExitPass) -> None:
        """Both copies are printed, the list of today shows it."""
        actions.print_pass(self.ctx, self, one)
        self.ctx.toasts.show(N_("Pass {number} is issued."), number=plain(one.number))
        self._leave_editor()
        self.go(0)
        self.open(one.id)

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
        self.close_panel()
        self.side.setCurrentWidget(self.pile)
        self.chips.choose(View.PAPER_MISSING)
        self.pile.start()

    def _leave_pile(self) -> None:
        self.side.setCurrentWidget(self.rest)
        self.table.setFocus()

    def _print_chosen(self) -> None:
        if self.panel is not None and self.panel.exit_pass.state not in WHY_NOT["print"]:
            actions.print_pass(self.ctx, self, self.panel.exit_pass)

    def print_list(self) -> None:
        """The list as it stands."""
        actions.print_list(self.ctx, self, self.table.rows_model.rows, self.view, self.day)

    def save_list(self) -> None:
        """The list as it stands, as a spreadsheet."""
        actions.save_list(self.ctx, self, self.table.rows_model.rows, self.view, self.day)


def _phones(directory: DirectoryQueries, actor: Actor, card: PassCard) -> tuple[tuple[str, str], ...]:
    """Whom to phone at the tenant about a pass that ran out, or goods that are late."""
    one = card.exit_pass
    if one.tenant is None or not (one.out or one.state is PassState.EXPIRED):
        return ()
    contacts = directory.tenant(actor, one.tenant).contacts
    return tuple((contact.name, contact.phone) for contact in contacts if contact.phone)[:3]
