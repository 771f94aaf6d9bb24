"""Where a batch is worked off: type or scan, unit or recipient, Enter, next (operating manual, Mail sorting 2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class SortingPlace(QWidget):
    """Fills the page while a batch is sorted."""

    closed = Signal()
    """Back to the list."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ctx = ctx

    def begin(self, batch: int | None = None) -> None:
        """Sort this batch; without one the oldest that is open, or ask for what has arrived."""

    def load(self) -> None:
        """Read again what is in sight; what is being typed stays."""

    def take_scan(self, raw: str) -> bool:
        """A carrier's barcode or a code while sorting: into the piece being typed."""
        return False
