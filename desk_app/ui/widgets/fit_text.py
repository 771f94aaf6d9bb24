"""One line (or two) as large as its place allows: the word of a verdict, a name, the step of rain mode."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.ui.theme import theme

_PROBE = 100
_LINE, _BASE = 1.24, 0.98
"""A line and its base line in letters' heights: tighter than the font asks for, with room for both hanzi and g."""


class FitText(QWidget):
    """Shows `text` in bold, from `least` to `most` pixels high; breaks it once, at a space, when that is larger.

    A number stays with the word before it: 伞 025.
    """

    def __init__(self, least: int, most: int) -> None:
        super().__init__()
        self._least, self._most, self._token = least, most, "text"
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(round(least * 1.3))

    def set_range(self, least: int, most: int) -> None:
        """Other limits for its letters."""
        self._least, self._most = least, most
        self.update()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def show_text(self, text: str, token: str) -> None:
        """Say something else, in the colour of a token."""
        self._text, self._token = text, token
        self.setAccessibleName(text)
        self.update()

    def pixels(self) -> int:
        """How large the letters are now."""
        return self._fit()[0]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it, centred on its height; what is too long even at its smallest ends in dots."""
        pixels, lines = self._fit()
        font = self._font(pixels)
        metrics = QFontMetrics(font)
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(theme().color(self._token))
        top = (self.height() - pixels * _LINE * len(lines)) / 2
        for place, line in enumerate(lines):
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, self.width())
            painter.drawText(QPointF(0, top + pixels * (place * _LINE + _BASE)), shown)
        painter.end()

    def _fit(self) -> tuple[int, tuple[str, ...]]:
        metrics = QFontMetrics(self._font(_PROBE))
        ways = [(self._text,), *_halves(self._text)]
        return max(((self._size(way, metrics), way) for way in ways), key=lambda one: (one[0], -len(one[1])))

    def _size(self, lines: tuple[str, ...], metrics: QFontMetrics) -> int:
        widest = max(1, *(metrics.horizontalAdvance(line) for line in lines))
        by_width = int(_PROBE * self.width() / widest)
        by_height = int(self.height() / (_LINE * len(lines)))
        return max(self._least, min(self._most, by_width, by_height))

    def _font(self, pixels: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        font.setWeight(QFont.Weight.Bold)
        return font


def _halves(text: str) -> list[tuple[str, ...]]:
    spaces = [
        place
        for place, letter in enumerate(text)
        if letter == " " and not text[place + 1 : place + 2].isdigit()
    ]
    return [(text[:place], text[place + 1 :]) for place in spaces]
