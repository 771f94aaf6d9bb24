"""Every check of the project, one after the other: `python3 run.py test` ends here.

All of them run even when one fails; the end lists what failed, and what was left out and why. `--fast` leaves out
stories, long tests, coverage and the frozen build. A check is a function that raises Failed or LeftOut; add the next
one to CHECKS.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import time
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "build" / "checks"
FULLY_COVERED = ("*/services/*/rules.py", "*/services/codes/*", "*/migrations/*")
"""Where every branch has its test: a wrong answer here is a wrong decision at the desk."""

SIDE_BY_SIDE = ("-n", "auto", "--dist", "worksteal")
"""A process for each core. Stories have the one screen and its keyboard: one after the other."""

NO_TESTS, NO_DATA = 5, 1


class Failed(Exception):
    """A check found something; it has printed what."""


class LeftOut(Exception):
    """A check cannot be made here; the text says why."""


@dataclass
class Outcome:
    """What a whole run came to."""

    fast: bool
    full: bool = False
    tests: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def python(*arguments: str) -> int:
    """Run a module or script with this Python, in the checkout; returns its exit code."""
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, stdin=subprocess.DEVNULL).returncode


def need(*arguments: str) -> None:
    """Like `python`; raises Failed when it does not end with 0."""
    if code := python(*arguments):
        raise Failed(f"exit code {code}")


def layout(_: Outcome) -> None:
    """ruff format."""
    need("-m", "ruff", "format", "--check", "--quiet", "--diff", ".")


def lint(_: Outcome) -> None:
    """ruff check."""
    need("-m", "ruff", "check", ".")


def types(_: Outcome) -> None:
    """mypy, strict."""
    need("-m", "mypy")


def layers(_: Outcome) -> None:
    """import-linter: services without a screen, pages without a database, tabs without each other."""
    need("-c", "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))")


def texts(_: Outcome) -> None:
    """Both translations are complete."""
    if importlib.util.find_spec("tests.tools.texts") is None:
        raise LeftOut("tests/tools/texts.py is not there yet")
    need("-m", "tests.tools.texts")


def tests(outcome: Outcome) -> None:
    """pytest, offscreen."""
    cover = () if outcome.fast else ("--cov",)
    run_pytest(outcome, "tests", "-m", "not story and not full", *SIDE_BY_SIDE, *cover)


def long_tests(outcome: Outcome) -> None:
    """pytest -m full: the long counts; coverage is not measured, it would make them longer still."""
    if not outcome.full:
        raise LeftOut("tests marked `full` run with --full")
    from tests.proof.running import files_of_proofs

    theirs = (f"--ignore={file}" for file in files_of_proofs())
    run_pytest(outcome, "long", "-m", "full and not story", *SIDE_BY_SIDE, "tests", *theirs)


def proofs(outcome: Outcome) -> None:
    """What is claimed of the exchange, in all its counts; writes docs/sync_proof.md."""
    if not outcome.full:
        raise LeftOut("the whole counts run with --full; `python -m tests.proof` runs the reduced ones")
    need("-m", "tests.proof", "--full")


def stories(outcome: Outcome) -> None:
    """pytest -m story, in a real window on a screen in memory."""
    if sys.platform.startswith("linux") and not shutil.which("Xvfb"):
        raise LeftOut("Xvfb is not installed")
    run_pytest(outcome, "stories", "-m", "story", "--cov", "--cov-append")


def coverage(_: Outcome) -> None:
    """The floor in pyproject.toml over all tests, and every branch where decisions are made."""
    complete = python(
        "-m", "coverage", "report", f"--include={','.join(FULLY_COVERED)}", "--fail-under=100", "-m"
    )
    if complete == NO_DATA:
        print("nothing to cover wholly yet", flush=True)
    whole = python("-m", "coverage", "report", "--skip-covered")
    if whole or complete not in (0, NO_DATA):
        raise Failed("below the floor" if whole else f"not every branch of {', '.join(FULLY_COVERED)}")


def frozen(_: Outcome) -> None:
    """The built program finds in itself what the source has."""
    need("installer/build.py")


def run_pytest(outcome: Outcome, name: str, *arguments: str) -> None:
    """Run tests and count them into the outcome; a run that finds none is left out, aloud."""
    report = RESULTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    covering = ("--cov-report=", "--cov-fail-under=0") if "--cov" in arguments else ()
    code = python("-m", "pytest", "-q", "-ra", "--durations=5", f"--junitxml={report}", *covering, *arguments)
    if code == NO_TESTS:
        raise LeftOut("there is none yet")
    counts = Counter({"failed": 1}) if not report.is_file() else count(report)
    outcome.tests.update(counts)
    if code:
        raise Failed(f"{counts['failed']} failed")


def count(report: Path) -> Counter[str]:
    """Passed, failed and skipped tests of one report."""
    counts: Counter[str] = Counter()
    for case in ET.parse(report).getroot().iter("testcase"):
        kinds = {child.tag for child in case}
        counts[
            "failed" if kinds & {"failure", "error"} else "skipped" if "skipped" in kinds else "passed"
        ] += 1
    return counts


Check = Callable[[Outcome], None]
CHECKS: tuple[tuple[Check, bool], ...] = (
    (layout, True), (lint, True), (layers, True), (types, True), (texts, True),
    (tests, True), (long_tests, False), (proofs, False), (stories, False), (coverage, False), (frozen, False),
)  # fmt: skip
"""Each check, and whether it is part of the quick part."""


def make(check: Check, outcome: Outcome) -> None:
    """One check with its heading, its time and its place in the outcome."""
    print(f"\n=== {check.__name__}: {(check.__doc__ or '').strip()}", flush=True)
    started = time.monotonic()
    try:
        check(outcome)
        verdict = "ok"
    except Failed as problem:
        outcome.failed.append(f"{check.__name__}: {problem}")
        verdict = f"FAILED, {problem}"
    except LeftOut as reason:
        outcome.left_out.append(f"{check.__name__}: {reason}")
        verdict = f"left out, {reason}"
    print(f"--- {check.__name__}: {verdict} ({time.monotonic() - started:.1f} s)", flush=True)


def tell(outcome: Outcome, seconds: float) -> None:
    """The end of the output: what was left out, what failed, and the count of tests."""
    print(f"\n=== {'quick part' if outcome.fast else 'all checks'}: {seconds:.0f} s")
    for line in outcome.left_out:
        print(f"left out   {line}")
    for line in outcome.failed:
        print(f"FAILED     {line}")
    # A check that failed without a test counts as one: the last line must not look green.
    bad = max(outcome.tests["failed"], len(outcome.failed))
    print(f"{outcome.tests['passed']} passed, {bad} failed, {outcome.tests['skipped']} skipped")


def main() -> int:
    """Make every check; 0 when none failed."""
    parser = argparse.ArgumentParser(prog="run.py test")
    parser.add_argument("--fast", action="store_true", help="the quick part only")
    parser.add_argument("--full", action="store_true", help="the long counts too")
    asked = parser.parse_args()
    outcome = Outcome(fast=asked.fast, full=asked.full)
    os.environ["PYTHONUTF8"] = "1"
    RESULTS.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    for check, quick in CHECKS:
        if quick or not outcome.fast:
            make(check, outcome)
        else:
            outcome.left_out.append(f"{check.__name__}: not in the quick part")
    tell(outcome, time.monotonic() - started)
    return 1 if outcome.failed else 0


if __name__ == "__main__":
    sys.exit(main())
