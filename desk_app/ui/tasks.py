"""The one door to background work: the GUI thread does no I/O.

    tasks.run(lambda: service.check_in(draft), done=self._checked_in, owner=self)
    tasks.latest("suggest", lambda: service.recall(text), done=self._offer, owner=self, lane=Lane.SEARCH)

`work` runs in a lane's thread and touches no widget; `done` and `failed` run on the GUI thread, and not at
all once `owner` is gone. A lane is one thread, so its work keeps its order; a lane that hangs (a dead file
server can hold a call for minutes) holds up no other lane and not the end of the program.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from desk_app.services.core.errors import Cancelled

Result = TypeVar("Result")
_log = logging.getLogger("tasks")


class Lane(Enum):
    """Which thread."""

    DESK = "desk"
    """The verbs of the desk: the database's one writer."""
    SEARCH = "search"
    """Reads while somebody types."""
    SLOW = "slow"
    """Spreadsheets, backups."""
    SHARE = "share"
    """The shared folder: it may hang for minutes, and nothing waits for it."""
    PAPER = "paper"
    """Papers drawn and kept: busy for a moment, never stuck."""
    PRINTER = "printer"
    """Printers: a dead one holds this lane for a minute, and nothing else."""


class Runner(Protocol):
    """What a page knows of background work; `tests.fakes.InstantTasks` is another."""

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject,
        lane: Lane = Lane.DESK,
    ) -> None:
        """Do `work` elsewhere, then `done(result)` or `failed(error)` here; without `failed` the error is
        shown.
        """

    def latest(
        self,
        key: Hashable,
        work: Callable[[], Result],
        done: Callable[[Result], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject,
        lane: Lane = Lane.SEARCH,
    ) -> None:
        """As `run`, but the newest call with this key and owner wins: older answers are dropped."""


@dataclass
class Job:
    """One piece of work. Lives on the GUI thread: the last reference to a widget must be dropped there."""

    work: Callable[[], Any] | None
    done: Callable[[Any], object] | None
    failed: Callable[[Exception], object] | None
    owner: QObject
    key: tuple[int, Hashable] | None = None
    result: Any = None
    error: Exception | None = None

    def perform(self) -> None:
        """Do the work, on whatever thread this is; overtaken work is not begun."""
        try:
            self.result = self.work() if self.work else None
        except Exception as error:
            self.error = error


class Tasks(QObject):
    """The lanes. `show` is told of errors nobody else handles: (error, owner)."""

    busy_changed = Signal(bool)
    _answered = Signal(int)

    def __init__(self, show: Callable[[Exception, QObject], object]) -> None:
        super().__init__()
        self._show = show
        self._jobs: dict[int, Job] = {}
        self._newest: dict[tuple[int, Hashable], int] = {}
        self._count = 0
        self._lanes = {lane: _LaneThread(lane, self._jobs, self._answered.emit) for lane in Lane}
        # Said although Qt would find it out: the slot must run on the GUI thread.
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any work is waiting or running."""
        return bool(self._jobs)

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject,
        lane: Lane = Lane.DESK,
    ) -> None:
        """Do `work` in the lane, then `done(result)` or `failed(error)` here; see Runner."""
        self._start(Job(work, done, failed, owner), lane)

    def latest(
        self,
        key: Hashable,
        work: Callable[[], Result],
        done: Callable[[Result], object],
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject,
        lane: Lane = Lane.SEARCH,
    ) -> None:
        """As `run`, but older work with this key and owner is not begun, and its answer is dropped."""
        mine = (id(owner), key)
        older = self._jobs.get(self._newest.get(mine, 0))
        if older is not None:
            older.work = None
        self._start(Job(work, done, failed, owner, mine), lane)
        self._newest[mine] = self._count

    def close(self, patience: float = 2.0) -> bool:
        """Begin nothing more and wait for what runs, `patience` seconds at most. False if something still
        hangs.
        """
        for job in self._jobs.values():
            job.done = job.failed = None
        for thread in self._lanes.values():
            thread.orders.put(None)
        end = time.monotonic() + patience
        for thread in self._lanes.values():
            if thread.is_alive():
                thread.join(max(0.0, end - time.monotonic()))
        hanging = [thread.name for thread in self._lanes.values() if thread.is_alive()]
        if hanging:
            _log.warning("left behind at the end: %s", ", ".join(hanging))
        return not hanging

    def _start(self, job: Job, lane: Lane) -> None:
        self._count += 1
        self._jobs[self._count] = job
        if len(self._jobs) == 1:
            self.busy_changed.emit(True)
        self._lanes[lane].order(self._count)

    @Slot(int)
    def _answer(self, number: int) -> None:
        job = self._jobs.pop(number)
        if not self._jobs:
            self.busy_changed.emit(False)
        late = job.key is not None and self._newest.get(job.key) != number
        if job.key is not None and not late:
            del self._newest[job.key]
        if late or not shiboken6.isValid(job.owner):
            return
        if job.error is None:
            if job.done:
                job.done(job.result)
        elif not isinstance(job.error, Cancelled):
            if job.failed:
                job.failed(job.error)
            else:
                self._show(job.error, job.owner)


class _LaneThread(threading.Thread):
    """A daemon: a call that hangs must not keep the program from ending."""

    def __init__(self, lane: Lane, jobs: dict[int, Job], answer: Callable[[int], object]) -> None:
        super().__init__(name=f"lane-{lane.value}", daemon=True)
        self.orders: queue.SimpleQueue[int | None] = queue.SimpleQueue()
        self._jobs = jobs
        self._tell = answer

    def order(self, number: int) -> None:
        """Queue a job; the thread starts with its first."""
        self.orders.put(number)
        if not self.is_alive() and self.ident is None:
            self.start()

    def run(self) -> None:
        """Do one job after the other until told to stop."""
        while (number := self.orders.get()) is not None:
            # What the job holds stays in the job: once it is told, this thread has nothing of it left.
            self._jobs[number].perform()
            try:
                self._tell(number)
            except RuntimeError:  # the program ended meanwhile
                return
