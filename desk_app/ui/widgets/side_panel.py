"""A panel at the right of a page: one record in full, or a form, while the list stays in sight.

Escape closes it and gives the focus back to where it was.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from desk_app.services.core.words import N_
from desk_app.ui.i18n import speaker
from desk_app.ui.widgets.parts import Label, button, column, row

WIDTH = 400


class SidePanel(QFrame):
    """Title, body, and a foot for the buttons: `panel.foot.addWidget(save)`. Hidden until `show_body`."""

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self.setFixedWidth(WIDTH)
        self._back: QWidget | None = None
        self.title = Label(role="heading")
        close = button(N_("Close"), self.close_panel, kind="icon", icon="cross", tip=N_("Close (Esc)"))
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.foot = row()
        head = row(self.title, None, close)
        layout: QVBoxLayout = column(head, self._area, self.foot, spacing=12, margins=16)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.hide()

    def show_body(self, title: str, body: QWidget, **values: object) -> None:
        """Open with another body; the old one is deleted."""
        if self.isHidden():
            self._back = QApplication.focusWidget()
        speaker.remember(self.title, "setText", title, values)
        old = self._area.takeWidget()
        if old is not None and old is not body:
            old.deleteLater()
        self._area.setWidget(body)
        self.show()

    @property
    def body(self) -> QWidget | None:
        """What is shown."""
        return self._area.widget()

    def close_panel(self) -> None:
        """Close, keep the body, and go back to where the focus was."""
        if self.isHidden():
            return
        self.hide()
        if self._back is not None and self._back.isVisible():
            self._back.setFocus()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)
