from __future__ import annotations

import logging

import pytest
from sqlalchemy.exc import IntegrityError

from tests.proof.counts import counted
from tests.services.sync.sim.directed import play
from tests.services.sync.sim.mutants import BY_A_STORY, IN_THE_WORLD, ByStory, Mutant
from tests.services.sync.sim.real import RealSides, template
from tests.services.sync.sim.runs import run

WITHIN = 40
"""Schedules from the one on that is known to find it: the world may change a little without moving them all."""


@pytest.fixture(autouse=True)
def made_before_the_bug(caplog: pytest.LogCaptureFixture) -> None:
    """With a seeded bug the exchange may say what it likes; the levels come back for the next test."""
    template()
    for name in ("sync", "headoffice"):
        caplog.set_level(logging.CRITICAL, name)


@pytest.mark.parametrize("mutant", IN_THE_WORLD, ids=lambda mutant: mutant.bug.__name__)
def test_the_world_finds(mutant: Mutant, monkeypatch: pytest.MonkeyPatch) -> None:
    mutant.bug(monkeypatch)
    seeds = range(mutant.first, mutant.first + WITHIN)
    runs = run(lambda _: RealSides(), seeds, losses=mutant.losses, until_failed=True)
    monkeypatch.undo()
    assert runs.failed, f"{mutant.bug.__name__} was not found in {runs.schedules} schedules"
    counted("R3", 1, min(runs.failed), f"{mutant.bug.__name__}: found by the world")


@pytest.mark.parametrize("mutant", BY_A_STORY, ids=lambda mutant: mutant.bug.__name__)
def test_a_story_finds(mutant: ByStory, monkeypatch: pytest.MonkeyPatch) -> None:
    play(mutant.story)
    mutant.bug(monkeypatch)
    with pytest.raises((AssertionError, IntegrityError)):
        play(mutant.story)
    monkeypatch.undo()
    counted("R3", 1, 1, f"{mutant.bug.__name__}: found by {mutant.story.__name__}")


def test_there_are_enough() -> None:
    assert len({one.bug for one in (*IN_THE_WORLD, *BY_A_STORY)}) >= 20
