"""Dialogs that open in the middle of the window they belong to, whatever the window manager would do."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QWidget


def centre(dialog: QWidget) -> None:
    """Move a dialog to the middle of its window, or of the screen when it has none; never off the screen.

    To be called while it is being shown: its size is known then and nothing has been seen yet.
    """
    parent, screen = dialog.parentWidget(), dialog.screen().availableGeometry()
    around = parent.window().frameGeometry() if parent is not None else screen
    place = QRect(dialog.rect())
    place.moveCenter(around.center())
    place.moveRight(min(place.right(), screen.right()))
    place.moveBottom(min(place.bottom(), screen.bottom()))
    dialog.move(max(place.left(), screen.left()), max(place.top(), screen.top()))


class Dialog(QDialog):
    """What every dialog of the program is derived from. It keeps its place once somebody has seen it."""

    _placed = False

    def showEvent(self, event: QShowEvent) -> None:
        """The first time, in the middle."""
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            self.fit_texts()
            centre(self)

    def fit_texts(self) -> None:
        """As high as its texts are once they are broken into lines: the first guess may cut the fields under them."""
        layout = self.layout()
        needed = layout.totalHeightForWidth(self.width()) if layout is not None else -1
        if needed > self.height():
            self.resize(self.width(), needed)
