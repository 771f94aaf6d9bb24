"""Where the records are, for whoever is at the desk: to read, and to have them exchanged now."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.records import Standing
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_moment, say, speaker
from desk_app.ui.sync.figures import Figures
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

_WIDTH = 520


class SyncPopup(Dialog):
    """What is where, since when; “Sync now”."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        say(self, N_("Where the records are"), "setWindowTitle")
        self.figures, self.banner = Figures(), Banner()
        self.told = Label(role="muted")
        self.told.setWordWrap(True)
        self.go = button(N_("Sync now"), ctx.exchange.now, icon="sync", kind="primary")
        self.leave = button(N_("Close"), self.accept)
        title = said_label(N_("Where the records are"), "title")
        foot = row(self.leave, None, self.go)
        self.setLayout(column(title, self.banner, self.figures, self.told, foot, spacing=14, margins=24))
        self.setMinimumWidth(_WIDTH)
        self.go.setFocus()
        ctx.exchange.changed.connect(self.load)
        self.load()

    def load(self) -> None:
        """Ask anew."""
        self._ctx.read(self._ctx.services.get(SyncQueries).standing, owner=self, done=self._show)

    def _show(self, standing: Standing) -> None:
        exchange, now = self._ctx.exchange, self._ctx.services.bench.clock.now()
        self.figures.show_standing(standing, now)
        self.go.setVisible(standing.connected)
        if not standing.connected:
            say(
                self.told,
                N_("This desk works alone: no head office is connected. The supervisor can connect it."),
            )
        elif exchange.running_since is not None:
            say(self.told, N_("Syncing …"))
        elif standing.last_round is None:
            say(self.told, N_("Nothing was exchanged yet. All records are safe on this PC."))
        else:
            say(self.told, N_("Last exchanged {when}."), when=format_moment(standing.last_round, now=now))
        self.banner.setVisible(exchange.trouble is not None)
        if exchange.trouble is not None:
            self.banner.tell(plain(exchange.trouble.say(speaker.words)), "warning")
        self.fit_texts()
