"""Runs of many schedules: what they came to, and what a failing one has to tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.services.sync.sim.real import seeded
from tests.services.sync.sim.sides import Sides
from tests.services.sync.sim.world import Found, World


@dataclass
class Runs:
    """How many schedules ran, what happened in them, and which failed, with what was wrong."""

    schedules: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    failed: dict[int, list[str]] = field(default_factory=dict)

    def said(self) -> str:
        """One line of figures."""
        told = ", ".join(f"{count} {what}" for what, count in sorted(self.counts.items()))
        return f"{self.schedules} schedules: {told}"


def run(
    sides: Callable[[int], Sides], seeds: Iterable[int], *, losses: bool = False, until_failed: bool = False
) -> Runs:
    """Live through the schedules of these seeds. `until_failed`: stop at the first that fails."""
    runs = Runs()
    for seed in seeds:
        found = one(sides(seed), seed, losses=losses)
        runs.schedules += 1
        runs.counts += found.counts
        if found.wrong:
            runs.failed[seed] = found.wrong
            if until_failed:
                break
    return runs


def one(sides: Sides, seed: int, *, losses: bool) -> Found:
    """One schedule. Whatever breaks in it is wrong, and told like the rest."""
    with seeded(seed):
        world = World(seed, sides, losses=losses)
        try:
            return world.live()
        except Exception as error:
            world.found.wrong.append(f"broke: {error!r}")
            return world.found


def told(runs: Runs, *, losses: bool) -> str:
    """What failed, and how to play it again."""
    lines = []
    for seed, wrong in list(runs.failed.items())[:5]:
        again = f"python -m tests.services.sync.sim {seed}{' --losses' if losses else ''}"
        lines += [f"seed {seed} ({again}):", *(f"   {one}" for one in wrong[:6])]
    return "\n".join(lines)
