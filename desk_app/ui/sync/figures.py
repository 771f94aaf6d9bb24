"""Where the records are, in three figures with their age: this PC, the share, head office."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from desk_app.services.core.words import N_, Message
from desk_app.services.sync.records import Standing
from desk_app.ui.i18n import format_number
from desk_app.ui.pages.cover import Sign
from desk_app.ui.sync.said import ink_of, since
from desk_app.ui.widgets.parts import Label, column, row, said_label


class _Figure(QFrame):
    """One place: its sign and name, how many entries, since when."""

    def __init__(self, icon: str, name: Message) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._sign = Sign(icon, 18, "muted")
        self.number, self.age = Label(role="figure"), Label(role="caption")
        self.age.setWordWrap(True)
        head = row(self._sign, said_label(name, "label"), None, spacing=6)
        self.setLayout(column(head, self.number, self.age, None, spacing=2, margins=12))

    def show_number(self, number: int, oldest: datetime | None, now: datetime) -> None:
        """How many; the age is told where something waits."""
        self.number.setText(format_number(number))
        self.number.setMinimumHeight(
            self.number.sizeHint().height()
        )  # an age of two lines takes nothing of it
        ink = ink_of(oldest, now)
        self.number.set_tone(None if ink == "muted" else ink)
        self.age.setText(since(oldest, now))


class Figures(QWidget):
    """The three side by side."""

    def __init__(self) -> None:
        super().__init__()
        self.here = _Figure("database", N_("On this PC only", "exchange"))
        self.share = _Figure("cloud", N_("On the share", "exchange"))
        self.office = _Figure("building", N_("At head office", "exchange"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        for place, one in enumerate((self.here, self.share, self.office)):
            grid.addWidget(one, 0, place)
            grid.setColumnStretch(place, 1)

    def show_standing(self, standing: Standing, now: datetime) -> None:
        """How it stands now."""
        waits = standing.oldest_unsent if standing.connected else None  # alone, nothing waits for anybody
        self.here.show_number(standing.only_here, waits, now)
        waits = standing.oldest_unacknowledged if standing.on_share else None
        self.share.show_number(standing.on_share, waits, now)
        self.office.show_number(standing.at_head_office, None, now)
