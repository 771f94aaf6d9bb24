"""Where the record in sight is: on this PC, on the share, at head office. One quiet line under every panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import say
from desk_app.ui.pages.cover import Sign
from desk_app.ui.widgets.parts import Label, row

if TYPE_CHECKING:
    from desk_app.services.sync.records import Where
    from desk_app.ui.context import AppContext

_SAID: dict[str, tuple[str, Message]] = {
    "here": ("database", N_("On this PC", "record")),
    "share": ("cloud", N_("On the share", "record")),
    "head_office": ("building", N_("At head office", "record")),
}


class WhereLine(QWidget):
    """`show_record(id)`, and `clear()`. Not in sight while this desk works alone: then everything is on this PC."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._record: int | None = None
        self._sign, self.text = Sign("database", 14, "muted"), Label(role="caption")
        layout = row(self._sign, self.text, None, spacing=6)
        self.setLayout(layout)
        self.hide()
        ctx.exchange.changed.connect(self._again)

    def show_record(self, record: int) -> None:
        """Ask where it is."""
        from desk_app.services.sync.queries import SyncQueries

        if record != self._record:
            self.hide()
        self._record = record
        if not self._ctx.exchange.connected:
            self.hide()
            return
        where = self._ctx.services.get(SyncQueries).where
        self._ctx.read(lambda by: where(by, [record]).get(record), owner=self, done=self._show, key="where")

    def clear(self) -> None:
        """No record is in sight."""
        self._record = None
        self.hide()

    def _show(self, where: Where | None) -> None:
        self.setVisible(where is not None and self._record is not None)
        if where is not None:
            icon, message = _SAID[where]
            self._sign.change(icon, "muted")
            say(self.text, message)

    def _again(self) -> None:
        if self._record is not None and self._ctx.exchange.running_since is None:
            self.show_record(self._record)
