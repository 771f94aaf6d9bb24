"""A code on the screen, for a phone to read: always black on white, whole pixels per module, quiet zone
included.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

QUIET = 4


class QrView(QWidget):
    """Shows a matrix of dark modules (rows of booleans, without quiet zone)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._matrix: Sequence[Sequence[bool]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_matrix(self, matrix: Sequence[Sequence[bool]], name: str = "") -> None:
        """Show another code; `name` is what a screen reader says of it."""
        self._matrix = matrix
        self.setAccessibleName(name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Five pixels a module."""
        side = 5 * (len(self._matrix) + 2 * QUIET)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """Two pixels a module: below that no phone reads it."""
        side = 2 * (len(self._matrix) + 2 * QUIET)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Modules of whole device pixels, centred."""
        if not self._matrix:
            return
        painter, ratio = QPainter(self), self.devicePixelRatioF()
        painter.scale(1 / ratio, 1 / ratio)
        width, height = round(self.width() * ratio), round(self.height() * ratio)
        count = len(self._matrix) + 2 * QUIET
        module = max(1, min(width, height) // count)
        left, top = (width - module * count) // 2, (height - module * count) // 2
        painter.fillRect(left, top, module * count, module * count, Qt.GlobalColor.white)
        for y, line in enumerate(self._matrix, QUIET):
            for x, dark in enumerate(line, QUIET):
                if dark:
                    painter.fillRect(
                        left + x * module, top + y * module, module, module, Qt.GlobalColor.black
                    )
        painter.end()
