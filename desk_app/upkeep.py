"""What happens by itself while the desk works: what features do at their time (closing), backups, a daily look
whether the file is whole.

Backups and checks run in the slow lane: a full disk or a slow one holds nobody up, and is told in the status strip,
not in a box.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desk_app.services.catalogue import features
from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import DatabaseDamaged, DeskError, StorageTrouble
from desk_app.services.core.words import N_, plain
from desk_app.services.db.backups import Backup, Backups
from desk_app.services.db.health import quick_look
from desk_app.ui.context import AppContext
from desk_app.ui.frame import Frame
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.preferences import LAST_CHECKED
from desk_app.ui.tasks import Lane

_LOOK_EVERY_MS = 60_000
_FIRST_LOOK_MS = 5_000
"""The desk is busy with its first visitor then; the disk can wait."""
_CHECK_EVERY = timedelta(hours=24)
NOT_DONE = N_(
    "A task in the background (backup, check, closing of the day) was not done; it is tried again by itself. What "
    "was saved at the desk is saved. The reason: {reason}"
)
"""The reason speaks of the task: under a visit that was saved just now it would say that the visit was not."""
_log = logging.getLogger("upkeep")


class Upkeep(QObject):
    """Looks once a minute what is due."""

    def __init__(self, ctx: AppContext, frame: Frame, damaged: Callable[[], object]) -> None:
        super().__init__()
        self._ctx, self._frame, self._damaged = ctx, frame, damaged
        self._clock = ctx.services.bench.clock
        self._backups = Backups(ctx.folder, self._clock, ctx.services.bench.database.key)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._running = False
        self._checked = False

    def begin(self) -> None:
        """Show the newest backup now; the first look is a little later."""
        self._ctx.tasks.run(self._newest, self._frame.strip.show_backup, owner=self, lane=Lane.SLOW)
        self._timer.start(_FIRST_LOOK_MS)

    def stop(self) -> None:
        """No more looks."""
        self._timer.stop()

    def look(self) -> None:
        """Do what is due, unless the last look is still at it."""
        self._timer.start(_LOOK_EVERY_MS)
        for feature in features():
            for rounds, lane in ((feature.rounds, Lane.DESK), (feature.slow_rounds, Lane.SLOW)):
                for one in rounds:
                    work = partial(one, self._ctx.services.bench)
                    self._ctx.tasks.run(work, self._rounded, self._tell, owner=self, lane=lane)
        if not self._running:
            self._running = True
            self._ctx.tasks.run(self._work, self._done, self._failed, owner=self, lane=Lane.SLOW)

    def _rounded(self, changes: Changes[object] | None) -> None:
        if changes is not None:
            self._ctx.bus.publish(changes.touched)

    def _work(self) -> bool:
        due = self._backups.due()
        if due is not None:
            self._backups.make(due)
        self._backups.encrypt_all()  # those of before, once the records are encrypted and open well
        return not self._check_is_due() or quick_look(self._ctx.folder.database, self._backups.key)

    def _check_is_due(self) -> bool:
        """Once after every start, for the PC may have lost power, and then once a day."""
        if not self._checked:
            return True
        try:
            last = datetime.fromisoformat(self._ctx.local.get(LAST_CHECKED))
        except ValueError:
            return True
        return abs(self._clock.now() - last.astimezone(UTC)) >= _CHECK_EVERY

    def _done(self, whole: bool) -> None:
        self._running = False
        if not whole:
            self._tell_damage()
            return
        if self._check_is_due():
            self._checked = True
            self._ctx.local.put(LAST_CHECKED, self._clock.now().isoformat())
        self._ctx.tasks.run(self._newest, self._frame.strip.show_backup, owner=self, lane=Lane.SLOW)

    def _failed(self, error: Exception) -> None:
        self._running = False
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        """What comes back every minute is told in the frame, never in a box."""
        if not isinstance(error, DeskError):
            self._ctx.errors.show(error, self._frame)
            return
        _log.warning("upkeep: %s", error)
        if isinstance(error, DatabaseDamaged):
            self._tell_damage()
        elif isinstance(error, StorageTrouble):
            told = tr(NOT_DONE, reason=error.say(speaker.words))
            self._frame.banner.tell(plain(told), "warning")

    def _tell_damage(self) -> None:
        self._frame.banner.tell(
            N_("The database is damaged. Work can go on, but restore the newest backup soon."),
            "danger",
            action=N_("Restore …"),
            on=self._damaged,
        )

    def _newest(self) -> datetime | None:
        found: list[Backup] = self._backups.list()
        return found[0].made if found else None
