"""Keeps the status strip's count of open conflicts, while a supervisor is signed in."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.services.core.people import Actor, Role
from desk_app.ui.context import AppContext
from desk_app.ui.status_strip import StatusStrip

TOPICS = frozenset({"conflicts"})
KIND = "conflict"
"""How a click asks for the page, as a search hit would."""


class ConflictsWatch(QObject):
    """Asks at sign-in and whenever a conflict was found or settled."""

    def __init__(self, ctx: AppContext, strip: StatusStrip) -> None:
        super().__init__(strip)
        self._ctx = ctx
        self._strip = strip
        ctx.session.signed_in.connect(self.look)
        ctx.session.locked.connect(self._hide)
        ctx.session.signed_out.connect(self._hide)
        ctx.bus.follow(strip, TOPICS, self.look)

    def look(self, _actor: Actor | None = None) -> None:
        """Count again."""
        session = self._ctx.session
        if not session.open or session.actor.role is not Role.SUPERVISOR:
            self._hide()
            return
        queries = self._ctx.services.get(ConflictQueries)
        self._ctx.read(queries.count_open, owner=self._strip, done=self._show, key="conflicts")

    def _show(self, count: int) -> None:
        self._strip.show_conflicts(count if self._ctx.session.open else 0)

    def _hide(self, _actor: Actor | None = None) -> None:
        self._strip.show_conflicts(0)
