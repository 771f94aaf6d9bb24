"""A passing word over the top of a page: it moves nothing under the mouse and goes by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from desk_app.ui.theme import Tone
from desk_app.ui.widgets.banner import Banner

SECONDS = 6
_MARGIN = 12


class Notice(Banner):
    """A banner that lies over `page`, a sibling, for six seconds, longer while the mouse is on it."""

    def __init__(self, page: QWidget, parent: QWidget) -> None:
        self._rest = QTimer()  # before the banner hides itself for the first time
        super().__init__(closable=True, parent=parent)
        self._page = page
        self._rest.setInterval(SECONDS * 1000)
        self._rest.timeout.connect(self._go)
        page.installEventFilter(self)

    def tell(
        self,
        message: str,
        tone: Tone = "info",
        *,
        action: str | None = None,
        on: Callable[[], object] | None = None,
        **values: object,
    ) -> None:
        """Show a message; the next one takes its place."""
        super().tell(message, tone, action=action, on=on, **values)
        self._place()
        self.raise_()
        self._rest.start()

    def hideEvent(self, event: object) -> None:
        """Nothing is left to wait for."""
        self._rest.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the top of the page."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.isVisible():
            self._place()
        return False

    def _go(self) -> None:
        if not self.underMouse():
            self.hide()

    def _place(self) -> None:
        room = self._page.geometry().adjusted(_MARGIN, _MARGIN, -_MARGIN, 0)
        width = min(room.width(), self.sizeHint().width())
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        self.setGeometry(room.left() + (room.width() - width) // 2, room.top(), width, height)
