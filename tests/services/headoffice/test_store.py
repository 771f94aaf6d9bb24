"""The store: it opens again whatever lies in it, and for as long as a collector runs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update

from desk_app.services.core.clocks import first_id
from desk_app.services.core.errors import DatabaseTrouble
from desk_app.services.headoffice import store
from desk_app.services.headoffice.archive import Archive
from desk_app.services.headoffice.store import PostgresStore
from desk_app.services.headoffice.tables import EVENTS, SETTINGS
from desk_app.services.sync.names import BatchName, Party
from tests.services.headoffice.postgres import PostgresServer


def _event(at: datetime) -> dict[str, object]:
    of = {"site": 1, "id": first_id(at) + 5, "party": "1-01", "kind": "a.b", "version": 1, "entity": 1}
    return {**of, "stamp": 1, "at": 1, "actor": 1, "payload": "{}", "digest": b"\0"}


def _parts(opened: PostgresStore) -> set[str]:
    with opened.read() as session:
        return set(session.scalars(text("SELECT relname FROM pg_class WHERE relispartition")))


def test_an_event_of_a_clock_far_ahead_keeps_nobody_from_opening(
    server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url, now = server.emptied(), datetime.now(UTC)
    ahead = now + timedelta(days=20 * 31)
    opened = PostgresStore(url)
    with opened.write() as session:
        session.execute(insert(EVENTS), [_event(ahead)])
    opened.close()
    monkeypatch.setattr(store, "_MONTHS_AHEAD", 26)
    again = PostgresStore(url)
    try:
        later = ahead + timedelta(days=40)
        parts = _parts(again)
        assert f"events_{ahead:%Y_%m}" not in parts
        assert f"events_{later:%Y_%m}" in parts
    finally:
        again.close()


def test_months_are_made_as_long_as_a_collector_runs(server: PostgresServer) -> None:
    opened = PostgresStore(server.emptied())
    try:
        later = datetime.now(UTC) + timedelta(days=3 * 366)
        assert f"events_{later:%Y_%m}" not in _parts(opened)
        opened.upkeep(later)
        assert f"events_{later:%Y_%m}" in _parts(opened)
    finally:
        opened.close()


def test_tables_of_a_newer_program_are_refused(url: str | None, tmp_path: Path) -> None:
    opened = store.open_store(tmp_path, url)
    with opened.write() as session:
        assert session.execute(select(SETTINGS.c.value)).scalars().all() == [str(store.SCHEMA)]
        session.execute(update(SETTINGS).values(value=str(store.SCHEMA + 1)))
    opened.close()
    with pytest.raises(DatabaseTrouble, match="newer"):
        store.open_store(tmp_path, url)


def test_a_spoiled_file_of_the_archive_is_written_again(tmp_path: Path) -> None:
    kept, party, name = Archive(tmp_path), Party(1, 1), BatchName("00000001", 1, "0" * 16)
    kept.keep(party, name, b"whole")
    path = tmp_path / str(party) / str(name)
    path.write_bytes(b"spoil")
    kept.keep(party, name, b"whole")
    assert kept.read(party, name) == b"whole"
