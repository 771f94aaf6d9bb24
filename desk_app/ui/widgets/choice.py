"""Drop-downs. The wheel never chooses: a form that is scrolled past must not change.

The list drops below the field and shows ten entries, then scrolls (`combobox-popup` in the style sheet: the other kind
lies over the field and hides entries under arrows). `ComboBox` is the bare one; `Choice` says its texts: each item
stands for a value, and retranslates with the language.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desk_app.ui.i18n import speaker, tr


class ComboBox(QComboBox):
    """A drop-down that leaves the wheel to the page around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The page scrolls; nothing is chosen."""
        event.ignore()


class Choice(ComboBox):
    """Choose one value. Values are kept here: Qt would turn an enumeration into its text."""

    value_changed = Signal(object)

    def __init__(self, items: Iterable[tuple[Any, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[Any] = []
        self._messages: list[str] = []
        self.offer(items)
        self.currentIndexChanged.connect(lambda _: self.value_changed.emit(self.value))
        speaker.language_changed.connect(self._retell)

    def offer(self, items: Iterable[tuple[Any, str]]) -> None:
        """Replace what can be chosen."""
        offered = list(items)
        self._values = [value for value, _ in offered]
        self._messages = [message for _, message in offered]
        self.clear()
        self.addItems([tr(message) for message in self._messages])

    @property
    def value(self) -> Any:
        """What is chosen; None when there is nothing to choose."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def choose(self, value: object) -> None:
        """Choose the item that stands for `value`; the first one when there is none."""
        self.setCurrentIndex(self._values.index(value) if value in self._values else 0)

    def draft(self) -> Any:
        """The value, for a form."""
        return self.value

    def set_draft(self, value: object) -> None:
        """Choose it, for a form."""
        self.choose(value)

    def _retell(self) -> None:
        for place, message in enumerate(self._messages):
            self.setItemText(place, tr(message))
