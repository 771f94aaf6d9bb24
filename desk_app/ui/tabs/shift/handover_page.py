"""Count, read, sign: the one who comes counts without seeing what is expected.

The steps are views of their own: `handover_count` (1 and 2), `handover_review` (3 to 5), `handover_list` (before and
after). Here is only what leads from one to the next.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.errors import DeskError, IllegalStep, InvalidInput, UserError
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.shift.queries import ShiftQueries
from desk_app.services.shift.records import (
    Ahead,
    CountDraft,
    Counting,
    Differences,
    Handover,
    HandoverDraft,
    ToCount,
    Waiver,
)
from desk_app.services.shift.service import Shifts
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.records import StaffMember
from desk_app.services.staff.service import Staff
from desk_app.ui.approval import ApprovalDialog, Decided, Decision
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.shift.handover_count import CountView
from desk_app.ui.tabs.shift.handover_list import DoneView, ListView
from desk_app.ui.tabs.shift.handover_papers import preview_handover, print_handover
from desk_app.ui.tabs.shift.handover_review import ReviewView
from desk_app.ui.tabs.shift.kit_papers import print_kit
from desk_app.ui.widgets.part import Part

_STANDS_HERE = 60
"""Seconds in which whoever has signed is taken to stand here still."""


class HandoverPage(Part):
    """Count, read, sign: the one who comes counts without seeing what is expected."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Handover", "shift tab"),
            N_("Count, read, sign: the one who comes counts without seeing what is expected.", "shift tab"),
        )
        self._verbs, self._ask = ctx.services.get(Shifts), ctx.services.get(ShiftQueries)
        self._staff = ctx.services.get(Staff)
        self._names: dict[int, str] = {}
        self._members: list[StaffMember] = []
        self._leaving = 0
        self._proven: Actor | None = None
        self._coming: Actor | None = None
        """Whoever has just signed, and may go on here without a further PIN."""
        self._signed_at = 0.0
        self._last: Handover | None = None
        self._wanted = 0
        self.list, self.count, self.review, self.done = ListView(), CountView(), ReviewView(), DoneView()
        self.views = QStackedWidget()
        for view in (self.list, self.count, self.review, self.done):
            self.views.addWidget(view)
        self.body.addWidget(self.views, 1)
        self._wire()

    def _wire(self) -> None:
        self.list.wanted.connect(self.begin)
        self.list.go_on.connect(self._go_on)
        self.list.printed.connect(lambda one: print_handover(self.ctx, self, one))
        self.list.previewed.connect(lambda one: preview_handover(self.ctx, self, one))
        self.count.counted.connect(self._count)
        self.count.cancelled.connect(self._to_list)
        self.review.sign_wanted.connect(self.sign)
        self.review.agreement_wanted.connect(self.ask_supervisor)
        self.review.again.connect(self._anew)
        self.done.printed.connect(self._print_last)
        self.done.kit.connect(self._print_kit)
        self.done.switched.connect(self._switch)
        self.done.closed.connect(self._to_list)

    def load(self) -> None:
        """Whatever is being counted or explained stays; what stands open is read again."""
        self.ctx.read(self._people, owner=self, done=self._know, key="people")
        if self.views.currentWidget() is self.review:
            self._look_ahead()

    def show_record(self, record: int) -> None:
        """An earlier one, in the list; what is being counted or explained stays in sight."""
        if self.views.currentWidget() in (self.list, self.done):
            self._wanted = record
            self._to_list()

    def begin(self) -> None:
        """An empty count."""
        self.ctx.read(self._ask.to_count, owner=self, done=self._begin, key="begin")

    def sign(self) -> None:
        """Check one PIN after the other, then hand over."""
        view = self.review
        missing = {
            name: UserError(N_("Type the PIN.", "handover"))
            for name, field in (("leaving", view.leaving), ("coming", view.coming))
            if not field.text()
        }
        if missing:
            view.pins.show_problems(InvalidInput(dict[str, DeskError](missing)))
        elif view.sure.isEnabled():
            view.sure.setEnabled(False)
            self._prove(self._leaving, view.leaving.text(), "leaving")

    def ask_supervisor(self) -> None:
        """The shift goes over while an incident is open, or uncounted: only if the supervisor says so."""
        title = N_("Hand over without counting everything?", "handover")
        told = N_("What was not counted is marked on the paper, with your reason.", "handover")
        if self.review.ahead.incidents:
            title = N_("Hand over while an incident is open?", "handover")
            told = N_(
                "The next shift takes the incident over. It is on the paper, with your reason.", "handover"
            )
        dialog = ApprovalDialog(
            self.ctx,
            title,
            told,
            [Decision("agree", N_("Agree", "handover"), "primary")],
            self.window(),
        )
        dialog.begin(self._agreed)

    def _people(
        self, actor: Actor
    ) -> tuple[list[StaffMember], dict[int, str], list[Handover], Counting | None]:
        staff = self.ctx.services.get(StaffQueries)
        return (
            staff.who_can_sign_in(),
            staff.names(actor),
            self._ask.handovers(actor),
            self._ask.counting(actor),
        )

    def _know(self, found: tuple[list[StaffMember], dict[int, str], list[Handover], Counting | None]) -> None:
        self._members, self._names, handovers, counting = found
        self.list.names = self._names
        self.list.table.set_rows(handovers)
        if self._wanted and self.list.table.select(self._wanted):
            self._wanted = 0
        self.list.show_unsigned(counting)

    def _begin(self, found: list[ToCount]) -> None:
        self._show(self.count)
        self.count.begin(found, self._members, self.ctx.actor.staff_id)

    def _count(self, draft: CountDraft) -> None:
        self._leaving = self.count.leaving.value or 0
        self.count.sure.setEnabled(False)
        self.ctx.do(
            lambda by: self._verbs.count(by, draft), owner=self, done=self._counted, failed=self._not_counted
        )

    def _not_counted(self, error: Exception) -> bool:
        self.count.sure.setEnabled(True)
        return isinstance(error, InvalidInput) and self.count.show_problems(error)

    def _counted(self, counting: Counting) -> None:
        self.count.sure.setEnabled(True)
        self._show(self.review)
        self.review.begin(counting, self._names.get(self._leaving, ""), self._names.get(counting.coming, ""))
        self._look_ahead()

    def _go_on(self, counting: Counting) -> None:
        """The program was closed in between: whoever is signed in goes, or whoever began to count."""
        here = self.ctx.actor.staff_id
        self._leaving = counting.by if here == counting.coming else here
        self._counted(counting)

    def _anew(self) -> None:
        question = tr(N_("Count everything anew?", "handover"))
        told = tr(N_("What was counted stays on record, and the paper says so.", "handover"))
        if self.ctx.ask.confirm(self, question, tr(N_("Count anew", "handover")), told):
            self.begin()

    def _look_ahead(self) -> None:
        counting = self.review.counting
        coming = counting.coming if counting is not None else self.count.coming.value or 0
        self.ctx.read(
            lambda actor: self._ask.ahead(actor, coming),
            owner=self,
            done=self._know_ahead,
            key="ahead",
        )

    def _know_ahead(self, ahead: Ahead) -> None:
        self.review.show_ahead(ahead)
        holder = ahead.holder
        if holder is not None and holder.staff == self._leaving:
            holder = None
        self.review.show_holder(holder, "" if holder is None else self._names.get(holder.staff, ""))

    def _agreed(self, decided: Decided) -> None:
        self.review.show_agreement(Waiver(decided.by, decided.reason))

    def _prove(self, staff: int, pin: str, field: str) -> None:
        beside = self.ctx.actor
        self.ctx.tasks.run(
            lambda: self._staff.vouch(staff, pin, beside=beside),
            self._left if field == "leaving" else self._came,
            lambda error: self._not_proven(field, error),
            owner=self,
        )

    def _left(self, leaving: Actor) -> None:
        self._proven = leaving
        counting = self.review.counting
        if counting is not None:
            self._prove(counting.coming, self.review.coming.text(), "coming")

    def _came(self, coming: Actor) -> None:
        counting, leaving, view = self.review.counting, self._proven, self.review
        if counting is None or leaving is None:
            return
        self._coming = coming
        again, why = view.explained()
        draft = HandoverDraft(
            counting.id, leaving, coming, again, why, view.remarks.toPlainText(), view.read,
            view.unsent.isChecked(), view.waiver, view.request,
        )  # fmt: skip
        self.ctx.do(
            lambda by: self._verbs.hand_over(by, draft), owner=self, done=self._signed, failed=self._refused
        )

    def _not_proven(self, field: str, error: Exception) -> None:
        self.review.sure.setEnabled(True)
        if isinstance(error, UserError):
            getattr(self.review, field).clear()
            self.review.pins.show_problems(InvalidInput({field: error}))
        else:
            self.ctx.errors.show(error, self)

    def _refused(self, error: Exception) -> bool:
        self.review.sure.setEnabled(True)
        if isinstance(error, Differences):
            self.review.show_differences(error.lines)
            return True
        if isinstance(error, IllegalStep):
            self._to_list()
            return False
        if isinstance(error, InvalidInput):
            self._look_ahead()
            return self.review.show_problems(error)
        return False

    def _signed(self, one: Handover) -> None:
        self.review.sure.setEnabled(True)
        self.review.forget_pins()
        self._last, self._signed_at = one, self.ctx.services.bench.clock.monotonic()
        self.done.show_done(one, self._names.get(one.leaving, ""), self._names.get(one.coming, ""))
        self.done.switch.setVisible(self._may_switch(one))
        self._show(self.done)
        self.done.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.ctx.toasts.show(N_("Handed over: {number}", "handover"), number=plain(one.number))
        self._print_last()

    def _may_switch(self, one: Handover) -> bool:
        """Somebody who must choose a new PIN first signs in by the door."""
        fresh = {each.id for each in self._members if not each.must_change}
        return one.coming in fresh and one.coming != self.ctx.actor.staff_id

    def _print_last(self) -> None:
        if self._last is not None:
            print_handover(self.ctx, self, self._last)

    def _print_kit(self) -> None:
        if self._last is not None:
            print_kit(self.ctx, self, self._last.id)

    def _switch(self) -> None:
        """The next one goes on here; the other's pages stay theirs, as with a change of user."""
        coming, before = self._coming, self.ctx.actor
        late = self.ctx.services.bench.clock.monotonic() - self._signed_at > _STANDS_HERE
        self._coming = None
        self._to_list()
        if coming is None or late:
            self.ctx.session.lock()
            return
        self.ctx.tasks.run(lambda: self._staff.signed_out(before, locked=True), owner=self)
        self.ctx.session.sign_in(replace(coming, beside=0))

    def _to_list(self) -> None:
        self._show(self.list)
        self.load()

    def _show(self, view: QWidget) -> None:
        self.views.setCurrentWidget(view)
