"""A supervisor's word at somebody else's desk: who, PIN, and what she decides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.typed import SAY_WHY
from desk_app.services.core.words import N_, plain
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.records import StaffMember
from desk_app.services.staff.service import Staff
from desk_app.ui.i18n import speaker
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import Kind, Label, button, column, row
from desk_app.ui.widgets.parts import Role as LabelRole

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


@dataclass(frozen=True)
class Decision:
    """One way to decide."""

    key: str
    message: str
    kind: Kind = "plain"


@dataclass(frozen=True)
class Decided:
    """What was decided, by whom, why."""

    key: str
    by: Actor
    reason: str


class ApprovalDialog(Dialog):
    """Asks for the supervisor's PIN, a reason, and one of the decisions. A signed-in supervisor needs no PIN.

    `begin` opens it. The dialog reads the names itself, so it opens at once. Enter goes to what is
    still empty, then decides: the only decision there is, or the only primary one.
    """

    def __init__(
        self,
        ctx: AppContext,
        title: str,
        explanation: str,
        decisions: Sequence[Decision],
        parent: QWidget,
        name: str = "",
        note: str = "",
        values: Mapping[str, object] | None = None,
        not_by: Collection[int] = (),
        without_reason: Collection[str] = (),
    ) -> None:
        """`values` fill title and explanation, beside `name`. `not_by`: supervisors who had their say already.
        `without_reason`: keys of the decisions that nobody has to give a reason for."""
        super().__init__(parent)
        self._ctx = ctx
        self._not_by, self._without_reason = not_by, without_reason
        self.decided: Decided | None = None
        filling = {"name": name, **(values or {})}
        speaker.remember(self, "setWindowTitle", title, filling)
        self.form = Form(enter_submits=True)
        self.form.submitted.connect(self._enter)
        self._decisions = tuple(decisions)
        self.who = Choice([])
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.reason = QLineEdit()
        self.needs_pin = ctx.actor.role is not Role.SUPERVISOR or ctx.actor.staff_id in not_by
        self.form.add("who", N_("Supervisor"), self.who)
        self.form.add("pin", N_("PIN"), self.pin, required=True)
        for field in ("who", "pin"):
            self.form.show_field(field, self.needs_pin)
        self.form.add("reason", N_("Reason"), self.reason, required=not without_reason)
        self._buttons = [self._button(one) for one in decisions]
        self.later = button(N_("Later"), self.reject, kind="quiet")
        said = column(_said(title, "title", filling), _said(explanation, "body", filling), spacing=16)
        if note:
            said.addWidget(_said(plain(note), "muted", {}))
        self.arrange(said, row(self.later, None, *self._buttons))
        if self.needs_pin:
            ctx.read(
                lambda _: ctx.services.get(StaffQueries).who_can_sign_in(),
                owner=self,
                done=self._offer,
                key="who",
            )

    def begin(self, after: Callable[[Decided], object]) -> None:
        """Open; `after` is given what was decided. “Later” gives nothing; the dialog is gone either way."""

        def accepted() -> None:
            if self.decided is not None:
                after(self.decided)

        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.accepted.connect(accepted)
        self.open()

    def arrange(self, said: QVBoxLayout, answers: QHBoxLayout) -> None:
        """Put what it says, the form and the answers together. The gate does it in its own way, with reasons to tap."""
        self.setLayout(column(said, self.form, answers, spacing=16, margins=24))
        self.setMinimumWidth(460)

    def _button(self, decision: Decision) -> QPushButton:
        return button(decision.message, lambda: self._decide(decision.key), kind=decision.kind)

    def _offer(self, members: list[StaffMember]) -> None:
        asked = [one for one in members if one.role is Role.SUPERVISOR and one.id not in self._not_by]
        self.who.offer((one.id, plain(one.name)) for one in asked)
        self.pin.setFocus()

    def _enter(self) -> None:
        primary = [one for one in self._decisions if one.kind == "primary"]
        meant = self._decisions if len(self._decisions) == 1 else primary
        if len(meant) == 1:
            self._decide(meant[0].key)
        else:
            self._buttons[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _problems(self, key: str, reason: str) -> dict[str, DeskError]:
        problems: dict[str, DeskError] = {}
        if self.needs_pin and not self.pin.text():
            problems["pin"] = UserError(N_("Type the supervisor's PIN."))
        if len(reason) < 2 and (reason or key not in self._without_reason):
            problems["reason"] = UserError(SAY_WHY)
        return problems

    def _decide(self, key: str) -> None:
        if not self._buttons[0].isEnabled():
            return  # the PIN is being checked
        reason = " ".join(self.reason.text().split())
        problems = self._problems(key, reason)
        if problems:
            self.form.show_problems(InvalidInput(problems))
            return
        if not self.needs_pin:
            self._done(key, self._ctx.actor, reason)
            return
        staff, beside = self._ctx.services.get(Staff), self._ctx.actor
        who, pin = self.who.value, self.pin.text()
        self._set_enabled(False)
        self._ctx.tasks.run(
            lambda: staff.approve(who or 0, pin, beside=beside),
            lambda actor: self._done(key, actor, reason),
            self._refused,
            owner=self,
        )

    def _done(self, key: str, by: Actor, reason: str) -> None:
        self.decided = Decided(key, by, reason)
        self.accept()

    def _refused(self, error: Exception) -> None:
        self._set_enabled(True)
        self.pin.clear()
        if isinstance(error, UserError):
            self.form.show_problems(InvalidInput({"pin": error}))
        else:
            self._ctx.errors.show(error, self)

    def _set_enabled(self, enabled: bool) -> None:
        for one in self._buttons:
            one.setEnabled(enabled)


def _said(message: str, role: LabelRole, values: dict[str, object]) -> Label:
    """A label over as many lines as it needs."""
    made = Label(role=role)
    made.setWordWrap(True)
    speaker.remember(made, "setText", message, values)
    return made
