"""What the field on top found, grouped by tab, below it. The keyboard stays in the field; arrows move, Enter opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from desk_app.services.core.clocks import id_moment
from desk_app.services.core.words import N_
from desk_app.ui.i18n import format_moment, say, tr
from desk_app.ui.icons import pixmap
from desk_app.ui.theme import theme
from desk_app.ui.widgets.parts import Label, said_label

_ROW, _HEAD, _TALLEST, _HINT = 48, 30, 440, 30
_HIT = Qt.ItemDataRole.UserRole
_ICON, _WHEN = _HIT + 1, _HIT + 2


class Found(Protocol):
    """A hit, as the search service gives it."""

    @property
    def kind(self) -> str:
        """The record's kind."""
        ...

    @property
    def id(self) -> int:
        """The record."""
        ...

    @property
    def title(self) -> str:
        """What it is called."""
        ...

    @property
    def subtitle(self) -> str:
        """What tells it from others."""
        ...


@dataclass(frozen=True)
class Group:
    """The hits of one tab."""

    title: str
    icon: str
    hits: Sequence[Found]
    dated: bool = False
    """Whether each hit says when its record was made."""


class SearchPopup(QFrame):
    """A list below the field, inside the window: no window of its own that could keep the keyboard."""

    chosen = Signal(object)

    def __init__(self, frame: QWidget) -> None:
        super().__init__(frame)
        self._frame = frame
        self.setProperty("role", "popup")
        self.list = QListWidget()
        self.list.setProperty("role", "suggestions")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_HitDelegate(self.list))
        self.list.itemClicked.connect(self._click)
        say(self.list, N_("Search results"), "setAccessibleName")
        self.nothing = Label(role="muted")
        self.nothing.setContentsMargins(16, 12, 16, 12)
        self.nothing.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.list)
        layout.addWidget(self.nothing)
        self.leads_to_cards = False
        """Whether a hit leads to its person's card, too."""
        self.hint = said_label(N_("Enter opens it, Ctrl+Enter everything about the person."), "caption")
        self.hint.setContentsMargins(16, 4, 16, 6)
        layout.addWidget(self.hint)
        self.hide()

    def show_groups(self, groups: Sequence[Group], below: QWidget, now: datetime) -> None:
        """Show what was found, the first of it chosen, below the field."""
        self.list.clear()
        for group in groups:
            head = QListWidgetItem(tr(group.title))
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(head)
            for hit in group.hits:
                item = QListWidgetItem(hit.title)
                item.setData(_HIT, hit)
                item.setData(_ICON, group.icon)
                item.setData(_WHEN, format_moment(id_moment(hit.id), now=now) if group.dated else "")
                self.list.addItem(item)
        self.list.setVisible(bool(groups))
        self.nothing.setVisible(not groups)
        self.hint.setVisible(bool(groups) and self.leads_to_cards)
        say(
            self.nothing,
            N_(
                "Nothing found. Try part of a name, pinyin initials, four digits of a phone number, or a unit."
            ),
        )
        self.move_by(1)
        self._place(below, len(groups), sum(len(group.hits) for group in groups))

    def _place(self, below: QWidget, heads: int, hits: int) -> None:
        corner = below.mapTo(self._frame, below.rect().bottomLeft())
        room = self._frame.height() - corner.y() - 16
        height = heads * _HEAD + hits * _ROW + 14 if hits else 72
        height += _HINT if hits and self.leads_to_cards else 0
        self.setGeometry(corner.x(), corner.y() + 4, max(below.width(), 360), min(height, _TALLEST, room))
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """Choose the next or previous hit; headings are passed over."""
        row = self.list.currentRow() + step
        while 0 <= row < self.list.count():
            if self.list.item(row).data(_HIT) is not None:
                self.list.setCurrentRow(row)
                return
            row += step

    @property
    def hit(self) -> Found | None:
        """The hit that is chosen."""
        item = self.list.currentItem()
        return item.data(_HIT) if self.isVisible() and item is not None else None

    def open_chosen(self) -> bool:
        """Open the hit that is chosen. False when there is none."""
        item = self.list.currentItem()
        if not self.isVisible() or item is None:
            return False
        self._click(item)
        return True

    def _click(self, item: QListWidgetItem) -> None:
        hit = item.data(_HIT)
        if hit is not None:
            self.close_down()
            self.chosen.emit(hit)

    def close_down(self) -> None:
        """Put it away, with what it showed."""
        self.hide()
        self.list.clear()


class _HitDelegate(QStyledItemDelegate):
    def sizeHint(self, option: Any, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Headings are lower."""
        return QSize(200, _HEAD if index.data(_HIT) is None else _ROW)

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """A heading, or a hit in two lines."""
        hit, rect, look = index.data(_HIT), option.rect, theme()
        if hit is None:
            painter.setFont(_sized(option.font, 12))
            painter.setPen(look.color("muted"))
            painter.drawText(rect.adjusted(12, 0, -12, -2), Qt.AlignmentFlag.AlignBottom, index.data())
            return
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.color("selection"))
        drawn = pixmap(index.data(_ICON), 20, "muted", painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + 12, rect.center().y() - 10, drawn)
        text = rect.adjusted(44, 5, -12, -5)
        when, small = index.data(_WHEN), _sized(option.font, 12)
        _line(painter, text.adjusted(0, 0, 0, -text.height() // 2), when, small, "muted", right=True)
        taken = QFontMetrics(small).horizontalAdvance(when) + 12 if when else 0
        line = QRect(text.left(), text.top(), text.width() - taken, text.height() // 2)
        _line(painter, line, hit.title, _sized(option.font, 14), "text")
        _line(painter, line.translated(0, line.height()), hit.subtitle, small, "muted")


def _line(painter: QPainter, rect: QRect, text: str, font: QFont, token: str, *, right: bool = False) -> None:
    painter.setFont(font)
    painter.setPen(theme().color(token))
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, elided)


def _sized(font: QFont, px: int) -> QFont:
    made = QFont(font)
    made.setPixelSize(px)
    return made
