"""Who is in the building, and in an alarm who is safe: large rows, one key or click for each person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.roll_call.documents import roll_call_list
from desk_app.services.roll_call.queries import RollCallQueries
from desk_app.services.roll_call.records import MARK_NAMES, Line, Mark, RollCall, Sheet
from desk_app.services.roll_call.service import RollCalls
from desk_app.services.visitors.records import PRESENCE_NAMES, Presence
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say
from desk_app.ui.printing.papers import desk_paper
from desk_app.ui.tabs.roll_call.columns import MARK_PLACE, line_columns, past_columns
from desk_app.ui.tabs.roll_call.head import Head
from desk_app.ui.tabs.roll_call.questions import ask_end
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.row_view import RowTable
from desk_app.ui.widgets.section import Section
from desk_app.ui.widgets.shortcut_sheet import Shortcut

ALL, OPEN = "all", "open"
_ROW = 48
_KEYS = {
    Qt.Key.Key_Space: Mark.SAFE,
    Qt.Key.Key_S: Mark.SAFE,
    Qt.Key.Key_N: Mark.NOT_FOUND,
    Qt.Key.Key_Backspace: Mark.UNKNOWN,
    Qt.Key.Key_Delete: Mark.UNKNOWN,
}

SHORTCUTS = (
    Shortcut("Space", N_("In the list: safe (also S)")),
    Shortcut("N", N_("In the list: not found")),
    Shortcut("Backspace", N_("In the list: take the mark back")),
)


class RollCallPage(QWidget):
    """Keyboard, in the list: Space or S safe, N not found, Backspace takes back; Ctrl+P prints."""

    shortcuts = SHORTCUTS

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._calls, self._queries = ctx.services.get(RollCalls), ctx.services.get(RollCallQueries)
        self._sheet: Sheet | None = None
        self._build()
        self._wire()

    # build

    def _build(self) -> None:
        self.head = Head()
        classes = [Chip(one.value, PRESENCE_NAMES[one]) for one in Presence]
        self.bar = FilterBar(
            [Chip(ALL, N_("Everybody")), Chip(OPEN, N_("Not safe yet"), "warning"), *classes]
        )
        self.table = RowTable(line_columns(self._now, self._running), lambda line: line.visit)
        say(self.table, N_("People in the building"), "setAccessibleName")
        self.table.setProperty("role", "large")
        self.table.setStyleSheet("font-size: 17px;")
        self.table.verticalHeader().setDefaultSectionSize(_ROW)
        self.safe = button(N_("Safe"), lambda: self._mark(Mark.SAFE), icon="check", tip=N_("Safe (Space)"))
        self.missing = button(
            N_("Not found"), lambda: self._mark(Mark.NOT_FOUND), icon="warning", tip=N_("Not found (N)")
        )
        self.back = button(
            N_("Take back"), lambda: self._mark(Mark.UNKNOWN), icon="undo", tip=N_("Take back (Backspace)")
        )
        self.nobody = EmptyState(
            "people",
            N_("Nobody is registered in the building"),
            N_("Visitors who are checked in stand here, by floor."),
        )
        self.list = QStackedWidget()
        self.list.addWidget(self.table)
        self.list.addWidget(self.nobody)
        self.past = RowTable(past_columns(self._now), lambda call: call.id)
        say(self.past, N_("Past roll-calls"), "setAccessibleName")
        self.past.setMaximumHeight(220)
        self.history = Section(N_("Past roll-calls"))
        self.history.body.addWidget(said_label(N_("Enter or double click: the list on paper."), "muted"))
        self.history.body.addWidget(self.past)
        tools = row(self.bar, None, self.safe, self.missing, self.back, spacing=8)
        layout = column(self.head, tools, self.list, self.history, spacing=12, margins=20)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.table)

    # wire

    def _wire(self) -> None:
        self.head.start.connect(self._start)
        self.head.print_list.connect(self._print_now)
        self.head.end.connect(self._end)
        self.bar.chosen.connect(lambda _: self._show())
        self.table.selected_rows.connect(lambda _: self._allow())
        self.table.clicked.connect(self._clicked)
        self.table.installEventFilter(self)
        self.past.activated_row.connect(lambda call: self._print(lambda by: self._queries.sheet(by, call.id)))
        self._ctx.bus.follow(self, ("roll_calls", "visits"), self.load)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """One key for each mark."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        mark = _KEYS.get(Qt.Key(event.key()))
        if mark is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier or event.isAutoRepeat():
            return False
        self._mark(mark, move_on=True)
        return True

    # load

    def load(self) -> None:
        """Read the list and the past ones again."""

        def ask(by: Actor) -> tuple[Sheet, list[RollCall]]:
            return self._queries.now(by), self._queries.past(by)

        self._ctx.read(ask, owner=self, done=lambda found: self._loaded(*found), key="sheet")

    def show_record(self, kind: str, record: int) -> None:
        """Bring somebody's line in sight."""
        self.bar.choose(ALL)
        self.table.select(record)

    def show_code(self, digits: str) -> None:
        """A visitor pass was scanned: its holder is safe while a roll-call runs; otherwise shown in the list."""
        call = self._sheet.roll_call if self._sheet else None
        if call is None:
            self._ctx.toasts.show(N_("No roll-call is running. Start one, then scan the passes."))
            return
        self._ctx.do(
            lambda by: self._calls.mark_pass(by, call.id, digits),
            owner=self,
            done=lambda line: self._ticked(line, Mark.UNKNOWN),
        )

    def _loaded(self, sheet: Sheet, past: list[RollCall]) -> None:
        self._sheet = sheet
        self.past.set_rows(past)
        self.history.setVisible(bool(past))
        self._show()

    def _show(self) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        self.head.show_sheet(sheet)
        tally = sheet.tally
        self.bar.set_counts(
            **{one.value: sheet.people(one) for one in Presence},
            all=tally.people,
            open=tally.people - tally.safe,
        )
        self.table.set_rows([line for line in sheet.lines if self._wanted(line)])
        self.list.setCurrentWidget(self.table if sheet.lines else self.nobody)
        self._allow()

    def _wanted(self, line: Line) -> bool:
        chosen = self.bar.current
        if chosen == OPEN:
            return line.mark is not Mark.SAFE
        return chosen in (ALL, line.presence.value)

    def _allow(self) -> None:
        lines = self.table.selection() if self._running() else []
        mark = lines[0].mark if lines else None
        for made in (self.safe, self.missing, self.back):
            made.setVisible(self._running())
        self.safe.setEnabled(mark not in (None, Mark.SAFE))
        self.missing.setEnabled(mark not in (None, Mark.NOT_FOUND))
        self.back.setEnabled(mark not in (None, Mark.UNKNOWN))

    # verbs

    def _start(self, drill: bool) -> None:
        self._ctx.do(lambda by: self._calls.start(by, drill), owner=self, done=self._started)

    def _started(self, call: RollCall) -> None:
        self.bar.choose(ALL)
        self.table.setFocus()

    def _clicked(self, index: QModelIndex) -> None:
        line: Line | None = self.table.rows_model.row_at(index)
        if line is not None and index.column() == MARK_PLACE:
            self._mark(Mark.UNKNOWN if line.mark is Mark.SAFE else Mark.SAFE)

    def _mark(self, mark: Mark, *, move_on: bool = False) -> None:
        line: Line | None = self.table.current_row()
        if line is None or not self._running() or line.mark is mark:
            return
        before = line.mark
        if move_on:
            self._next_row()
        self._ctx.do(
            lambda by: self._calls.mark(by, line.id, mark),
            owner=self,
            done=lambda done: self._ticked(done, before),
        )

    def _next_row(self) -> None:
        below = self.table.currentIndex().siblingAtRow(self.table.currentIndex().row() + 1)
        row_below = self.table.rows_model.row_at(below)
        if row_below is not None:
            self.table.select(row_below.visit)

    def _ticked(self, line: Line, before: Mark) -> None:
        self._ctx.toasts.show(
            N_("{name}: {mark}"),
            undo=lambda: self._ctx.do(lambda by: self._calls.mark(by, line.id, before), owner=self),
            name=plain(line.name),
            mark=MARK_NAMES[line.mark],
        )

    def _end(self) -> None:
        call = self._sheet.roll_call if self._sheet else None
        said = ask_end(self._ctx.ask, self, call) if call else None
        if call is not None and said is not None:
            outcome, note = said
            self._ctx.do(lambda by: self._calls.end(by, call.id, outcome, note), owner=self)

    def _print_now(self) -> None:
        self._print(self._queries.now)

    def _print(self, question: Callable[[Actor], Sheet]) -> None:
        self._ctx.read(question, owner=self, done=self._print_sheet, key="paper")

    def _print_sheet(self, sheet: Sheet) -> None:
        self._ctx.printing.print(lambda: roll_call_list(sheet, desk_paper(self._ctx)), owner=self)

    def _running(self) -> bool:
        return self._sheet is not None and self._sheet.roll_call is not None

    def _now(self) -> datetime:
        return self._ctx.services.bench.clock.now()
