"""Play one schedule again and tell its story: `python -m tests.services.sync.sim SEED [--losses]`."""

from __future__ import annotations

import argparse
import sys
import time

from tests.services.sync.sim.naive import NaiveSides
from tests.services.sync.sim.real import RealSides, seeded
from tests.services.sync.sim.runs import run, told
from tests.services.sync.sim.world import World


def main() -> int:
    """0 when everything held."""
    parser = argparse.ArgumentParser(prog="python -m tests.services.sync.sim")
    parser.add_argument("seed", type=int)
    parser.add_argument("--losses", action="store_true", help="with restores, copies and dead disks (R2)")
    parser.add_argument("--naive", action="store_true", help="with the careless exchange")
    parser.add_argument(
        "--many", type=int, default=0, help="so many schedules from this number on, without stories"
    )
    asked = parser.parse_args()
    sides = NaiveSides if asked.naive else RealSides
    if asked.many:
        started = time.monotonic()
        runs = run(lambda _: sides(), range(asked.seed, asked.seed + asked.many), losses=asked.losses)
        print(f"{runs.said()}\n{len(runs.failed)} failed, {time.monotonic() - started:.1f} s")
        print(told(runs, losses=asked.losses))
        return 1 if runs.failed else 0
    with seeded(asked.seed):
        world = World(asked.seed, sides(), losses=asked.losses)
        found = world.live()
    print("\n".join(world.story))
    print("\n".join(["", *found.wrong]) if found.wrong else "\neverything held")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
