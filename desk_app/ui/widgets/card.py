"""A raised card with a heading, room for actions beside it, and a body: `card.body.addWidget(...)`."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desk_app.ui.widgets.parts import column, row, said_label


class Card(QFrame):
    """Things that belong together."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.buttons: QHBoxLayout = row()
        """Buttons at the right of the heading."""
        self.body = column(spacing=12)
        """The content, from top to bottom."""
        layout = column(self.body, spacing=8, margins=16)
        if title:
            heading = said_label(title, "heading")
            heading.setMinimumHeight(36)  # as high as a button: headings of neighbours stand in line
            layout.insertLayout(0, row(heading, None, self.buttons))
        self.setLayout(layout)
