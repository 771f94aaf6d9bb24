"""What is agreed about a loan while it is out: a later due time, a call, another name."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.findings import Finding, Unsettled
from desk_app.services.core.words import N_, plain
from desk_app.services.loans.records import Loan, LoanLine
from desk_app.services.loans.service import Loans
from desk_app.ui.approval import ApprovalDialog, Decision
from desk_app.ui.i18n import format_moment, say
from desk_app.ui.tabs.loans.borrower_fields import BorrowerFields, draft_of
from desk_app.ui.tabs.loans.columns import borrower_line, items_line
from desk_app.ui.tabs.loans.line_row import NO_MOMENT
from desk_app.ui.tabs.loans.moments import MomentField
from desk_app.ui.tabs.loans.said import item_name
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.findings_view import said, sorted_findings
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.services.core.people import Actor
    from desk_app.ui.context import AppContext

CLOSING = time(18, 0)
"""What the quick choices of a later due time mean."""
_QUICK = ((N_("Today 18:00"), 0), (N_("Tomorrow 18:00"), 1), (N_("In 3 days"), 3))


class ExtendDialog(FormDialog):
    """A later due time, agreed at the desk or by phone: on record, so nobody is called late for it."""

    def __init__(
        self, ctx: AppContext, parent: QWidget, line: LoanLine, done: Callable[[Loan], None]
    ) -> None:
        super().__init__(
            ctx, N_("{item} stays out longer"), N_("Extend"), parent, item=plain(item_name(line))
        )
        self._line, self._after = line, done
        clock = ctx.services.bench.clock
        self._today = clock.now().astimezone(clock.zone).date()
        self.due = MomentField(clock.now)
        self.form.add("due", N_("New due time"), self.due, required=True)
        self.form.add(
            "words", N_("Agreed how"), QLineEdit(), hint=N_("By phone, at the desk … (may stay empty)")
        )
        quick = row(*(self._quick(message, days) for message, days in _QUICK), None)
        now = said_label(N_("Due until now: {moment}"), "muted", moment=format_moment(line.due))
        self.arrange((now, quick))
        self.due.set_value(
            max(line.due, datetime.combine(self._today, CLOSING, clock.zone)) + timedelta(days=1)
        )
        self.due.setFocus()

    def _quick(self, message: str, days: int) -> QWidget:
        return button(message, lambda: self._set(days), kind="chip")

    def _set(self, days: int) -> None:
        self.due.set_day(self._today + timedelta(days=days), CLOSING)
        self.form.field("words").setFocus()

    def send(self) -> None:
        """Extend."""
        due, words = self.due.value, self.text("words")
        if due is None:
            self.show_problem("due", UserError(NO_MOMENT))
            return
        loans, line = self.ctx.services.get(Loans), self._line.id
        self.do(lambda actor: loans.extend(actor, line, due, words))


class CallDialog(Dialog):
    """The borrower was phoned: reached or not, and what was said. Enter means reached."""

    def __init__(self, ctx: AppContext, parent: QWidget, loan: Loan, done: Callable[[Loan], None]) -> None:
        super().__init__(parent)
        self._ctx, self._loan, self._done = ctx, loan, done
        self._page, self._request = parent, uuid.uuid4().hex
        title = N_("A call about {item}")
        say(self, title, "setWindowTitle", item=plain(items_line(loan)))
        self.words = QLineEdit()
        say(self.words, N_("What was said (may stay empty)"), "setPlaceholderText")
        say(self.words, N_("What was said (may stay empty)"), "setAccessibleName")
        whom = said_label(
            N_("{name}, phone {phone}"), "heading", wrap=True,
            name=plain(borrower_line(loan)), phone=plain(loan.phone),
        )  # fmt: skip
        self.reached = button(N_("Reached"), lambda: self._note(True), kind="primary", icon="phone")
        self.missed = button(N_("Nobody answered"), lambda: self._note(False))
        self.reached.setDefault(True)
        foot = row(button(N_("Cancel"), self.reject, kind="quiet"), None, self.missed, self.reached)
        head = said_label(title, "title", wrap=True, item=plain(items_line(loan)))
        self.setLayout(column(head, whom, self.words, foot, spacing=16, margins=24))
        self.setMinimumWidth(460)

    def _note(self, reached: bool) -> None:
        loans, words, loan = self._ctx.services.get(Loans), self.words.text(), self._loan.id
        request = self._request
        self.accept()
        self._ctx.do(
            lambda actor: loans.note_call(actor, loan, reached, words, request),
            owner=self._page,
            done=self._done,
        )


class CorrectDialog(FormDialog):
    """Mend who borrowed; what is lent, and until when, stays."""

    def __init__(self, ctx: AppContext, parent: QWidget, loan: Loan, done: Callable[[Loan], None]) -> None:
        super().__init__(ctx, N_("Correct the borrower"), N_("Save"), parent)
        self._loan, self._after = loan, done
        self.who = BorrowerFields(ctx)
        self.who.fill(draft_of(loan))
        self.who.submitted.connect(self.submit)
        self.form.add("remark", N_("Remark", "loans tab"), QLineEdit(), initial=loan.remark)
        self.arrange((self.who,))
        self.who.borrower.setFocus()

    def send(self) -> None:
        """Save."""
        self._save("", None)

    def _save(self, waiver: str, by: Actor | None) -> None:
        draft = replace(self.who.draft(), remark=self.text("remark"), waiver=waiver)
        loans, loan = self.ctx.services.get(Loans), self._loan.id
        self.do(lambda actor: loans.correct(actor, loan, draft), by=by)

    def _ask_supervisor(self, findings: Sequence[Finding]) -> None:
        dialog = ApprovalDialog(
            self.ctx,
            N_("The supervisor decides about this borrower"),
            N_("With a reason on record the loan is theirs; the reason stands at the loan."),
            (Decision("correct", N_("Correct it all the same"), "primary"),),
            self,
            note="\n".join(said(one) for one in sorted_findings(findings)),
        )
        dialog.begin(lambda decided: self._save(decided.reason, decided.by))

    def failed(self, error: Exception) -> bool:
        """The borrower's problems stand at the borrower's fields; a suspended one asks for the supervisor."""
        if isinstance(error, Unsettled):
            self.sure.setEnabled(True)
            self._ask_supervisor(error.findings)
            return True
        told = super().failed(error)
        return (isinstance(error, InvalidInput) and self.who.show_problems(error.problems)) or told
