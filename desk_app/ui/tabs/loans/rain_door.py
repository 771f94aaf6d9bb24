"""The way from the lending page to rain mode and back: its scans while it is in sight, its keys while it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QShortcut

from desk_app.services.core.words import N_
from desk_app.ui.tabs.loans.rain import RainPage

if TYPE_CHECKING:
    from desk_app.ui.tabs.loans.page import LoansPage

KEY = "F9"
WAITS = N_("Umbrellas not lent yet wait in rain mode: {n}.")


class RainDoor(QObject):
    """Opens and closes rain mode on its page; it is made when it rains first."""

    def __init__(self, page: LoansPage) -> None:
        super().__init__(page)
        self._page = page
        self.rain: RainPage | None = None
        page.on_key(KEY, self.turn)
        self._keys = [
            one
            for one in page.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
            if one.key().toString() != KEY
        ]

    @property
    def open(self) -> bool:
        """Whether rain mode fills the page."""
        return self.rain is not None and self._page.places.currentWidget() is self.rain

    def turn(self) -> None:
        """Into rain mode, or back to the list."""
        if self.open:
            self._leave()
        else:
            self._enter()

    def take_scan(self, raw: str) -> bool:
        """In rain mode every reading is its own."""
        if not self.open or self.rain is None:
            return False
        self.rain.scan(raw)
        return True

    def load(self) -> bool:
        """Read anew what rain mode shows. False when it is not in sight."""
        if not self.open or self.rain is None:
            return False
        self.rain.load()
        return True

    def _enter(self) -> None:
        page = self._page
        if self.rain is None:
            self.rain = RainPage(page.ctx)
            self.rain.closed.connect(self._leave)
            page.places.addWidget(self.rain)
            page.places.currentChanged.connect(self._turned)
        page.notice.hide()
        page.ctx.toasts.close()  # its Ctrl+Z is rain mode's own now
        page.places.setCurrentWidget(self.rain)
        self.rain.load()

    def _leave(self) -> None:
        page = self._page
        page.places.setCurrentWidget(page.desk)
        waiting = len(self.rain.flow.waiting) if self.rain is not None else 0
        if waiting:
            page.ctx.toasts.warn(WAITS, {"n": waiting}, action=N_("Rain mode"), on=self.turn)

    def _turned(self) -> None:
        """Keys of the list do nothing while it is out of sight; when it is back it shows what happened meanwhile."""
        for one in self._keys:
            one.setEnabled(not self.open)
        if not self.open:
            self._page.load()
            self._page.take_keyboard()
