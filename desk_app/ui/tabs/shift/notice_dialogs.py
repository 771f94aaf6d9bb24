"""Posting a notice, and withdrawing one: it is never edited."""

from __future__ import annotations

from uuid import uuid4

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_
from desk_app.services.shift.notices import Notices
from desk_app.services.shift.records import AUDIENCE_NAMES, Audience, Notice, NoticeDraft
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say
from desk_app.ui.printing.papers import today
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.form_dialog import FormDialog, lines_field

_NO_DAY = N_("Type a day.", "notice")


class PostDialog(FormDialog):
    """What, for whom, from when until when."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(
            ctx, N_("New notice", "notice"), N_("Post", "notice"), parent, columns=2, enter_submits=False
        )
        self._request = uuid4().hex
        day = today(ctx)
        self.words = lines_field(96, enter_moves_on=True)
        now = ctx.services.bench.clock.now
        self.first, self.last = DayField(now), DayField(now)
        self.audience = Choice(AUDIENCE_NAMES.items())
        self.must_read = QCheckBox()
        say(self.must_read, N_("Must be read before a shift is taken over", "notice"))
        self.form.add("text", N_("What everybody must know", "notice"), self.words, required=True, span=2)
        self.form.add("first", N_("From", "notice"), self.first, initial=day)
        self.form.add("last", N_("Until, that day too", "notice"), self.last, initial=day)
        self.form.add("audience", N_("For", "notice"), self.audience)
        self.form.add("must_read", "", self.must_read, initial=True)

    def send(self) -> None:
        """Post it."""
        first, last = self.first.value, self.last.value
        for name, day in (("first", first), ("last", last)):
            if day is None:
                self.show_problem(name, UserError(_NO_DAY))
        if first is None or last is None:
            return
        audience = Audience(self.audience.value)
        draft = NoticeDraft(
            self.words.toPlainText(), first, last, audience, self.must_read.isChecked(), self._request
        )
        verbs = self.ctx.services.get(Notices)
        self.do(lambda by: verbs.post(by, draft))


class WithdrawDialog(FormDialog):
    """Why it does not hold any more."""

    def __init__(self, ctx: AppContext, parent: QWidget, notice: Notice) -> None:
        title, sure = N_("Withdraw the notice?", "notice"), N_("Withdraw", "notice")
        super().__init__(ctx, title, sure, parent, about=notice.text, kind="danger")
        self._notice = notice.id
        self.form.add("reason", N_("Reason"), QLineEdit(), required=True)

    def send(self) -> None:
        """Withdraw it."""
        verbs, why = self.ctx.services.get(Notices), self.text("reason")
        self.do(lambda by: verbs.withdraw(by, self._notice, why))
