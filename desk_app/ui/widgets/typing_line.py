"""The field of a page that works off a queue: Ctrl+Z in it means the last record once nothing is typed."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit


class TypingLine(QLineEdit):
    """A field without an undo of its own while nothing is typed into it: Ctrl+Z is the page's then."""

    def __init__(self, role: str, most: int) -> None:
        """`most` characters fit."""
        super().__init__()
        self.setProperty("role", role)
        self.setMaxLength(most)

    def restart(self, text: str = "") -> None:
        """Another step begins: what was typed before is not to be had back with Ctrl+Z."""
        self.setText(text)  # `clear` would keep it

    def event(self, event: QEvent) -> bool:
        """Claim Ctrl+Z only with something to undo."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)
