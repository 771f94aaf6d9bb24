"""A link on one line that takes the room there is: what does not fit ends in dots, the whole is its tooltip."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from desk_app.ui.widgets.press import PushButton


class ElidedLink(PushButton):
    """For texts made of names and numbers, said already."""

    def __init__(self, text: str, on: Callable[[], object]) -> None:
        super().__init__()
        self.full = text
        self.setProperty("kind", "link")
        self.setProperty("flush", True)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(text)
        self.clicked.connect(lambda: on())

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the text anew."""
        super().resizeEvent(event)
        room = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self.full, room, self.width() - 4))
