"""The map of the board (钥匙板图) in the list's place: search, legend, boards, and a line about the hook chosen."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.directory.typeahead import NOT_FOUND, folded, name_rank
from desk_app.services.keys.records import Board, Copy
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.terms import CopyState
from desk_app.ui.i18n import say, speaker
from desk_app.ui.icons import pixmap
from desk_app.ui.tabs.keys.board_grid import BoardGrid, BoardShown
from desk_app.ui.tabs.keys.board_states import LOOKS, HookShown, HookState, count_states, hooks_of, in_words
from desk_app.ui.tabs.keys.register_papers import print_board_map
from desk_app.ui.theme import look
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.parts import Label, button, column, row

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_SEARCH = 460
_ALWAYS = frozenset({HookState.HERE, HookState.OUT, HookState.OVERDUE, HookState.EMPTY})
"""States that stand in the legend even while no hook is in them."""
_OPENS: dict[HookState, Message] = {
    HookState.HERE: N_("Lend (Enter)", "key board"),
    HookState.FAULTY: N_("Lend (Enter)", "key board"),
    HookState.OUT: N_("Borrowing (Enter)", "key board"),
    HookState.OVERDUE: N_("Borrowing (Enter)", "key board"),
    HookState.WAITING: N_("Borrowing (Enter)", "key board"),
    HookState.BLOCKED: N_("Key (Enter)", "key board"),
    HookState.LOST: N_("Key (Enter)", "key board"),
}
"""What Enter does with a hook."""


class BoardView(QWidget):
    """Which key hangs where, and who has what does not hang."""

    lend = Signal(object)
    """A Copy that hangs here."""
    show_handout = Signal(object)
    """The id of a borrowing."""
    show_key = Signal(object)
    """The id of a key."""
    hang = Signal(object)
    """A Copy that is to hang on another hook."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._queries = ctx.services.get(KeyRegisterQueries)
        self.boards: list[Board] = []
        self._build()
        self._wire()

    def _build(self) -> None:
        self.search = _Search()
        for setter in ("setPlaceholderText", "setAccessibleName"):
            say(self.search, N_("Find: code, hook, place, holder or initials"), setter)
        paper = button(N_("Print the map of the boards"), self.print_map, kind="icon", icon="print")
        self.found = Label(role="muted")
        self.search.setMaximumWidth(_SEARCH)
        head = row(self.search, self.found, None, paper)
        head.setStretch(0, 1)
        self.legend = Legend()
        self.grid = BoardGrid(self.now)
        say(self.grid, N_("Map of the key boards"), "setAccessibleName")
        self.foot = _Foot()
        self.empty = EmptyState(
            "board", N_("No boards yet"), N_("The supervisor's settings say which boards there are.")
        )
        self.empty.hide()
        layout = column(head, self.legend, self.grid, self.empty, self.foot, spacing=8)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.grid)

    def _wire(self) -> None:
        self.grid.opened.connect(lambda one: self.open(one))
        self.grid.moved.connect(lambda one: self._tell(one))
        self.grid.typed.connect(lambda text: self._type(text))
        self.search.textChanged.connect(lambda _: self.seek())
        self.search.entered.connect(self._to_found)
        self.search.left.connect(self.grid.setFocus)
        self.foot.step.clicked.connect(self._open_current)
        self.foot.key.clicked.connect(self._show_current)
        self.foot.other.clicked.connect(self._hang_current)
        speaker.language_changed.connect(self._retell)

    def now(self) -> datetime:
        """The moment it is, in the building's time."""
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone)

    # What is shown

    def load(self) -> None:
        """Read the boards again."""
        queries = self._queries

        def answer(actor: Actor) -> tuple[list[Board], list[Copy]]:
            copies = (copy for key in queries.keys(actor) for copy in key.copies)
            return queries.boards(actor), [one for one in copies if one.state is CopyState.LOST and one.hook]

        self._ctx.read(answer, owner=self, done=lambda found: self._show(*found), key="boards")

    def _show(self, boards: list[Board], lost: Iterable[Copy]) -> None:
        self.boards = boards
        lost = tuple(lost)
        shown = [BoardShown(one.name, one.columns, hooks_of(one, lost)) for one in boards]
        self.grid.set_boards(shown)
        self.grid.setVisible(bool(boards))
        self.empty.setVisible(not boards)
        self.legend.show_counts(self.hooks, self.now())
        self._tell(self.grid.current)
        self.seek()

    @property
    def hooks(self) -> list[HookShown]:
        """Every hook, board by board."""
        return [one for board in self.grid.board_model.boards for one in board.hooks]

    def _tell(self, one: HookShown | None) -> None:
        self.foot.tell(one, self.now())

    def _retell(self) -> None:
        self.legend.show_counts(self.hooks, self.now())
        self._tell(self.grid.current)
        self._say_found()
        self.grid.viewport().update()

    # Finding

    def seek(self) -> None:
        """Mark the hooks that fit what is typed."""
        text = self.search.text()
        if not folded(text):
            self._mark(None)
            return
        queries, hooks = self._queries, tuple(self.hooks)

        def answer(actor: Actor) -> frozenset[str]:
            keys = {key.id for key in queries.keys(actor, text)}
            return frozenset(one.name for one in hooks if _fits(one, keys, folded(text)))

        self._ctx.read(answer, owner=self, done=self._mark, key="find")

    def _mark(self, names: frozenset[str] | None) -> None:
        if not folded(self.search.text()):
            names = None  # an answer may come late: the field was emptied meanwhile
        self.grid.mark(names)
        self._say_found()

    def _say_found(self) -> None:
        names = self.grid.marked
        say(self.found, N_("{n} found", "key board") if names is not None else plain(""), n=len(names or ()))

    def _to_found(self) -> None:
        """Enter in the search: to the first hook found, from where Enter opens it."""
        marked = self.grid.marked or frozenset()
        first = next((one.name for one in self.hooks if one.name in marked), None)
        if first is not None:
            self.grid.go_to(first)
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.setText(text)

    # Steps

    def open(self, one: HookShown) -> None:
        """What fits: lend what hangs there, else the borrowing it is out on, else the key."""
        state, copy = one.state(self.now()), one.leading(self.now())
        if copy is None:
            return
        if state in (HookState.HERE, HookState.FAULTY):
            self.lend.emit(copy)
        elif copy.handout is not None:
            self.show_handout.emit(copy.handout)
        else:
            self.show_key.emit(copy.key)

    def _open_current(self) -> None:
        if self.grid.current is not None:
            self.open(self.grid.current)

    def _copy(self) -> Copy | None:
        return self.grid.current.leading(self.now()) if self.grid.current is not None else None

    def _show_current(self) -> None:
        if (copy := self._copy()) is not None:
            self.show_key.emit(copy.key)

    def _hang_current(self) -> None:
        if (copy := self._copy()) is not None:
            self.hang.emit(copy)

    def print_map(self) -> None:
        """Preview the map as it stands now."""
        print_board_map(self._ctx, self, self.boards)


