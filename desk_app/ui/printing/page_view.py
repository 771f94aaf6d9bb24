"""A page of paper on the screen: white in every theme, on a quiet ground."""

from __future__ import annotations

import math
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desk_app.ui.printing.qt_port import as_image
from desk_app.ui.theme import theme

_FINE_DPI = 300
MARGIN = 20
"""Ground around the page, in pixels of the screen."""


@dataclass(frozen=True)
class Shown:
    """One page as drawn: which, of how many, on paper of which size in millimetres."""

    image: QImage
    page: int
    pages: int
    size_mm: tuple[int, int]


def fine_image(pdf: bytes, page: int, dpi: float) -> QImage:
    """A page at `dpi`, drawn finer and made smaller: no line is drawn thinner than a dot, so that at the screen's own
    dots the outlines of rare hanzi ran together. Safe from any thread.
    """
    times = max(1, math.ceil(_FINE_DPI / dpi))
    fine = as_image(pdf, page, dpi * times)
    return fine.scaled(
        QSize(round(fine.width() / times), round(fine.height() / times)),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )


class PageView(QWidget):
    """Paints a page; as large as the page and its margin."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()

    def show_page(self, image: QImage) -> None:
        """Show a page drawn in pixels of the device."""
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._image = image
        self.setMinimumSize(self._paper() + QSize(2 * MARGIN, 2 * MARGIN))
        self.update()

    def _paper(self) -> QSize:
        return self._image.deviceIndependentSize().toSize()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page in the middle, with a line around it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme().color("sunken"))
        if not self._image.isNull():
            place = QRect(self.rect().center(), self._paper())
            place.moveCenter(self.rect().center())
            painter.drawImage(place.topLeft(), self._image)
            painter.setPen(theme().color("line_strong"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()
