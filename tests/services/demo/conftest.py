"""A small demo building, made once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.demo.build import Built, build_demo
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock, FakeSecrets

NOW = datetime(2026, 11, 25, 6, 30, tzinfo=UTC)
"""Wednesday, 14:30 at the building."""


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """Two weeks of records. For reading only."""
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        made = make(tmp_path_factory.mktemp("demo") / "data", FakeClock(NOW))
    yield made
    made.services.bench.database.close()


def make(root: Path, clock: FakeClock) -> Built:
    """The same building every time."""
    return build_demo(DataFolder(root), years=0.04, seed=7, clock=clock, secrets=FakeSecrets())


@pytest.fixture
def demo(built: Built) -> Services:
    """The services on it."""
    return built.services
