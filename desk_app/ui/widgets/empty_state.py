"""What an empty list says: why it is empty and what to do next, with the button that does it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.ui.icons import pixmap
from desk_app.ui.theme import theme
from desk_app.ui.widgets.parts import button, column, row, said_label


class EmptyState(QWidget):
    """An icon, a headline, a hint, and at most one action."""

    def __init__(
        self,
        icon: str,
        headline: str,
        hint: str,
        action: str | None = None,
        on: Callable[[], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        title, text = said_label(headline, "heading", wrap=True), said_label(hint, "muted", wrap=True)
        for label in (title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        text.setMinimumWidth(320)
        self.action = button(action, on, kind="primary") if action else None
        layout = column(
            None, row(None, _Sign(icon), None), title, row(None, text, None), spacing=8, margins=24
        )
        if self.action:
            layout.addSpacing(8)
            layout.addLayout(row(None, self.action, None))
        layout.addStretch(2)
        self.setLayout(layout)


class _Sign(QWidget):
    """The icon on a round soft ground."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setFixedSize(72, 72)

    def paintEvent(self, event: QPaintEvent) -> None:
        """In the colours of now."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("accent_soft"))
        painter.drawEllipse(self.rect())
        painter.drawPixmap(20, 20, pixmap(self._icon, 32, "accent", self.devicePixelRatioF()))
        painter.end()
