"""Who may be meant: a line each, masked, with how much is open. The keyboard stays in the field; arrows move."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate

from desk_app.services.cards.records import Face
from desk_app.services.core.matters import Party
from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.icons import pixmap
from desk_app.ui.theme import Tone, theme
from desk_app.ui.widgets.row_view import paint_pill

_ROW = 54
_FACE = Qt.ItemDataRole.UserRole


class Candidates(QListWidget):
    """The list; `chosen` carries the face that the mouse or the arrows came to."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "suggestions")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_FaceDelegate(self))
        say(self, N_("Who may be meant"), "setAccessibleName")
        self.currentRowChanged.connect(self._choose)
        self.empty()

    @property
    def faces(self) -> list[Face]:
        """Everybody in the list, from top to bottom."""
        return [self.item(place).data(_FACE) for place in range(self.count())]

    @property
    def face(self) -> Face | None:
        """The one chosen."""
        return self.faces[self.currentRow()] if self.currentRow() >= 0 else None

    def show_faces(self, faces: Sequence[Face], keep: Party | None, *, first: bool = True) -> None:
        """Show these; the one of `keep` stays chosen without a word, else the `first` is chosen, or nobody."""
        with QSignalBlocker(self):
            self.clear()
            for face in faces:
                item = QListWidgetItem(" ".join(part for part in (face.name, face.detail) if part))
                item.setData(_FACE, face)
                self.addItem(item)
            self.setVisible(bool(faces))
            kept = next((place for place, face in enumerate(faces) if face.party == keep), -1)
            self.setCurrentRow(kept)
        if kept < 0 and faces and first:
            self.setCurrentRow(0)

    def move_by(self, step: int) -> None:
        """Choose the next or previous one; the ends stay."""
        self.setCurrentRow(max(0, min(self.count() - 1, self.currentRow() + step)))

    def refresh(self, face: Face) -> None:
        """Somebody as they are now: in their line, or, where they have none, as the only one."""
        lines = [place for place, one in enumerate(self.faces) if one.party == face.party]
        for place in lines:
            self.item(place).setData(_FACE, face)
        if not lines:
            self.show_faces([face], face.party)

    def empty(self) -> None:
        """Nobody."""
        with QSignalBlocker(self):
            self.clear()
            self.hide()

    def _choose(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(self.faces[place])


class _FaceDelegate(QStyledItemDelegate):
    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines."""
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """Sign and name, company and phone; how much is open."""
        face: Face = index.data(_FACE)
        rect, look = option.rect, theme()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("selection"))
        sign = "building" if face.company else "person"
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(rect.left() + 12, rect.center().y() - 10, pixmap(sign, 20, "muted", ratio))
        text = rect.adjusted(44, 6, -12, -6)
        upper = QRect(text.left(), text.top(), text.width(), text.height() // 2)
        lower = upper.translated(0, upper.height())
        upper = upper.adjusted(0, 0, -_paint_count(painter, upper, face), 0)
        _line(painter, upper, face.name, _sized(option.font, 15), "text")
        small = _sized(option.font, 12)
        taken = QFontMetrics(small).horizontalAdvance(face.phone_mask) + 12 if face.phone_mask else 0
        _line(painter, lower, face.phone_mask, small, "muted", right=True)
        _line(painter, lower.adjusted(0, 0, -taken, 0), face.detail, small, "muted")


def _paint_count(painter: QPainter, line: QRect, face: Face) -> int:
    """A pill at the right with the number of open matters; gives its width in pixels."""
    if not face.open:
        return 0
    tone: Tone = "danger" if face.suspended else "warning"
    width = 24 + 8 * len(str(face.open))
    place = QRectF(line.right() - width, line.top(), width, line.height())
    paint_pill(painter, place, str(face.open), theme().tone(tone).soft, theme().color(tone))
    return width


def _line(painter: QPainter, rect: QRect, text: str, font: QFont, token: str, *, right: bool = False) -> None:
    painter.setFont(font)
    painter.setPen(theme().color(token))
    said = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, said)


def _sized(font: QFont, px: int) -> QFont:
    made = QFont(font)
    made.setPixelSize(px)
    return made
