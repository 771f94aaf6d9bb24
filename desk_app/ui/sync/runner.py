"""Rounds of the exchange while the window is open: on time, at once for what other gates wait for, and when asked.

Everything that touches the share runs in a lane of its own; a share that hangs holds up nothing and nobody. Lives on
the GUI thread.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.services.core.errors import DeskError
from desk_app.services.core.words import N_
from desk_app.ui.tasks import Lane, Runner

if TYPE_CHECKING:
    from desk_app.services.core.changes import Topic
    from desk_app.services.core.clocks import Clock
    from desk_app.services.sync.engine import Round
    from desk_app.services.sync.share import Share
    from desk_app.ui.change_bus import ChangeBus

URGENT_MS = 2_000
"""What is urgent waits so long for more of its kind."""
UNFINISHED_MS = 200
"""Between rounds while much waits to go up."""
FIRST_MS = 3_000
"""The desk is busy with its first visitor then."""
SHORTEST_MS, LONGEST_MS = 2_000, 300_000
"""While the share is away: the first pause, and the longest."""
_KEPT = 30
_TOPIC = "sync"
_log = logging.getLogger("sync")


class Rounds(Protocol):
    """The exchange of this desk: `services.sync.engine.SyncDesk`."""

    def connected(self) -> bool:
        """Whether this desk exchanges with a head office."""
        ...

    def round(self, share: Share) -> Round:
        """Everything once."""
        ...


class OpenShare(Protocol):
    """A folder in a process of its own: `services.sync.remote.RemoteShare`. A Share besides."""

    def close(self) -> object:
        """Let go of it, from any thread: what hangs is given up within a moment."""
        ...


@dataclass(frozen=True, slots=True)
class Past:
    """A round that is over. `stick`: on a folder that was carried, not on the share."""

    at: datetime
    round: Round | None
    """None when the program failed."""
    trouble: DeskError | None
    stick: bool = False


@dataclass(frozen=True)
class Tools:
    """What a runner works with: the exchange and a share, made in the lane when they are first needed."""

    rounds: Callable[[], Rounds]
    share: Callable[[Path], OpenShare]
    folder: Callable[[], Path | None]
    """The shared folder as it is set on this PC."""
    every_s: Callable[[], int]
    urgent: frozenset[Topic] = frozenset()


class SyncRunner(QObject):
    """One at a time, one after the other. It does nothing before `begin` and after `stop`."""

    changed = Signal()
    """A round began or ended, or this desk was connected or parted."""

    def __init__(
        self, tools: Tools, tasks: Runner, bus: ChangeBus, clock: Clock, chance: Random | None = None
    ) -> None:
        super().__init__()
        self._tools, self._tasks, self._bus, self._clock = tools, tasks, bus, clock
        self._chance = chance or Random()  # noqa: S311 - pauses, not secrets
        self.connected = False
        self.running_since: datetime | None = None
        self.trouble: DeskError | None = None
        """What ended the newest round on the share early."""
        self.away_since: datetime | None = None
        self.past: deque[Past] = deque(maxlen=_KEPT)
        """The newest first."""
        self._failures = 0
        self._wanted = self._publishing = self._begun = self._stopped = False
        self._rounds: Rounds | None = None
        self._open: tuple[Path, OpenShare] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._start)
        bus.changed.connect(self._something_changed)

    # What the window does

    def begin(self) -> None:
        """Look whether this desk is connected, and have the first round soon if it is."""
        self._begun = True
        self._look()

    def stop(self) -> None:
        """No more rounds. One that hangs is given up: its process ends, and nobody waits for it."""
        self._stopped = True
        self._timer.stop()
        self._close_share()

    def now(self) -> None:
        """A round now, or right after the one that runs."""
        self._wanted = True
        self._failures = 0
        self._start()

    def reopen(self) -> None:
        """The folder on this PC was changed: the next round goes there, and it is now."""
        # What hangs there takes a moment to be given up, and the window does not wait.
        threading.Thread(target=self._close_share, daemon=True).start()
        self.trouble = self.away_since = None
        self.now()

    def on_stick(
        self, folder: Path, done: Callable[[Round], object], failed: Callable[[Exception], object]
    ) -> None:
        """A round on a folder that is carried between this PC and head office; `done` with what it came to."""

        def finished(result: Round) -> None:
            self._remember(result, stick=True)
            self._publish(result.touched)
            done(result)

        self._tasks.run(partial(self._round_on_stick, folder), finished, failed, owner=self, lane=Lane.SHARE)

    @property
    def folder(self) -> Path | None:
        """The shared folder as it is set on this PC."""
        return self._tools.folder()

    # When

    def _something_changed(self, topics: frozenset[Topic]) -> None:
        if _TOPIC in topics and self._begun:
            self._look()
        if self.connected and not self._publishing and self._tools.urgent & topics and not self._failures:
            left = self._timer.remainingTime() if self._timer.isActive() else URGENT_MS + 1
            if self.running_since is not None:
                self._wanted = True
            elif left > URGENT_MS:
                self._plan(URGENT_MS)

    def _look(self) -> None:
        if not self._stopped:
            self._tasks.run(self._ask, self._looked, self._broke, owner=self, lane=Lane.SHARE)

    def _ask(self) -> bool:
        return self._exchange().connected()

    def _looked(self, connected: bool) -> None:
        if self._stopped:
            return
        news = connected is not self.connected
        self.connected = connected
        if not connected:
            self._timer.stop()
            self.trouble = self.away_since = None
        elif news:
            self._plan(FIRST_MS)
        if news:
            self.changed.emit()

    def _plan(self, ms: int) -> None:
        if not self._stopped:
            self._timer.start(ms)

    def _pause(self) -> int:
        """Until the next round: the interval, or ever longer while the share is away; never all desks at once."""
        if self._failures:
            most = min(LONGEST_MS, SHORTEST_MS * 2 ** min(self._failures - 1, 16))
            return round(most * self._chance.uniform(0.5, 1.0)) if most > SHORTEST_MS else SHORTEST_MS
        return round(1000 * self._tools.every_s() * self._chance.uniform(0.9, 1.1))

    # A round

    def _start(self) -> None:
        folder = self._tools.folder()
        if self._stopped or self.running_since is not None or not self.connected or folder is None:
            return
        self._timer.stop()
        self._wanted = False
        self.running_since = self._clock.now()
        self.changed.emit()
        self._tasks.run(partial(self._round, folder), self._done, self._broke, owner=self, lane=Lane.SHARE)

    def _round(self, folder: Path) -> Round:
        return self._exchange().round(self._share(folder))  # type: ignore[arg-type]

    def _round_on_stick(self, folder: Path) -> Round:
        share = self._tools.share(folder)
        try:
            return self._exchange().round(share)  # type: ignore[arg-type]
        finally:
            share.close()

    def _exchange(self) -> Rounds:
        if self._rounds is None:
            self._rounds = self._tools.rounds()
        return self._rounds

    def _share(self, folder: Path) -> OpenShare:
        held = self._open
        if held is None or held[0] != folder:
            self._close_share()
            held = self._open = (folder, self._tools.share(folder))
            if self._stopped:  # meanwhile
                self._close_share()
        return held[1]

    def _close_share(self) -> None:
        held, self._open = self._open, None
        if held is not None:
            held[1].close()

    def _done(self, result: Round) -> None:
        if self._stopped:
            return
        self._settle(result.trouble)
        self._remember(result)
        self._publish(result.touched)
        self._plan(UNFINISHED_MS if result.unfinished or self._wanted else self._pause())
        self.changed.emit()

    def _broke(self, error: Exception) -> None:
        """The program failed, or this PC: the exchange goes on trying, and the desk works."""
        if self._stopped:  # the data was closed under it
            return
        _log.error("the exchange failed", exc_info=error)
        self._settle(error if isinstance(error, DeskError) else DeskError(N_(
            "The program made a mistake while exchanging records; the log file tells more. All records are safe on "
            "this PC."
        )))  # fmt: skip
        self._remember(None)
        self._plan(self._pause())
        self.changed.emit()

    def _settle(self, trouble: DeskError | None) -> None:
        self.running_since = None
        self.trouble = trouble
        if trouble is None:
            self._failures, self.away_since = 0, None
        else:
            self._failures += 1
            self.away_since = self.away_since or self._clock.now()

    def _remember(self, result: Round | None, *, stick: bool = False) -> None:
        trouble = self.trouble if result is None else result.trouble
        self.past.appendleft(Past(self._clock.now(), result, trouble, stick))

    def _publish(self, touched: Mapping[Topic, frozenset[int]]) -> None:
        if touched:
            self._publishing = True
            try:
                self._bus.publish(touched)
            finally:
                self._publishing = False
