"""Signing with mouse, finger or pen. The result is a PNG, black on transparent, cut to the ink.

Keyboard: Delete clears. A signature cannot be typed; offer paper beside it.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say, tr

_INK = QColor("#10182B")
_PALE = QColor("#8A93A3")
_WRONG = QColor("#B42318")
"""On the white sheet, whatever the theme."""
_TOO_SHORT = N_("Too short, please sign again")
_WIDTH = 2.4
_SCALE = 2
_EDGE = 8
_REST = 1500
"""Milliseconds: a name may begin with a dot; what is followed by nothing for so long is no signature."""


class SignaturePad(QFrame):
    """A white sheet to sign on."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "pad")
        self.setMinimumSize(QSize(280, 120))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)
        say(self, N_("Signature"), "setAccessibleName")
        self._strokes: list[list[QPointF]] = []
        self._drawing = self._void = False
        self._rest = QTimer(self, singleShot=True, interval=_REST)
        self._rest.timeout.connect(self.refuse)

    @property
    def is_empty(self) -> bool:
        """Whether nobody signed: a single dot is no signature."""
        return sum(len(stroke) for stroke in self._strokes) < 4

    @property
    def too_short(self) -> bool:
        """Whether the pen was lifted and what it left is no signature yet: the pad says so, what is sent waits."""
        return bool(self._strokes) and self.is_empty and not self._drawing

    def refuse(self) -> None:
        """What is too short is void: it stays in sight with that word until the next stroke, which begins anew."""
        self._void = self.too_short
        self.update()

    def clear(self) -> None:
        """A new sheet."""
        self._void = False
        self._strokes.clear()
        self._changed()

    def png(self) -> bytes:
        """The signature as PNG, twice the screen's size; b"" if nobody signed."""
        if self.is_empty:
            return b""
        path = self._path()
        box = path.boundingRect().adjusted(-_EDGE, -_EDGE, _EDGE, _EDGE).toAlignedRect()
        image = QImage(box.size() * _SCALE, QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.scale(_SCALE, _SCALE)
        painter.translate(-box.topLeft())
        _draw(painter, path)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]
        return bytes(buffer.data().data())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a stroke."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it."""
        self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lift the pen."""
        self._lift()

    def tabletEvent(self, event: QTabletEvent) -> None:
        """A pen on a tablet or screen."""
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position())
        elif event.type() == QEvent.Type.TabletMove:
            self._go(event.position())
        else:
            self._lift()
        event.accept()

    def event(self, event: QEvent) -> bool:
        """The first finger signs; others are ignored."""
        if isinstance(event, QTouchEvent) and event.points():
            where = event.points()[0].position()
            if event.type() == QEvent.Type.TouchBegin:
                self._begin(where)
            elif event.type() == QEvent.Type.TouchUpdate:
                self._go(where)
            else:
                self._lift()
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete or Backspace: a new sheet. All else is for the dialog around it: Ctrl+Enter, Escape."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The line to sign on, the hint, the ink."""
        super().paintEvent(event)
        painter = QPainter(self)
        foot = self.height() - 32
        painter.setPen(QPen(_PALE, 1, Qt.PenStyle.DashLine))
        painter.drawLine(24, foot, self.width() - 24, foot)
        if not self._strokes or self.too_short:
            painter.setPen(_WRONG if self.too_short else _PALE.darker(150))
            told = _TOO_SHORT if self.too_short else N_("Please sign here")
            painter.drawText(QRect(0, 0, self.width(), foot), Qt.AlignmentFlag.AlignCenter, tr(told))
        _draw(painter, self._path())
        painter.end()

    def _begin(self, where: QPointF) -> None:
        self._rest.stop()
        if self._void:
            self._void = False
            self._strokes.clear()  # it was refused: nothing of it may end up on paper
        self._drawing = True
        self._strokes.append([where])
        self._changed()

    def _go(self, where: QPointF) -> None:
        if self._drawing:
            self._strokes[-1].append(where)
            self._changed()

    def _lift(self) -> None:
        self._drawing = False
        if self.too_short:
            self._rest.start()
        self.update()

    def _changed(self) -> None:
        self.update()
        self.changed.emit()

    def _path(self) -> QPainterPath:
        path = QPainterPath()
        for stroke in self._strokes:
            path.moveTo(stroke[0])
            for before, after in pairwise(stroke):
                path.quadTo(before, (before + after) / 2)
            path.lineTo(stroke[-1] + QPointF(0.1, 0.1))
        return path


def _draw(painter: QPainter, path: QPainterPath) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    cap, join = Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    painter.setPen(QPen(_INK, _WIDTH, Qt.PenStyle.SolidLine, cap, join))
    painter.drawPath(path)
