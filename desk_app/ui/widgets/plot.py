"""A small painted plot: bars for hours, days, months or names, and what is usual as a line across each.

    plot = Plot(N_("Visits by hour", "report"))
    plot.show_bars([PlotBar("08", 12, usual=9), PlotBar("09", 30, usual=22)])

Whoever cannot see it is told the same in words: its accessible description.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import format_number, say, tr
from desk_app.ui.theme import theme
from desk_app.ui.widgets.parts import column, said_label

_HEIGHT, _ROW, _FOOT, _HEAD, _GAP = 132, 24, 18, 16, 0.25
"""Pixels: standing bars, a lying one, the room below and above them; and the part of a place left empty."""
_NAME = 0.42
"""So much of the width names take at most."""
_SMALL = 11
_SAID = N_("{name}: {n}", "plot")
_SAID_USUAL = N_("{name}: {n}, usually {usual}", "plot")


@dataclass(frozen=True, slots=True)
class PlotBar:
    """A bar, and how much there usually is."""

    name: str
    value: int
    usual: float | None = None


class Plot(QFrame):
    """A title, and the bars under it; `lying` for names."""

    def __init__(self, title: Message, *, lying: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.bars = _LyingBars() if lying else _StandingBars()
        say(self.bars, title, "setAccessibleName")
        self.setLayout(column(said_label(title, "label"), self.bars, spacing=6, margins=12))

    def show_bars(self, bars: Sequence[PlotBar]) -> None:
        """Show these."""
        self.bars.show_bars(bars)


class _Bars(QWidget):
    """Bars without a title."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: tuple[PlotBar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[PlotBar]) -> None:
        """Show these; nothing is painted anew where they are the same."""
        if tuple(bars) == self.shown:
            return
        self.shown = tuple(bars)
        self.setAccessibleDescription("; ".join(_in_words(one) for one in bars if one.value or one.usual))
        self.updateGeometry()
        self.update()

    @property
    def most(self) -> float:
        """What the longest bar stands for."""
        return max((max(one.value, one.usual or 0) for one in self.shown), default=0) or 1

    def small(self) -> QFont:
        """The letters at the bars."""
        font = QFont(self.font())
        font.setPixelSize(_SMALL)
        return font


class _StandingBars(_Bars):
    """Hours, days, months: side by side, the value above where there is room."""

    def sizeHint(self) -> QSize:
        """As high as every other."""
        return QSize(320, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """From left to right."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.small())
        look, base = theme(), self.height() - _FOOT
        painter.setPen(QPen(look.color("line"), 1))
        painter.drawLine(0, base, self.width(), base)
        place = self.width() / max(1, len(self.shown))
        widest = max((painter.fontMetrics().horizontalAdvance(one.name) for one in self.shown), default=0)
        every = max(1, -(-(widest + 6) // max(1, int(place))))
        for at, one in enumerate(self.shown):
            box = QRectF(at * place, 0, place, base)
            self._paint_bar(painter, box, one)
            if at % every == 0:
                painter.setPen(look.color("muted"))
                foot = QRectF(at * place - place * every / 2 + place / 2, base, place * every, _FOOT)
                painter.drawText(foot, Qt.AlignmentFlag.AlignCenter, one.name)
        painter.end()

    def _paint_bar(self, painter: QPainter, box: QRectF, one: PlotBar) -> None:
        look, room = theme(), box.height() - _HEAD
        high, side = room * one.value / self.most, box.width() * _GAP / 2
        bar = QRectF(box.left() + side, box.bottom() - high, box.width() - 2 * side, high)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("accent"))
        painter.drawRoundedRect(bar, 2, 2)
        if one.usual is not None:
            painter.setPen(QPen(look.color("warning"), 2))
            level = round(box.bottom() - room * one.usual / self.most)
            painter.drawLine(round(box.left() + 1), level, round(box.right() - 1), level)
        said = format_number(one.value)
        if one.value and painter.fontMetrics().horizontalAdvance(said) <= box.width():
            painter.setPen(look.color("text"))
            above = QRectF(box.left(), bar.top() - _HEAD, box.width(), _HEAD)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, said)


class _LyingBars(_Bars):
    """Names: one under the other, the number at the end."""

    def sizeHint(self) -> QSize:
        """A row for each."""
        return QSize(320, max(1, len(self.shown)) * _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names at the left."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.small())
        metrics = painter.fontMetrics()
        widest = max((metrics.horizontalAdvance(one.name) for one in self.shown), default=0)
        left = min(widest + 10, round(self.width() * _NAME))
        right = 10 + max(
            (metrics.horizontalAdvance(format_number(one.value)) for one in self.shown), default=0
        )
        middle = Qt.AlignmentFlag.AlignVCenter
        for at, one in enumerate(self.shown):
            top, long = at * _ROW, max(2.0, (self.width() - left - right) * one.value / self.most)
            painter.setPen(look.color("muted"))
            name = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, left - 10)
            painter.drawText(QRectF(0, top, left - 8, _ROW), Qt.AlignmentFlag.AlignLeft | middle, name)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(QRectF(left, top + 5, long, _ROW - 10), 3, 3)
            painter.setPen(look.color("text"))
            end = QRectF(left + long + 6, top, right, _ROW)
            painter.drawText(end, Qt.AlignmentFlag.AlignLeft | middle, format_number(one.value))
        painter.end()


def _in_words(one: PlotBar) -> str:
    n = format_number(one.value)
    if one.usual is None:
        return tr(_SAID, name=one.name, n=n)
    return tr(_SAID_USUAL, name=one.name, n=n, usual=format_number(one.usual, decimals=1))
