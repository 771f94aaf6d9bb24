"""What register, weeks and months of outgoing mail share: a panel beside a list, and going from one time to another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLayout, QWidget

from desk_app.services.core.words import Message
from desk_app.ui.widgets.day_page import NARROW, NARROWEST
from desk_app.ui.widgets.parts import Label, button, column, row

WIDE_SIDE, NARROW_SIDE = 392, 340
"""Pixels of the panel at the left, as at the right side of a day's page."""


class Sided(QWidget):
    """A panel at the left, what it works on at the right."""

    def __init__(self, left: QWidget, *right: QWidget | QLayout, stretch: int) -> None:
        """`stretch`: which of the items at the right takes what room is left."""
        super().__init__()
        self.setMinimumWidth(NARROWEST)  # what the wide panel needs must not keep it from becoming narrow
        self.side = QFrame()
        self.side.setProperty("role", "panel")
        self.side.setFixedWidth(WIDE_SIDE)
        self.side.setLayout(column(left))
        work = column(*right, spacing=12, margins=16)
        work.setStretch(stretch, 1)
        whole = row(self.side, spacing=0)
        whole.addLayout(work, 1)
        self.setLayout(whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the panel is narrower."""
        super().resizeEvent(event)
        self.side.setFixedWidth(NARROW_SIDE if self.width() < NARROW else WIDE_SIDE)


class Stepper(QWidget):
    """Back, where we are, on; and home again."""

    stepped = Signal(int)
    """-1 back, 1 on, 0 home."""

    def __init__(self, back: Message, on: Message, home: Message) -> None:
        super().__init__()
        self.label = Label(role="muted")
        self.home = button(home, self._to(0), kind="quiet")
        before = button(back, self._to(-1), kind="icon", icon="chevron-left", key="Alt+Left")
        self.after = button(on, self._to(1), kind="icon", icon="chevron-right", key="Alt+Right")
        self.setLayout(row(before, self.label, self.after, self.home))

    def say(self, text: str, *, home: bool, last: bool) -> None:
        """Where we are; whether that is home, and whether nothing comes after it."""
        self.label.setText(text)
        self.home.setVisible(not home)
        self.after.setEnabled(not last)

    def _to(self, step: int) -> Callable[[], object]:
        return lambda: self.stepped.emit(step)
