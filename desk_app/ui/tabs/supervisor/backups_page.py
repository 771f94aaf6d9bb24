"""Backups: what there is, one now, and restoring one."""

from __future__ import annotations

from datetime import datetime

from desk_app.services.backups.service import BackupDesk
from desk_app.services.core.errors import UserError
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, Message
from desk_app.services.db.backups import Backup
from desk_app.services.staff.service import Staff
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import format_day, format_number, format_time, speaker, tr
from desk_app.ui.tasks import Lane
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import button, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

REASONS: dict[str, Message] = {
    "hourly": N_("Every hour"),
    "daily": N_("Once a day"),
    "by-hand": N_("By hand"),
    "before-update": N_("Before an update"),
    "before-restore": N_("Before a restore"),
    "before-encryption": N_("Before the records were encrypted"),
}


class BackupsPage(Part):
    """Newest first. Restoring asks for the PIN once more, and for a yes."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Backups"),
            N_("Made every hour while the program runs, and kept: 24 hourly, 14 daily, 10 by hand."),
        )
        self._desk, self._staff = ctx.services.get(BackupDesk), ctx.services.get(Staff)
        self.make = button(N_("Back up now"), self.make_now, kind="primary", icon="save")
        self.restore = button(N_("Restore …"), self.restore_chosen, icon="history")
        self.tools.addWidget(self.make)
        self.table = RowTable(
            [
                Column(N_("Made"), lambda one: _when(one.made), lambda one: one.made, width=220),
                Column(N_("Why"), lambda one: tr(REASONS[one.reason]), width=180),
                Column(N_("Size"), lambda one: _size(one.size), lambda one: one.size, "right", 120),
                Column(N_("File"), lambda one: one.path.name),
            ],
            lambda one: one.path.name,
        )
        self.table.selected_rows.connect(lambda rows: self.restore.setEnabled(bool(rows)))
        self.restore.setEnabled(False)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row(self.restore, None))

    def load(self) -> None:
        """The list again."""
        self.ctx.tasks.run(self._desk.files.list, self.table.set_rows, owner=self, lane=Lane.SLOW)

    def make_now(self) -> None:
        """One now, in the slow lane: it copies the whole database."""
        actor = self.ctx.actor
        self.make.setEnabled(False)
        self.ctx.tasks.run(
            lambda: self._desk.make(actor).result, self._made, self._failed, owner=self, lane=Lane.SLOW
        )

    def _made(self, backup: Backup) -> None:
        self.make.setEnabled(True)
        self.ctx.toasts.show(N_("Backup made: {size}"), size=_size(backup.size))
        self.load()

    def _failed(self, error: Exception) -> None:
        self.make.setEnabled(True)
        self.ctx.errors.show(error, self, self.make_now)

    def restore_chosen(self) -> None:
        """Ask for a yes and the supervisor's PIN, then let the program close, restore and open again."""
        rows = self.table.selection()
        if not rows:
            return
        backup: Backup = rows[0]
        question = tr(N_("Go back to the backup of {when}?"), when=_when(backup.made))
        told = tr(
            N_(
                "What was recorded after it is gone from the desk; the present data is kept as a backup of its own. "
                "The program opens again by itself."
            )
        )
        if not self.ctx.ask.confirm(self, question, tr(N_("Go back")), told, danger=True):
            return
        pin = self.ctx.ask.write(self, tr(N_("Your PIN, to confirm")), secret=True)
        if pin:
            self._approve(backup, pin)

    def _approve(self, backup: Backup, pin: str) -> None:
        actor, name = self.ctx.actor, backup.path.name

        def work() -> None:
            by: Actor = self._staff.approve(actor.staff_id, pin, beside=actor)
            self._desk.order_restore(by, name)

        self.ctx.tasks.run(
            work, lambda _none: self.ctx.session.restore_wanted.emit(name), self._refused, owner=self
        )

    def _refused(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.ctx.ask.tell(self, error.say(speaker.words), tone="warning")
        else:
            self.ctx.errors.show(error, self)


def _when(moment: datetime) -> str:
    return f"{format_day(moment)} {format_time(moment)}"


def _size(number: int) -> str:
    return f"{format_number(number / 1e6, decimals=1)} MB"
