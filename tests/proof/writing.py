"""Writes what a run of the proofs came to into docs/sync_proof.md. No figure in it is typed by hand."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.proof.catalogue import PROOFS, Proof
from tests.proof.running import ROOT, Count, Gathered, by_note

FILE = ROOT / "docs" / "sync_proof.md"
HELD = "held"
_MOST_SEEDS = 4
_MOST_NOTES = 60


def document(found: Gathered, *, full: bool, seconds: float) -> str:
    """The whole document."""
    return "\n".join(
        [
            *_head(full=full, seconds=seconds),
            "| id | what | cases | goal | seeds | seconds | with --full | at this rate | result |",
            "| --- | --- | ---: | ---: | --- | ---: | ---: | ---: | --- |",
            *(_row(proof, found, full=full) for proof in PROOFS),
            *_not_run(found),
            *_skipped(found),
            *_failed(found),
            *_notes(found),
            "",
        ]
    )


def held(found: Gathered, proof: Proof, *, full: bool) -> str:
    """The result of one proof in a word or two."""
    if found.cases_of(proof.id, "failed"):
        return "**FAILED**"
    counted = found.of(proof.id)
    if not counted:
        return "**NOT RUN**"
    count = sum(one.count for one in counted)
    return HELD if count >= _goal(proof, full=full) else "held, below the goal"


def _goal(proof: Proof, *, full: bool) -> int:
    return proof.full if full else proof.reduced


def _head(*, full: bool, seconds: float) -> Iterator[str]:
    tier = "all counts (`--full`)" if full else "the reduced counts"
    yield "# What was proved of the exchange"
    yield ""
    yield f"Written by `python -m tests.proof{' --full' if full else ''}`, which ran {tier} on {_day()}, in"
    yield f"{seconds:.0f} s on {os.cpu_count()} cores (Python {platform.python_version()}, {platform.system()}). A count is"  # noqa: E501
    yield "written by the test itself once everything it tried held. Seconds are those of the tests that counted,"
    yield "one after the other; several run at once. Before the result: how many cases `--full` asks for, and how"
    yield "long as many would take one process at the rate of this run. Only the column of cases says what was tried."
    yield ""


def _day() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _row(proof: Proof, found: Gathered, *, full: bool) -> str:
    counted = found.of(proof.id)
    count = sum(one.count for one in counted)
    cells = (
        proof.id,
        proof.what,
        f"{count:,}" if counted else "",
        f"{_goal(proof, full=full):,}",
        _seeds(counted),
        f"{found.seconds(proof.id):.1f}" if counted else "",
        f"{proof.full:,}",
        f"{found.seconds(proof.id) / count * proof.full / 60:,.0f} min" if count else "",
        held(found, proof, full=full),
    )
    return f"| {' | '.join(cells)} |"


def _seeds(counted: list[Count]) -> str:
    seeds = sorted({one.seed for one in counted if one.seed is not None})
    rest = f" and {len(seeds) - _MOST_SEEDS} more" if len(seeds) > _MOST_SEEDS else ""
    return ", ".join(map(str, seeds[:_MOST_SEEDS])) + rest


def _not_run(found: Gathered) -> Iterator[str]:
    missing = [proof.id for proof in PROOFS if not found.of(proof.id)]
    if missing:
        yield ""
        yield f"NOT RUN: nothing was counted for {', '.join(missing)}."


def _skipped(found: Gathered) -> Iterator[str]:
    yield ""
    yield "## Skipped"
    yield ""
    skipped = [case for case in found.cases if case.outcome == "skipped"]
    yield from (f"- `{case.name}`: {case.why}" for case in sorted(skipped, key=lambda one: one.name))
    if not skipped:
        yield "Nothing was skipped."


def _failed(found: Gathered) -> Iterator[str]:
    failed = sorted(case.name for case in found.cases if case.outcome == "failed")
    if failed:
        yield ""
        yield "## Failed"
        yield ""
        yield from (f"- `{name}`" for name in failed)


def _notes(found: Gathered) -> Iterator[str]:
    yield ""
    yield "## What was tried"
    for proof in PROOFS:
        notes = {note: count for note, count in by_note(found.of(proof.id)).items() if note}
        if notes:
            yield ""
            yield f"### {proof.id}"
            yield ""
            yield from (f"- {count:,}: {note}" for note, count in sorted(notes.items())[:_MOST_NOTES])
            if len(notes) > _MOST_NOTES:
                yield f"- and {len(notes) - _MOST_NOTES} more"
