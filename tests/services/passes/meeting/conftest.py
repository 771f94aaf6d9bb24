"""Fixtures of gates that were apart."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock
from tests.services.passes.meeting.cut_off import Post, building


@pytest.fixture(scope="module")
def apart(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[Post], FakeClock]]:
    """Three PCs of one building, and their clock. One set for a whole module: use passes of your own."""
    clock = FakeClock()
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        posts = building(tmp_path_factory.mktemp("apart"), 3, clock)
        yield posts, clock
    for post in posts:
        post.close()