class _Search(QLineEdit):
    """Enter goes to what was found, Escape empties and leaves."""

    entered = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Legend(QWidget):
    """What the signs mean, and how many hooks have each."""

    def __init__(self) -> None:
        super().__init__()
        self._signs = {state: Label() for state in LOOKS}
        self.words = {state: Label(role="caption") for state in LOOKS}
        self._entries = {state: self._entry(state) for state in LOOKS}
        self.setLayout(FlowLayout(*self._entries.values(), spacing=14))
        look.changed.connect(self._paint)
        self._paint()

    def _entry(self, state: HookState) -> QWidget:
        box = QWidget()
        box.setLayout(row(self._signs[state], self.words[state], spacing=4))
        return box

    def _paint(self, _theme: object = None) -> None:
        for state, sign in self._signs.items():
            sign.setPixmap(pixmap(LOOKS[state].sign, 14, LOOKS[state].tone, self.devicePixelRatioF()))

    def show_counts(self, hooks: Iterable[HookShown], now: datetime) -> None:
        """How many hooks are in each state."""
        counts = count_states(hooks, now)
        for state, word in self.words.items():
            say(word, N_("{state} {n}", "key board"), state=LOOKS[state].name, n=counts[state])
            self._entries[state].setVisible(state in _ALWAYS or counts[state] > 0)


class _Foot(QFrame):
    """The hook chosen, in words, and what can be done with it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.words = Label()
        self.words.setWordWrap(True)
        self.step = button(N_("Lend (Enter)", "key board"), kind="plain")
        self.key = button(N_("Show the key", "key board"), kind="quiet")
        self.other = button(N_("Another hook…", "key board"), kind="quiet")
        for one in (self.step, self.key, self.other):
            one.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        layout = row(self.words, self.step, self.key, self.other)
        layout.setStretch(0, 1)
        layout.setContentsMargins(12, 6, 8, 6)
        self.setLayout(layout)

    def tell(self, one: HookShown | None, now: datetime) -> None:
        """Say what hangs there."""
        self.words.setText(in_words(one, now) if one is not None else "")
        state = one.state(now) if one is not None else HookState.EMPTY
        opens = _OPENS.get(state)
        if opens is not None:
            say(self.step, opens)
            say(self.step, opens, "setAccessibleName")
        self.step.setVisible(opens is not None)
        self.key.setVisible(opens is not None and state not in (HookState.BLOCKED, HookState.LOST))
        self.other.setVisible(opens is not None and state is not HookState.LOST)


def _fits(one: HookShown, keys: set[int], typed: str) -> bool:
    """Whether a hook is meant: by its name or ring, a key that was found, or whoever has it."""
    if folded(one.name).startswith(typed) or (one.hook.ring and folded(one.hook.ring).startswith(typed)):
        return True
    return any(
        copy.key in keys or folded(copy.code) == typed or name_rank(typed, copy.holder) < NOT_FOUND
        for copy in one.copies
    )
