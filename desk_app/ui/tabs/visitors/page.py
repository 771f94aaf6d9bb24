"""The visitor log: the day's list at the left; at the right the check-in, or the visit that was chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import N_
from desk_app.services.visitors.queries import View, VisitCard, VisitorQueries
from desk_app.services.visitors.records import Arrival, Visit, VisitState
from desk_app.services.visitors.rules import may
from desk_app.ui.tabs.visitors import ARRIVING, actions
from desk_app.ui.tabs.visitors.announce import AnnounceDialog, CorrectDialog
from desk_app.ui.tabs.visitors.check_in import CheckIn
from desk_app.ui.tabs.visitors.columns import COLUMNS
from desk_app.ui.tabs.visitors.deciding import decide
from desk_app.ui.tabs.visitors.import_list import ImportDialog
from desk_app.ui.tabs.visitors.visit_panel import VisitPanel
from desk_app.ui.tabs.visitors.watch_list import WatchListDialog
from desk_app.ui.widgets.day_page import DAY_SHORTCUTS, DayPage
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip
from desk_app.ui.widgets.parts import button, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.shortcut_sheet import Shortcut

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

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
    *DAY_SHORTCUTS,
)


class VisitorsPage(DayPage[Visit, VisitCard, VisitPanel]):
    """List, check-in, visit."""

    title, chips_shown, shortcuts, narrow_side = N_("Visitors"), CHIPS, SHORTCUTS, 330

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        self.check_in: CheckIn | None = None
        super().__init__(ctx, parent)
        self._queries = ctx.services.get(VisitorQueries)
        self._wire()

    def _wire(self) -> None:
        if self.check_in is not None:
            self.check_in.stopped.connect(lambda visit: self._decide(visit))
            self.check_in.checked_in.connect(lambda visit: self._follow(visit))
            self.on_key("Ctrl+N", self.new_visitor)
        self.on_key("F4", lambda: self._on_visit("check_out", actions.check_out))
        self.on_key("F5", self._break)
        self.on_key("F8", lambda: self._on_visit("print_pass", actions.print_pass))

    @property
    def _at_desk(self) -> bool:
        return self.ctx.actor.role is not Role.GUARD

    # What DayPage asks

    def columns(self) -> Sequence[Column]:
        """Who, where to, since when."""
        return COLUMNS

    def empty_list(self) -> EmptyState:
        """Nobody yet, and what to do about it."""
        return EmptyState(
            "visitors",
            N_("Nobody here yet"),
            N_("Check in the first visitor at the right, or announce somebody who is expected."),
            N_("New visitor") if self._at_desk else None,
            self.new_visitor,
        )

    def tools(self) -> list[QWidget]:
        """Print, import, announce; the watch list for a supervisor."""
        tools: list[QWidget] = [
            button(N_("Print the list"), self.print_list, kind="icon", icon="print", key="Ctrl+P"),
        ]
        if self._at_desk:
            tools += [
                button(N_("Import a list"), self.import_list, kind="icon", icon="upload"),
                button(N_("Announce"), self.announce, icon="calendar", key="Ctrl+E"),
            ]
        if self.ctx.actor.role is Role.SUPERVISOR:
            tools.insert(0, button(N_("Watch list"), self.watch_list, kind="icon", icon="ban"))
        return tools

    def resting(self) -> QWidget:
        """The check-in; a guard, who checks nobody in, is told to choose."""
        if not self._at_desk:
            return EmptyState("visitors", N_("No visit chosen"), N_("Choose a visit to see it here."))
        self.check_in = CheckIn(self.ctx)
        return self.check_in

    def panel_head(self) -> QWidget | None:
        """The way back to the check-in."""
        if not self._at_desk:
            return None
        head = QWidget()
        head.setLayout(row(button(N_("New visitor"), self.new_visitor, kind="link", icon="arrow-left"), None))
        return head

    def ask(self, actor: Actor, day: date, view: str) -> list[Visit]:
        """The visits of a day."""
        return self._queries.visits(actor, day, View(view))

    def counts(self, actor: Actor, day: date) -> dict[str, int]:
        """The numbers on the chips."""
        counts = self._queries.counts(actor, day)
        return {
            View.EXPECTED: counts.expected,
            View.INSIDE: counts.on_site + counts.on_break,
            View.WAITING: counts.waiting,
            View.OVERSTAY: counts.overstay,
            View.UNCONFIRMED: counts.unconfirmed,
            View.LEFT: counts.left,
            View.NOT_COME: counts.no_show + counts.refused,
        }

    def ask_card(self, actor: Actor, record: int) -> VisitCard:
        """A visit in full."""
        return self._queries.card(actor, record)

    def make_panel(self, card: VisitCard) -> VisitPanel:
        """The visit, with its steps."""
        panel = VisitPanel(self.ctx, card, self)
        panel.correct.connect(lambda visit: self._correct(visit))
        panel.decide.connect(lambda visit: self._decide(visit))
        panel.arrive.connect(lambda visit: self._arrive(visit.id))
        return panel

    def take_keyboard(self) -> None:
        """Ready for the next visitor."""
        if self.check_in is not None and self.panel is None:
            self.check_in.start()

    def leave_panel(self) -> None:
        """From the visit back to the check-in."""
        self.new_visitor() if self._at_desk else self.close_panel()

    def start_new(self) -> None:
        """The form for something new, ready to type."""
        self.new_visitor()

    def show_record(self, kind: str, record: int) -> None:
        """A visit; of one that is arriving the check-in is filled instead."""
        if kind == ARRIVING and self.check_in is not None:
            self._arrive(record)
        else:
            super().show_record(kind, record)

    # Verbs

    def new_visitor(self) -> None:
        """Back to the check-in, ready to type."""
        if self.check_in is None:
            return
        self.close_panel()
        self.check_in.start()

    def _on_visit(self, step: str, action: Callable[[AppContext, QWidget, Visit], None]) -> None:
        if self.panel is not None and may(step, self.panel.visit.state):
            action(self.ctx, self, self.panel.visit)

    def _break(self) -> None:
        if self.panel is None:
            return
        back = self.panel.visit.state is VisitState.ON_BREAK
        self._on_visit("come_back", actions.come_back) if back else self._on_visit(
            "step_out", actions.step_out
        )

    def _follow(self, visit: Visit) -> None:
        """The list shows today when somebody was checked in."""
        if self.day != self.today():
            self.go(0)

    def _arrive(self, visit: int) -> None:
        """The announced visitor stands here: the form fills, one Enter checks in."""
        if self.check_in is None:
            return
        self.ctx.read(
            lambda actor: self._queries.recalled(actor, visit),
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
        _open(CorrectDialog(self.ctx, visit, self))

    def _decide(self, visit: Visit) -> None:
        decide(self.ctx, self, visit)

    def announce(self) -> None:
        """A tenant announces somebody."""
        _open(AnnounceDialog(self.ctx, self))

    def import_list(self) -> None:
        """A tenant announces a whole list."""
        _open(ImportDialog(self.ctx, self))

    def watch_list(self) -> None:
        """Whom to stop."""
        _open(WatchListDialog(self.ctx, self))

    def print_list(self) -> None:
        """The list as it stands."""
        actions.print_list(self.ctx, self, self.table.rows_model.rows, self.day)


def _open(dialog: QDialog) -> None:
    """Without a loop of its own: a lock hides the dialog, and what is typed in it is still there afterwards."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
