"""Tells supervisors in the frame that people will be taken out of records soon, or that this waits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desk_app.services.core.people import Actor, Role
from desk_app.services.core.words import N_
from desk_app.services.retention.queries import RetentionQueries
from desk_app.services.retention.records import Standing
from desk_app.ui.context import AppContext
from desk_app.ui.frame import Frame
from desk_app.ui.i18n import format_day

DATE_JUMPED = N_(
    "The PC's date jumped from {was} to {now}: check it. Nothing is removed before you agree.", "retention"
)
"""How a date that is far ahead is told, in the frame and on the page."""
TOPICS = frozenset({"retention"})
KIND = "retention"
"""How a click asks for the page, as a search hit would."""


class RetentionWatch(QObject):
    """Asks at sign-in and whenever a rule was announced, put in force or held. `show`: opens the page."""

    def __init__(self, ctx: AppContext, frame: Frame, show: Callable[[], object]) -> None:
        super().__init__(frame)
        self._ctx, self._frame, self._page = ctx, frame, show
        ctx.session.signed_in.connect(self.look)
        ctx.bus.follow(frame, TOPICS, self.look)

    def look(self, _actor: Actor | None = None) -> None:
        """Ask again."""
        session = self._ctx.session
        if session.open and session.actor.role is Role.SUPERVISOR:
            queries = self._ctx.services.get(RetentionQueries)

            def read(by: Actor) -> Standing | None:
                return queries.standing(by) if queries.waiting(by) else None

            self._ctx.read(read, owner=self._frame, done=self._tell, key="retention")

    def _tell(self, standing: Standing | None) -> None:
        banner, show = self._frame.banner, N_("Show", "retention")
        if standing is None or not self._ctx.session.open or not banner.isHidden():
            return
        if standing.must_agree and standing.seen is not None and standing.now is not None:
            was, now = format_day(standing.seen), format_day(standing.now)
            banner.tell(DATE_JUMPED, "warning", action=show, on=self._open, was=was, now=now)
        else:
            text = N_("Records are past their time of keeping. See what will be removed, and when.")
            banner.tell(text, "info", action=show, on=self._open)

    def _open(self) -> None:
        self._frame.banner.hide()
        self._page()
