"""The call log: today's calls or the open ones of all days, and the form for the next one beside them."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.calls.queries import CallQueries
from desk_app.services.calls.records import Call, CallCounts, CallState, TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.core.changes import Changes
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_day, say
from desk_app.ui.tabs.calls.columns import columns
from desk_app.ui.tabs.calls.quick_form import QuickForm
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_view import RowTable
from desk_app.ui.widgets.shortcut_sheet import Shortcut

TODAY, OPEN = "today", "open"
REPAIR_FROM_CALL = "repair_from_call"
"""Opened as this kind, a call fills the form for a report of the tab that takes them."""
SHORTCUTS = (
    Shortcut("Ctrl+N", N_("New call")),
    Shortcut("Ctrl+Return", N_("Save call")),
    Shortcut("Space", N_("In the list: pass the call on")),
    Shortcut("Return", N_("In the list: correct the call")),
    Shortcut("Ctrl+R", N_("The call chosen becomes a repair, complaint or request")),
)


class CallsPage(QWidget):
    """Keyboard: Ctrl+N goes to the form; in the list Space passes on, Enter corrects, Ctrl+Z takes back."""

    shortcuts = SHORTCUTS

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._calls, self._queries = ctx.services.get(Calls), ctx.services.get(CallQueries)
        self._day: date | None = None
        self._wanted: int | None = None
        self._build()
        self._wire()

    # build

    def _build(self) -> None:
        self.bar = FilterBar([Chip(TODAY, N_("Today", "calls")), Chip(OPEN, N_("Not passed on"), "warning")])
        self.day = Label(role="muted")
        self.table = RowTable(columns(self._now), lambda call: call.id)
        say(self.table, N_("Calls"), "setAccessibleName")
        self.form = QuickForm(self._ctx)
        self.pass_on = button(N_("Pass on"), self._pass_on, icon="check", tip=N_("Pass on (Space)"))
        self.correct = button(N_("Correct", "call"), self._correct, icon="edit", tip=N_("Correct (Enter)"))
        self.repair = button(N_("Becomes a repair"), self._become_repair, icon="wrench", key="Ctrl+R")
        self.new = button(N_("New call"), self.form.clear, icon="plus", key="Ctrl+N")
        self.nothing = EmptyState(
            "phone",
            N_("No calls yet"),
            N_("Type the number as the phone shows it: whoever rang before is recognised."),
        )
        self.all_done = EmptyState(
            "check", N_("Every message was passed on"), N_("Calls that wait to be passed on stand here.")
        )
        self.list = QStackedWidget()
        for widget in (self.table, self.nothing, self.all_done):
            self.list.addWidget(widget)
        head = row(
            said_label(N_("Calls"), "title"),
            self.day,
            None,
            self.repair,
            self.pass_on,
            self.correct,
            self.new,
        )
        left = column(head, self.bar, self.list, spacing=12)
        layout = row(left, self.form, spacing=16, margins=20)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.form)
        self._chosen([])

    # wire

    def _wire(self) -> None:
        self.bar.chosen.connect(self._filter)
        self.table.selected_rows.connect(self._chosen)
        self.table.activated_row.connect(lambda _: self._correct())
        self.table.installEventFilter(self)
        self.form.submitted.connect(self._save)
        self._ctx.bus.follow(self, ("calls",), self.load)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space passes the current call on."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat():
            return False
        self._pass_on()
        return True

    # load

    def load(self) -> None:
        """Read the list and the numbers again."""
        open_only, day = self.bar.current == OPEN, self._day or self._today()

        def ask(by: Actor) -> tuple[list[Call], CallCounts]:
            found = self._queries.open(by) if open_only else self._queries.calls(by, day)
            return found, self._queries.counts(by)

        self._ctx.read(ask, owner=self, done=lambda found: self._loaded(*found), key="list")

    def start_new(self) -> None:
        """The form for something new, ready to type."""
        self.form.clear()

    def show_record(self, kind: str, record: int) -> None:
        """Show a call that was searched for, on its own day."""
        self._ctx.read(lambda by: self._queries.call(by, record), owner=self, done=self._show_call, key="one")

    def _show_call(self, call: Call) -> None:
        day = call.at.astimezone(self._ctx.services.bench.clock.zone).date()
        self._day = None if day == self._today() else day
        self._wanted = call.id
        self.bar.choose(TODAY)
        self.load()

    def _loaded(self, calls: list[Call], counts: CallCounts) -> None:
        self.bar.set_counts(today=counts.today, open=counts.open)
        self.day.setText(format_day(self._day, weekday=True) if self._day else "")
        self.table.set_rows(calls)
        empty = self.all_done if self.bar.current == OPEN else self.nothing
        self.list.setCurrentWidget(self.table if calls else empty)
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
        self._chosen(self.table.selection())

    def _filter(self, _key: str) -> None:
        if self._wanted is None:
            self._day = None
        self.load()

    def _chosen(self, calls: list[Call]) -> None:
        self.pass_on.setEnabled(bool(calls) and calls[0].state is CallState.OPEN)
        self.correct.setEnabled(bool(calls))
        self.repair.setEnabled(bool(calls))
        became = bool(calls) and calls[0].became is not None
        say(self.repair, N_("Look at the repair") if became else N_("Becomes a repair"))

    # verbs

    def _save(self, typed: TypedCall, corrected: Call | None) -> None:
        def saved(call: Call) -> None:
            self._wanted = call.id
            self.form.clear()
            message = N_("Call {number} corrected") if corrected else N_("Call {number} saved")
            self._ctx.toasts.show(message, number=plain(call.number))

        def verb(by: Actor) -> Changes[Call]:
            if corrected is not None:
                return self._calls.correct(by, corrected.id, typed)
            return self._calls.take_call(by, typed)

        self._ctx.do(verb, owner=self, done=saved, failed=self.form.show_problems)

    def _pass_on(self) -> None:
        call = self.table.current_row()
        if call is None or call.state is not CallState.OPEN:
            return

        def passed(done: Call) -> None:
            self._ctx.toasts.show(
                N_("Passed on: {about}"), undo=lambda: self._undo(done.id), about=plain(_short(done.about))
            )

        self._ctx.do(lambda by: self._calls.pass_on(by, call.id), owner=self, done=passed)

    def _become_repair(self) -> None:
        """The form for a report opens, filled from the call; of a call that became something that opens."""
        call = self.table.current_row()
        if call is None:
            return
        if call.became is not None:
            self._ctx.open_record(call.became_kind, call.became)
        else:
            self._ctx.open_record(REPAIR_FROM_CALL, call.id)

    def _undo(self, call_id: int) -> None:
        self._ctx.do(lambda by: self._calls.undo_pass_on(by, call_id), owner=self)

    def _correct(self) -> None:
        call = self.table.current_row()
        if call is not None:
            self.form.correct(call)

    def _now(self) -> datetime:
        return self._ctx.services.bench.clock.now()

    def _today(self) -> date:
        return self._now().astimezone(self._ctx.services.bench.clock.zone).date()


def _short(about: str) -> str:
    line = " ".join(about.split())
    return line if len(line) <= 24 else line[:23] + "…"
