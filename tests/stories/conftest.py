from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.stories.seats import Seat

Seats = Callable[..., Seat]


@pytest.fixture
def seats() -> Iterator[Seats]:
    """Opens the program on a data folder; all of them are gone at the end."""
    taken: list[Seat] = []

    def take(data: Path, *command: str) -> Seat:
        taken.append(Seat(data, *command))
        return taken[-1]

    yield take
    for seat in taken:
        seat.end()
