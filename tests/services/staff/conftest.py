"""Signing in by the tests' people."""

from __future__ import annotations

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.staff.service import Staff


@pytest.fixture
def staff(desk: Services) -> Staff:
    """The staff service of `desk`."""
    return desk.get(Staff)
