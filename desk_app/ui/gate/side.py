"""The right side of the guard's window: the field for a typed number, a picture file, the last scans, how fresh."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame

from desk_app.services.codes.ledger import Freshness, Level
from desk_app.services.core.words import N_
from desk_app.ui.gate.actions import BigButton
from desk_app.ui.gate.number_field import NumberField
from desk_app.ui.gate.scan_lines import ScanLines
from desk_app.ui.i18n import format_moment, say, tr
from desk_app.ui.icons import icon
from desk_app.ui.theme import Tone, restyle
from desk_app.ui.widgets.parts import Label, column, said_label

WIDTH = 348
_TONES: dict[Level, Tone] = {Level.AMBER: "warning", Level.RED: "danger"}


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
        self.fresh = Label()
        self.fresh.setProperty("role", "gate-fresh")
        self.fresh.setWordWrap(True)
        layout = column(self.field, self.picture, heading, self.lines, self.fresh, spacing=10, margins=16)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def show_freshness(self, freshness: Freshness | None, now: datetime) -> None:
        """How old what other PCs sent is; nothing before the first verdict."""
        if freshness is None:
            self.fresh.setText("")
            return
        said = [tr(freshness.note)]
        if freshness.revocations_at is not None:
            when = format_moment(freshness.revocations_at, now=now)
            said.append(tr(N_("Revocations as of {when}."), when=when))
        if freshness.gates_at is not None:
            when = format_moment(freshness.gates_at, now=now)
            said.append(tr(N_("Other gates as of {when}."), when=when))
        self.fresh.setText("\n".join(said))
        restyle(self.fresh, tone=_TONES.get(freshness.level))
