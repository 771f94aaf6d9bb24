"""The field for a number typed by hand. The keyboard is always in it; a scanner's digits never reach it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say

_MOST = 600
"""Characters: a whole signed code may be pasted."""


class NumberField(QLineEdit):
    """Enter with something typed sends it; Enter with nothing typed is the window's."""

    typed = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "gate-number")
        self.setMaxLength(_MOST)
        self.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        say(self, N_("Number under the code"), "setPlaceholderText")
        say(self, N_("Number under the code"), "setAccessibleName")

    def event(self, event: QEvent) -> bool:
        """An empty field has nothing to undo: that key is the window's."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.text()
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            text = self.text()
            self.clear()
            if text.strip():
                self.typed.emit(text)
            else:
                self.entered.emit()
            return
        if event.matches(QKeySequence.StandardKey.Undo) and not self.text():
            event.ignore()
            return
        if event.key() == Qt.Key.Key_P and not self.text() and not event.modifiers():
            event.ignore()  # no number begins with a letter: the window's key for the plate
            return
        super().keyPressEvent(event)
