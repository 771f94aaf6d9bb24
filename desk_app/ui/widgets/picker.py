"""Type a few letters, choose one: tenants, units, people. Suggestions come from elsewhere and may come late.

    picker = Picker()
    picker.query.connect(self._find)      # -> tasks.latest("host", lambda: find(text), done=...)
    picker.offer(text, suggestions)       # in done

Keyboard: type; Down and Up choose, Enter takes the marked one (the first, to begin with), Escape closes. Free text may
stay: `choice` is then None and `text()` what was typed. A late answer to an older text is dropped.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desk_app.ui.theme import theme

Index = QModelIndex | QPersistentModelIndex
_SUGGESTION = Qt.ItemDataRole.UserRole
_WAIT_MS = 15
_GAP = 1
_LINE, _TWO_LINES = 34, 48
"""Pixels of a suggestion's height."""
_ROOT = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole


@dataclass(frozen=True)
class Suggestion:
    """One thing to choose: what it stands for, its name, what tells it from its namesakes, and a second line."""

    value: Any
    text: str
    detail: str = ""
    below: str = ""


class Picker(QLineEdit):
    """A field with suggestions."""

    query = Signal(str)
    """The text to find suggestions for, after a moment's rest of the keys."""
    chosen = Signal(object)
    """A Suggestion was taken."""
    value_changed = Signal(object)
    """The suggestion chosen, or None while the text is free."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choice: Suggestion | None = None
        self._model = _Suggestions(self)
        self._list = QListView()
        self._list.setProperty("role", "suggestions")
        self._list.setMinimumHeight(44)
        completer = QCompleter(self._model, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setPopup(self._list)
        self._list.setItemDelegate(_Delegate(self._list))
        completer.setMaxVisibleItems(8)
        completer.activated[QModelIndex].connect(self._take_index)  # type: ignore[index]
        self._completer = completer
        completer.setWidget(self)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(lambda: self.query.emit(self.text()))
        self.textEdited.connect(self._edited)

    @property
    def choice(self) -> Suggestion | None:
        """What was chosen; None for free text."""
        return self._choice

    @property
    def takes_enter(self) -> bool:
        """Whether Enter belongs to the list of suggestions now."""
        return self._list.isVisible()

    def offer(self, text: str, suggestions: Sequence[Suggestion]) -> None:
        """Suggestions for `text`; dropped if the text is another by now or the field was left."""
        if text != self.text() or self._choice is not None or not self.hasFocus():
            return
        self._model.set_all(suggestions)
        if suggestions:
            self._completer.complete()
            self._place()
            self._list.setCurrentIndex(self._model.index(0))  # what Enter takes
        else:
            self._list.hide()

    def set_list_width(self, pixels: int) -> None:
        """The suggestions at least so wide: a short field's say as much as a long one's."""
        self._list.setMinimumWidth(pixels)

    def _place(self) -> None:
        """Just under the field, or above it where there is no room; as wide as the field, on the screen."""
        screen, top = self.screen().availableGeometry(), self.mapToGlobal(self.rect().topLeft())
        size, below = self._list.size(), top.y() + self.height() + _GAP
        above = top.y() - size.height() - _GAP
        fits = below + size.height() <= screen.bottom() or above < screen.top()
        left = max(screen.left(), min(top.x(), screen.right() - size.width()))
        self._list.move(left, below if fits else above)

    def take(self, suggestion: Suggestion) -> None:
        """Choose, as if clicked."""
        self._set(suggestion, suggestion.text)
        self._list.hide()
        self.chosen.emit(suggestion)

    def draft(self) -> tuple[Any, str]:
        """What was chosen (or None) and the text."""
        return (self._choice.value if self._choice else None, self.text())

    def set_draft(self, draft: tuple[Any, str] | None) -> None:
        """Write a draft back."""
        value, text = draft or (None, "")
        self._set(Suggestion(value, text) if value is not None else None, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down opens the suggestions again; Enter with nothing marked takes the first."""
        if self._list.isVisible() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self._list.currentIndex()
            self._take_index(index if index.isValid() else self._model.index(0))
            return
        if event.key() == Qt.Key.Key_Down and not self._list.isVisible():
            self.query.emit(self.text())
            return
        super().keyPressEvent(event)

    def _edited(self) -> None:
        self._choice = None
        self.value_changed.emit(None)
        self._rest.start(_WAIT_MS)

    def _take_index(self, index: Index) -> None:
        suggestion = index.data(_SUGGESTION)
        if suggestion is not None:
            self.take(suggestion)

    def _set(self, choice: Suggestion | None, text: str) -> None:
        self._rest.stop()
        self._choice = choice
        self.setText(text)
        self.value_changed.emit(choice)


class _Suggestions(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._all: list[Suggestion] = []

    def set_all(self, suggestions: Sequence[Suggestion]) -> None:
        self.beginResetModel()
        self._all = list(suggestions)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._all)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        suggestion = self._all[index.row()]
        if role == _SUGGESTION:
            return suggestion
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " ".join(part for part in (suggestion.text, suggestion.detail, suggestion.below) if part)
        return suggestion.text if role in (_DISPLAY, Qt.ItemDataRole.EditRole) else None


class _Delegate(QStyledItemDelegate):
    """Name in ink, detail in grey at the right; what else there is in grey below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        suggestion = index.data(_SUGGESTION)
        two = suggestion is not None and suggestion.below
        return QSize(super().sizeHint(option, index).width(), _TWO_LINES if two else _LINE)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, suggestion = theme(), index.data(_SUGGESTION)
        marked = bool(option.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        painter.fillRect(rect, look.color("selection" if marked else "raised"))
        inner, metrics = rect.adjusted(10, 0, -10, 0), painter.fontMetrics()
        grey = look.color("selection_text" if marked else "muted")
        if suggestion.below:
            inner, below = (
                inner.adjusted(0, 4, 0, -_TWO_LINES // 2),
                inner.adjusted(0, _TWO_LINES // 2, 0, -4),
            )
            said = metrics.elidedText(suggestion.below, Qt.TextElideMode.ElideRight, below.width())
            painter.setPen(grey)
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, said)
        painter.setPen(look.color("selection_text" if marked else "text"))
        name = metrics.elidedText(suggestion.text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        room = inner.width() - metrics.horizontalAdvance(name) - 16
        painter.setPen(grey)
        detail = metrics.elidedText(suggestion.detail, Qt.TextElideMode.ElideRight, max(0, room))
        painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, detail)
