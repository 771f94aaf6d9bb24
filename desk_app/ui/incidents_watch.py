"""Keeps the status strip's count of incidents that run, for everybody at the desk."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desk_app.services.core.people import DESK, Actor
from desk_app.services.duty_log.queries import DutyQueries
from desk_app.ui.context import AppContext
from desk_app.ui.status_strip import StatusStrip

TOPICS = frozenset({"incidents"})


class IncidentsWatch(QObject):
    """Asks at sign-in and whenever something happened to an incident."""

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
        if not session.open or session.actor.role not in DESK:
            self._hide()
            return
        queries = self._ctx.services.get(DutyQueries)
        self._ctx.read(queries.count_open, owner=self._strip, done=self._show, key="incidents")

    def _show(self, count: int) -> None:
        self._strip.show_incidents(count if self._ctx.session.open else 0)

    def _hide(self, _actor: Actor | None = None) -> None:
        self._strip.show_incidents(0)
