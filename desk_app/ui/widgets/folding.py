"""A tool of a page's head that saves room: a button with its words, or on a narrow page its sign alone.

A page that keeps a day's list makes and swaps them (`DayPage.folding`).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desk_app.ui.i18n import say
from desk_app.ui.widgets.parts import button, row


class Folding(QWidget):
    """Two buttons that do the same, one of them in sight; unfolded at first."""

    def __init__(self, text: str, on: Callable[[], object], icon: str, key: str = "") -> None:
        super().__init__()
        self.wide = button(text, on, icon=icon)
        self.sign = button(text, on, kind="icon", icon=icon)
        self.setLayout(row(self.sign, self.wide, spacing=0))
        self.setSizePolicy(self.wide.sizePolicy())  # in a head it takes the room of a button
        self.fold(False)
        if key:
            # Neither button's own: a shortcut of a hidden widget is dead.
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(self.wide.click)
            say(shortcut, text, "setWhatsThis")

    def fold(self, narrow: bool) -> None:
        """The sign alone, or the button with its words."""
        self.sign.setVisible(narrow)
        self.wide.setVisible(not narrow)

    def rename(self, text: str) -> None:
        """What it does now is called otherwise."""
        for one, shown in ((self.wide, "setText"), (self.sign, "setToolTip")):
            say(one, text, shown)
            say(one, text, "setAccessibleName")
