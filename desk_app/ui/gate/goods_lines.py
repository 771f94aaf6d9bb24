"""The lines of goods to compare: painted large, each with − and +; changed by keyboard, touch or mouse.

By keyboard: ↑ ↓ choose a line, digits are its quantity, + − (or → ←) change it, Home all of it, 0 none. A finger that
moves scrolls, one that rests on − or + goes on counting. What the keys mean to the counts is in `tally`.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from desk_app.services.core.clocks import Clock
from desk_app.services.core.words import N_
from desk_app.services.passes.records import ExitLine
from desk_app.ui.gate.sight import Sight
from desk_app.ui.gate.tally import Tally, Way
from desk_app.ui.i18n import tr
from desk_app.ui.icons import pixmap
from desk_app.ui.theme import theme

PAD = 64
"""Pixels of − and +: hit with gloves."""
_LEAST_ROW, _EDGE, _GAP = 70, 16, 8
_COUNT = 150
_NAME, _DETAIL, _FIGURE, _SMALL = 28, 24, 38, 20
_SLIP = 14
"""Pixels a finger may move and still press."""
_HOLD_MS, _FIRST_MS, _FAST_AFTER = 90, 450, 12
_SIGN = 26


class GoodsLines(QAbstractScrollArea):
    """`show_tally` shows one; `changed` tells that a count is another."""

    changed = Signal()
    cut = Signal(int)
    """More was typed than there is: so many there are."""
    number_begun = Signal(str)
    """These digits are no quantity: the number of another pass."""
    entered = Signal()
    asked = Signal(int)
    """The quantity of the line at this place was tapped: how many shall it be?"""
    sighted = Signal()
    """Other lines are in sight."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self.tally: Tally | None = None
        self.current = 0
        self._scale = 1.0
        self._tops: list[int] = [0]
        self._sight = Sight()
        self._told: tuple[int, ...] = ()
        self._pressed: tuple[QPoint, int, int] | None = None
        self._dragged = False
        self._held = 0
        self._repeat = QTimer(self)
        self._repeat.timeout.connect(self._again)
        self.setProperty("role", "gate-lines")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(self._px(_LEAST_ROW))

    def set_scale(self, scale: float) -> None:
        """How large all of it is: 1 on the smallest screen."""
        self._scale = scale
        self.setMinimumHeight(self._px(_LEAST_ROW))
        self._measure()
        self.viewport().update()

    def _px(self, pixels: int) -> int:
        return round(pixels * self._scale)

    # What is shown

    def show_tally(self, tally: Tally | None, *, keep: bool = False) -> None:
        """Other lines; the first is chosen, unless they are the same as before (`keep`)."""
        if _places(tally) != _places(self.tally):
            self._sight.seen = 0
        self.tally = tally
        if not keep or tally is None or self.current >= len(tally.lines):
            self.current = self._sight.seen = 0
            self._to_top()
        self._measure()
        self.retell()

    def _to_top(self) -> None:
        bar = self.verticalScrollBar()
        bar.blockSignals(True)  # what is in sight is another list, not measured yet
        bar.setValue(0)
        bar.blockSignals(False)

    def retell(self) -> None:
        """Paint and say it again."""
        self.setAccessibleName("; ".join(self.texts()))
        self.viewport().update()

    def texts(self) -> list[str]:
        """What each line says, for screen readers."""
        tally = self.tally
        return (
            []
            if tally is None
            else [f"{line.name} {self._figures(line)[0]}/{line.quantity}" for line in tally.lines]
        )

    def sizeHint(self) -> QSize:
        """As much as there is."""
        return QSize(600, min(self._tops[-1], 900))

    def select(self, place: int) -> None:
        """Choose the line at this place and bring it into sight."""
        if self.tally is None or not self.tally.lines:
            return
        self.current = max(0, min(len(self.tally.lines) - 1, place))
        top, bottom = self._tops[self.current], self._tops[self.current + 1]
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setValue(max(bottom - room, min(bar.value(), top)))
        self.viewport().update()

    @property
    def all_seen(self) -> bool:
        """Whether the last line was in sight since these lines are shown."""
        return self._sight.all_seen

    @property
    def height_of_all(self) -> int:
        """Pixels that all the lines need."""
        return self._tops[-1]

    def in_sight(self) -> tuple[int, int]:
        """The places of the first and last line that are whole in sight; last < first where none is."""
        top = self.verticalScrollBar().value()
        return self._sight.whole(top, top + self.viewport().height())

    def page(self, step: int) -> None:
        """The lines below (1) or above (-1) those in sight; the first of them is chosen."""
        if self.tally is None or not self.tally.lines:
            return
        bar, room, last = self.verticalScrollBar(), self.viewport().height(), len(self.tally.lines) - 1
        at_end = step > 0 and bar.value() >= bar.maximum()
        place, start = (self._sight.below if step > 0 else self._sight.above)(bar.value(), room)
        bar.setValue(start)
        self.current = last if at_end else min(place, last)
        self.viewport().update()

    def _look(self) -> None:
        """Only what was painted was in sight: before that, the place may still be as large as for the pass before."""
        top, room = self.verticalScrollBar().value(), self.viewport().height()
        self._sight.look(top + room)
        told = (top, room, self._sight.seen, self._tops[-1])
        if told != self._told:
            self._told = told
            self.sighted.emit()

    def pad(self, place: int, step: int) -> QRect:
        """Where − (step -1) or + (step 1) of a line is, on the viewport."""
        row = self._row(place)
        right = row.right() - self._px(_EDGE) - (0 if step > 0 else self._px(PAD) + self._px(_COUNT))
        return QRect(
            right - self._px(PAD),
            row.top() + (row.height() - self._px(PAD)) // 2,
            self._px(PAD),
            self._px(PAD),
        )

    def count_box(self, place: int) -> QRect:
        """Where the quantity of a line stands: a tap asks for another."""
        minus = self.pad(place, -1)
        return QRect(minus.right() + 1, minus.top(), self._px(_COUNT), self._px(PAD))

    # Keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A person's keys: what a scanner types never comes here."""
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.entered.emit()
        elif self.tally is None or not self.tally.lines or not self._handled(key, text, event):
            event.ignore()  # the window's

    def _handled(self, key: int, text: str, event: QKeyEvent) -> bool:
        moves = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        pages = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if key in moves:
            self.select(self.current + moves[Qt.Key(key)])
        elif key in pages:
            self.page(pages[Qt.Key(key)])
        elif len(text) == 1 and text in "0123456789" and not event.isAutoRepeat():
            self._digit(text)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Right):
            self._add(1)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Left):
            self._add(-1)
        elif key == Qt.Key.Key_Home:
            self._put(self._line().quantity)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._shorter(key == Qt.Key.Key_Delete)
        else:
            return False
        return True

    def _line(self) -> ExitLine:
        assert self.tally is not None  # asked for only where there are lines
        return self.tally.lines[self.current]

    def _digit(self, digit: str) -> None:
        assert self.tally is not None
        said = self.tally.digit(self._line().position, digit, self._clock.monotonic())
        self._tell()
        if said == "cut":
            self.cut.emit(self.tally.most[self._line().position])
        elif said:
            self.number_begun.emit(said)

    def _add(self, step: int) -> None:
        assert self.tally is not None
        self.tally.add(self._line().position, step)
        self._tell()

    def _put(self, count: int) -> None:
        assert self.tally is not None
        position = self._line().position
        self.tally.put(position, min(count, self.tally.most[position]))
        self._tell()

    def _shorter(self, none: bool) -> None:
        assert self.tally is not None
        if none:
            self._put(0)
        else:
            self.tally.shorter(self._line().position)
            self._tell()

    def _tell(self) -> None:
        self.retell()
        self.changed.emit()

    # Touch and mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A finger is down: on − or + it counts on while it rests."""
        self._pressed = (event.position().toPoint(), self.verticalScrollBar().value(), self._step_at(event))
        self._dragged, self._held = False, 0
        if self._pressed[2]:
            self.select(self._place_at(event))
            self._repeat.start(_FIRST_MS)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A finger that moves scrolls."""
        if self._pressed is None:
            return
        moved = event.position().toPoint().y() - self._pressed[0].y()
        if self._dragged or abs(moved) > _SLIP:
            self._dragged = True
            self._repeat.stop()
            self.verticalScrollBar().setValue(self._pressed[1] - moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A tap: − or +, the quantity, or the line."""
        pressed, self._pressed = self._pressed, None
        self._repeat.stop()
        if pressed is None or self._dragged or self._held or self.tally is None or not self.tally.lines:
            return
        place, step = self._place_at(event), self._step_at(event)
        if place < 0:
            return
        self.select(place)
        if step and step == pressed[2]:
            self._add(step)
        elif self.count_box(place).contains(event.position().toPoint()) and not self.tally.fixed:
            self.asked.emit(place)

    def _again(self) -> None:
        self._held += 1
        self._repeat.start(_HOLD_MS)
        if self._pressed is not None:
            self._add(self._pressed[2] * (5 if self._held > _FAST_AFTER else 1))

    def _place_at(self, event: QMouseEvent) -> int:
        y = event.position().toPoint().y() + self.verticalScrollBar().value()
        places = range(len(self._tops) - 1)
        count = len(self.tally.lines) if self.tally else 0
        return next((one for one in places if self._tops[one] <= y < self._tops[one + 1] and one < count), -1)

    def _step_at(self, event: QMouseEvent) -> int:
        place, point = self._place_at(event), event.position().toPoint()
        if place < 0 or self.tally is None or self.tally.fixed:
            return 0
        return next((step for step in (-1, 1) if self.pad(place, step).contains(point)), 0)

    # Painting

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names wrap anew."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        tops, tally = [0], self.tally
        for line in tally.lines if tally else ():
            tops.append(tops[-1] + self._height_of(line))
        if tally is not None and tally.more:
            tops.append(tops[-1] + self._px(_LEAST_ROW))
        self._tops = self._sight.tops = tops
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, tops[-1] - room))
        bar.setPageStep(room)
        bar.setSingleStep(self._px(_LEAST_ROW) // 2)

    def _height_of(self, line: ExitLine) -> int:
        room = QRect(0, 0, max(80, self._name_width()), 2000)
        name = QFontMetrics(self._font(self._px(_NAME), True)).boundingRect(room, _WRAP, line.name).height()
        detail = self._px(_DETAIL + 10) if _detail(line) else 0
        return max(self._px(_LEAST_ROW), name + detail + 2 * self._px(_GAP))

    def _name_width(self) -> int:
        pads = 0 if self.tally is None or self.tally.fixed else 2 * self._px(PAD)
        return self.viewport().width() - 3 * self._px(_EDGE) - self._px(_COUNT) - pads

    def _row(self, place: int) -> QRect:
        top = self._tops[place] - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self._tops[place + 1] - self._tops[place])

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows in sight."""
        tally = self.tally
        if tally is None:
            return
        painter = QPainter(self.viewport())
        for place in range(len(self._tops) - 1):
            row = self._row(place)
            if row.intersects(event.rect()):
                self._draw(painter, place, row)
        painter.end()
        self._look()

    def _draw(self, painter: QPainter, place: int, row: QRect) -> None:
        tally = self.tally
        assert tally is not None
        painter.setPen(theme().color("line"))
        painter.drawLine(row.left(), row.bottom(), row.right(), row.bottom())
        if place >= len(tally.lines):
            self._write(
                painter,
                row.adjusted(self._px(_EDGE), 0, -self._px(_EDGE), 0),
                _more(tally.more),
                self._px(_DETAIL),
                "warning",
                True,
            )
            return
        line = tally.lines[place]
        chosen = place == self.current and not tally.fixed
        if chosen:
            painter.fillRect(row.adjusted(0, 0, 0, -1), theme().color("selection"))
            painter.fillRect(QRect(row.left(), row.top(), 6, row.height() - 1), theme().color("accent"))
        self._draw_names(painter, line, row, "selection_text" if chosen else "text")
        self._draw_count(painter, line, place, chosen)

    def _draw_names(self, painter: QPainter, line: ExitLine, row: QRect, ink: str) -> None:
        left, detail = self._px(_EDGE), _detail(line)
        room = QRect(left, row.top() + self._px(_GAP), self._name_width(), row.height() - 2 * self._px(_GAP))
        if not detail:
            self._write(painter, room, line.name, self._px(_NAME), ink, True, wrap=True)
            return
        self._write(
            painter,
            room.adjusted(0, 0, 0, -self._px(_DETAIL + 10)),
            line.name,
            self._px(_NAME),
            ink,
            True,
            wrap=True,
        )
        under = QRect(left, room.bottom() - self._px(_DETAIL + 8), room.width(), self._px(_DETAIL + 10))
        if line.returnable:
            painter.drawPixmap(
                under.left(),
                under.center().y() - self._px(_SIGN) // 2 + 1,
                pixmap("swap", self._px(_SIGN), "warning", self.devicePixelRatioF()),
            )
            under.setLeft(under.left() + self._px(_SIGN) + 8)
        self._write(
            painter,
            under,
            detail,
            self._px(_DETAIL),
            "warning" if line.returnable and not line.serial else ink,
        )

    def _draw_count(self, painter: QPainter, line: ExitLine, place: int, chosen: bool) -> None:
        tally = self.tally
        assert tally is not None
        if not tally.fixed:
            for step, sign in ((-1, "minus"), (1, "plus")):
                self._draw_pad(painter, self.pad(place, step), sign)
            box = self.count_box(place)
            self._draw_frame(painter, box.adjusted(6, 0, -6, 0), "surface")
        else:
            row = self._row(place)
            box = QRect(
                row.right() - self._px(_EDGE) - self._px(_COUNT),
                row.top() + (row.height() - self._px(PAD)) // 2,
                self._px(_COUNT),
                self._px(PAD),
            )
        large, small = self._figures(line)
        less = not tally.fixed and tally.counts[line.position] < tally.most[line.position]
        ink = "warning" if less else "text" if not tally.fixed else "selection_text" if chosen else "text"
        upper = box.adjusted(0, 0, 0, -self._px(26)) if small else box
        self._write(painter, upper, large, self._px(_FIGURE), ink, True, centre=True)
        lower = QRect(box.left(), box.bottom() - self._px(28), box.width(), self._px(28))
        self._write(painter, lower, small, self._px(_SMALL), "muted", centre=True)

    def _draw_pad(self, painter: QPainter, pad: QRect, sign: str) -> None:
        self._draw_frame(painter, pad, "raised")
        size = self._px(34)
        painter.drawPixmap(
            pad.center() - QPoint(size // 2, size // 2), pixmap(sign, size, "text", self.devicePixelRatioF())
        )

    @staticmethod
    def _draw_frame(painter: QPainter, box: QRect, inside: str) -> None:
        """What can be tapped."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().color("field_line"))
        painter.setBrush(theme().color(inside))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 12, 12)

    def _figures(self, line: ExitLine) -> tuple[str, str]:
        """The quantity large, and of how many, small."""
        tally = self.tally
        assert tally is not None
        if tally.way is Way.LOOK or tally.fixed:
            return f"{tally.most[line.position]} {line.unit}".strip(), ""
        return str(tally.counts[line.position]), tr(
            N_("of {n} {unit}", "gate"), n=tally.most[line.position], unit=line.unit
        ).strip()

    def _write(
        self,
        painter: QPainter,
        where: QRect,
        text: str,
        pixels: int,
        token: str,
        bold: bool = False,
        *,
        centre: bool = False,
        wrap: bool = False,
    ) -> None:
        painter.setFont(self._font(pixels, bold))
        painter.setPen(theme().color(token))
        side = Qt.AlignmentFlag.AlignHCenter if centre else Qt.AlignmentFlag.AlignLeft
        if wrap:
            painter.drawText(where, int(side | Qt.AlignmentFlag.AlignVCenter) | _WRAP, text)
            return
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, where.width())
        painter.drawText(where, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def _font(self, pixels: int, bold: bool = False) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(pixels)
        font.setBold(bold)
        return font


_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere)


def _places(tally: Tally | None) -> list[int]:
    return [line.position for line in tally.lines] if tally is not None else []


def _detail(line: ExitLine) -> str:
    parts = [tr(N_("No. {serial}", "gate"), serial=line.serial) if line.serial else ""]
    if line.returnable:
        parts.append(tr(N_("to return", "gate")))
    return " · ".join(filter(None, parts))


def _more(pieces: int) -> str:
    return tr(N_("… and {n} more pieces: compare with the paper."), n=pieces)
