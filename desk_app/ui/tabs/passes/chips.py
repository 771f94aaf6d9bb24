"""Buttons to choose with: several of many (kinds of goods, gates), or exactly one (the kind of pass).

Keyboard: one stop of the Tab key; arrows move, Space chooses, Enter goes on to the next field.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from desk_app.ui.i18n import speaker, tr
from desk_app.ui.icons import icon
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.parts import row
from desk_app.ui.widgets.press import PushButton

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Buttons(QWidget):
    """Checkable buttons, each of which stands for a value."""

    value_changed = Signal(object)
    kind, padding = "chip", 28

    def __init__(self, items: Iterable[tuple[Any, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = list(items)
        self._buttons = [self._make(place) for place in range(len(self._items))]
        self.setLayout(self._lay_out())
        policy = self.sizePolicy()
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._stop_at(0)
        self._retell()
        speaker.language_changed.connect(self._retell)

    def rename(self, messages: Iterable[str]) -> None:
        """Other names for the same values, in their order."""
        self._items = [(value, name) for (value, _), name in zip(self._items, messages, strict=True)]
        self._retell()

    def _lay_out(self) -> QLayout:
        return FlowLayout(*self._buttons, spacing=6)

    def _make(self, place: int) -> PushButton:
        made = PushButton()
        made.setProperty("kind", self.kind)
        made.setCheckable(True)
        made.setAutoDefault(False)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.clicked.connect(lambda: self._clicked(place))
        made.installEventFilter(self)
        return made

    def _clicked(self, place: int) -> None:
        raise NotImplementedError

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows move along, Enter goes on."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in _ENTER and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.focusNextPrevChild(True)
            return True
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            return False
        here = next(place for place, one in enumerate(self._buttons) if one is watched)
        self._move_to((here + step) % len(self._buttons))
        return True

    def _move_to(self, place: int) -> None:
        self._stop_at(place)
        self._buttons[place].setFocus(Qt.FocusReason.OtherFocusReason)

    def _stop_at(self, place: int) -> None:
        """The Tab key stops at this one alone."""
        for at, one in enumerate(self._buttons):
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if at == place else Qt.FocusPolicy.ClickFocus)
        if self._buttons:
            self.setFocusProxy(self._buttons[place])

    def _retell(self) -> None:
        for one, (_, message) in zip(self._buttons, self._items, strict=True):
            one.setText(tr(message))
            bold = QFont(one.font())  # the chosen one is bold, which Qt does not reckon with
            bold.setWeight(QFont.Weight.DemiBold)
            one.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(one.text()) + self.padding)


class Chips(_Buttons):
    """Any number of values, also none."""

    @property
    def value(self) -> tuple[Any, ...]:
        """What is chosen, in the order of the chips."""
        return tuple(
            value for one, (value, _) in zip(self._buttons, self._items, strict=True) if one.isChecked()
        )

    def draft(self) -> tuple[Any, ...]:
        """The values, for a form."""
        return self.value

    def set_draft(self, values: Sequence[Any] | None) -> None:
        """Choose these, for a form."""
        for one, (value, _) in zip(self._buttons, self._items, strict=True):
            one.setChecked(value in (values or ()))
        self.value_changed.emit(self.value)

    def _clicked(self, place: int) -> None:
        self._stop_at(place)
        self.value_changed.emit(self.value)


class Segments(_Buttons):
    """Exactly one value: large buttons side by side, each with its sign."""

    picked = Signal()
    """One was clicked, or pressed with Space: what comes next may have the keyboard."""
    kind, padding = "segment", 62

    def __init__(self, items: Iterable[tuple[Any, str, str]], parent: QWidget | None = None) -> None:
        offered = list(items)
        super().__init__([(value, message) for value, message, _ in offered], parent)
        for one, (_, _, sign) in zip(self._buttons, offered, strict=True):
            one.setIcon(icon(sign))
            one.setIconSize(QSize(20, 20))
        self.value: Any = self._items[0][0]
        """What is chosen."""
        self._buttons[0].setChecked(True)

    def _lay_out(self) -> QLayout:
        layout: QBoxLayout = row(*self._buttons, spacing=8)
        return layout

    def choose(self, value: object) -> None:
        """Choose one; a value that is none of them changes nothing."""
        values = [one for one, _ in self._items]
        if value not in values:
            return
        place, changed = values.index(value), value != self.value
        self.value = value
        for at, one in enumerate(self._buttons):
            one.setChecked(at == place)
        self._stop_at(place)
        if changed:
            self.value_changed.emit(value)

    def draft(self) -> Any:
        """The value, for a form."""
        return self.value

    def set_draft(self, value: object) -> None:
        """Choose it, for a form."""
        self.choose(value)

    def _clicked(self, place: int) -> None:
        self.choose(self._items[place][0])
        self._buttons[place].setChecked(True)  # a second click does not take it away
        self.picked.emit()

    def _move_to(self, place: int) -> None:
        self.choose(self._items[place][0])  # one of a row is always chosen: moving is choosing
        super()._move_to(place)
