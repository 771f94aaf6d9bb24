import gc
import threading
import time
import weakref
from collections.abc import Callable, Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.core.errors import Cancelled, StorageTrouble
from desk_app.services.core.words import N_
from desk_app.ui.garbage import GuiCollector
from desk_app.ui.tasks import Lane, Tasks
from tests.fakes import InstantTasks


class Shown(list[tuple[Exception, QObject]]):
    def __call__(self, error: Exception, owner: QObject) -> None:
        self.append((error, owner))


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def tasks(qapp: QApplication, shown: Shown) -> Iterator[Tasks]:
    made = Tasks(shown)
    yield made
    assert made.close()


@pytest.fixture
def owner(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


class Ring:
    """Garbage that only a cyclic collection finds."""

    def __init__(self) -> None:
        self.me = self


def fail(error: Exception) -> None:
    raise error


def test_work_runs_elsewhere_and_done_runs_here(tasks: Tasks, owner: QWidget, qtbot) -> None:
    told: list[tuple[str, bool]] = []
    tasks.run(
        lambda: threading.current_thread().name,
        lambda name: told.append((name, QThread.isMainThread())),
        owner=owner,
    )
    qtbot.waitUntil(lambda: told == [("lane-desk", True)])


def test_a_lane_keeps_its_order_and_lanes_do_not_wait_for_each_other(
    tasks: Tasks, owner: QWidget, qtbot
) -> None:
    gate, told = threading.Event(), []
    tasks.run(lambda: gate.wait(10), lambda _: told.append("slow"), owner=owner, lane=Lane.SLOW)
    for number in range(5):
        tasks.run(lambda number=number: number, told.append, owner=owner)
    qtbot.waitUntil(lambda: told == [0, 1, 2, 3, 4])
    gate.set()
    qtbot.waitUntil(lambda: told[-1] == "slow")


def test_an_error_goes_to_failed_or_is_shown(tasks: Tasks, owner: QWidget, shown: Shown, qtbot) -> None:
    trouble, caught = StorageTrouble(N_("full")), []
    tasks.run(lambda: fail(trouble), owner=owner)
    tasks.run(lambda: fail(ValueError()), failed=caught.append, owner=owner)
    tasks.run(lambda: fail(Cancelled(N_("no"))), failed=caught.append, owner=owner)
    qtbot.waitUntil(lambda: not tasks.busy)
    assert shown == [(trouble, owner)]
    assert [type(error) for error in caught] == [ValueError]


def test_nothing_is_told_once_the_owner_is_gone(tasks: Tasks, shown: Shown, qtbot) -> None:
    gate, told, owner = threading.Event(), [], QWidget()
    tasks.run(lambda: gate.wait(10), told.append, owner=owner)
    tasks.run(lambda: fail(ValueError()), owner=owner)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert told == []
    assert shown == []


def test_only_the_newest_question_is_answered(tasks: Tasks, owner: QWidget, qtbot) -> None:
    gate, begun, told = threading.Event(), [], []

    def ask(text: str) -> str:
        begun.append(text)
        gate.wait(10)
        return text

    for text in ("z", "zh", "zha"):
        tasks.latest("recall", lambda text=text: ask(text), told.append, owner=owner)
    tasks.latest("other", lambda: "other", told.append, owner=owner)
    qtbot.waitUntil(lambda: begun == ["z"])
    gate.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert told == ["zha", "other"]
    assert begun == ["z", "zha"]  # the overtaken question was never asked
    tasks.latest("recall", lambda: "again", told.append, owner=owner)
    qtbot.waitUntil(lambda: told[-1] == "again")


def test_busy_is_told_once_each_way(tasks: Tasks, owner: QWidget, qtbot) -> None:
    told: list[bool] = []
    tasks.busy_changed.connect(told.append)
    for _ in range(3):
        tasks.run(lambda: None, owner=owner)
    qtbot.waitUntil(lambda: told == [True, False])


def test_a_call_that_hangs_does_not_hold_up_the_end(
    qapp: QApplication, owner: QWidget, shown: Shown, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("^WARNING tasks: left behind at the end: lane-slow$")
    tasks, gate = Tasks(shown), threading.Event()
    tasks.run(lambda: gate.wait(60), owner=owner, lane=Lane.SLOW)
    start = time.monotonic()
    assert not tasks.close(0.2)
    assert time.monotonic() - start < 1
    gate.set()
    assert tasks.close()


def test_a_finished_job_keeps_nothing_alive(tasks: Tasks, qtbot) -> None:
    def begin() -> weakref.ref[QWidget]:
        owner = QWidget()
        tasks.run(lambda: owner, lambda got: None, owner=owner)
        return weakref.ref(owner)

    gone = begin()
    qtbot.waitUntil(lambda: not tasks.busy)
    gc.collect()
    assert gone() is None


def test_garbage_is_collected_here_alone(qapp: QApplication, qtbot) -> None:
    collector = GuiCollector()
    collector.start()
    try:
        assert not gc.isenabled()
        junk = weakref.ref(Ring())
        assert junk() is not None
        keep = [[] for _ in range(2 * gc.get_threshold()[0])]  # enough to make a collection due
        qtbot.waitUntil(lambda: junk() is None, timeout=3000)
        assert keep
    finally:
        collector.stop()
    assert gc.isenabled()


def test_the_instant_stand_in_behaves_alike(owner: QWidget) -> None:
    tasks, told = InstantTasks(), []
    tasks.run(lambda: 1, told.append, owner=owner)
    tasks.latest("k", lambda: 2, told.append, owner=owner)
    tasks.run(lambda: fail(ValueError()), told.append, owner=owner)
    tasks.run(lambda: fail(Cancelled(N_("no"))), told.append, owner=owner)
    assert told == [1, 2]
    assert [type(error) for error in tasks.shown] == [ValueError]
    assert tasks.lanes == [Lane.DESK, Lane.SEARCH, Lane.DESK, Lane.DESK]
