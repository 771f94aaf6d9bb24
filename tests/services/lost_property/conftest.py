"""The desk of the lost property's tests."""

from __future__ import annotations

import pytest

from desk_app.services.catalogue import Services
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.lost_property.found_desk import FoundDesk


@pytest.fixture
def counter(desk: Services, people: People, clock: FakeClock) -> FoundDesk:
    """Somebody who takes things in, and a second one who confirms them."""
    return FoundDesk(desk, people, clock)
