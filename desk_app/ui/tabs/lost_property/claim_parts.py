"""What claims, matches and lost reports are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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


def joined(said: str, alike: Sequence[str]) -> list[str]:
    """The words in common as they stood in what was said: pairs of characters that overlap are one word again."""
    plain = said.casefold()
    marked = [False] * len(plain)
    for word in alike:
        at = plain.find(word)
        while at >= 0:
            marked[at : at + len(word)] = [True] * len(word)
            at = plain.find(word, at + 1)
    runs, begun = [], None
    for place, on in enumerate([*marked, False]):
        if on and begun is None:
            begun = place
        elif not on and begun is not None:
            runs.append(said[begun:place].strip())
            begun = None
    return list(dict.fromkeys(one for one in runs if one)) or list(alike)
