"""Making and restoring backups by hand."""

from __future__ import annotations

from dataclasses import replace

from desk_app.services.core.changes import Changes
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SUPERVISORS, SYSTEM, Actor, Role
from desk_app.services.db.backups import Backup, Backups
from desk_app.services.gate.numbers import leave_out_lost
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.retention.forgetting import expect_at_once


class BackupDesk(Service):
    """Backups by hand, and on record."""

    area = "backups"

    @property
    def files(self) -> Backups:
        """The backups of this desk's data folder."""
        return Backups(DataFolder(self.bench.database.path.parent), self.bench.clock)

    def make(self, by: Actor) -> Changes[Backup]:
        """Make one now. Raises NotPermitted for other roles, StorageTrouble when the disk does not take it."""
        self.order(by)
        return Changes(self.files.make("by-hand"), {})

    @command(allow=SUPERVISORS)
    def order(self, work: Work) -> None:
        """Put on record that a backup was asked for; `make` is the verb for people."""

    @command(allow=SUPERVISORS)
    def order_restore(self, work: Work, backup: str) -> None:
        """Put on record, in the data about to be replaced, which backup replaces it."""
        work.note(backup=backup)

    def restored(self, by: Actor, backup: str) -> None:
        """Put on record, in the data restored, which backup this is. `by` may not have an account in it."""
        self.note_restored(replace(SYSTEM, beside=by.staff_id), backup)

    @command(allow={Role.SYSTEM})
    def note_restored(self, work: Work, backup: str) -> None:
        """Write the entry of `restored`. Passes printed since the copy was made keep their numbers to themselves.

        What is past its time of keeping by now is in the copy again: the next run does not wait.
        """
        leave_out_lost(work)
        expect_at_once(work)
        work.note(backup=backup)
