"""Head office's collector is killed again and again while it collects and answers, on both stores."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.services.headoffice.folder_share import PlainShare
from tests.services.headoffice.test_equivalence import Trial
from tests.services.headoffice.worlds import Files, a_world, admit_all, files_of, path_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and processes of Unix")
SEED = 20261123


class Killer:
    """Starts a collector and kills it some milliseconds into its work."""

    def __init__(self, trial: Trial, draw: random.Random) -> None:
        command = [sys.executable, "-m", "tests.services.headoffice.collecting_process"]
        command += [str(trial.folder / one) for one in ("office", "keys", "share")]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.draw, self.killed = draw, 0
        assert self.heard() == "ready"

    def heard(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def once(self) -> None:
        """Start one; it is gone when this returns."""
        assert self.process.stdin is not None
        self.process.stdin.write("go\n")
        self.process.stdin.flush()
        pid, through, timer = 0, False, None
        while (line := self.heard()) != "gone":
            if line.isdecimal():
                pid = int(line)
            elif line == "at work":
                timer = threading.Timer(self.draw.uniform(0.002, 0.12), _kill, (pid,))
                timer.start()
            else:
                through = line == "through"
        if timer is not None:
            timer.cancel()
            timer.join()
        self.killed += not through


def _kill(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def killed_often(trial: Trial, files: Files, kills: int, seed: int) -> int:
    """Put the files there little by little, killing a collector each time; how many did not come to their end."""
    draw = random.Random(seed)
    share, order = PlainShare(trial.folder / "share"), list(files)
    killer = Killer(trial, draw)
    try:
        while killer.killed < kills and order:
            some, order = order[:4], order[4:]
            for party, name, raw in some:
                share.create(path_of(party, name, draw), raw)
            killer.once()
    finally:
        killer.process.communicate(timeout=30)
    for party, name, raw in order:
        share.create(path_of(party, name, draw), raw)
    return killer.killed


def test_a_killed_collector_loses_and_doubles_nothing(
    tmp_path: Path, clock: FakeClock, url: str | None
) -> None:
    trial = Trial(tmp_path, clock, url)
    desks = a_world(trial.office, SEED, batches=16)
    admit_all(trial.office, desks)
    expected = trial.fill(files_of(desks), SEED)
    trial.empty()
    admit_all(trial.office, desks)
    for old in (tmp_path / "share").rglob("*"):
        if old.is_file():
            old.unlink()
    killed = killed_often(trial, files_of(desks), 10, SEED)
    share = PlainShare(tmp_path / "share")
    trial.office.collect(share)
    trial.office.publish(share)
    assert trial.office.export() == expected, "all of it, once"
    assert killed >= 4, "some were cut in the middle"
    for desk in desks:
        ack = desk.ack(share)
        assert ack is not None and ack.header["epochs"][desk.epoch][0] == desk.seq
    trial.close()
