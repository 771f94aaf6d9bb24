"""R28: days of exchange. Folders do not grow from a day to the next, and neither does the work of a round."""

from __future__ import annotations

from collections import Counter
from contextlib import closing

import pytest

from tests.proof.counts import counted
from tests.services.sync.sim.directed import calm
from tests.services.sync.sim.real import seeded
from tests.services.sync.sim.sides import Deed
from tests.services.sync.sim.world import MINUTE, PRIVATE, World

TIMES_A_DAY = 8
MORE = 1.3
"""So much more than on the second day may stand there, and be done, on the last."""


def a_day(world: World, deeds: int) -> tuple[int, int]:
    """A day of work; the operations on the share it took, and the most files that stand in a folder."""
    before = _operations(world)
    for _ in range(TIMES_A_DAY):
        for post in world.posts:
            for number in range(deeds):
                known = post.side.passes()[-1:] if number % 3 else []
                world.work(post, Deed("redeemed" if known else "issued", *known or [0], PRIVATE))
        world.time.pass_by(24 * 60 * MINUTE // TIMES_A_DAY)
        world.everybody()
        world.office_round()
    folders = Counter(path.rpartition("/")[0] for path in world.server.files)
    return _operations(world) - before, max(folders.values())


def _operations(world: World) -> int:
    return world.office_share.work + sum(post.share.work for post in world.posts)


def soak(days: int, deeds: int) -> None:
    with seeded(1), closing(calm()) as world:
        world.losses = False
        told = [a_day(world, deeds) for _ in range(days)]
        work, most = zip(*told, strict=True)
        assert work[-1] <= MORE * work[2] and most[-1] <= MORE * most[2], told
        world.everybody()
        assert sum(len(post.side.held()) for post in world.posts) <= 6, (
            "batches are held that head office has"
        )
        note = f"days of 3 desks; operations on the share a day {work[2]} to {work[-1]}, files in a folder {most[-1]}"
        counted("R28", days, 1, note)


def test_some_days_leave_no_more_than_one() -> None:
    soak(6, 2)


@pytest.mark.full
@pytest.mark.timeout(1200)
def test_a_month_leaves_no_more_than_a_day() -> None:
    soak(30, 16)
