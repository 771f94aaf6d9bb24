"""A button for gloves."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desk_app.ui.widgets.press import PushButton

LEAST = 64
"""Pixels, each way."""


class BigButton(PushButton):
    """At least 64 px, hit with gloves. A click leaves the keyboard where it was; Tab reaches it, Enter presses it."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumHeight(LEAST)
        self.setProperty("kind", "gate")
