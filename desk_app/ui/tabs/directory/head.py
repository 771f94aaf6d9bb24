"""The first line of every page here: what it is, the switch between the pages, and the page's own buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QStackedWidget, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.parts import column, row, said_label
from desk_app.ui.widgets.side_panel import SidePanel

_NARROW, _NARROWEST = 640, 420
"""Pixels: below the first a page saves room, below the second it does not shrink."""
TENANTS, PLACES, DEPARTMENTS = "tenants", "places", "departments"


class Head(QWidget):
    """Each page has one of its own, standing on that page's chip for good; arrow keys switch."""

    chosen = Signal(str)
    """Another page is wanted."""

    def __init__(self, page: str, *buttons: QPushButton) -> None:
        super().__init__()
        self._page = page
        self.bar = FilterBar(
            [
                Chip(TENANTS, N_("Tenants")),
                Chip(PLACES, N_("Units and floors")),
                Chip(DEPARTMENTS, N_("Departments")),
            ],
            page,
        )
        say(self.bar, N_("Pages of the directory"), "setAccessibleName")
        self._title = said_label(N_("Directory", "directory"), "title")
        self._acts = QWidget()
        self._acts.setLayout(row(*buttons))
        layout = row(self._title, self.bar, self._acts, spacing=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.bar.chosen.connect(self._leave)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow place the switch stands alone: what it could start waits until the panel is closed."""
        self._title.setHidden(narrow)
        self._acts.setHidden(narrow)

    def take_focus(self) -> None:
        """Let the keyboard go on from the chip of this page."""
        for chip in self.bar.findChildren(QPushButton):
            if chip.isChecked():
                chip.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self, page: str) -> None:
        blocked = self.bar.blockSignals(True)
        self.bar.choose(self._page)
        self.bar.blockSignals(blocked)
        self.chosen.emit(page)


class _Left(QWidget):
    """Head, filters and list; beside a panel in a small window the filters take two lines."""

    def __init__(self, head: Head, filters: QBoxLayout, body: QStackedWidget) -> None:
        super().__init__()
        self._head, self._filters = head, filters
        # Less than the layout asks for while it is wide: it only gets narrow once it may.
        self.setMinimumWidth(_NARROWEST)
        self.setLayout(column(head, filters, body, spacing=12, margins=20))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wide or narrow."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        directions = QBoxLayout.Direction
        self._head.set_narrow(narrow)
        self._filters.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)


def beside(panel: SidePanel, head: Head, body: QStackedWidget, *filters: QWidget) -> QBoxLayout:
    """A page: head, filters (the last one with chips) and list from top to bottom, the panel at the right."""
    *first, last = filters
    line = row(row(*first, spacing=12), last, spacing=12)
    line.setStretch(1, 1)
    layout = row(_Left(head, line, body), panel, spacing=0)
    layout.setStretch(0, 1)
    return layout
