"""A state in a rounded pill of its tone. For pages and panels; tables paint their own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.ui.i18n import speaker
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.parts import Label


class Pill(Label):
    """One word about a state."""

    def __init__(self, message: str = "", tone: Tone = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(role="pill", parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_state(message, tone)

    def show_state(self, message: str, tone: Tone, **values: object) -> None:
        """Say another state."""
        speaker.remember(self, "setText", message, values)
        self.set_tone(tone)
