"""Announcing a visitor, and correcting what was typed: the same fields in a dialog."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_, plain
from desk_app.services.visitors.records import Arrival, Expectation, Visit
from desk_app.services.visitors.service import Visitors
from desk_app.ui.i18n import say
from desk_app.ui.tabs.visitors.visit_form import VisitForm
from desk_app.ui.widgets.date_time import DayField, TimeField
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class _FormDialog(Dialog):
    """A visit's fields in a dialog with one button that saves."""

    def __init__(
        self, ctx: AppContext, title: str, save: str, form: VisitForm, parent: QWidget, *above: QWidget
    ) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.form = form
        say(self, title, "setWindowTitle")
        self.save = button(save, self.submit, kind="primary", tip=N_("Ctrl+Enter"))
        self.form.submitted.connect(self.submit)
        area = QScrollArea()
        area.setWidget(form)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        foot = row(None, button(N_("Cancel"), self.reject), self.save)
        self.setLayout(column(said_label(title, "title"), *above, area, foot, spacing=16, margins=24))
        self.resize(460, 620)
        form.name.setFocus()

    def submit(self) -> None:
        """Save what stands in the fields."""
        raise NotImplementedError

    def _failed(self, error: Exception) -> bool:
        self.save.setEnabled(True)
        if isinstance(error, InvalidInput):
            self.form.show_problems(error)
            return True
        return False


class AnnounceDialog(_FormDialog):
    """Who comes, to whom, when (operating manual, Visitors 3)."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        now = ctx.services.bench.clock.now
        self.times = Form(columns=3)
        self.day = DayField(now)
        self.times.add("day", N_("Day"), self.day, required=True)
        self.time_from, self.time_until = TimeField(now), TimeField(now)
        self.times.add("time_from", N_("From", "time"), self.time_from)
        self.times.add("time_until", N_("Until", "time"), self.time_until)
        self.day.set_value(self.day.today)
        super().__init__(ctx, N_("Announce a visitor"), N_("Announce"), VisitForm(ctx), parent, self.times)
        self.times.submitted.connect(self.submit)

    def submit(self) -> None:
        """Save; the dialog stays for what must be mended."""
        day, problems = self.day.value, self._unreadable()
        if day is None or problems:
            self.times.show_problems(InvalidInput(problems))
            return
        expectation = self._expectation(day)
        self.save.setEnabled(False)
        visitors = self._ctx.services.get(Visitors)
        self._ctx.do(
            lambda actor: visitors.expect(actor, expectation),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _unreadable(self) -> dict[str, UserError]:
        """What was typed and is no day or no time: it must not pass for "none"."""
        problems: dict[str, UserError] = {}
        if self.day.value is None:
            problems["day"] = UserError(N_("Type the day as 22, 11-22 or tomorrow."))
        for name, field in (("time_from", self.time_from), ("time_until", self.time_until)):
            if field.problem:
                problems[name] = UserError(N_("Type the time as 930 or 9:30."))
        return problems

    def _done(self, visit: Visit) -> None:
        self._ctx.toasts.show(N_("{name} is announced."), name=plain(visit.name))
        self.accept()

    def _expectation(self, day: date) -> Expectation:
        typed = self.form.arrival()
        return Expectation(
            name=typed.name,
            day=day,
            host=typed.host,
            phone=typed.phone,
            company=typed.company,
            purpose=typed.purpose,
            party_size=typed.party_size,
            plate=typed.plate,
            time_from=self.time_from.value,
            time_until=self.time_until.value,
            remark=typed.remark,
        )

    def _failed(self, error: Exception) -> bool:
        if isinstance(error, InvalidInput):
            self.times.show_problems(error)
        return super()._failed(error)


class CorrectDialog(_FormDialog):
    """Mend what was typed; times and document stay."""

    def __init__(self, ctx: AppContext, visit: Visit, parent: QWidget) -> None:
        form = VisitForm(ctx, recall=False)
        form.fill(
            Arrival(
                name=visit.name,
                phone=visit.phone,
                company=visit.company,
                purpose=visit.purpose,
                host=visit.host,
                party_size=visit.party_size,
                plate=visit.plate,
                badge=visit.badge,
                belongings=visit.belongings,
                remark=visit.remark,
                permit=visit.permit,
            )
        )
        super().__init__(ctx, N_("Correct the visit"), N_("Save"), form, parent)
        self._visit = visit

    def submit(self) -> None:
        """Save."""
        self.save.setEnabled(False)
        arrival, visit_id = self.form.arrival(), self._visit.id
        visitors = self._ctx.services.get(Visitors)
        self._ctx.do(
            lambda actor: visitors.correct(actor, visit_id, arrival),
            owner=self,
            done=lambda _: self.accept(),
            failed=self._failed,
        )
