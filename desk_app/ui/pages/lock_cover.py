"""The locked screen: time and place, nobody's name. Any key or a click asks who it is.

A key that spells something is the beginning of a PIN: `take_typed` hands it on.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from desk_app.services.core.words import N_
from desk_app.ui.i18n import format_day, format_time
from desk_app.ui.pages.cover import Cover, Sign
from desk_app.ui.widgets.parts import Label, button, column, row, said_label


class LockCover(Cover):
    """Hides everything."""

    woken = Signal()

    def __init__(self) -> None:
        super().__init__(520)
        self._typed = ""
        self.time = Label(role="figure")
        self.day = Label(role="muted")
        self.unlock = button(N_("Unlock"), self.woken.emit, kind="primary", icon="unlock")
        head = row(Sign("lock", 36), said_label(N_("This desk is locked"), "title"), None, spacing=12)
        when = row(self.time, self.day, None, spacing=12)
        told = said_label(
            N_("What was being typed is kept for whoever was signed in. Press any key to go on."),
            "muted",
            wrap=True,
        )
        self.set_content(column(head, when, told, row(self.unlock, None), spacing=16))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_time(self, now: datetime) -> None:
        """The clock, once a second."""
        self.time.setText(format_time(now))
        self.day.setText(format_day(now, weekday=True))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Any key."""
        text = event.text()
        if text.isprintable() and not text.isspace():
            self._typed += text
        self.woken.emit()

    def take_typed(self) -> str:
        """What was typed here since it was last asked for."""
        typed, self._typed = self._typed, ""
        return typed

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Anywhere."""
        self.woken.emit()
