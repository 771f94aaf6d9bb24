"""The right side of the guard's window: the field for a typed number, other ways to read a code, the last scans."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame

from desk_app.services.core.words import N_
from desk_app.ui.gate.big_button import BigButton
from desk_app.ui.gate.number_field import NumberField
from desk_app.ui.gate.scan_lines import ScanLines
from desk_app.ui.i18n import say
from desk_app.ui.icons import icon
from desk_app.ui.widgets.parts import column, said_label

WIDTH = 348


class Side(QFrame):
    """Parts only; the window wires them."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "gate-side")
        self.setFixedWidth(WIDTH)
        self.field = NumberField()
        self.picture = BigButton()
        self.picture.setIcon(icon("file", "text"))
        self.picture.setIconSize(QSize(28, 28))
        say(self.picture, N_("Picture file (F7)"))
        heading = said_label(N_("Last scans"))
        heading.setProperty("role", "gate-heading")
        self.lines = ScanLines()
        self.tools = column(self.picture, spacing=10)
        """Other ways to read a code: a picture file, a camera."""
        layout = column(self.field, self.tools, heading, self.lines, spacing=10, margins=16)
        layout.setStretch(3, 1)
        self.setLayout(layout)
