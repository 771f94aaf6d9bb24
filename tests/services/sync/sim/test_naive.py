from __future__ import annotations

from tests.proof.counts import counted
from tests.services.sync.sim.naive import NaiveSides
from tests.services.sync.sim.runs import run

SCHEDULES = 40


def test_a_careless_exchange_fails_here() -> None:
    runs = run(lambda _: NaiveSides(), range(SCHEDULES))
    kinds = {one.split(":")[0] for wrong in runs.failed.values() for one in wrong}
    assert len(runs.failed) >= SCHEDULES // 2
    assert {"lost", "unheard"} <= kinds
    counted("R3", 1, 0, f"a careless exchange fails in {len(runs.failed)} of {SCHEDULES} schedules")
