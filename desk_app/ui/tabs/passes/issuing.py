"""From the draft to the pass: warnings that are read, the supervisor's word where it is needed, and once only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.findings import Finding, Unsettled, Weight
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.passes.records import ExitPass, PassDraft
from desk_app.services.passes.service import ExitPasses
from desk_app.ui.approval import ApprovalDialog, Decided, Decision
from desk_app.ui.i18n import say
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.findings_view import FindingsView, FindingWords, said, sorted_findings, weight_of
from desk_app.ui.widgets.parts import button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_MOST_HEIGHT = 360
_ISSUE = "issue"
WORDS = FindingWords(
    N_("No pass", "finding"),
    N_("Warnings stand here while the pass is typed."),
    N_("Nothing speaks against this pass."),
)


class WarningsDialog(Dialog):
    """What was found, to be read; Enter goes back, for reading takes a moment."""

    def __init__(self, findings: Sequence[Finding], parent: QWidget) -> None:
        super().__init__(parent)
        title = N_("Read this before the pass is issued")
        say(self, title, "setWindowTitle")
        view = FindingsView(WORDS)
        view.show_findings(findings)
        area, holder = QScrollArea(), QWidget()
        holder.setLayout(column(view, None))
        area.setWidget(holder)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumWidth(520)
        area.setMinimumHeight(min(_MOST_HEIGHT, view.heightForWidth(460) + 8))
        back = button(N_("Back to the form"), self.reject)
        self.sure = button(N_("Issue all the same"), self.accept, kind="primary")
        buttons = row(None, back, self.sure)
        self.setLayout(column(said_label(title, "title", wrap=True), area, buttons, spacing=16, margins=24))
        back.setDefault(True)
        back.setFocus()


class Issuing(QObject):
    """Issues the drafts of one form. A second call while the first is under way does nothing."""

    issued = Signal(object)
    """The ExitPass."""
    invalid = Signal(object)
    """InvalidInput: fields to mend."""
    refused = Signal(object)
    """The findings for which there is no pass."""
    busy_changed = Signal(bool)

    def __init__(self, ctx: AppContext, owner: QWidget) -> None:
        super().__init__(owner)
        self._ctx, self._owner = ctx, owner
        self.busy = False

    def issue(self, draft: PassDraft) -> None:
        """Issue, or ask what must be asked first."""
        if not self.busy:
            self._do(draft)

    def _do(self, draft: PassDraft, by: Actor | None = None) -> None:
        self._set_busy(True)
        service = self._ctx.services.get(ExitPasses)
        self._ctx.do(
            lambda actor: service.issue(actor, draft),
            owner=self._owner,
            done=self._done,
            failed=lambda error: self._failed(error, draft),
            by=by,
        )

    def _done(self, exit_pass: ExitPass) -> None:
        self._set_busy(False)
        self.issued.emit(exit_pass)

    def _failed(self, error: Exception, draft: PassDraft) -> bool:
        self._set_busy(False)
        if isinstance(error, InvalidInput):
            self.invalid.emit(error)
            return True
        if not isinstance(error, Unsettled):
            return False
        weight = weight_of(error.findings)
        if weight is Weight.REFUSED:
            self.refused.emit(error.findings)
        elif weight is Weight.APPROVAL:
            self._ask_supervisor(error.findings, draft)
        else:
            self._ask_to_read(error.findings, draft)
        return True

    def _ask_to_read(self, findings: Sequence[Finding], draft: PassDraft) -> None:
        dialog = WarningsDialog(findings, self._owner)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._do(replace(draft, acknowledged=True)))
        dialog.open()

    def _ask_supervisor(self, findings: Sequence[Finding], draft: PassDraft) -> None:
        dialog = ApprovalDialog(
            self._ctx,
            N_("The supervisor decides about this pass"),
            N_("With a reason on record the pass is issued all the same; the reason stands on the pass."),
            (Decision(_ISSUE, N_("Issue the pass"), "primary"),),
            self._owner,
            note="\n".join(said(one) for one in sorted_findings(findings)),
        )

        def approved(decided: Decided) -> None:
            waived = replace(
                draft, waiver=decided.reason, acknowledged=True, at_desk=self._ctx.actor.staff_id
            )
            self._do(waived, decided.by)

        dialog.begin(approved)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.busy_changed.emit(busy)
