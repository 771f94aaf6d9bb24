"""A building, made once for all tests of this folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.desk_fixtures import quick_pins
from tests.services.sync.crash.building import Building, copy_building, make_building


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Building:
    """The building that is copied; nobody lives in it."""
    with pytest.MonkeyPatch.context() as patch:
        return make_building(tmp_path_factory.mktemp("built") / "building", patch)


@pytest.fixture
def building(
    built: Building, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[], Building]]:
    """Gives another building at each call, and ends its programs."""
    quick_pins(monkeypatch)
    made: list[Building] = []

    def make() -> Building:
        made.append(copy_building(built, tmp_path / f"building{len(made)}"))
        return made[-1]

    yield make
    for one in made:
        one.close()
