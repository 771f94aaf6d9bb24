"""The desk of the duty log's tests."""

from __future__ import annotations

import pytest

from desk_app.services.catalogue import Services
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.duty_log.duty_desk import DutyDesk


@pytest.fixture
def duty(desk: Services, people: People, clock: FakeClock) -> DutyDesk:
    """Monday 9:00."""
    return DutyDesk(desk, people, clock)
