"""Revoking a desk: all PCs that were it, by the digits of each, since the moment they were in wrong hands."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.ui.headoffice.dialogs import OfficeDialog
from desk_app.ui.i18n import say, speaker
from desk_app.ui.widgets.date_time import DayField, TimeField
from desk_app.ui.widgets.parts import put, said_label

if TYPE_CHECKING:
    from desk_app.services.headoffice.desks import Desk
    from desk_app.ui.headoffice.rounds import OfficeRounds


class RevokeDialog(OfficeDialog):
    """Day and time stand at now: whoever knows an earlier moment types it."""

    def __init__(self, rounds: OfficeRounds, desk: Desk, parent: QWidget) -> None:
        about = N_(
            "What it wrote from then on does not count, nor do passes that it signs, and its building "
            "gets a new key. This cannot be taken back: the PC must be set up anew."
        )
        title, sure = N_("Revoke desk {party}?"), N_("Revoke", "desk")
        super().__init__(rounds, title, sure, parent, about=about, kind="danger", party=desk.party)
        self._party = desk.party
        self.day, self.time = DayField(rounds.clock.now, past=True), TimeField(rounds.clock.now)
        now = rounds.clock.now().astimezone(speaker.zone)
        self.day.set_value(now.date())
        self.time.set_value(now.time().replace(second=0, microsecond=0))
        self.form.add("day", N_("In wrong hands since this day"), self.day)
        self.form.add("time", N_("Time"), self.time)
        for pc in desk.keys:
            if pc.revoked is None:
                told = N_("PC in use: {digits}") if pc.counts else N_("PC before it: {digits}")
                put(self.below, said_label(told, "muted", wrap=True, digits=pc.fingerprint))
        say(self.day, N_("In wrong hands since this day"), "setAccessibleName")
        self.sure.setAutoDefault(False)

    def send(self) -> None:
        """Revoke it."""
        day, time = self.day.value, self.time.value
        if day is None or time is None:
            name = "day" if day is None else "time"
            self.refused(InvalidInput({name: UserError(N_("Say since when."))}))
            return
        now = self.rounds.clock.now()
        typed = datetime.combine(day, time, speaker.zone)
        since = None if typed >= now.replace(second=0, microsecond=0) else typed
        self.do(lambda office: office.revoke(self._party, since))
