"""The view of a row table: 36 px rows, hover across the row, pills, an empty state, and a place that is kept.

Keyboard: arrows, Home, End, Enter opens, Ctrl+C copies the selected rows as text, typing jumps within the
first column.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desk_app.ui.theme import theme
from desk_app.ui.widgets.row_table import PILL_ROLE, TONE_ROLE, Column, Index, RowTableModel

ROW_HEIGHT = 36
_PILL_HEIGHT = 22
_GAP = 12
_LEAST_TEXT = 110
"""Pixels that a column without a width of its own should have."""
_ICON = 18


class RowTable(QTableView):
    """A list of rows. Signals carry rows, never numbers."""

    activated_row = Signal(object)
    """Enter or double click on a row."""
    selected_rows = Signal(list)
    """The rows selected now; not emitted when a refresh leaves the selection as it was."""

    def __init__(
        self,
        columns: Sequence[Column],
        row_id: Callable[[Any], Hashable],
        *,
        multi: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows_model = RowTableModel(columns, row_id)
        self.rows_model.setParent(self)
        self._columns = tuple(columns)
        self.hovered = -1
        self._announced: list[Hashable] = []
        self._build(multi)
        self.setModel(self.rows_model)
        self._build_header(columns)
        self.selectionModel().selectionChanged.connect(self._announce)
        self.activated.connect(lambda index: self.activated_row.emit(self.rows_model.row_at(index)))

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows; selection, current row and scroll position come back by id."""
        current = self.current_row()
        chosen = [self.rows_model.row_id(row) for row in self.selection()]
        column = max(0, self.currentIndex().column())
        top, left = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        anchor = self._anchor()
        blocked = self.selectionModel().blockSignals(True)
        self.rows_model.set_rows(rows)
        self.selectionModel().blockSignals(blocked)
        for row_id in chosen:
            self._select(row_id, QItemSelectionModel.SelectionFlag.Select)
        if (
            current is not None
            and (place := self.rows_model.place_of(self.rows_model.row_id(current))) is not None
        ):
            index = self.rows_model.index(place, column)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        place = self.rows_model.place_of(anchor) if anchor is not None else None
        self.verticalScrollBar().setValue(top if place is None else place)
        self.horizontalScrollBar().setValue(left)
        self._announce()

    def selection(self) -> list[Any]:
        """The selected rows, from top to bottom."""
        places = sorted({index.row() for index in self.selectionModel().selectedRows()})
        return [self.rows_model.rows[place] for place in places]

    def current_row(self) -> Any:
        """The row the keyboard is on, or None."""
        return self.rows_model.row_at(self.currentIndex())

    def select(self, row_id: Hashable) -> bool:
        """Select the row with this id alone and bring it into view. False if it is not there."""
        flags = QItemSelectionModel.SelectionFlag
        place = self.rows_model.place_of(row_id)
        if place is None:
            return False
        index = self.rows_model.index(place, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def _build(self, multi: bool) -> None:
        mode = QAbstractItemView.SelectionMode
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(mode.ExtendedSelection if multi else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)  # Tab leaves the table: the keyboard must never be caught
        self.setSortingEnabled(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(RowDelegate(self))
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)

    def _build_header(self, columns: Sequence[Column]) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorClearable(True)
        header.setMinimumSectionSize(48)
        for place, column in enumerate(columns):
            stretch = column.width is None
            mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            if column.width is not None:
                header.resizeSection(place, column.width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow table gives up its spare columns rather than all of its texts."""
        super().resizeEvent(event)
        needed = sum(_wanted(column) for column in self._columns)
        spare = [place for place, column in enumerate(self._columns) if column.spare > 0]
        places = sorted(spare, key=lambda place: -self._columns[place].spare)
        for place in places:
            column = self._columns[place]
            goes = needed > self.viewport().width()
            self.setColumnHidden(place, goes)
            if goes:
                needed -= _wanted(column)

    def _select(self, row_id: Hashable, flag: QItemSelectionModel.SelectionFlag) -> None:
        place = self.rows_model.place_of(row_id)
        if place is not None:
            self.selectionModel().select(
                self.rows_model.index(place, 0), flag | QItemSelectionModel.SelectionFlag.Rows
            )

    def _anchor(self) -> Hashable | None:
        """The id of the topmost row in view, unless the list stands at its very top: new rows shall show
        there.
        """
        if self.verticalScrollBar().value() == 0:
            return None
        row = self.rows_model.row_at(self.indexAt(self.viewport().rect().topLeft()))
        return None if row is None else self.rows_model.row_id(row)

    def _announce(self) -> None:
        rows = self.selection()
        ids = [self.rows_model.row_id(row) for row in rows]
        if ids != self._announced:
            self._announced = ids
            self.selected_rows.emit(rows)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies rows as tab-separated text, as shown (masked stays masked)."""
        if event.matches(QKeySequence.StandardKey.Copy):
            lines = (
                "\t".join(column.text(row) for column in self.rows_model.columns) for row in self.selection()
            )
            QGuiApplication.clipboard().setText("\n".join(lines))
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:
        """Hover reaches across the whole row."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self._hover(self.rowAt(event.position().toPoint().y()))
        elif event.type() == QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: hover and selection across the row, tones, pills."""

    def __init__(self, view: RowTable) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows of one height; the width of the text."""
        return QSize(super().sizeHint(option, index).width() + 2 * _GAP, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        self.initStyleOption(option, index)
        look = theme()
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option, index, selected)
        tone = index.data(TONE_ROLE)
        ink = look.color("selection_text" if selected else tone or "text")
        rect = option.rect.adjusted(_GAP, 0, -_GAP, 0)
        if not option.icon.isNull():
            # Icons fill what they are given: in a tall row they would cover the text.
            place = QRect(rect.left(), rect.center().y() - _ICON // 2, _ICON, _ICON)
            option.icon.paint(painter, place)
            rect = rect.adjusted(_ICON + 6, 0, 0, 0)
        text = option.text
        if not text:
            return
        if index.data(PILL_ROLE):
            paint_pill(
                painter, QRectF(rect), text, look.tone(tone or "neutral").soft, look.color(tone or "neutral")
            )
            return
        painter.setFont(option.font)
        painter.setPen(ink)
        elided = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, option.displayAlignment, elided)

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, selected: bool
    ) -> None:
        look, rect = theme(), option.rect
        if selected:
            painter.fillRect(rect, look.color("selection"))
        elif index.row() == self._view.hovered:
            painter.fillRect(rect, look.color("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.color("line"))
        current = self._view.currentIndex()
        if index.row() == current.row() and index.column() == 0 and self._view.hasFocus():
            painter.fillRect(rect.left(), rect.top() + 4, 3, rect.height() - 8, look.color("focus"))


def paint_pill(painter: QPainter, cell: QRectF, text: str, ground: QColor, ink: QColor) -> None:
    """A rounded pill with `text`, at the left of `cell`, as wide as it must be."""
    font = QFont(painter.font())
    font.setPixelSize(12)
    painter.save()
    painter.setFont(font)
    width = min(cell.width(), painter.fontMetrics().horizontalAdvance(text) + 18.0)
    pill = QRectF(cell.left(), cell.center().y() - _PILL_HEIGHT / 2, width, _PILL_HEIGHT)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(pill, _PILL_HEIGHT / 2, _PILL_HEIGHT / 2)
    painter.setPen(ink)
    elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(width) - 12)
    painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, elided)
    painter.restore()


def _wanted(column: Column) -> int:
    """Pixels that a column needs at least."""
    return column.width or column.least or _LEAST_TEXT
