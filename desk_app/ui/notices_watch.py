"""At sign-in: the notices that must be read and were not yet, once, as a line over the page."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import DESK, Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.shift.queries import NoticeQueries
from desk_app.services.shift.records import NOTICE_KIND, Notice
from desk_app.ui.context import AppContext
from desk_app.ui.widgets.banner import Banner

_MOST = 60


class NoticesWatch:
    """Asks when somebody has signed in. Guards have a window of their own, without a line for it."""

    def __init__(self, ctx: AppContext, owner: QWidget, banner: Banner) -> None:
        self._ctx, self._owner, self._banner = ctx, owner, banner
        ctx.session.signed_in.connect(self.look)

    def look(self, actor: Actor) -> None:
        """What must this person still read?"""
        if actor.role in DESK:
            unread = self._ctx.services.get(NoticeQueries).unread
            self._ctx.read(unread, owner=self._owner, done=self._show, key="notices")

    def _show(self, found: list[Notice]) -> None:
        if not found or not self._ctx.session.open or self._banner.grave:
            return
        first = found[0]
        text = " ".join(first.text.split())
        self._banner.tell(
            N_("Notices to read: {n}. {text}", "notice"),
            "warning",
            action=N_("Read", "notice"),
            on=lambda: self._open(first.id),
            n=len(found),
            text=plain(text if len(text) <= _MOST else text[: _MOST - 1] + "…"),
        )

    def _open(self, notice: int) -> None:
        self._banner.hide()
        self._ctx.open_record(NOTICE_KIND, notice)
