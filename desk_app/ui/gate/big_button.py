"""A button for gloves."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent

from desk_app.ui.theme import theme
from desk_app.ui.widgets.press import PushButton

LEAST = 64
"""Pixels, each way."""
_ROUND, _VEIL = 12, 150


class BigButton(PushButton):
    """At least 64 px, hit with gloves. A click leaves the keyboard where it was; Tab reaches it, Enter presses it.

    `share`: how much of it is filled; until it is 1 it does nothing yet.
    """

    def __init__(self) -> None:
        super().__init__()
        self.share = 1.0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(LEAST)
        self.setProperty("kind", "gate")

    def fill(self, share: float) -> None:
        """Filled so far, 0 to 1."""
        if share != self.share:
            self.share = share
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is not filled yet is pale."""
        super().paintEvent(event)
        if self.share >= 1:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(self.rect(), _ROUND, _ROUND)
        painter.setClipPath(shape)
        veil = theme().color("surface")
        veil.setAlpha(_VEIL)
        painter.fillRect(QRect(round(self.width() * self.share), 0, self.width(), self.height()), veil)
        painter.end()
