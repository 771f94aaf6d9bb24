"""A runner with everything in hand: tasks done when the test says so, rounds and shares that do as they are told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import pytest

from desk_app.services.core.changes import Topic
from desk_app.services.sync.engine import Round
from desk_app.ui.change_bus import ChangeBus
from desk_app.ui.sync.runner import SyncRunner, Tools
from tests.fakes import FakeClock, InstantTasks

PASSES = Topic("passes")


@dataclass
class FakeRounds:
    """The exchange of a desk: `answers` are its rounds, the last one again and again."""

    on: bool = True
    answers: list[Round | Exception] = field(default_factory=lambda: [Round()])
    asked: list[Any] = field(default_factory=list)

    def connected(self) -> bool:
        return self.on

    def round(self, share: Any) -> Round:
        self.asked.append(share)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


@dataclass
class FakeShare:
    """A folder that is only remembered."""

    folder: Path
    closed: bool = False

    def close(self) -> None:
        self.closed = True


class LaterTasks(InstantTasks):
    """Work waits for `go`."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[Callable[[], None]] = []

    def run(self, work: Any, done: Any = None, failed: Any = None, **how: Any) -> None:
        self.waiting.append(lambda: InstantTasks.run(self, work, done, failed, **how))

    def go(self) -> None:
        waiting, self.waiting = self.waiting, []
        for one in waiting:
            one()


@dataclass
class Running:
    """A runner and what it was given."""

    runner: SyncRunner
    rounds: FakeRounds
    shares: list[FakeShare]
    tasks: LaterTasks
    bus: ChangeBus
    folder: list[Path | None]

    @property
    def due_ms(self) -> int:
        """In how many milliseconds the next round begins; -1: none is planned."""
        timer = self.runner._timer
        return timer.interval() if timer.isActive() else -1

    def begun(self) -> Running:
        self.runner.begin()
        self.tasks.go()
        return self

    def tick(self) -> None:
        """The next round is due."""
        self.runner._start()
        self.tasks.go()


@pytest.fixture
def running(qapp: object, clock: FakeClock) -> Iterator[Running]:
    rounds, shares, tasks, bus = FakeRounds(), [], LaterTasks(), ChangeBus()
    folder: list[Path | None] = [Path("/share")]

    def share(path: Path) -> FakeShare:
        shares.append(FakeShare(path))
        return shares[-1]

    tools = Tools(lambda: rounds, share, lambda: folder[0], lambda: 60, frozenset({PASSES}))
    made = Running(SyncRunner(tools, tasks, bus, clock, Random(7)), rounds, shares, tasks, bus, folder)
    yield made
    made.runner.stop()
