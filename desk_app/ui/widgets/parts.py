"""The small change of every page: plain-text labels, buttons, rules, boxes. All texts are said, so they
retranslate.
"""

from __future__ import annotations

import html
from collections.abc import Callable
from typing import Literal, TypeVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from desk_app.ui.i18n import say, speaker
from desk_app.ui.icons import icon as make_icon
from desk_app.ui.theme import Tone, restyle
from desk_app.ui.widgets.press import PushButton

Kind = Literal["plain", "primary", "danger", "quiet", "link", "icon", "chip", "toast"]
Role = Literal["body", "title", "heading", "label", "muted", "caption", "problem", "figure", "key", "pill"]

_Box = TypeVar("_Box", QVBoxLayout, QHBoxLayout)
# The ink of an icon on a button of that kind.
_INK = {"primary": "on_solid", "danger": "on_solid", "link": "accent", "toast": "tooltip_text"}


class Label(QLabel):
    """A label that shows its text literally: what visitors type is never markup."""

    def __init__(self, text: str = "", role: Role = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)
        self.setText(text)

    def set_tone(self, tone: Tone | None) -> None:
        """Give the text a meaning, or take it away."""
        restyle(self, tone=tone)


def said_label(message: str, role: Role = "body", *, wrap: bool = False, **values: object) -> Label:
    """A label that says `message` in the language in use."""
    label = Label(role=role)
    label.setWordWrap(wrap)
    speaker.remember(label, "setText", message, values)
    return label


def button(
    message: str,
    on: Callable[[], object] | None = None,
    *,
    kind: Kind = "plain",
    icon: str | None = None,
    key: str = "",
    tip: str | None = None,
) -> PushButton:
    """A button; `kind="icon"` shows the icon alone and keeps the text as tooltip and accessible name.

    `key` is a shortcut such as "Ctrl+P", working in the button's window.
    """
    made = PushButton()
    made.setProperty("kind", kind)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    if icon:
        made.setIcon(make_icon(icon, _INK.get(kind, "muted")))
        made.setIconSize(QSize(18, 18))
    if kind == "icon":
        say(made, message, "setToolTip")
    else:
        say(made, message)
    say(made, message, "setAccessibleName")
    if tip:
        say(made, tip, "setToolTip")
    if key:
        # Not the button's own: that is lost with every new text, and clicks a tenth of a second late.
        shortcut = QShortcut(QKeySequence(key), made)
        shortcut.activated.connect(made.click)
        say(shortcut, message, "setWhatsThis")
    if on:
        made.clicked.connect(lambda: on())
    return made


def plain_tip(text: str) -> str:
    """A tooltip that shows `text` literally: tooltips take markup for markup and have no switch."""
    return f"<p>{html.escape(text)}</p>" if text else ""


def rule() -> QFrame:
    """A hair line across."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def column(*items: QWidget | QLayout | None, spacing: int = 8, margins: int = 0) -> QVBoxLayout:
    """Items from top to bottom; None stretches."""
    box = QVBoxLayout()
    return _fill(box, items, spacing, margins)


def row(*items: QWidget | QLayout | None, spacing: int = 8, margins: int = 0) -> QHBoxLayout:
    """Items from left to right; None stretches."""
    box = QHBoxLayout()
    return _fill(box, items, spacing, margins)


def _fill(box: _Box, items: tuple[QWidget | QLayout | None, ...], spacing: int, margins: int) -> _Box:
    box.setSpacing(spacing)
    box.setContentsMargins(margins, margins, margins, margins)
    put(box, *items)
    return box


def put(box: QVBoxLayout | QHBoxLayout, *items: QWidget | QLayout | None) -> None:
    """More items at the end of a box; None stretches."""
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, QWidget):
            box.addWidget(item)
        else:
            box.addLayout(item)
