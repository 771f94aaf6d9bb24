"""A field for what nobody else may read: dots, no copy, no undo, no prediction."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desk_app.services.core.words import Message
from desk_app.ui.i18n import say


class SecretField(QLineEdit):
    """A field that shows dots, offers no copy and keeps no undo of what was typed."""

    def __init__(self, name: Message, most: int) -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(most)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
        )
        say(self, name, "setAccessibleName")

    def take(self) -> str:
        """What was typed; the field is empty afterwards."""
        text = self.text()
        self.clear()
        return text
