"""The frame of every full-window page: one calm card in the middle, scrolling where the window is small."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QVBoxLayout, QWidget

from desk_app.ui.icons import pixmap
from desk_app.ui.theme import look
from desk_app.ui.widgets.parts import Label, column, row


class Cover(QWidget):
    """A page with one card of `width` px in its middle; fill it by `set_content`."""

    def __init__(self, width: int = 520) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.card = QFrame()
        self.card.setProperty("role", "card")
        self.card.setMaximumWidth(width)
        self.card.setMinimumWidth(320)
        inside = QWidget()
        middle = row(None, self.card, None)
        middle.setStretch(1, 100)  # as wide as it may be before the margins grow
        inside.setLayout(column(None, middle, None, margins=16))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)

    def set_content(self, content: QLayout) -> None:
        """What the card holds."""
        content.setContentsMargins(32, 28, 32, 28)
        self.card.setLayout(content)


class Sign(Label):
    """An icon in the colour of a token, in step with the theme."""

    def __init__(self, name: str, size: int = 40, ink: str = "accent") -> None:
        super().__init__()
        self._drawn = (name, size, ink)
        self.setFixedSize(size, size)
        look.changed.connect(self._draw)
        self._draw()

    def change(self, name: str, ink: str) -> None:
        """Another icon, or another colour."""
        self._drawn = (name, self._drawn[1], ink)
        self._draw()

    def _draw(self, _theme: object = None) -> None:
        name, size, ink = self._drawn
        self.setPixmap(pixmap(name, size, ink, self.devicePixelRatioF()))
