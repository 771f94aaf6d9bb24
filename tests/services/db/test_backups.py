"""Backups: whole, in turn, and back again, with what was still in the write-ahead log."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from desk_app.services.core.errors import DatabaseTrouble, NotFound, StorageTrouble
from desk_app.services.core.paths import DataFolder
from desk_app.services.db.backups import KEPT, Backup, Backups
from desk_app.services.db.database import Database
from desk_app.services.db.opening import open_database
from tests.fakes import FakeClock


@pytest.fixture
def backups(folder: DataFolder, clock: FakeClock) -> Backups:
    return Backups(folder, clock)


def put(database: Database, *keys: str) -> None:
    with database.write() as session:
        for key in keys:
            session.execute(text("INSERT INTO settings (key, value) VALUES (:key, '1')"), {"key": key})


def keys(folder: DataFolder, clock: FakeClock) -> set[str]:
    database = open_database(folder, clock)
    try:
        with database.read() as session:
            return set(session.scalars(text("SELECT key FROM settings")))
    finally:
        database.close()


def test_what_is_still_in_the_log_is_in_the_backup(
    folder: DataFolder, clock: FakeClock, backups: Backups
) -> None:
    database = open_database(folder, clock)
    with database.raw() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA wal_autocheckpoint=0")
    put(database, *(f"k{n}" for n in range(200)))
    assert Path(f"{folder.database}-wal").stat().st_size > 0, "a copy of the file alone would lose these"
    backup = backups.make("hourly")
    put(database, "later")
    database.close()
    backups.restore(backup)
    assert keys(folder, clock) == {f"k{n}" for n in range(200)}
    assert {one.reason for one in backups.list()} == {"hourly", "before-restore"}


def test_a_restore_can_be_taken_back(folder: DataFolder, clock: FakeClock, backups: Backups) -> None:
    database = open_database(folder, clock)
    put(database, "one")
    first = backups.make("hourly")
    put(database, "two")
    database.close()
    clock.advance(seconds=5)
    backups.restore(first)
    assert keys(folder, clock) == {"one"}
    kept = next(one for one in backups.list() if one.reason == "before-restore")
    clock.advance(seconds=5)
    backups.restore(kept)
    assert keys(folder, clock) == {"one", "two"}


def test_they_go_in_turn(folder: DataFolder, clock: FakeClock, backups: Backups) -> None:
    open_database(folder, clock).close()
    made: dict[str, list[str]] = {reason: [] for reason in ("hourly", "daily")}
    for hour in range(24 * 16):
        clock.advance(hours=1)
        if hour % 24 == 0:
            made["daily"].append(fake(folder, clock, "daily"))
        made["hourly"].append(fake(folder, clock, "hourly"))
    backups._rotate(folder.backups / made["hourly"][-1])
    for reason, names in made.items():
        kept = sorted(one.path.name for one in backups.list() if one.reason == reason)
        assert kept == names[-KEPT[reason] :]


def test_what_was_just_made_stays_although_the_clock_went_back(
    folder: DataFolder, clock: FakeClock, backups: Backups
) -> None:
    open_database(folder, clock).close()
    for _ in range(KEPT["before-restore"] + 2):
        clock.advance(hours=-9_000)
        made = backups.make("before-restore")
        assert made.path.is_file() and made.size
    assert len(backups.list()) == KEPT["before-restore"]


def fake(folder: DataFolder, clock: FakeClock, reason: str) -> str:
    path = folder.backups / f"desk-{clock.now():%Y%m%d-%H%M%S}-{reason}.db"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")
    return path.name


def test_what_is_due(folder: DataFolder, clock: FakeClock, backups: Backups) -> None:
    open_database(folder, clock).close()
    assert backups.due() == "daily"
    backups.make("daily")
    assert backups.due() is None
    clock.advance(minutes=59)
    assert backups.due() is None
    clock.advance(minutes=1)
    assert backups.due() == "hourly"
    backups.make("hourly")
    assert backups.due() is None
    clock.advance(hours=24)
    assert backups.due() == "daily"
    backups.make("daily")
    clock.set(clock.now() - timedelta(days=400))
    assert backups.due() == "daily", "a clock that went back must not stop the backups"


def test_foreign_files_are_no_backups(folder: DataFolder, clock: FakeClock, backups: Backups) -> None:
    open_database(folder, clock).close()
    made = backups.make("hourly")
    for name in ("desk-latest.db", "desk-20261122-010203-hourly.db.part", "notes.txt", "desk-x-hourly.db"):
        (folder.backups / name).write_bytes(b"")
    assert backups.list() == [made]


def test_a_damaged_backup_is_not_restored(folder: DataFolder, clock: FakeClock, backups: Backups) -> None:
    database = open_database(folder, clock)
    put(database, "one")
    backup = backups.make("hourly")
    database.close()
    whole = backup.path.read_bytes()
    for damaged in (
        whole[: len(whole) // 2],
        b"rubbish" * 1000,
        whole[:8192] + b"\xff" * 20000 + whole[28192:],
    ):
        backup.path.write_bytes(damaged)
        with pytest.raises(DatabaseTrouble):
            backups.restore(backup)
        assert keys(folder, clock) == {"one"}
    backup.path.unlink()
    with pytest.raises(NotFound):
        backups.restore(backup)


def test_a_damaged_database_is_replaced(folder: DataFolder, clock: FakeClock, backups: Backups) -> None:
    database = open_database(folder, clock)
    put(database, "one")
    backup = backups.make("hourly")
    database.close()
    folder.database.write_bytes(b"rubbish" * 10_000)
    backups.restore(backup)
    assert keys(folder, clock) == {"one"}


def test_a_backup_that_cannot_be_written_leaves_nothing_half(
    folder: DataFolder, clock: FakeClock, backups: Backups
) -> None:
    open_database(folder, clock).close()
    folder.backups.write_text("in the way")
    with pytest.raises(StorageTrouble):
        backups.make("hourly")
    folder.backups.unlink()
    made: Backup = backups.make("hourly")
    assert made.size > 0 and not list(folder.backups.glob("*.part"))
