"""One page of a tab that is a list of pages: a title, a line of explanation, buttons at the right, a body."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import Message
from desk_app.ui.context import AppContext
from desk_app.ui.widgets.parts import column, row, said_label


class Part(QWidget):
    """One page: fill `tools` and `body`, read in `load`."""

    def __init__(self, ctx: AppContext, title: Message, told: Message) -> None:
        super().__init__()
        self.ctx = ctx
        self.tools = row()
        self.body = column(spacing=12)
        heading = column(said_label(title, "title"), said_label(told, "muted", wrap=True), spacing=2)
        head = row(spacing=16)
        head.addLayout(heading, 1)
        head.addLayout(self.tools)
        layout = column(head, self.body, spacing=16, margins=20)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def load(self) -> None:
        """Read what it shows, keeping selection and drafts."""
        raise NotImplementedError

    def show_record(self, record: int) -> None:
        """Bring a record in sight, where the page shows single ones."""
