"""What claims, matches and lost reports are put together from."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.ui.theme import Tone
from desk_app.ui.widgets.flow import FlowLayout
from desk_app.ui.widgets.parts import Label


def long_text() -> Label:
    """Words over as many lines as they need. They are data, never a sentence that the speaker keeps."""
    made = Label()
    made.setWordWrap(True)
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
    return made


def pills(texts: Iterable[str], tone: Tone = "neutral") -> QWidget:
    """Short words side by side, on as many lines as they need; data, like `long_text`."""
    box = QWidget()
    box.setLayout(FlowLayout(*(_pill(one, tone) for one in texts), spacing=4))
    return box


def _pill(text: str, tone: Tone) -> Label:
    made = Label(text, "pill")
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    made.set_tone(tone)
    return made
