"""Full disks and sudden ends: nothing acknowledged is lost, nothing is half there, and work goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from desk_app.services.audit.chain import verify
from desk_app.services.core.paths import DataFolder
from desk_app.services.db.opening import open_database
from tests.fakes import FakeClock, FakeSecrets

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="limits and signals of Unix")


@pytest.fixture
def data(tmp_path: Path, founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]]) -> DataFolder:
    folder = DataFolder(tmp_path / "data")
    shutil.copytree(founded_folder[0], folder.root)
    return folder


def start(*arguments: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.services.db.survivor", *map(str, arguments)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def recorded(data: DataFolder, *, thorough: bool = True) -> set[int]:
    """The calls on record; `thorough`: once everything else about the database was found in order."""
    database = open_database(data, FakeClock())
    try:
        if thorough:
            with database.raw() as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        with database.read() as session:
            assert not thorough or list(verify(session)) == []
            calls = set(session.scalars(text("SELECT about FROM calls")))
            events = session.execute(
                text("SELECT count(*) FROM journal_events WHERE kind = 'call.taken'")
            ).scalar_one()
            found = session.execute(text("SELECT count(*) FROM search_entry e JOIN calls c ON c.id = e.id"))
            assert events == len(calls) == found.scalar_one()
            return {int(about.split()[1]) for about in calls}
    finally:
        database.close()


@pytest.mark.parametrize("room", [70_000, 200_000, 500_000])
def test_a_full_disk_is_told_and_work_goes_on_afterwards(data: DataFolder, room: int) -> None:
    size = max(path.stat().st_size for path in data.root.iterdir() if path.is_file())
    process = start(data.root, 1, size + room)
    assert process.stdin is not None and process.stdout is not None
    assert process.stdout.readline().startswith("started")
    said: list[str] = []
    try:
        while (line := process.stdout.readline().strip()) != "full":
            said.append(line)
            assert len(said) < 5000
        process.stdin.write("there is room again\n")
        process.stdin.flush()
        for _ in range(3):
            said.append(process.stdout.readline().strip())
    finally:
        process.kill()
        said += [line.strip() for line in process.communicate()[0].splitlines()]
    acknowledged = [int(number) for number in said if number.isdigit()]
    assert acknowledged == list(range(1, len(acknowledged) + 1)) and len(acknowledged) >= 3
    assert recorded(data) >= set(acknowledged)


def kill_rounds(data: DataFolder, rounds: int, part: int = 0) -> int:
    """Kill it at a random moment, again and again; gives the number of commits acknowledged in all."""
    draw, acknowledged, following, unsaid = random.Random(20261122 + part), set[int](), 1, 0
    process = start()
    assert process.stdin is not None and process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    for turn in range(1, rounds + 1):
        process.stdin.write(f"{data.root} {following}\n")
        process.stdin.flush()
        pid = int(process.stdout.readline().split()[1])
        timer = threading.Timer(draw.uniform(0.005, 0.08), os.kill, (pid, signal.SIGKILL))
        if turn % 2:  # while it opens the database, or wherever it is by then
            timer.start()
        while (line := process.stdout.readline().strip()) != "gone":
            acknowledged.add(int(line))
            if not timer.is_alive() and not timer.finished.is_set():  # at work: a slow PC has begun too
                timer.start()
        timer.join()
        kept = recorded(data, thorough=turn % 10 == 0)
        assert kept >= acknowledged, "an acknowledged commit is lost"
        assert len(kept - acknowledged) <= 1, "more than the one in hand is there unsaid"
        unsaid += len(kept - acknowledged)
        acknowledged, following = kept, max(kept, default=0) + 1
    process.communicate()
    print(f"\n{rounds} kills, {len(acknowledged)} commits ({unsaid} killed before they were said), none lost")
    return len(acknowledged)


def test_a_killed_desk_loses_nothing_it_said_was_saved(data: DataFolder) -> None:
    assert kill_rounds(data, 20) >= 10, "killed after its first commit every second time"


@pytest.mark.full
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(1, 5))
def test_a_desk_killed_many_times_loses_nothing(data: DataFolder, part: int) -> None:
    assert kill_rounds(data, 100, part) > 100
