"""What hides the page while a claim is heard: the claimant may stand beside the screen."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFrame, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.widgets.parts import column, row, said_label

_HIDDEN = N_("A claim is being heard: what was found is hidden meanwhile.", "lost property tab")


class Veil(QFrame):
    """Over the whole page until `lift`. Of the page, not of the window: whoever unlocks the desk sees no veil."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self.setProperty("role", "page")
        self.setLayout(column(None, row(None, said_label(_HIDDEN, "muted"), None), None))
        page.installEventFilter(self)
        self.setGeometry(page.rect())
        self.raise_()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """As large as the page, whatever becomes of the window."""
        if event.type() == QEvent.Type.Resize and watched is self._page:
            self.setGeometry(self._page.rect())
        return False

    def lift(self) -> None:
        """The claim is over, or put off."""
        self.hide()
        self.deleteLater()
