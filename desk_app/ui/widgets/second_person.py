"""A second person at this desk: a colleague who was not the first says with a PIN of their own that it is so."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import DeskError, InvalidInput, UserError
from desk_app.services.core.people import DESK, Actor, Role
from desk_app.services.core.words import N_, plain
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.records import StaffMember
from desk_app.services.staff.service import Staff
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class SecondPersonDialog(FormDialog):
    """Who, and their PIN. `begin(after)`: `after` is given the Actor who stands here beside whoever is signed in."""

    def __init__(
        self, ctx: AppContext, parent: QWidget, first: int, about: str, roles: Collection[Role] = DESK
    ) -> None:
        """`first`: who acts or took it in, and cannot be the second. `about`: what they say, in the reader's words."""
        title, sure = N_("The second person", "second person"), N_("Confirm", "second person")
        super().__init__(ctx, title, sure, parent, about=about)
        self._taken_by, self._roles = first, roles
        self.who = Choice([])
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add("who", N_("Colleague", "second person"), self.who)
        self.form.add("pin", N_("PIN"), self.pin, required=True)
        ctx.read(
            lambda _: ctx.services.get(StaffQueries).who_can_sign_in(),
            owner=self,
            done=self._offer,
            key="who",
        )

    def _offer(self, members: list[StaffMember]) -> None:
        """Everybody but the first; who is signed in, if it is somebody else, stands on top."""
        here = self.ctx.actor.staff_id
        asked = [one for one in members if one.role in self._roles and one.id != self._taken_by]
        asked.sort(key=lambda one: one.id != here)
        self.who.offer((one.id, plain(one.name)) for one in asked)
        if not asked:
            self.show_problem(
                "who", UserError(N_("Nobody else has an account on this desk.", "second person"))
            )
        self.pin.setFocus(Qt.FocusReason.OtherFocusReason)

    def send(self) -> None:
        """Have the PIN checked; whoever it belongs to acts."""
        staff, beside = self.ctx.services.get(Staff), self.ctx.actor
        who, pin = self.who.value, self.pin.text()
        if not who or not pin:
            problem: DeskError = UserError(N_("Type the second person's PIN.", "second person"))
            self.show_problem("pin", problem)
            return
        self.sure.setEnabled(False)
        self.ctx.tasks.run(
            lambda: staff.vouch(who, pin, beside=beside), self._proven, self._refused, owner=self
        )

    def _proven(self, actor: Actor) -> None:
        self.pin.clear()
        self._done(actor)

    def _refused(self, error: Exception) -> None:
        self.sure.setEnabled(True)
        self.pin.clear()
        if isinstance(error, UserError):
            self.form.show_problems(InvalidInput({"pin": error}))
        else:
            self.ctx.errors.show(error, self)
