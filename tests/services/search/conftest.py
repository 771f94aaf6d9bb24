"""A database in memory with an empty index."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import Connection, create_engine

from desk_app.services.search import create


@pytest.fixture
def index() -> Iterator[Connection]:
    engine = create_engine("sqlite://", module=sqlcipher3.dbapi2)
    with engine.begin() as connection:
        create(connection)
        yield connection
    engine.dispose()
