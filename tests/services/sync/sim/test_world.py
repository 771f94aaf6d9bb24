from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.proof.counts import counted
from tests.services.sync.sim.real import RealSides
from tests.services.sync.sim.runs import one, run, told

SOME = 5
"""Schedules of a test: it takes some ten seconds."""
MANY = 250
ROOT = Path(__file__).resolve().parents[4]


def live(test_id: str, first: int, count: int, *, losses: bool) -> None:
    runs = run(lambda _: RealSides(), range(first, first + count), losses=losses)
    assert not runs.failed, told(runs, losses=losses)
    counted(test_id, runs.schedules, first, runs.said())
    counted(
        "R22", runs.counts["double uses"], first, "passes used twice, each known at all desks of its building"
    )


@pytest.mark.parametrize("part", range(30))
def test_three_desks_and_head_office_lose_nothing(part: int) -> None:
    live("R1", part * SOME, SOME, losses=False)


@pytest.mark.parametrize("part", range(20))
def test_what_is_lost_was_never_told_and_twins_are_found(part: int) -> None:
    live("R2", part * SOME, SOME, losses=True)


@pytest.mark.full
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("part", range(40))
def test_ten_thousand_schedules(part: int) -> None:
    live("R1", 100_000 + part * MANY, MANY, losses=False)


@pytest.mark.full
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("part", range(40))
def test_ten_thousand_schedules_with_losses(part: int) -> None:
    live("R2", 200_000 + part * MANY, MANY, losses=True)


def test_a_schedule_is_played_again_to_the_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    said = [_story("1"), _story("2")]
    assert said[0] == said[1]
    assert "everything held" in said[0]


def _story(hash_seed: str) -> str:
    command = [sys.executable, "-m", "tests.services.sync.sim", "3", "--losses"]
    environment = {"PYTHONHASHSEED": hash_seed, "QT_QPA_PLATFORM": "offscreen", "PATH": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


def test_whatever_breaks_in_a_schedule_is_wrong() -> None:
    class Broken(RealSides):
        def secrets_in(self, content: bytes) -> bool:
            raise ValueError("broken")

    assert one(Broken(), 1, losses=False).wrong == ["broke: ValueError('broken')"]
