"""A path to type or to choose: a network path is pasted, a folder or file is picked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.words import Message
from desk_app.ui.widgets.parts import button, row


class PathField(QWidget):
    """A line and a button; `ask` is what the button asks, None for none."""

    value_changed = Signal(object)
    settled = Signal()
    """Chosen, or typed to its end."""

    def __init__(self, choose: Message, ask: Callable[[], Path | None]) -> None:
        super().__init__()
        self._ask = ask
        self.line = QLineEdit()
        self.pick = button(choose, self.choose, icon="folder")
        layout = row(self.line, self.pick, spacing=8)
        layout.setStretch(0, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self.value_changed.emit)
        self.line.editingFinished.connect(self.settled)

    def choose(self) -> None:
        """Ask for it."""
        path = self._ask()
        if path is not None:
            self.line.setText(str(path))
            self.settled.emit()

    @property
    def path(self) -> Path | None:
        """What stands there; None while nothing does."""
        said = self.line.text().strip().strip('"')
        return Path(said) if said else None

    def draft(self) -> str:
        """As text."""
        return self.line.text()

    def set_draft(self, value: object) -> None:
        """Write it."""
        self.line.setText("" if value is None else str(value))
