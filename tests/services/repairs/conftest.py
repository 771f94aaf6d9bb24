"""The desk of the repairs' tests."""

from __future__ import annotations

import pytest

from desk_app.services.catalogue import Services
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.repairs.repair_desk import RepairDesk


@pytest.fixture
def ledger(desk: Services, people: People, clock: FakeClock) -> RepairDesk:
    """Monday 9:00: a tenant, a vacant unit, two engineers."""
    return RepairDesk(desk, people, clock)
