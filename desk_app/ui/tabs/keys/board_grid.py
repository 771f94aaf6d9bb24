"""The boards as they hang on the wall: a table of hooks, board under board, painted cell by cell.

Keyboard: arrows move over the hooks, Enter opens, letters go to the search. Rooms are in the tooltip and in the line
under the board, not in the cells: whoever looks over the counter must not read which hook opens which door.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desk_app.services.core.words import N_, plain
from desk_app.ui.i18n import tr
from desk_app.ui.icons import pixmap
from desk_app.ui.tabs.keys.board_states import LOOKS, HookShown, HookState, in_words, short_words
from desk_app.ui.theme import theme
from desk_app.ui.widgets.parts import plain_tip

Index = QModelIndex | QPersistentModelIndex
HOOK_ROLE = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_LEAST, _HIGH, _HEADING = 74, 60, 34
"""Pixels: the narrowest and the height of a cell, the height of a board's name."""
_SIGN = 14
_DIMMED = 0.3
"""How much is seen of what was not searched for."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True)
class BoardShown:
    """A board with its hooks."""

    name: str
    columns: int
    hooks: tuple[HookShown, ...]


class BoardModel(QAbstractTableModel):
    """Board under board: a line with the name, then the hooks as they hang."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.now = now
        self.boards: Sequence[BoardShown] = ()
        self._lines: list[BoardShown | tuple[HookShown, ...]] = []
        self.places: dict[str, tuple[int, int]] = {}
        """Line and column of each hook."""

    def set_boards(self, boards: Sequence[BoardShown]) -> None:
        """Show these."""
        self.beginResetModel()
        self.boards, self._lines = tuple(boards), []
        for board in boards:
            self._lines.append(board)
            for start in range(0, len(board.hooks), board.columns):
                self._lines.append(board.hooks[start : start + board.columns])
        self.places = {
            one.name: (line, column)
            for line, hooks in enumerate(self._lines)
            if isinstance(hooks, tuple)
            for column, one in enumerate(hooks)
        }
        self.endResetModel()

    def headings(self) -> list[int]:
        """The lines with a board's name."""
        return [line for line, hooks in enumerate(self._lines) if isinstance(hooks, BoardShown)]

    def hook_at(self, index: Index) -> HookShown | None:
        """The hook in a cell."""
        hooks = self._lines[index.row()] if index.isValid() else None
        if hooks is None or isinstance(hooks, BoardShown):
            return None
        return hooks[index.column()] if index.column() < len(hooks) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Lines, with those of the names."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """As many as the widest board has."""
        return 0 if parent.isValid() else max((one.columns for one in self.boards), default=0)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Hooks alone are for choosing."""
        if self.hook_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Whatever the view asks of a cell; read out it says what the tooltip shows."""
        if not index.isValid():
            return None
        one = self.hook_at(index)
        if one is None:
            return self._heading(index) if role in (_DISPLAY, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == HOOK_ROLE:
            return one
        if role in (_DISPLAY, Qt.ItemDataRole.AccessibleTextRole):
            return in_words(one, self.now())
        return plain_tip(in_words(one, self.now())) if role == Qt.ItemDataRole.ToolTipRole else None

    def _heading(self, index: Index) -> str:
        board = self._lines[index.row()]
        if not isinstance(board, BoardShown) or index.column():
            return ""
        if board.name == "—":
            return tr(N_("Hooks that are on no board"))
        return tr(N_("Board {name}: {n} hooks"), name=plain(board.name), n=len(board.hooks))


class BoardGrid(QTableView):
    """The view. Signals carry hooks."""

    opened = Signal(object)
    """Enter or double click on a HookShown."""
    moved = Signal(object)
    """The HookShown the keyboard is on now, or None."""
    typed = Signal(str)
    """A letter, meant for the search."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marked: frozenset[str] | None = None
        """Hooks that were searched for; None while nothing is."""
        self.board_model = BoardModel(now)
        self.board_model.setParent(self)
        self._build()
        self.setModel(self.board_model)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit(self.current))
        self.activated.connect(lambda index: self._open(index))

    def _build(self) -> None:
        self.setItemDelegate(HookDelegate(self))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(_HEADING)

    @property
    def current(self) -> HookShown | None:
        """The hook the keyboard is on."""
        return self.board_model.hook_at(self.currentIndex())

    def set_boards(self, boards: Sequence[BoardShown]) -> None:
        """Show these; the keyboard and the scroll stay where they were."""
        name = self.current.name if self.current is not None else ""
        top = self.verticalScrollBar().value()
        self.board_model.set_boards(boards)
        self.clearSpans()
        for line in range(self.board_model.rowCount()):
            self.setRowHeight(line, _HIGH)
        for line in self.board_model.headings():
            self.setRowHeight(line, _HEADING)
            if self.board_model.columnCount() > 1:
                self.setSpan(line, 0, 1, self.board_model.columnCount())
        self._share_width()
        if not self.go_to(name) and self.board_model.places:
            self.go_to(next(iter(self.board_model.places)))
        self.verticalScrollBar().setValue(top)

    def go_to(self, name: str) -> bool:
        """Put the keyboard on a hook and bring it in sight. False if there is none of this name."""
        place = self.board_model.places.get(name)
        if place is None:
            return False
        index, flags = self.board_model.index(*place), QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)
        self.scrollTo(index)
        return True

    def mark(self, names: frozenset[str] | None) -> None:
        """Show which hooks were searched for."""
        self.marked = names
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cells share the width; too many scroll."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        columns = self.board_model.columnCount()
        if columns:
            self.horizontalHeader().setDefaultSectionSize(max(_LEAST, self.viewport().width() // columns))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens; letters and digits are searched for."""
        plain_key = not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
        )
        if event.key() in _ENTER and plain_key:
            self._open(self.currentIndex())
        elif plain_key and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _open(self, index: Index) -> None:
        one = self.board_model.hook_at(index)
        if one is not None:
            self.opened.emit(one)


class HookDelegate(QStyledItemDelegate):
    """Paints a hook: name and sign, code, and who has it."""

    def __init__(self, view: BoardGrid) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As the view's lines and columns are."""
        return QSize(_LEAST, _HIGH)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell, or a board's name."""
        one = index.data(HOOK_ROLE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(option.rect, theme().color("raised"))  # the style has painted a selection across
        if one is None:
            self._paint_name(painter, option.rect, index.data() or "")
        else:
            marked = self._view.marked
            if marked is not None and one.name not in marked:
                painter.setOpacity(_DIMMED)
            rect = option.rect.adjusted(2, 2, -3, -3)
            found = marked is not None and one.name in marked
            at_it = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_ground(painter, rect, one, found=found, at_it=at_it)
            self._paint_words(painter, rect.adjusted(7, 4, -5, -4), one)
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, text: str) -> None:
        font = QFont(self._view.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme().color("text"))
        painter.drawText(
            rect.adjusted(4, 0, 0, -2), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text
        )

    def _paint_ground(
        self, painter: QPainter, rect: QRect, one: HookShown, *, found: bool, at_it: bool
    ) -> None:
        """A frame of dashes where nothing hangs, a thick one where the keyboard is or what was searched for."""
        colours, state = theme(), one.state(self._view.board_model.now())
        here, empty = state is HookState.HERE, state is HookState.EMPTY
        tone = colours.tone(LOOKS[state].tone)
        painter.setBrush(colours.color("sunken" if empty else "raised") if here or empty else tone.soft)
        pen = QPen(colours.color("line_strong") if here or empty else tone.ink, 1)
        if empty or state is HookState.LOST:
            pen.setStyle(Qt.PenStyle.DashLine)
        if at_it or found:
            pen = QPen(
                colours.color("focus" if at_it else "accent"), 3 if at_it and self._view.hasFocus() else 2
            )
        painter.setPen(pen)
        painter.drawRoundedRect(rect, 5, 5)

    def _paint_words(self, painter: QPainter, rect: QRect, one: HookShown) -> None:
        colours, now = theme(), self._view.board_model.now()
        state = one.state(now)
        tone = LOOKS[state].tone
        small, bold = QFont(self._view.font()), QFont(self._view.font())
        small.setPixelSize(11)
        bold.setPixelSize(13)
        bold.setWeight(QFont.Weight.DemiBold)
        line = QFontMetrics(small).height()
        _write(painter, rect, 0, small, colours.color("muted"), one.name, _SIGN + 4)
        if state is not HookState.EMPTY:
            sign = pixmap(LOOKS[state].sign, _SIGN, tone, self._view.devicePixelRatioF())
            painter.drawPixmap(rect.right() - _SIGN + 1, rect.top(), sign)
        ink = colours.color("text" if state is HookState.HERE else tone)
        _write(painter, rect, line, bold, ink, one.code)
        muted = state is HookState.HERE
        _write(
            painter,
            rect,
            rect.height() - line,
            small,
            colours.color("muted") if muted else ink,
            short_words(one, now),
        )


def _write(
    painter: QPainter, rect: QRect, top: int, font: QFont, ink: Any, text: str, spare: int = 0
) -> None:
    """A line of a cell, cut short where it must be; `spare` pixels at the right stay free."""
    painter.setFont(font)
    painter.setPen(ink)
    metrics = painter.fontMetrics()
    said = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - spare)
    painter.drawText(rect.left(), rect.top() + top + metrics.ascent(), said)
