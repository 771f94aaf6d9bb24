from __future__ import annotations

import pytest

from tests.proof.counts import counted
from tests.services.sync.sim.directed import STORIES, Story, play


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__)
def test_the_product_tells_the_story_well(story: Story) -> None:
    play(story)
    counted("R1", 1, 1, f"story: {story.__name__}")
