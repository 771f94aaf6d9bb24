"""A new recovery code for a supervisor: asked for with the PIN, on record, printed once."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.recovery_file import CodeState, HeldCode
from desk_app.services.core.words import N_
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.staff.service import Staff
from desk_app.services.trust.recovery import RecoveryCodes
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.recovery_sheet import SheetBox, about_the_code
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import button, column, row, said_label

_WIDTH = 560


class RecoveryDialog(Dialog):
    """Shows a code that was made just now. Accepted: somebody says that it is in a safe place."""

    def __init__(self, ctx: AppContext, held: HeldCode, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.ctx = ctx
        bench = ctx.services.bench
        paper = Paper(speaker.words, bench.desk, bench.clock.zone)
        self.sheet = SheetBox(held, bench.clock.now(), paper, tasks=ctx.tasks, ask=ctx.ask)
        say(self, N_("Recovery code"), "setWindowTitle")
        self.safe = button(N_("It is in a safe place"), self._confirm, icon="check")
        self.safe.setEnabled(False)
        self.sheet.out.connect(lambda: self.safe.setEnabled(True))
        self.sheet.changed.connect(self._fit)
        foot = row(None, button(N_("Later"), self.reject, kind="quiet"), self.safe)
        head = said_label(N_("Recovery code"), "title")
        self.setLayout(column(head, about_the_code(), self.sheet, foot, spacing=16, margins=24))
        self.setMinimumWidth(_WIDTH)

    def _fit(self) -> None:
        QTimer.singleShot(0, self, self.fit_texts)  # there is more to read now

    def _confirm(self) -> None:
        codes = self.ctx.services.get(RecoveryCodes)
        self.ctx.do(codes.confirm, owner=self, done=lambda _: self.accept())

    def done(self, result: int) -> None:
        """The digits leave the screen and this dialog."""
        self.sheet.forget()
        super().done(result)


class RecoveryErrand:
    """Asks for a yes where a sheet is out already, for the PIN, and shows the new code. One at a time."""

    def __init__(self, ctx: AppContext, owner: QWidget) -> None:
        self._ctx, self._owner = ctx, owner
        self.dialog: RecoveryDialog | None = None

    def begin(self, state: CodeState) -> None:
        """`state`: how far the code before it is."""
        question = tr(N_("Make a new recovery code? The sheet printed before is worthless then."))
        if state is CodeState.KEPT and not self._ctx.ask.confirm(self._owner, question, tr(N_("New code"))):
            return
        pin = self._ctx.ask.write(self._owner, tr(N_("Your PIN, to confirm")), secret=True)
        if pin:
            self._make(pin)

    def _make(self, pin: str) -> None:
        actor, services = self._ctx.actor, self._ctx.services

        def work() -> HeldCode:
            by = services.get(Staff).approve(actor.staff_id, pin, beside=actor)
            return services.get(RecoveryCodes).make(by).result

        self._ctx.tasks.run(work, self._show, self._refused, owner=self._owner)

    def _show(self, held: HeldCode) -> None:
        self.dialog = RecoveryDialog(self._ctx, held, self._owner.window())
        self.dialog.finished.connect(lambda _: self._ctx.bus.publish({"recovery"}))
        self.dialog.open()

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._ctx.ask.tell(self._owner, error.say(speaker.words), tone="warning")
        else:
            self._ctx.errors.show(error, self._owner)
