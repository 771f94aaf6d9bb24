"""Reminds supervisors, as long as the records would be lost with the PC: the recovery code is not on paper yet."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor, Role
from desk_app.services.core.recovery_file import CodeState
from desk_app.services.core.words import N_
from desk_app.services.trust.recovery import RecoveryQueries, Safety
from desk_app.ui.context import AppContext
from desk_app.ui.recovery_dialog import RecoveryErrand
from desk_app.ui.widgets.banner import Banner


class RecoveryWatch(QObject):
    """Asks at a supervisor's sign-in, and when a code was made or confirmed. Graver words in the banner stay."""

    def __init__(self, ctx: AppContext, banner: Banner, owner: QWidget) -> None:
        super().__init__(owner)
        self._ctx, self._banner, self._owner = ctx, banner, owner
        self.errand = RecoveryErrand(ctx, owner)
        self._mine = False
        ctx.session.signed_in.connect(self.look)
        ctx.bus.follow(owner, {"recovery"}, self.look)

    def look(self, _actor: Actor | None = None) -> None:
        """Is there anything to remind of?"""
        session = self._ctx.session
        if session.open and session.actor.role is Role.SUPERVISOR and not self._is_demo():
            queries = self._ctx.services.get(RecoveryQueries)
            self._ctx.read(queries.safety, owner=self._owner, done=self._show, key="recovery")

    def _is_demo(self) -> bool:
        """Nobody needs what was invented."""
        from desk_app.services.demo.build import DEMO

        return self._ctx.services.bench.settings.get(DEMO)

    def _show(self, safety: Safety) -> None:
        if self._banner.isVisible() and not self._mine:
            return
        self._mine = self._ctx.session.open and (safety.code_due or safety.rest.lacking_bytes > 0)
        if not self._mine:
            self._banner.hide()
        elif safety.rest.lacking_bytes:
            self._banner.tell(
                N_(
                    "The records are not encrypted yet, for the disk is too full: {megabytes} MB must be free. Free "
                    "some space, then start the program again."
                ),
                "warning",
                megabytes=safety.rest.lacking_bytes // 1_000_000 + 1,
            )
        else:
            self._remind(safety.code)

    def _remind(self, code: CodeState) -> None:
        told = (
            N_("The recovery code was used. Print a new one: the sheet in use until now is worthless then.")
            if code is CodeState.USED
            else N_(
                "Print the recovery code and lock it away: should this PC or its user account be replaced, nothing "
                "else opens the records."
            )
        )
        self._banner.tell(told, "warning", action=N_("Recovery code …"), on=lambda: self.errand.begin(code))
