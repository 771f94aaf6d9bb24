"""The board: one column of cards for each state, the most pressing on top. Arrows walk it, Enter opens a card.

What is seen from two metres: where, what kind of work, who is sent, and the clock that presses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desk_app.services.core.words import N_, Message
from desk_app.services.repairs.records import ORDER_STATE_NAMES, Order, OrderState
from desk_app.ui.i18n import format_number, say
from desk_app.ui.tabs.repairs.columns import (
    TO_CALL_BACK,
    place_line,
    short_number,
    trade_line,
    what_line,
    what_tone,
)
from desk_app.ui.tabs.repairs.countdowns import Watch
from desk_app.ui.theme import theme
from desk_app.ui.widgets.parts import Label, column, row, said_label

Index = QModelIndex | QPersistentModelIndex
_ORDER = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_CARD, _GAP, _PAD, _SMALL = 96, 8, 6, 12
"""Pixels: a card's height, what is left between cards, within a card; its small letters."""
_LEAST, _FOLDED, _WIDEST = 130, 84, 16_777_215
"""Pixels: a column with cards, and one without: it leaves its room to the others."""

STATES: tuple[tuple[OrderState, Message], ...] = (
    (OrderState.RECEIVED, ORDER_STATE_NAMES[OrderState.RECEIVED]),
    (OrderState.DISPATCHED, ORDER_STATE_NAMES[OrderState.DISPATCHED]),
    (OrderState.ON_SITE, ORDER_STATE_NAMES[OrderState.ON_SITE]),
    (OrderState.ON_HOLD, ORDER_STATE_NAMES[OrderState.ON_HOLD]),
    (OrderState.DONE, TO_CALL_BACK),
    (OrderState.CALLED_BACK, N_("To close", "repairs tab")),
)


