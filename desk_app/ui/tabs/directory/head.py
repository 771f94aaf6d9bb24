"""The first line of every page here: what it is, the switch between the pages, and the page's own buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.widgets.filter_bar import Chip, FilterBar
from desk_app.ui.widgets.parts import column, row, said_label
from desk_app.ui.widgets.side_panel import SidePanel

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
        layout = row(said_label(N_("Directory", "directory"), "title"), self.bar, *buttons, spacing=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.bar.chosen.connect(self._leave)

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


def beside(panel: SidePanel, head: Head, tools: QHBoxLayout, body: QStackedWidget) -> QHBoxLayout:
    """A page: head, filters and list from top to bottom, the panel at the right."""
    left = QWidget()
    left.setLayout(column(head, tools, body, spacing=12, margins=20))
    layout = row(left, panel, spacing=0)
    layout.setStretch(0, 1)
    return layout
