"""The desk of the mail's tests."""

from __future__ import annotations

import pytest

from desk_app.services.catalogue import Services
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.mail.sorting_desk import Counter


@pytest.fixture
def counter(desk: Services, people: People, clock: FakeClock) -> Counter:
    """Three tenants and no mail yet."""
    return Counter(desk, people, clock)
