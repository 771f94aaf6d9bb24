"""R6: a desk's process is killed again and again while it records and exchanges."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest
from sqlalchemy import text

from desk_app.services.db.opening import open_database
from tests.proof.counts import counted
from tests.services.sync.crash.building import Building, Seat, settle_and_check
from tests.services.sync.crash.desk_process import FileSecrets, save_secrets

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and processes of Unix")
SEED = 20261122
Make = Callable[[], Building]


def recorded(seat: Seat, thorough: bool) -> set[str]:
    """What is on record; `thorough`: once the database itself was found whole."""
    database = open_database(seat.folder, seat.clock)
    try:
        if thorough:
            with database.raw() as connection:
                assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        with database.read() as session:
            words = set(session.scalars(text("SELECT words FROM duty_entries WHERE words LIKE 'no %'")))
            told = text("SELECT count(*) FROM journal_events WHERE kind = 'duty.written'")
            entries = session.execute(text("SELECT count(*) FROM duty_entries")).scalar_one()
            assert session.execute(told).scalar_one() == entries, "each entry has its event"
            return words
    finally:
        database.close()


@pytest.mark.parametrize(
    "kills", [25, pytest.param(1000, marks=[pytest.mark.full, pytest.mark.timeout(900)])], ids=["some", "all"]
)
def test_a_killed_desk_loses_and_doubles_nothing(building: Make, kills: int) -> None:
    all_ = building()
    seat = all_.one
    seat.stop()
    save_secrets(seat.secrets, all_.root / "desk1.secrets")
    offset = all_.clock.now().timestamp() - time.time()
    draw, following, unsaid = random.Random(SEED), 1, 0
    command = [sys.executable, "-m", "tests.services.sync.crash.desk_process", all_.root, offset]
    process = subprocess.Popen(map(str, command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin is not None and process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        for turn in range(1, kills + 1):
            process.stdin.write(f"{following}\n")
            process.stdin.flush()
            pid = int(process.stdout.readline().split()[1])
            timer = threading.Timer(draw.uniform(0.005, 0.08), os.kill, (pid, signal.SIGKILL))
            if turn % 2:  # while it starts, or wherever it is by then
                timer.start()
            while (line := process.stdout.readline().strip()) != "gone":
                seat.said.add(f"no {line}")
                if not timer.is_alive() and not timer.finished.is_set():  # at work
                    timer.start()
            timer.join()
            kept = recorded(seat, thorough=turn % 20 == 0)
            assert kept >= seat.said, "what was said to be recorded is lost"
            unsaid += len(kept - seat.said)
            seat.said |= kept
            following = len(kept) + 1
    finally:
        process.communicate(timeout=30)
    all_.clock.advance(hours=1)
    seat.secrets = FileSecrets(all_.root / "desk1.secrets")
    seat.start()
    settle_and_check(all_)
    assert len(seat.said) >= kills / 2
    counted("R6", kills, SEED, f"{len(seat.said)} entries, {unsaid} killed before they were said")