class Board(QWidget):
    """Six columns."""

    chosen = Signal(object)
    """The id of the order whose card was chosen."""
    opened = Signal()
    """Enter or a double click: the keyboard goes on in the panel."""

    def __init__(self, watch: Watch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.columns = {state: _Column(title, watch) for state, title in STATES}
        self._layout = row(*self.columns.values(), spacing=8)
        self.setLayout(self._layout)
        for one in self.columns.values():
            one.view.selectionModel().currentChanged.connect(self._moved)
            one.view.clicked.connect(lambda index: self.chosen.emit(index.data(_ORDER).id))
            one.view.activated.connect(lambda _: self.opened.emit())
            one.view.installEventFilter(self)

    def show_orders(self, found: Mapping[OrderState, Sequence[Order]]) -> None:
        """Show these; the card chosen stays the one chosen, wherever it went."""
        keyboard = any(one.view.hasFocus() for one in self.columns.values())
        chosen = self.current
        for place, (state, one) in enumerate(self.columns.items()):
            orders = found.get(state, ())
            one.show_orders(orders)
            self._layout.setStretch(place, 1 if orders else 0)
        if chosen is not None:
            self.select(chosen, keyboard=keyboard)

    def select(self, order: int | None, *, keyboard: bool = False) -> bool:
        """Mark the card of this order and no other; False when it is on none."""
        done = False
        for one in self.columns.values():
            here = one.select(order)
            done = done or here
            if here and keyboard:
                one.view.setFocus()
        return done

    @property
    def current(self) -> int | None:
        """The order whose card is marked."""
        return next((one.marked for one in self.columns.values() if one.marked is not None), None)

    def tick(self) -> None:
        """Let the clocks go on."""
        for one in self.columns.values():
            one.view.viewport().update()

    def take_keyboard(self) -> None:
        """To the first card, or the one marked."""
        filled = [one for one in self.columns.values() if one.model.orders]
        marked = next((one for one in filled if one.marked is not None), None)
        target = marked or next(iter(filled), None)
        if target is not None:
            target.enter()

    def _moved(self, current: QModelIndex, _before: QModelIndex) -> None:
        order = current.data(_ORDER)
        if order is None:
            return
        for one in self.columns.values():
            if one.model is not current.model():
                one.select(None)
        self.chosen.emit(order.id)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Left and Right go to the next column that has a card."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return False
        columns = list(self.columns.values())
        here = next(at for at, one in enumerate(columns) if one.view is watched)
        beyond = columns[here + 1 :] if step > 0 else columns[:here][::-1]
        target = next((one for one in beyond if one.model.orders), None)
        if target is not None:
            target.enter()
        return True


class _Column(QFrame):
    """The cards of one state under its name and number."""

    def __init__(self, title: Message, watch: Watch) -> None:
        super().__init__()
        self.model = _Cards(watch)
        self.model.setParent(self)
        self.count = Label(role="muted")
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(_Delegate(watch, self.view))
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.view.setProperty("role", "board")
        say(self.view, title, "setAccessibleName")
        self.setLayout(column(row(said_label(title, "label"), None, self.count), self.view, spacing=6))

    def show_orders(self, orders: Sequence[Order]) -> None:
        """Show these."""
        bar = self.view.verticalScrollBar().value()
        self.model.set_all(orders)
        self.view.verticalScrollBar().setValue(bar)
        self.count.setText(format_number(len(orders)))
        self.setMinimumWidth(_LEAST if orders else _FOLDED)
        self.setMaximumWidth(_WIDEST if orders else _FOLDED)

    @property
    def marked(self) -> int | None:
        """The order whose card is marked here."""
        order = self.view.currentIndex().data(_ORDER)
        return order.id if order is not None else None

    def select(self, order: int | None) -> bool:
        """Mark it, silently; False and nothing marked when it is not here."""
        place = next((at for at, one in enumerate(self.model.orders) if one.id == order), None)
        model = self.view.selectionModel()
        blocked = model.blockSignals(True)
        if place is None:
            model.clear()
        else:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            model.setCurrentIndex(self.model.index(place), flags)
            self.view.scrollTo(self.model.index(place))
        model.blockSignals(blocked)
        self.view.viewport().update()
        return place is not None

    def enter(self) -> None:
        """The keyboard comes here, to the card marked or the first."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.marked is None and self.model.orders:
            self.view.setCurrentIndex(self.model.index(0))


class _Cards(QAbstractListModel):
    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch
        self.orders: list[Order] = []

    def set_all(self, orders: Sequence[Order]) -> None:
        self.beginResetModel()
        self.orders = list(orders)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.orders)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        order = self.orders[index.row()]
        if role == _ORDER:
            return order
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " · ".join(part for part in card_lines(order, self._watch) if part)
        return order.number if role == _DISPLAY else None


def card_lines(order: Order, watch: Watch) -> tuple[str, str, str, str]:
    """What a card says, from top to bottom: where and which trade, what, who, the clock."""
    head = " · ".join(part for part in (place_line(order), trade_line(order)) if part)
    who = order.colleague_name or (order.hold_why if order.state is OrderState.ON_HOLD else "")
    return head, what_line(order), who or short_number(order), watch.pressing_line(order)


_CLOCK = 3
"""Which of these lines the clock is."""


class _Delegate(QStyledItemDelegate):
    """Paints a card."""

    def __init__(self, watch: Watch, view: QListView) -> None:
        super().__init__(view)
        self._watch, self._view = watch, view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_LEAST, _CARD + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        order: Order = index.data(_ORDER)
        look, marked = theme(), bool(option.state & QStyle.StateFlag.State_Selected)
        tone = self._watch.pressing_tone(order)
        card = QRect(option.rect).adjusted(1, 0, -2, -_GAP)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = marked and self._view.hasFocus()
        painter.setPen(look.color("focus" if focused else "accent" if marked else "line"))
        painter.setBrush(look.color("selection" if marked else "raised"))
        painter.drawRoundedRect(card, 6, 6)
        if tone in ("warning", "danger"):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.color(tone))
            painter.drawRoundedRect(QRect(card.left(), card.top() + 6, 4, card.height() - 12), 2, 2)
        self._write(painter, card.adjusted(_PAD + 4, 7, -_PAD, -7), order, tone or "muted", marked=marked)
        painter.restore()

    def _write(self, painter: QPainter, room: QRect, order: Order, tone: str, *, marked: bool) -> None:
        look, lines = theme(), card_lines(order, self._watch)
        ink = "selection_text" if marked else "text"
        what = ink if marked else what_tone(order) or ink
        inks = (ink, what, ink if marked else "muted", tone)
        height = room.height() // len(lines)
        for place, (text, colour) in enumerate(zip(lines, inks, strict=True)):
            font = QFont(self._view.font())
            font.setBold(place == 0)
            if place > 1:
                font.setPixelSize(_SMALL)
            painter.setFont(font)
            painter.setPen(look.color("muted" if colour == "neutral" else colour))
            line = QRect(room.left(), room.top() + place * height, room.width(), height)
            metrics = painter.fontMetrics()
            if place == _CLOCK and metrics.horizontalAdvance(text) > line.width():
                text = text.rpartition(" · ")[2]  # how long is said before what for
            elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
