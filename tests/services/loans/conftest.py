"""The desk of the loans' tests."""

from __future__ import annotations

import pytest

from desk_app.services.catalogue import Services
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.loans.lending_desk import Counter


@pytest.fixture
def counter(desk: Services, people: People, clock: FakeClock) -> Counter:
    """Umbrellas, wheelchairs and a trolley in stock."""
    return Counter(desk, people, clock)
