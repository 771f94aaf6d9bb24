"""The line at the bottom: which desk, since when data is exchanged and backed up, what waits for the printer, the time.

Calm on purpose: it informs, it never asks. To show one more thing, add a label and a setter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desk_app.services.core.clocks import Clock
from desk_app.services.core.desk import Desk
from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import format_day, format_moment, format_time, say, speaker
from desk_app.ui.pages.cover import Sign
from desk_app.ui.theme import restyle
from desk_app.ui.widgets.parts import Label, plain_tip, row
from desk_app.ui.widgets.press import PushButton


class StatusStrip(QFrame):
    """What can be known at a glance."""

    printing_asked = Signal()
    """What waits for the printer shall be shown; only while somebody is signed in."""
    conflicts_asked = Signal()
    """The conflict desk shall be shown; only supervisors see the count."""

    incidents_asked = Signal()
    """The incidents that run shall be shown."""
    decisions_asked = Signal()
    """What waits for the supervisor shall be shown; only supervisors see the count."""
    sync_asked = Signal()
    """Where the records are, in full; only while somebody is signed in."""

    def __init__(self, desk: Desk, clock: Clock) -> None:
        super().__init__()
        self.setProperty("role", "strip")
        self.setFixedHeight(32)
        self._clock = clock
        self._backed_up: datetime | None = None
        self.place = Label(f"{desk.site_code}-{desk.desk_code} · {desk.building}", "caption")
        self._make_sync()
        self.backup = Label(role="caption")
        self.printing = PushButton()
        self.printing.setProperty("kind", "link")
        self.printing.clicked.connect(self.printing_asked)
        self.incidents = PushButton()
        self.incidents.setProperty("kind", "link")
        self.incidents.clicked.connect(self.incidents_asked)
        self.conflicts = PushButton()
        self.conflicts.setProperty("kind", "link")
        self.conflicts.clicked.connect(self.conflicts_asked)
        self.decisions = PushButton()
        self.decisions.setProperty("kind", "link")
        self.decisions.clicked.connect(self.decisions_asked)
        self.time = Label(role="caption")
        self._print_sign = Sign("print", 14, "warning")
        self._incident_sign = Sign("bell", 14, "danger")
        self._conflict_sign = Sign("warning", 14, "warning")
        self._decision_sign = Sign("shield", 14, "warning")
        self.show_printing(0)
        self.show_conflicts(0)
        self.show_incidents(0)
        self.show_decisions(0)
        parts: list[QWidget | None] = [
            Sign("building", 14, "muted"), self.place, None, self._incident_sign, self.incidents,
            self._decision_sign, self.decisions, self._conflict_sign, self.conflicts,
            self._print_sign, self.printing, self._sync_sign, self.sync,
            Sign("save", 14, "muted"), self.backup, Sign("clock", 14, "muted"), self.time,
        ]  # fmt: skip
        layout: QHBoxLayout = row(*parts, spacing=6)
        layout.setContentsMargins(12, 0, 12, 0)
        for before in (13, 11, 9, 7, 5, 3):
            layout.insertSpacing(before, 12)
        self.setLayout(layout)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        speaker.language_changed.connect(self._retell)
        self._retell()

    def _make_sync(self) -> None:
        self.sync = PushButton()
        # Always in sight: where a page goes, the keyboard would land here instead of on what comes.
        self.sync.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sync.setProperty("kind", "link")
        self.sync.clicked.connect(self.sync_asked)
        self._sync_sign = Sign("cloud-off", 14, "muted")
        self.show_sync("cloud-off", "muted", N_("Records on this PC only"), {})

    def tick(self) -> None:
        """Once a second."""
        now = self._clock.now()
        self.time.setText(f"{format_day(now, weekday=True, year=False)} {format_time(now)}")

    def stop(self) -> None:
        """No more ticks."""
        self._timer.stop()

    def show_backup(self, made: datetime | None) -> None:
        """When the newest backup was made."""
        self._backed_up = made
        self._say_backup()

    def show_printing(self, waiting: int) -> None:
        """How many papers wait for a printer."""
        self.printing.setVisible(waiting > 0)
        self._print_sign.setVisible(waiting > 0)
        say(self.printing, N_("Waiting for the printer: {n}"), n=waiting)
        say(self.printing, N_("Waiting for the printer: {n}"), "setAccessibleName", n=waiting)

    def show_conflicts(self, waiting: int) -> None:
        """How many conflicts wait for their outcome; 0 for whoever is no supervisor."""
        self.conflicts.setVisible(waiting > 0)
        self._conflict_sign.setVisible(waiting > 0)
        say(self.conflicts, N_("Conflicts: {n}"), n=waiting)
        say(self.conflicts, N_("Conflicts: {n}"), "setAccessibleName", n=waiting)

    def show_sync(
        self, icon: str, ink: str, message: Message, values: Mapping[str, object], tip: str = ""
    ) -> None:
        """Where the records are, in a word; `tip` is said already."""
        self._sync_sign.change(icon, ink)
        restyle(self.sync, ink=ink)
        for setter in ("setText", "setAccessibleName"):
            speaker.remember(self.sync, setter, message, dict(values))
        self.sync.setToolTip(plain_tip(tip))

    def show_incidents(self, running: int) -> None:
        """How many incidents still run."""
        self.incidents.setVisible(running > 0)
        self._incident_sign.setVisible(running > 0)
        say(self.incidents, N_("Incidents open: {n}"), n=running)
        say(self.incidents, N_("Incidents open: {n}"), "setAccessibleName", n=running)

    def show_decisions(self, waiting: int) -> None:
        """How many things wait for the supervisor's decision; 0 for whoever is none."""
        self.decisions.setVisible(waiting > 0)
        self._decision_sign.setVisible(waiting > 0)
        say(self.decisions, N_("To decide: {n}"), n=waiting)
        say(self.decisions, N_("To decide: {n}"), "setAccessibleName", n=waiting)

    def _say_backup(self) -> None:
        if self._backed_up is None:
            say(self.backup, N_("No backup yet"))
        else:
            when = format_moment(self._backed_up, now=self._clock.now())
            say(self.backup, N_("Backup {when}"), when=when)

    def _retell(self, _language: str = "") -> None:
        self._say_backup()
        self.tick()
