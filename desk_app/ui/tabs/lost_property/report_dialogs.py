"""What a lost report is asked about: a correction, or why it is not looked for any more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput
from desk_app.services.core.words import N_, plain
from desk_app.services.lost_property.records import LostReport
from desk_app.services.lost_property.reports import LostReports
from desk_app.ui.i18n import say
from desk_app.ui.tabs.lost_property.report_fields import ReportFields
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class CloseReportDialog(FormDialog):
    """It is not looked for any more."""

    def __init__(self, ctx: AppContext, report: LostReport, parent: QWidget) -> None:
        title, sure = N_("Close the report", "lost property tab"), N_("Close it", "lost property tab")
        super().__init__(ctx, title, sure, parent, about=f"{report.number} · {report.what}")
        self._report = report
        hint = N_("Such as: found it at home, gives it up", "lost property tab")
        self.form.add("why", N_("Why", "lost property tab"), QLineEdit(), required=True, hint=hint)

    def send(self) -> None:
        """Close it, with the reason on record."""
        why, report, reports = self.text("why"), self._report.id, self.ctx.services.get(LostReports)
        self.do(lambda actor: reports.close(actor, report, why))


class CorrectReportDialog(Dialog):
    """The same fields as in the form."""

    def __init__(self, ctx: AppContext, report: LostReport, company: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx, self._report = ctx, report
        self._after: Callable[[LostReport], object] | None = None
        title = N_("Correct the report", "lost property tab")
        say(self, title, "setWindowTitle")
        self.fields = ReportFields(ctx)
        self.fields.fill(report, company)
        self.fields.submitted.connect(self.submit)
        self.save = button(N_("Save", "lost property tab"), self.submit, kind="primary", icon="save")
        foot = row(button(N_("Cancel"), self.reject), None, self.save)
        head = (said_label(title, "title"), Label(report.number, "muted"))
        self.setLayout(column(*head, self.fields, foot, spacing=14, margins=24))
        self.setMinimumWidth(520)

    def begin(self, after: Callable[[LostReport], object]) -> None:
        """Open; `after` is given the report once it is mended."""
        self._after = after
        self.open()
        self.fields.take_keyboard()

    def submit(self) -> None:
        """Save what is mended."""
        if not self.save.isEnabled():
            return
        if unreadable := self.fields.unreadable():
            self.fields.show_problems(InvalidInput(unreadable))
            return
        self.save.setEnabled(False)
        draft, report, reports = self.fields.draft(), self._report.id, self._ctx.services.get(LostReports)
        self._ctx.do(
            lambda actor: reports.correct(actor, report, draft),
            owner=self,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, now: LostReport) -> None:
        said = N_("{number} is corrected.", "lost property tab")
        self._ctx.toasts.show(said, number=plain(now.number))
        after = self._after
        self.accept()
        if after is not None:
            after(now)

    def _failed(self, error: Exception) -> bool:
        self.save.setEnabled(True)
        return isinstance(error, InvalidInput) and self.fields.show_problems(error)
