"""Start of the program on the demo building against a bare Qt window: whole processes, turn by turn, and memory."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.building import Building
from benchmarks.figures import Figure, shown

ROUNDS = 9
_ROOT = Path(__file__).resolve().parents[1]
_PATIENCE_S = 60


@dataclass(frozen=True)
class Started:
    """Milliseconds from the call to the lines “first paint” and “ready”; the most memory, in MB."""

    paint: float
    ready: float
    memory: float


def measure(made: Building, command: str = "python -m benchmarks --only start") -> list[Figure]:
    """Both windows, nine times each."""
    program = [sys.executable, "-m", "desk_app", "--data", str(made.folder.root), "--time-start"]
    plain = [sys.executable, "-m", "benchmarks.bare_window"]
    ours, bare = [], []
    for _ in range(ROUNDS + 1):
        ours.append(_start(program))
        bare.append(_start(plain))
    ours, bare = ours[1:], bare[1:]

    def ratio(part: str) -> str:
        median = [statistics.median(getattr(one, part) for one in side) for side in (ours, bare)]
        return f"{median[0] / median[1]:.2f} ×"

    return [
        Figure(
            "bare Qt window, six empty tabs, first paint", shown([one.paint for one in bare]), "", command
        ),
        Figure("the program, first paint", shown([one.paint for one in ours]), "", command),
        Figure("first paint, ratio of the medians", ratio("paint"), "2 ×", command),
        Figure("the program, data open and sign-in shown", shown([one.ready for one in ours]), "", command),
        Figure(
            "memory of the bare window",
            f"{statistics.median(one.memory for one in bare):.0f} MB",
            "",
            command,
        ),
        Figure(
            "memory of the program", f"{statistics.median(one.memory for one in ours):.0f} MB", "", command
        ),
        Figure("memory, ratio of the medians", ratio("memory"), "2 ×", command),
    ]


def _start(command: list[str]) -> Started:
    environment = {"QT_QPA_PLATFORM": "offscreen"} | os.environ
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    watchdog = threading.Timer(_PATIENCE_S, process.kill)
    watchdog.start()
    assert process.stdout is not None
    moments: dict[str, float] = {}
    for line in process.stdout:
        said = "first paint" if line.startswith("first paint") else line.split()[0]
        moments[said] = (time.perf_counter() - began) * 1000
        if said == "ready":
            break
    memory = _peak(process.pid)
    process.terminate()
    process.communicate()
    watchdog.cancel()
    if "ready" not in moments:
        raise SystemExit(f"{' '.join(command[1:3])} did not start")
    return Started(moments["first paint"], moments["ready"], memory)


def _peak(pid: int) -> float:
    """The most memory a process held, in MB."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return float("nan")
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), float("nan"))
