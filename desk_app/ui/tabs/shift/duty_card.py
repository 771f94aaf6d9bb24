"""An incident as a card: its clock, its times, and the next one as one big button."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_, plain
from desk_app.services.duty_log.records import Incident, StepDraft
from desk_app.ui.i18n import say, speaker
from desk_app.ui.tabs.shift.duty_said import (
    clock_said,
    clock_tone,
    kind_said,
    missing_said,
    step_said,
    times_said,
    where_said,
)
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.date_time import TimeField, moment_at
from desk_app.ui.widgets.parts import Label, button, row
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_NAME = 120


class IncidentCard(Card):
    """Every button is said to the page by a signal; what is typed stays while the incident is read again."""

    step_asked = Signal(object, object)
    """The incident, and a StepDraft; None for a choice of all times."""
    close_asked, print_asked, repair_asked = Signal(object), Signal(object), Signal(object)
    reopen_asked, waive_asked = Signal(object), Signal(object)

    def __init__(self, ctx: AppContext, incident: Incident) -> None:
        super().__init__()
        self._ctx, self.incident = ctx, incident
        self.kind, self.clock = Pill(), Label(role="heading")
        self._where, self._times, self._missing = (
            Label(role="heading"),
            Label(role="muted"),
            Label(role="caption"),
        )
        self._words = Label()
        for label in (self._words, self._times, self._missing):
            label.setWordWrap(True)
        head = row(self.kind, self._where, None, self.clock, spacing=12)
        self.body.setSpacing(4)
        self.layout().setContentsMargins(16, 10, 16, 10)  # type: ignore[union-attr]  # it has one since Card made it
        self.body.addLayout(head)
        for label in (self._words, self._times, self._missing):
            self.body.addWidget(label)
        self.steps = self._build_steps()
        self.body.addLayout(row(self.steps, None, *self._build_rest(), spacing=8))
        speaker.language_changed.connect(self._retell)
        self.show_incident(incident)

    def _build_steps(self) -> QWidget:
        now = self._ctx.services.bench.clock.now
        self.next = button(N_("Next", "duty log"), self.record_next, kind="primary", icon="check")
        self.time, self.who = TimeField(now), QLineEdit()
        self.time.setFixedWidth(84)
        self.who.setFixedWidth(_NAME)
        say(self.time, N_("now", "duty log"), "setPlaceholderText")
        say(self.time, N_("When, empty: now", "duty log"), "setAccessibleName")
        say(self.who, N_("Who", "duty log"), "setPlaceholderText")
        say(self.who, N_("Who", "duty log"), "setAccessibleName")
        for field in (self.time, self.who):
            field.returnPressed.connect(self.record_next)
        place = QWidget()
        place.setLayout(row(self.who, self.time, self.next, spacing=6))
        return place

    def _build_rest(self) -> list[QWidget]:
        def ask(signal: str) -> None:
            getattr(self, signal).emit(self.incident)

        self.other = button(
            N_("Another time…", "duty log"), lambda: self.step_asked.emit(self.incident, None)
        )
        self.close_button = button(
            N_("Close…", "duty log"), lambda: ask("close_asked"), kind="primary", icon="check"
        )
        self.waive = button(N_("Not needed…", "duty log"), lambda: ask("waive_asked"), kind="quiet")
        self.reopen = button(N_("Reopen…", "duty log"), lambda: ask("reopen_asked"), kind="quiet")
        self.repair = button(
            N_("Becomes a repair", "duty log"), lambda: ask("repair_asked"), kind="icon", icon="wrench"
        )
        self.print = button(
            N_("Print the sheet", "duty log"), lambda: ask("print_asked"), kind="icon", icon="print"
        )
        return [self.other, self.waive, self.close_button, self.reopen, self.repair, self.print]

    def show_incident(self, incident: Incident) -> None:
        """The same incident as it stands now."""
        self.incident = incident
        running, missing = incident.open, bool(incident.missing)
        self.steps.setVisible(running and missing)
        self.other.setVisible(running)
        self.close_button.setVisible(running and not missing)
        self.waive.setVisible(running and missing)
        self.reopen.setVisible(not running)
        self._retell()

    def tick(self) -> None:
        """The clock runs."""
        now = self._now()
        self.clock.setText(clock_said(self.incident, now))
        self.clock.set_tone(clock_tone(self.incident, now))

    def record_next(self) -> None:
        """The next required time: now, or as typed."""
        if not self.incident.missing:
            return
        if self.time.problem:
            self.time.setFocus(Qt.FocusReason.OtherFocusReason)
            self.time.selectAll()
            return
        at = moment_at(self.time, self._now(), past=True)
        self.step_asked.emit(self.incident, StepDraft(self.incident.missing[0], at, self.who.text()))

    def recorded(self) -> None:
        """It is on record: ready for the next."""
        self.time.clear()
        self.who.clear()

    def _now(self) -> datetime:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone)

    def _retell(self, _language: str = "") -> None:
        one = self.incident
        self.kind.show_state(plain(kind_said(one)), "danger" if one.open else "positive")
        self._where.setText(f"{where_said(one)}  {one.number}")
        said = " · ".join(part for part in (one.reported_by, " ".join(one.words.split())) if part)
        self._words.setText(said)
        self._words.setVisible(bool(said))
        self._times.setText(times_said(one))
        self._missing.setText(missing_said(one))
        self._missing.setVisible(one.open and bool(one.missing))
        if one.missing:
            say(self.next, N_("{step} · now", "duty log"), step=plain(step_said(one.missing[0])))
        supervisor = self._ctx.actor.role is Role.SUPERVISOR
        self.waive.setToolTip("" if supervisor else self.waive.text())
        self.tick()
