"""Buttons that Enter presses, as Space does, in every window: Qt's own leave Enter to the platform or the dialog.

Every button of the program is one of these (a test looks). Ctrl+Enter and a key held down press nothing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def _presses(event: QKeyEvent) -> bool:
    bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return event.key() in _ENTER and bare and not event.isAutoRepeat()


class PushButton(QPushButton):
    """A button; in a dialog the one with the focus goes before the one that Enter means elsewhere."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, then whatever Qt knows."""
        if _presses(event):
            self.click()
        else:
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A button of a bar; one with a menu opens it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, then whatever Qt knows."""
        if not _presses(event):
            super().keyPressEvent(event)
        elif self.menu() is not None:
            self.showMenu()
        else:
            self.click()
