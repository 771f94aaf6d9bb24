"""Keeps one count of the status strip, while a supervisor is signed in."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtCore import QObject

from desk_app.services.core.people import Actor, Role
from desk_app.ui.context import AppContext
from desk_app.ui.status_strip import StatusStrip


class StripWatch(QObject):
    """Asks at sign-in and whenever one of the topics changed; shows 0 to everybody else."""

    def __init__(
        self,
        ctx: AppContext,
        strip: StatusStrip,
        topics: Collection[str],
        ask: Callable[[Actor], int],
        show: Callable[[int], object],
    ) -> None:
        super().__init__(strip)
        self._ctx, self._strip, self._ask, self._show_count = ctx, strip, ask, show
        self._key = "/".join(sorted(topics))
        ctx.session.signed_in.connect(self.look)
        ctx.session.locked.connect(self._hide)
        ctx.session.signed_out.connect(self._hide)
        ctx.bus.follow(strip, topics, self.look)

    def look(self, _actor: Actor | None = None) -> None:
        """Count again."""
        session = self._ctx.session
        if not session.open or session.actor.role is not Role.SUPERVISOR:
            self._hide()
            return
        self._ctx.read(self._ask, owner=self._strip, done=self._show, key=self._key)

    def _show(self, count: int) -> None:
        self._show_count(count if self._ctx.session.open else 0)

    def _hide(self, _actor: Actor | None = None) -> None:
        self._show_count(0)
