"""Runs the proofs, and gathers what they counted, what failed, and what was skipped and why."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.proof.counts import LOG

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "build" / "proof"
NOT_LONG = "not story and not full"
ALL = "not story"
_NUMBER = re.compile(r'"(R[1-9][0-9]?)"')
_IMPORTS = "from tests.proof.counts import counted"


@dataclass(frozen=True, slots=True)
class Case:
    """One test."""

    name: str
    file: str
    seconds: float
    outcome: str
    """passed, failed or skipped."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """One line that a test counted."""

    id: str
    count: int
    seed: int | None
    note: str
    test: str


@dataclass
class Gathered:
    """What a run came to."""

    counts: list[Count] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    files: dict[str, set[str]] = field(default_factory=dict)
    """By file: the numbers that its tests count for."""

    def of(self, proof: str) -> list[Count]:
        """What was counted for a number."""
        return [one for one in self.counts if one.id == proof]

    def cases_of(self, proof: str, outcome: str) -> list[Case]:
        """Tests of the files that count for a number."""
        return [
            case for case in self.cases if case.outcome == outcome and proof in self.files.get(case.file, ())
        ]

    def seconds(self, proof: str) -> float:
        """How long the tests took that counted for a number."""
        names = {one.test.split("::", 1)[-1] for one in self.of(proof)}
        return sum(case.seconds for case in self.cases if case.name.split("::", 1)[-1] in names)


def files_of_proofs() -> dict[str, set[str]]:
    """Test files that count, with the numbers they name."""
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = path.read_text("utf-8")
        if _IMPORTS in text and path.parent.name != "proof":
            found[path.relative_to(ROOT).as_posix()] = set(_NUMBER.findall(text))
    return found


def run(*, full: bool, only: Collection[str], side_by_side: bool = True) -> tuple[int, Gathered]:
    """Run the files that count for these numbers; pytest's exit code, and what was gathered."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    log, report = RESULTS / "counts.jsonl", RESULTS / "proof.xml"
    log.unlink(missing_ok=True)
    report.unlink(missing_ok=True)
    files = {file: named for file, named in files_of_proofs().items() if not named.isdisjoint(only)}
    parallel = ["-n", "auto", "--dist", "worksteal"] if side_by_side else []
    chosen = ["-q", "-m", ALL if full else NOT_LONG, f"--junitxml={report}", *parallel]
    environment = {**os.environ, LOG: str(log), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "pytest", *chosen, *files]
    code = subprocess.run(command, cwd=ROOT, env=environment).returncode
    return code, gathered(log, report, files)


def gathered(log: Path, report: Path, files: dict[str, set[str]]) -> Gathered:
    """What stands in the two files that a run leaves."""
    counts = []
    for line in log.read_text("utf-8").splitlines() if log.is_file() else ():
        said = json.loads(line)
        counts.append(Count(said["id"], said["count"], said["seed"], said["note"], said["test"]))
    cases = list(_cases(report)) if report.is_file() else []
    return Gathered(counts, cases, files)


def _cases(report: Path) -> Iterator[Case]:
    for case in ET.parse(report).getroot().iter("testcase"):
        module, name = case.get("classname", ""), case.get("name", "")
        file = _file_of(module)
        children = {child.tag: child for child in case}
        bad = children.keys() & {"failure", "error"}
        outcome = "failed" if bad else "skipped" if "skipped" in children else "passed"
        told = children.get("skipped") if outcome == "skipped" else None
        why = "" if told is None else told.get("message", "")
        yield Case(f"{file}::{name}", file, float(case.get("time", 0)), outcome, why)


def _file_of(module: str) -> str:
    """The file of a dotted name, which may end with classes."""
    parts = module.split(".")
    while parts and not (ROOT / "/".join(parts)).with_suffix(".py").is_file():
        parts.pop()
    return "/".join(parts) + ".py" if parts else module


def by_note(counts: list[Count]) -> dict[str, int]:
    """How much was counted under each note."""
    found: dict[str, int] = defaultdict(int)
    for one in counts:
        found[one.note] += one.count
    return dict(found)
