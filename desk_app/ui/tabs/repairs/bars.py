"""Simple painted figures: a gauge against its target, and bars for counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import format_number, say
from desk_app.ui.theme import Tone, theme
from desk_app.ui.widgets.parts import Label, column, said_label

_THICK, _ROW, _WIDTH, _NAME, _NUMBER = 8, 26, 250, 92, 40
"""Pixels: a gauge's bar, a bar's row, all bars, the room for a name and for a number."""
_WHOLE = 1000
"""Shares are per mille."""


class Gauge(QFrame):
    """A share as a number and a bar, with a mark where the target is."""

    def __init__(self, title: Message) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.figure, self.target = Label(role="figure"), Label(role="caption")
        self.bar = _ShareBar()
        inside = column(said_label(title, "label"), self.figure, self.bar, self.target, spacing=4, margins=12)
        self.setLayout(inside)

    def show_target(self, said: str, share: int | None, target: int, tone: Tone | None) -> None:
        """`share` and `target` in per mille; `said` is the share in words."""
        self.figure.setText(said)
        self.figure.set_tone(tone)
        say(self.target, N_("Target {percent} %", "repairs tab"), percent=target // 10)
        self.bar.show_share(share or 0, target, tone or "neutral")


class _ShareBar(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._share, self._target, self._tone = 0, _WHOLE, "neutral"
        self.setFixedHeight(_THICK + 6)

    def show_share(self, share: int, target: int, tone: Tone) -> None:
        """In per mille."""
        self._share, self._target, self._tone = share, target, tone
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The bar on its ground, and the target's mark across it."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(0, 3, self.width(), _THICK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.color("sunken"))
        painter.drawRoundedRect(ground, _THICK / 2, _THICK / 2)
        painter.setBrush(look.color(self._tone))
        filled = QRectF(ground)
        filled.setWidth(ground.width() * min(self._share, _WHOLE) / _WHOLE)
        painter.drawRoundedRect(filled, _THICK / 2, _THICK / 2)
        painter.setPen(QPen(look.color("text"), 2))
        at = min(ground.width() - 1, ground.width() * self._target / _WHOLE)
        painter.drawLine(round(at), 0, round(at), _THICK + 6)
        painter.end()


@dataclass(frozen=True, slots=True)
class Bar:
    """A name and how many."""

    name: str
    count: int


class Bars(QWidget):
    """One bar under the other, the longest as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self.bars: tuple[Bar, ...] = ()
        self.setFixedWidth(_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these, as many as fit."""
        self.bars = tuple(bars)
        self.setAccessibleDescription("; ".join(f"{one.name} {one.count}" for one in bars))
        self.update()

    def sizeHint(self) -> QSize:
        """A row for each."""
        return QSize(_WIDTH, max(1, len(self.bars)) * _ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Names at the left, numbers at the right end of their bars."""
        look, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((one.count for one in self.bars), default=0) or 1
        room = self.width() - _NAME - _NUMBER
        side = Qt.AlignmentFlag.AlignVCenter
        for place, one in enumerate(self.bars[: self.height() // _ROW]):
            top, width = place * _ROW, room * one.count / most
            painter.setPen(look.color("muted"))
            name = painter.fontMetrics().elidedText(one.name, Qt.TextElideMode.ElideRight, _NAME - 8)
            painter.drawText(QRectF(0, top, _NAME - 8, _ROW), Qt.AlignmentFlag.AlignLeft | side, name)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color("accent"))
            painter.drawRoundedRect(QRectF(_NAME, top + 5, max(2.0, width), _ROW - 10), 3, 3)
            painter.setPen(look.color("text"))
            said = QRectF(_NAME + width + 6, top, _NUMBER, _ROW)
            painter.drawText(said, Qt.AlignmentFlag.AlignLeft | side, format_number(one.count))
        painter.end()
