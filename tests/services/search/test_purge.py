"""A removed person leaves nothing behind in the file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import Connection, Engine, create_engine, event

from desk_app.services.search import SearchEntry, create, find, put, remove, tidy
from desk_app.services.search.terms import terms_of
from tests.services.search.people import EVERYONE, HOUR, invented

GONE = SearchEntry(
    "visit", 5 * HOUR // 2, "龘蟲鱻", "暗夜公司 · 9876", EVERYONE,
    ("龘蟲鱻", "Xqzwvk Pfqjzx"), ("19900776655",), ("QQ-Z9-990101-777",), ("Wvxqkj",),
)  # fmt: skip
TRACES = ["龘", "蟲鱻", "暗夜", "xqzwvk", "Xqzwvk", "fqjzx", "wvxqkj", "19900776655", "QQ-Z9", "dachongxian"]


@pytest.fixture
def engine(tmp_path: Path) -> Any:
    engine = create_engine(f"sqlite:///{tmp_path / 'desk.db'}", module=sqlcipher3.dbapi2)

    @event.listens_for(engine, "connect")
    def _connect(raw: Any, _: Any) -> None:
        raw.execute("PRAGMA journal_mode=WAL")
        raw.execute("PRAGMA secure_delete=ON")

    yield engine
    engine.dispose()


def in_files(engine: Engine, folder: Path) -> list[str]:
    raw = engine.raw_connection()
    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    content = b"".join(p.read_bytes() for p in folder.iterdir())
    return [trace for trace in TRACES if trace.encode() in content]


def own_terms(others: list[SearchEntry]) -> set[str]:
    """Terms that nobody but the removed person has. In the file they lie shortened, so bytes do not show them."""
    kept = {t for e in others for t in terms_of(e.names, (*e.phones, *e.numbers, *e.words)).split(" ")}
    gone = set(terms_of(GONE.names, (*GONE.phones, *GONE.numbers, *GONE.words)).split(" ")) - kept
    assert {"龘蟲", "xqzwvk", "0776", "qqz"} <= gone
    return gone


def terms_kept(connection: Connection) -> set[str]:
    connection.exec_driver_sql(
        "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, search_terms, row)"
    )
    return {str(term) for (term,) in connection.exec_driver_sql("SELECT term FROM temp.vocabulary")}


@pytest.mark.parametrize("alone", [True, False])
def test_nothing_is_left(engine: Engine, tmp_path: Path, alone: bool) -> None:
    others = [] if alone else invented(300)
    with engine.begin() as connection:
        create(connection)
        put(connection, others)
    with engine.begin() as connection:
        put(connection, [GONE])
    with engine.begin() as connection:
        put(connection, [replace(GONE, subtitle="已离开")])  # an older version of the entry must go as well
    assert {"龘", "蟲鱻", "19900776655"} <= set(in_files(engine, tmp_path))
    with engine.begin() as connection:
        remove(connection, [GONE.id])
        assert find(connection, "龘", role=EVERYONE) == []
    start = more = True
    while more:
        with engine.begin() as connection:
            more = tidy(connection, 50, start=start)
        start = False
    assert in_files(engine, tmp_path) == []
    with engine.begin() as connection:
        assert not own_terms(others) & terms_kept(connection)
        assert bool(find(connection, "张", role=EVERYONE)) is not alone
