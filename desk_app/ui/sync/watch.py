"""Keeps what strip and banner say of the exchange, and opens the page or the small window that tells more."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.core.words import plain
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.records import Standing
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import speaker
from desk_app.ui.status_strip import StatusStrip
from desk_app.ui.sync.said import Said, Stand, said
from desk_app.ui.widgets.banner import Banner

KIND = "sync"
"""How a click asks for the supervisor's page, as a search hit would."""
_EVERY_MS = 30_000
_SOON_MS = 1_000
"""After something changed: many changes in one go are one question."""
_NOTICED_S = 2.0
"""A round that takes longer is shown."""


class SyncWatch(QObject):
    """Asks now and then, after every round, and soon after something was recorded."""

    def __init__(self, ctx: AppContext, strip: StatusStrip, banner: Banner, owner: QWidget) -> None:
        super().__init__(strip)
        self._ctx, self._strip, self._banner, self._owner = ctx, strip, banner, owner
        self._standing = Standing(False)
        self._shown: Said | None = None
        self._told: object = None
        self._timer, self._soon, self._notice = QTimer(self), QTimer(self), QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)
        for one, then in ((self._soon, self.look), (self._notice, self._tell)):
            one.setSingleShot(True)
            one.timeout.connect(then)
        ctx.exchange.changed.connect(self._round_changed)
        ctx.bus.changed.connect(self._later)
        ctx.session.signed_in.connect(self._somebody_else)
        ctx.session.locked.connect(self._somebody_else)
        ctx.session.signed_out.connect(self._somebody_else)
        strip.sync_asked.connect(self.show)
        speaker.language_changed.connect(self._retell)
        self.look()

    def look(self) -> None:
        """Ask how it stands. The program asks: it is shown at the closed door too, and names nobody."""
        standing = self._ctx.services.get(SyncQueries).standing
        self._ctx.tasks.latest("sync", lambda: standing(SYSTEM), self._take, owner=self)

    def show(self) -> None:
        """Supervisors see the page, everybody else the small window; nobody at the door."""
        session = self._ctx.session
        if not session.open:
            return
        if session.actor.role is Role.SUPERVISOR:
            self._ctx.open_record(KIND, 0)
            return
        from desk_app.ui.sync.popup import SyncPopup

        SyncPopup(self._ctx, self._owner).open()

    def stop(self) -> None:
        """No more questions."""
        self._timer.stop()
        self._soon.stop()
        self._notice.stop()

    def _later(self, _topics: object = None) -> None:
        self._soon.start(_SOON_MS)

    def _round_changed(self) -> None:
        running = self._ctx.exchange.running_since is not None
        if running:
            self._notice.start(int(1000 * _NOTICED_S))
        else:
            self._notice.stop()
            self.look()

    def _somebody_else(self, _actor: object = None) -> None:
        self._told = None
        self._tell()

    def _take(self, standing: Standing) -> None:
        self._standing = standing
        self._tell()

    def _stand(self) -> Stand:
        session, exchange = self._ctx.session, self._ctx.exchange
        now = self._ctx.services.bench.clock.now()
        since = exchange.running_since
        return Stand(
            self._standing,
            now,
            supervisor=session.open and session.actor.role is Role.SUPERVISOR,
            folder=exchange.folder is not None,
            trouble=exchange.trouble,
            away_since=exchange.away_since,
            busy=since is not None and (now - since).total_seconds() >= _NOTICED_S,
        )

    def _tell(self) -> None:
        one = said(self._stand())
        if one != self._shown:
            self._shown = one
            self._strip.show_sync(one.icon, one.ink, one.message, one.values, one.full)
        self._tell_banner(one)

    def _tell_banner(self, one: Said) -> None:
        """Once for each state and person; whoever closes it has read it."""
        if one.banner is self._told or not self._ctx.session.open:
            return
        if one.banner is not None:
            self._banner.tell(plain(one.full), "danger")
        elif self._banner.grave:
            self._banner.hide()
        self._told = one.banner

    def _retell(self, _language: str = "") -> None:
        self._shown = None
        if self._banner.grave:
            self._told = None
        self._tell()
