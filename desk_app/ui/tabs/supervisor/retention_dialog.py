"""Another time of keeping, with what it does said before it is saved."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QWidget

from desk_app.services.core.changes import Changes
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message
from desk_app.services.retention.queries import RetentionQueries
from desk_app.services.retention.records import NOTICE, Due
from desk_app.services.settings.service import SettingsService
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_day, format_number, format_time, say, tr
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.parts import Label, said_label

_ONE: dict[str, Message] = {"days": N_("1 day"), "months": N_("1 month"), "years": N_("1 year")}
_UNITS: dict[str, Message] = {"days": N_("{n} days"), "months": N_("{n} months"), "years": N_("{n} years")}


def time_said(amount: int, unit: str) -> str:
    """How long, in words."""
    return tr(_ONE[unit]) if amount == 1 else tr(_UNITS[unit], n=format_number(amount))


class TimeDialog(FormDialog):
    """One rule: a number, and what it removes."""

    def __init__(self, ctx: AppContext, due: Due, parent: QWidget) -> None:
        super().__init__(ctx, N_("Change the time of keeping"), N_("Save"), parent, about=tr(due.title))
        self._due, self._ask = due, ctx.services.get(RetentionQueries)
        self._settings = ctx.services.get(SettingsService)
        self.field = NumberField(due.setting.least or 1, due.setting.most or 999)
        self.field.setValue(due.amount)
        self.form.add("amount", due.setting.label, self.field)
        self.effect = Label(role="muted")
        self.effect.setWordWrap(True)
        self.arrange(below=(said_label(due.setting.help, "muted", wrap=True), self.effect))
        self.field.valueChanged.connect(self._look)
        self._look()

    def _look(self, _amount: int = 0) -> None:
        key, amount = self._due.setting.key, self.field.value()
        self.ctx.read(
            lambda by: self._ask.what_if(by, key, amount), owner=self, done=self._tell, key="effect"
        )

    def _tell(self, wanted: Due) -> None:
        if wanted.amount >= self._due.amount:
            say(self.effect, N_("It counts at once. Records due: {n}."), n=format_number(wanted.count))
            return
        starts = self.ctx.services.bench.clock.now() + NOTICE
        text = N_("From {when} this takes people out of records: {n}. Until then nothing more is removed.")
        say(self.effect, text, n=format_number(wanted.count), when=_when(starts))

    def send(self) -> None:
        """Save it."""
        setting, amount = self._due.setting, self.field.value()

        def change(by: Actor) -> Changes[None]:
            return self._settings.change(by, setting, amount)

        self.do(change)


def _when(moment: datetime) -> str:
    return f"{format_day(moment)} {format_time(moment)}"
