"""R26: a share that answers after two minutes. The event loop goes on, and the program ends within three seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desk_app.opening import Program
from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.settings import LocalSettings
from desk_app.services.sync.options import SHARE_FOLDER
from desk_app.services.sync.remote import RemoteShare
from desk_app.services.sync.service import Exchange
from desk_app.ui import errors
from desk_app.ui.main_window import MainWindow
from desk_app.ui.sync import making, runner
from tests.desk_fixtures import quick_pins
from tests.fakes import Asked, FakeSecrets
from tests.proof.counts import counted
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office

WATCHED_S = {"reduced": 1.0, "full": 20.0}


@pytest.fixture
def program(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, secrets: FakeSecrets, desk: Services, folder: DataFolder,
    tmp_path: Path,
) -> Iterator[Program]:  # fmt: skip
    """The program on a connected desk whose share answers after two minutes."""
    quick_pins(monkeypatch)
    office = Office(MemoryShare())
    desk.get(Exchange).connect(SYSTEM, office.card(), office.digits)
    desk.bench.database.close()
    monkeypatch.setattr(assembly, "open_secret_store", lambda folder, name: secrets)
    monkeypatch.setattr(errors, "qInstallMessageHandler", lambda handler: None)
    monkeypatch.setattr(runner, "FIRST_MS", 0)
    command = [sys.executable, "-m", "tests.services.sync.slow_worker", str(tmp_path), "120"]
    monkeypatch.setattr(making, "open_share", lambda path: RemoteShare(path, 300, command=command))
    local = LocalSettings(folder.local_settings)
    local.put(SHARE_FOLDER, str(tmp_path))
    window = MainWindow()
    qtbot.addWidget(window)
    window.show()
    made = Program(window, folder, local, asker=Asked())
    made.start()
    qtbot.waitUntil(lambda: made.desk is not None, timeout=20_000)
    yield made
    made.end()


def gaps(qtbot: QtBot, seconds: float) -> list[float]:
    """The pauses between beats of the event loop, in seconds."""
    beats: list[float] = []
    timer = QTimer()
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start(5)
    qtbot.waitUntil(lambda: bool(beats) and beats[-1] - beats[0] >= seconds, timeout=60_000)
    timer.stop()
    return [later - earlier for earlier, later in pairwise(beats)]


def _hangs(program: Program, qtbot: QtBot) -> None:
    assert program.desk is not None
    exchange = program.desk.exchange
    qtbot.waitUntil(lambda: exchange.running_since is not None, timeout=20_000)


def test_the_window_lives_while_the_share_hangs_and_the_end_gives_it_up(
    program: Program, qtbot: QtBot
) -> None:
    _hangs(program, qtbot)
    found = gaps(qtbot, WATCHED_S["reduced"])
    assert program.desk is not None and program.desk.exchange.running_since is not None
    closed: list[bool] = []
    close = program.tasks.close
    program.tasks.close = lambda patience=2.0: closed.append(close(patience)) or closed[-1]  # type: ignore[method-assign,func-returns-value]
    program.end()
    assert closed == [True], "what hung was given up, and every lane ended"
    counted("R26", len(found), note=f"longest gap of the event loop {1000 * max(found):.0f} ms")


@pytest.mark.full
def test_no_gap_reaches_a_tenth_of_a_second_and_the_end_takes_less_than_three(
    program: Program, qtbot: QtBot
) -> None:
    _hangs(program, qtbot)
    found = gaps(qtbot, WATCHED_S["full"])
    begun = time.perf_counter()
    program.end()
    took = time.perf_counter() - begun
    assert max(found) < 0.1
    assert took < 3.0
    counted("R26", len(found), note=f"longest gap {1000 * max(found):.0f} ms, end after {took:.2f} s")
