"""A heading that opens and closes what is under it: rarely needed fields stay out of the way.

Keyboard: Space or Enter on the heading.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desk_app.ui.icons import icon
from desk_app.ui.widgets.parts import button, column, row


class Section(QWidget):
    """A body under a heading that can be folded away; what is typed in it stays."""

    toggled = Signal(bool)

    def __init__(self, title: str, *, open_: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading: QPushButton = button(title, kind="quiet", icon="chevron-right")
        self.heading.setCheckable(True)
        self.heading.setProperty("role", "section")
        self._inside = QWidget()
        self.body = column(spacing=12)
        """The content, from top to bottom."""
        self._inside.setLayout(self.body)
        self.setLayout(column(row(self.heading, None), self._inside))
        self.heading.toggled.connect(self._toggle)
        self.heading.setChecked(open_)
        self._toggle(open_)

    def set_open(self, open_: bool) -> None:
        """Open or close it: open a section that holds a problem."""
        self.heading.setChecked(open_)

    def _toggle(self, open_: bool) -> None:
        self.heading.setIcon(icon("chevron-down" if open_ else "chevron-right"))
        self._inside.setVisible(open_)
        self.toggled.emit(open_)
