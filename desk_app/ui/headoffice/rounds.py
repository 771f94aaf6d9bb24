"""Collecting and publishing every minute, in a lane of its own; reading and verbs of the window in another."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.services.core.errors import DeskError, UserError
from desk_app.services.core.words import N_
from desk_app.services.headoffice.overview import Overview
from desk_app.ui.sync.runner import OpenShare
from desk_app.ui.tasks import Lane, Runner

if TYPE_CHECKING:
    from desk_app.services.core.clocks import Clock
    from desk_app.services.headoffice.cards import Waiting
    from desk_app.services.headoffice.office import HeadOffice

R = TypeVar("R")
EVERY_MS = 60_000
_log = logging.getLogger("headoffice")


@dataclass(frozen=True)
class View:
    """What the pages show. The name is head office's own."""

    name: str = ""
    digits: str = ""
    share: str = ""
    overview: Overview = field(default_factory=Overview)
    waiting: tuple[Waiting, ...] = ()


@dataclass(frozen=True, slots=True)
class Carried:
    """What a round on a stick came to."""

    batches: int
    refused: int
    written: int
    waiting: int
    """Desks on it that ask to be admitted."""


class OfficeRounds(QObject):
    """`open_office` is called once for each lane: one object works in one thread."""

    changed = Signal()

    def __init__(
        self,
        tasks: Runner,
        open_office: Callable[[], HeadOffice],
        open_share: Callable[[Path], OpenShare],
        clock: Clock,
    ) -> None:
        super().__init__()
        self.clock = clock
        self._tasks, self._open_office, self._open_share = tasks, open_office, open_share
        self._offices: dict[Lane, HeadOffice] = {}
        self._share: tuple[str, OpenShare] | None = None
        self._stopped = False
        self._brought: dict[str, Waiting] = {}
        """Cards that came on a stick: on the share they are not, so they are kept until they are admitted."""
        self.view = View()
        self.running = False
        self.trouble: DeskError | None = None
        self.last: datetime | None = None
        """When the share was last worked through."""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.now)

    def begin(self) -> None:
        """Show what is known, and have the first round."""
        self.load()
        self._timer.start(EVERY_MS)
        self.now()

    def stop(self) -> None:
        """No more rounds; one that hangs is given up."""
        self._stopped = True
        self._timer.stop()
        held, self._share = self._share, None
        if held is not None:
            held[1].close()

    def close(self) -> None:
        """Close the databases, when nothing runs any more."""
        for office in self._offices.values():
            office.close()
        self._offices.clear()

    def now(self) -> None:
        """Collect and publish."""
        if self.running or self._stopped:
            return
        self.running = True
        self.changed.emit()
        self._tasks.run(self._round, self._done, self._failed, owner=self, lane=Lane.SHARE)

    def on_stick(
        self, folder: Path, done: Callable[[Carried], object], failed: Callable[[Exception], object]
    ) -> None:
        """A round on a folder that is carried between desks and head office; `done` with what it came to."""

        def finished(result: tuple[Carried, tuple[Waiting, ...]]) -> None:
            carried, waiting = result
            self._brought |= {one.card.sync: one for one in waiting}
            self._show_waiting(self.view.waiting)
            done(carried)
            self.load()

        self._tasks.run(lambda: self._round_on_stick(folder), finished, failed, owner=self, lane=Lane.SHARE)

    def load(self) -> None:
        """Read what the window shows again."""
        self._tasks.run(self._read, self._show, self._failed_reading, owner=self)

    def do(
        self,
        verb: Callable[[HeadOffice], R],
        done: Callable[[R], object],
        failed: Callable[[Exception], object],
        *,
        owner: QObject,
    ) -> None:
        """Change something: then the pages show it, and the desks hear of it with a round."""

        def finished(result: R) -> None:
            done(result)
            self.load()
            self.now()

        self._tasks.run(lambda: verb(self._office(Lane.DESK)), finished, failed, owner=owner)

    def ask(
        self,
        question: Callable[[HeadOffice], R],
        done: Callable[[R], object],
        *,
        owner: QObject,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Ask something; nothing changes."""
        self._tasks.run(lambda: question(self._office(Lane.DESK)), done, failed, owner=owner)

    # In the lanes

    def _office(self, lane: Lane) -> HeadOffice:
        if lane not in self._offices:
            self._offices[lane] = self._open_office()
        return self._offices[lane]

    def _read(self) -> View:
        from desk_app.services.headoffice.overview import overview

        office = self._office(Lane.DESK)
        config = office.config
        return View(config.name, office.fingerprint, config.share, overview(office))

    def _round(self) -> tuple[datetime, tuple[Waiting, ...]]:
        from desk_app.services.headoffice.config import load

        office = self._office(Lane.SHARE)
        office.config = load(office.folder)
        if not office.config.share:
            raise UserError(N_("No shared folder is set yet. Choose where it is."))
        share = self._folder(office.config.share)
        office.collect(share)  # type: ignore[arg-type]
        office.publish(share)  # type: ignore[arg-type]
        return office.clock.now(), tuple(office.waiting_cards(share))  # type: ignore[arg-type]

    def _round_on_stick(self, folder: Path) -> tuple[Carried, tuple[Waiting, ...]]:
        office, stick = self._office(Lane.SHARE), self._open_share(folder)
        try:
            found = office.collect(stick)  # type: ignore[arg-type]
            put = office.publish(stick)  # type: ignore[arg-type]
            waiting = tuple(office.waiting_cards(stick))  # type: ignore[arg-type]
            return Carried(found.batches, found.refused, put.written, len(waiting)), waiting
        finally:
            stick.close()

    def _folder(self, path: str) -> OpenShare:
        held = self._share
        if held is None or held[0] != path:
            if held is not None:
                held[1].close()
            held = self._share = (path, self._open_share(Path(path)))
        return held[1]

    # And back

    def _show(self, view: View) -> None:
        waiting = self.view.waiting
        self.view = view
        self._show_waiting(waiting)
        self.changed.emit()

    def _done(self, result: tuple[datetime, tuple[Waiting, ...]]) -> None:
        self.running, self.trouble = False, None
        self.last, waiting = result
        self._show_waiting(waiting)
        self.load()

    def _show_waiting(self, waiting: Iterable[Waiting]) -> None:
        """Those on the share, and those that were brought and are none of the desks yet."""
        known = {pc.sync for one in self.view.overview.status.desks for pc in one.desk.keys}
        self._brought = {sync: one for sync, one in self._brought.items() if sync not in known}
        found = {one.card.sync: one for one in waiting} | self._brought
        self.view = replace(self.view, waiting=tuple(found.values()))

    def _failed(self, error: Exception) -> None:
        self.running = False
        self.trouble = self._known(error)
        self.load()

    def _failed_reading(self, error: Exception) -> None:
        self.trouble = self._known(error)
        self.changed.emit()

    def _known(self, error: Exception) -> DeskError:
        if isinstance(error, DeskError):
            return error
        if not self._stopped:
            _log.error("a round of head office failed", exc_info=error)
        return DeskError(
            N_("The program made a mistake; the log file tells more. Nothing that was collected is lost.")
        )
