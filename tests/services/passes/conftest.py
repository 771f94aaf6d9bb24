"""What the tests of the exit passes share."""

from __future__ import annotations

import pytest

from desk_app.services.catalogue import Services
from tests.desk_fixtures import People
from tests.services.passes.gate_people import Post


@pytest.fixture
def post(desk: Services, people: People) -> Post:
    """The gate of a desk on its own."""
    return Post(desk, people)
