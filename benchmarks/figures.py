"""One line of the table, and the table."""

from __future__ import annotations

import os
import platform
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

REPORT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
_PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "reportlab", "cryptography")


@dataclass(frozen=True)
class Figure:
    """What was measured, the figure with its unit, the goal if there is one, the command that measures it again."""

    what: str
    value: str
    goal: str
    command: str


def spans_ms(work: Callable[[], object], rounds: int) -> list[float]:
    """Milliseconds of warm calls, sorted."""
    work()
    return sorted(one_ms(work) for _ in range(rounds))


def one_ms(work: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def shown(spans: Sequence[float]) -> str:
    """Median and 95th percentile."""
    ordered = sorted(spans)
    return f"{statistics.median(ordered):.1f} ms, p95 {ordered[int(len(ordered) * 0.95)]:.1f} ms"


def table(figures: Sequence[Figure]) -> str:
    """The figures in Markdown."""
    lines = ["| what | figure | goal | measure again |", "| --- | --- | --- | --- |"]
    lines += [f"| {one.what} | {one.value} | {one.goal} | `{one.command}` |" for one in figures]
    return "\n".join(lines)


def write_report(figures: Sequence[Figure], building: str) -> None:
    """docs/benchmarks.md: when, on what, how much."""
    packages = ", ".join(f"{name} {version(name)}" for name in _PACKAGES)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(
        f"""# Benchmarks

Measured on {date.today().isoformat()} by `python run.py bench`.

- Machine: {_processor()}, {os.cpu_count()} threads, {platform.system()} {platform.machine()}; {_load()}
- Python {platform.python_version()}, SQLite {sqlite.sqlite_version}, {packages}
- Data: {building}

{table(figures)}

A ratio is measured in one run, turn by turn. Times are of warm calls; a cold one waits for the disk.
""",
        encoding="utf-8",
    )


def _load() -> str:
    """How busy the machine was: above its threads, every time here is longer than it would be alone."""
    if not hasattr(os, "getloadavg"):
        return "load unknown"
    return f"load {os.getloadavg()[1]:.1f} over the last five minutes"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next(
        (line.split(": ", 1)[1] for line in lines if line.startswith("model name")), platform.processor()
    )
