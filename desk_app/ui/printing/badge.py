"""How many papers wait for a printer: a small button for the status strip, there only while one waits."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import say
from desk_app.ui.icons import icon
from desk_app.ui.printing.desk import PrintDesk


class WaitingPapers(QPushButton):
    """“Papers waiting: 2”; a click opens the list."""

    def __init__(self, printing: PrintDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "chip")
        self.setProperty("tone", "warning")
        self.setIcon(icon("print", "warning"))
        self.setAutoDefault(False)
        say(self, N_("Print again, save as PDF, or give up"), "setToolTip")
        self.clicked.connect(lambda: printing.waiting_dialog(self))
        printing.waiting_changed.connect(self._show)
        self._show(printing.waiting)

    def _show(self, waiting: int) -> None:
        say(self, N_("Papers waiting: {n}"), n=waiting)
        self.setVisible(waiting > 0)
