"""When a round runs, what follows it, and that a share that hangs holds up neither the window nor the end."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.services.core.changes import Topic
from desk_app.services.sync.engine import Round
from desk_app.services.sync.troubles import away
from desk_app.ui.change_bus import ChangeBus
from desk_app.ui.sync.runner import (
    FIRST_MS,
    LONGEST_MS,
    SHORTEST_MS,
    UNFINISHED_MS,
    URGENT_MS,
    SyncRunner,
    Tools,
)
from desk_app.ui.tasks import Lane, Tasks
from tests.fakes import FakeClock
from tests.ui.sync.conftest import PASSES, FakeRounds, FakeShare, Running

VISITS = Topic("visits")


def test_a_desk_alone_has_no_rounds(running: Running) -> None:
    running.rounds.on = False
    running.begun()
    running.bus.publish({PASSES})
    running.runner.now()
    running.tasks.go()
    assert (running.due_ms, running.rounds.asked, running.runner.connected) == (-1, [], False)


def test_nothing_runs_before_it_is_begun(running: Running) -> None:
    running.bus.publish({PASSES, Topic("sync")})
    assert (running.tasks.waiting, running.due_ms) == ([], -1)


def test_a_connected_desk_begins_soon_and_goes_on_at_its_interval(running: Running) -> None:
    running.begun()
    assert running.due_ms == FIRST_MS
    running.tick()
    assert 54_000 <= running.due_ms <= 66_000
    assert set(running.tasks.lanes) == {Lane.SHARE}


def test_connecting_is_noticed_at_once(running: Running) -> None:
    running.rounds.on = False
    running.begun()
    running.rounds.on = True
    running.bus.publish({Topic("sync")})
    running.tasks.go()
    assert (running.runner.connected, running.due_ms) == (True, FIRST_MS)
    running.rounds.on = False
    running.bus.publish({Topic("sync")})
    running.tasks.go()
    assert (running.runner.connected, running.due_ms) == (False, -1)


def test_what_other_gates_wait_for_does_not_wait_for_the_interval(running: Running) -> None:
    running.begun().tick()
    running.bus.publish({VISITS})
    assert running.due_ms > URGENT_MS
    running.bus.publish({PASSES})
    assert running.due_ms == URGENT_MS


def test_urgent_news_from_others_sets_off_no_round(running: Running) -> None:
    heard: list[frozenset[str]] = []
    running.bus.changed.connect(heard.append)
    running.rounds.answers = [Round(touched={PASSES: frozenset({1})})]
    running.begun().tick()
    assert heard == [frozenset({PASSES})]
    assert running.due_ms > URGENT_MS


def test_what_is_urgent_during_a_round_follows_it_at_once(running: Running) -> None:
    running.begun()
    running.runner._start()
    running.bus.publish({PASSES})
    running.tasks.go()
    assert running.due_ms == UNFINISHED_MS


def test_much_that_waits_goes_up_without_a_pause(running: Running) -> None:
    running.rounds.answers = [Round(waiting=3)]
    running.begun().tick()
    assert running.due_ms == UNFINISHED_MS


def test_pauses_grow_while_the_share_is_away_and_it_is_said_since_when(
    running: Running, clock: FakeClock
) -> None:
    running.rounds.answers = [Round(trouble=away())]
    running.begun()
    since, pauses = clock.now(), []
    for _ in range(12):
        running.tick()
        pauses.append(running.due_ms)
        clock.advance(seconds=60)
    assert pauses[0] == SHORTEST_MS and max(pauses) <= LONGEST_MS and pauses[-1] >= LONGEST_MS // 2
    assert running.runner.away_since == since
    running.bus.publish({PASSES})
    assert running.due_ms == pauses[-1], "no storm of calls on a server that is down"
    running.rounds.answers = [Round()]
    running.runner.now()
    running.tasks.go()
    assert (running.runner.trouble, running.runner.away_since) == (None, None)
    assert running.due_ms >= 54_000


def test_two_desks_do_not_come_back_at_the_same_moment(running: Running) -> None:
    running.rounds.answers = [Round(trouble=away())]
    running.begun()
    pauses = set()
    for _ in range(30):
        running.tick()
        pauses.add(running.due_ms)
    assert len(pauses) > 20


def test_a_mistake_of_the_program_ends_no_rounds(running: Running, expected_logs) -> None:
    expected_logs("the exchange failed")
    running.rounds.answers = [ValueError("bug"), Round()]
    running.begun().tick()
    assert running.runner.trouble is not None and running.due_ms == SHORTEST_MS
    running.tick()
    assert running.runner.trouble is None
    assert [one.round is None for one in running.runner.past] == [False, True]


def test_one_folder_is_one_process_until_it_is_another_folder(running: Running, qtbot: QtBot) -> None:
    running.begun().tick()
    running.tick()
    assert len(running.shares) == 1
    running.folder[0] = Path("/elsewhere")
    running.runner.reopen()
    running.tasks.go()
    qtbot.waitUntil(lambda: running.shares[0].closed)
    assert [str(one.folder) for one in running.shares] == [str(Path("/share")), str(Path("/elsewhere"))]


def test_no_folder_on_this_pc_no_round(running: Running) -> None:
    running.folder[0] = None
    running.begun()
    running.tick()
    assert running.rounds.asked == []


def test_a_stick_is_a_round_of_its_own_and_let_go_of(running: Running) -> None:
    done: list[Round] = []
    running.begun()
    running.runner.on_stick(Path("/stick"), done.append, done.append)
    running.tasks.go()
    assert done == [Round()] and running.shares[0].closed
    assert [one.stick for one in running.runner.past] == [True]


def test_stopping_closes_the_share_and_plans_nothing(running: Running) -> None:
    running.begun()
    running.runner._start()
    running.runner.stop()
    running.tasks.go()
    assert running.due_ms == -1
    assert all(one.closed for one in running.shares)


class Hanging(FakeRounds):
    """A share that answers when the test lets it."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.let_go = threading.Event(), threading.Event()

    def round(self, share: object) -> Round:
        self.begun.set()
        self.let_go.wait(120)
        return Round()


def test_a_share_that_answers_after_two_minutes_stops_neither_window_nor_end(
    qapp: QApplication, qtbot: QtBot, clock: FakeClock, expected_logs
) -> None:
    expected_logs("left behind at the end: lane-share")
    rounds, tasks, bus = Hanging(), Tasks(lambda *_: None), ChangeBus()
    tools = Tools(lambda: rounds, FakeShare, lambda: Path("/share"), lambda: 60)
    runner = SyncRunner(tools, tasks, bus, clock)
    runner.begin()
    qtbot.waitUntil(lambda: runner.connected)
    runner.now()
    qtbot.waitUntil(rounds.begun.is_set)
    beats: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(5)
    answered: list[int] = []
    tasks.run(lambda: 1, answered.append, owner=runner, lane=Lane.DESK)
    qtbot.waitUntil(lambda: len(beats) >= 40 and answered == [1])
    timer.stop()
    runner.stop()
    hung = not tasks.close(0.1)
    assert hung and not rounds.let_go.is_set(), "the window lived on, and the end did not wait"
    rounds.let_go.set()
