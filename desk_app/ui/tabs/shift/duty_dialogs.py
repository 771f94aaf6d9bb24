"""What the duty log asks about: an incident that begins, a time, how it ended, what an entry should have said."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_, plain
from desk_app.services.duty_log.records import (
    CorrectionDraft,
    Entry,
    Incident,
    IncidentDraft,
    IncidentKind,
    Mark,
    StepDraft,
)
from desk_app.services.duty_log.service import DutyLog
from desk_app.ui.i18n import format_day, format_time, say, speaker
from desk_app.ui.tabs.shift.duty_said import entry_said, kind_said, step_said, where_said
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form_dialog import FormDialog, lines_field
from desk_app.ui.widgets.moment_field import NOT_READ, MomentField

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


def about(one: Incident) -> str:
    """Which incident it is."""
    return " · ".join((one.number, kind_said(one), where_said(one)))


def now_field(ctx: AppContext) -> MomentField:
    """A moment that is now while nothing is typed."""
    made = MomentField(ctx, past=True)
    say(made.time, N_("now", "duty log"), "setPlaceholderText")
    say(made.day, N_("today", "duty log"), "setPlaceholderText")
    return made


class _Timed(FormDialog):
    """A dialog with a moment of its own, in the field `moment`."""

    moment: MomentField
    moment_name: str

    def read_moment(self) -> tuple[bool, datetime | None]:
        """Whether it reads, and the moment; None while nothing was typed."""
        if self.moment.problem:
            self.form.show_problems(InvalidInput({self.moment_name: UserError(NOT_READ)}))
            return False, None
        return True, self.moment.value


class BeginDialog(_Timed):
    """Something happened: its clock runs from the report."""

    moment_name = "reported_at"

    def __init__(self, ctx: AppContext, kinds: Sequence[IncidentKind], parent: QWidget) -> None:
        title = N_("What has happened?", "duty log")
        sure = N_("Begin the incident", "duty log")
        super().__init__(ctx, title, sure, parent, kind="danger", columns=2, enter_submits=False)
        self._request = uuid.uuid4().hex
        self.kind = Choice((one.id, plain(one.said(speaker.words.language))) for one in kinds if one.active)
        self.moment = now_field(ctx)
        self.injured = QCheckBox()
        say(self.injured, N_("Somebody is hurt", "duty log"))
        self.form.add("kind", N_("Kind", "duty log"), self.kind)
        self.form.add("place", N_("Place", "duty log"), QLineEdit(), required=True)
        self.form.add("floor", N_("Floor", "duty log"), QLineEdit())
        self.form.add("unit", N_("Unit", "duty log"), QLineEdit())
        self.form.add("words", N_("What was reported", "duty log"), lines_field(enter_moves_on=True), span=2)
        self.form.add("reported_by", N_("Reported by", "duty log"), QLineEdit())
        self.form.add("reported_at", N_("Reported at", "duty log"), self.moment)
        self.form.add("injured", "", self.injured, span=2)

    def send(self) -> None:
        """It runs."""
        reads, at = self.read_moment()
        if not reads:
            return
        text = self.text
        draft = IncidentDraft(
            self.kind.value, text("place"), text("floor"), text("unit"), text("words"), text("reported_by"), at,
            self.injured.isChecked(), self._request,
        )  # fmt: skip
        self.do(lambda actor: self.ctx.services.get(DutyLog).begin(actor, draft))


class StepDialog(_Timed):
    """A time of an incident: which one, when, who, and why it is out of order."""

    moment_name = "at"

    def __init__(
        self, ctx: AppContext, incident: Incident, parent: QWidget, typed: StepDraft | None = None
    ) -> None:
        title = N_("Which time?", "duty log")
        super().__init__(ctx, title, N_("Record it", "duty log"), parent, about=about(incident))
        self._incident, self._request = incident, uuid.uuid4().hex
        steps = (*incident.missing, *incident.offered)
        self.step = Choice((one, plain(step_said(one))) for one in steps)
        self.moment = now_field(ctx)
        self.form.add("step", N_("What", "duty log"), self.step)
        self.form.add("at", N_("When", "duty log"), self.moment)
        self.form.add("who", N_("Who", "duty log"), QLineEdit())
        self.form.add("words", N_("Words", "duty log"), QLineEdit())
        self.form.add("why", N_("Why the time is out of order", "duty log"), QLineEdit())
        self.form.show_field("why", False)
        if typed is not None:
            self.step.choose(typed.step)
            self.moment.write(typed.at)
            self.form.restore({"who": typed.who})

    def send(self) -> None:
        """On record."""
        reads, at = self.read_moment()
        if not reads:
            return
        text = self.text
        draft = StepDraft(self.step.value, at, text("who"), text("words"), text("why"), self._request)
        incident = self._incident.id
        self.do(lambda actor: self.ctx.services.get(DutyLog).step(actor, incident, draft))

    def show_problems(self, error: InvalidInput) -> bool:
        """Out of order: the reason is asked for now."""
        if "why" in error.problems:
            self.form.show_field("why", True)
        return super().show_problems(error)


class CloseDialog(FormDialog):
    """How it ended."""

    def __init__(self, ctx: AppContext, incident: Incident, parent: QWidget) -> None:
        title = N_("How did it end?", "duty log")
        super().__init__(ctx, title, N_("Close the incident", "duty log"), parent, about=about(incident))
        self._incident = incident
        self.form.add(
            "words", N_("What was done", "duty log"), lines_field(enter_moves_on=True), required=True
        )

    def send(self) -> None:
        """It is over."""
        words, incident = self.text("words"), self._incident.id
        self.do(lambda actor: self.ctx.services.get(DutyLog).close(actor, incident, words))


class CorrectDialog(_Timed):
    """What an entry should have said: a further entry, the first one stays."""

    moment_name = "happened_at"

    def __init__(self, ctx: AppContext, entry: Entry, parent: QWidget) -> None:
        moment = f"{format_day(entry.happened_at)} {format_time(entry.happened_at)}"
        title = N_("Correct the entry", "duty log")
        told = " · ".join((moment, entry_said(entry)))
        super().__init__(
            ctx, title, N_("Write the correction", "duty log"), parent, about=told, enter_submits=False
        )
        self._entry, self._request = entry, uuid.uuid4().hex
        self.moment = MomentField(ctx, past=True)
        self.withdraw = QCheckBox()
        say(self.withdraw, N_("It never happened: the entry is withdrawn", "duty log"))
        hint = N_("The entry stays, struck out; this stands below it.", "duty log")
        field = lines_field(enter_moves_on=True)
        self.form.add("words", N_("What is right", "duty log"), field, required=True, hint=hint)
        self.form.add("happened_at", N_("When", "duty log"), self.moment)
        self.form.add("who", N_("Who", "duty log"), QLineEdit(), initial=entry.who)
        self.form.add("why", N_("Why the time is out of order", "duty log"), QLineEdit())
        self.form.add("withdraw", "", self.withdraw)
        of_incident = entry.incident is not None
        self.form.show_field("happened_at", not of_incident or entry.mark in (Mark.STEP, Mark.BEGUN))
        self.form.show_field("who", of_incident and bool(entry.step))
        self.form.show_field("why", False)
        self.form.show_field("withdraw", not of_incident or entry.mark in (Mark.STEP, Mark.WAIVED))
        self.moment.write(entry.happened_at)
        self._was = self.moment.value

    def send(self) -> None:
        """A further entry; a time that was not touched keeps its seconds."""
        reads, at = self.read_moment()
        if not reads:
            return
        moved = at if at != self._was else None
        text, entry = self.text, self._entry.id
        draft = CorrectionDraft(
            text("words"), moved, text("who"), text("why"), self.withdraw.isChecked(), self._request
        )
        self.do(lambda actor: self.ctx.services.get(DutyLog).correct(actor, entry, draft))

    def show_problems(self, error: InvalidInput) -> bool:
        """Out of order: the reason is asked for now."""
        if "why" in error.problems:
            self.form.show_field("why", True)
        return super().show_problems(error)
