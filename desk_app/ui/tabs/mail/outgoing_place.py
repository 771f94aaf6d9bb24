"""What is sent from the desk: the register, the day's money, weeks against the carriers, months that are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class OutgoingPlace(QWidget):
    """Fills the page while mail goes out."""

    closed = Signal()
    """Back to the list."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx

    def begin(self, record: int | None = None) -> None:
        """Ready to post; `record` an entry to bring in sight."""

    def load(self) -> None:
        """Read again what is in sight; what is being typed stays."""

    def take_scan(self, raw: str) -> bool:
        """A carrier's barcode: into the item being typed."""
        return False
