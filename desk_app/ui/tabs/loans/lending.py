"""From the draft to the loan: the supervisor's word where it is needed, and once only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.findings import Finding, Unsettled, Weight
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.loans.records import Loan, LoanDraft
from desk_app.services.loans.service import Loans
from desk_app.ui.approval import ApprovalDialog, Decision
from desk_app.ui.i18n import tr
from desk_app.ui.widgets.findings_view import FindingWords, said, sorted_findings, weight_of

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

WORDS = FindingWords(
    N_("No loan", "finding"),
    N_("Nothing speaks against this loan."),
    N_("Nothing speaks against this loan."),
)
_LEND = "lend"


class Lending(QObject):
    """Lends the drafts of one form. A second call while the first is under way does nothing."""

    lent = Signal(object)
    """The Loan."""
    invalid = Signal(object)
    """InvalidInput: fields to mend."""
    refused = Signal(object)
    """The findings for which nothing is lent."""
    busy_changed = Signal(bool)

    def __init__(self, ctx: AppContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._ctx, self._owner = ctx, owner
        self.busy = False

    def lend(self, draft: LoanDraft) -> None:
        """Lend, or ask what must be asked first."""
        if not self.busy:
            self._do(draft)

    def _do(self, draft: LoanDraft, by: Actor | None = None) -> None:
        self._set_busy(True)
        service = self._ctx.services.get(Loans)
        self._ctx.do(
            lambda actor: service.lend(actor, draft),
            owner=self._owner,
            done=self._done,
            failed=lambda error: self._failed(error, draft),
            by=by,
        )

    def _done(self, loan: Loan) -> None:
        self._set_busy(False)
        self.lent.emit(loan)

    def _failed(self, error: Exception, draft: LoanDraft) -> bool:
        self._set_busy(False)
        if isinstance(error, InvalidInput):
            self.invalid.emit(error)
            return True
        if not isinstance(error, Unsettled):
            return False
        weight = weight_of(error.findings)
        if weight is Weight.APPROVAL:
            self._ask_supervisor(error.findings, draft)
        elif weight is Weight.WARNING:
            self._ask_to_read(error.findings, draft)
        else:
            self.refused.emit(error.findings)
        return True

    def _ask_to_read(self, findings: Sequence[Finding], draft: LoanDraft) -> None:
        detail = "\n".join(said(one) for one in sorted_findings(findings))
        if self._ctx.ask.confirm(
            self._owner, tr(N_("Lend it all the same?")), tr(N_("Lend all the same", "loans tab")), detail
        ):
            self._do(replace(draft, acknowledged=True))

    def _ask_supervisor(self, findings: Sequence[Finding], draft: LoanDraft) -> None:
        dialog = ApprovalDialog(
            self._ctx,
            N_("The supervisor decides about this loan"),
            N_("With a reason on record it is lent all the same; the reason stands at the loan."),
            (Decision(_LEND, N_("Lend all the same", "loans tab"), "primary"),),
            self._owner,
            note="\n".join(said(one) for one in sorted_findings(findings)),
        )
        dialog.begin(
            lambda decided: self._do(replace(draft, waiver=decided.reason, acknowledged=True), decided.by)
        )

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit(busy)
