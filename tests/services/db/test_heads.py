"""Another program that opens and closes the database beside ours takes nothing of what is written here later."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from desk_app.services.core.clocks import SystemClock
from desk_app.services.core.paths import DataFolder
from desk_app.services.db import heads
from desk_app.services.db.backups import Backups
from desk_app.services.db.cipher import connect, is_plain
from desk_app.services.db.database import Database
from desk_app.services.db.opening import open_database

POSIX = pytest.mark.skipif(os.name == "nt", reason="locks belong to a handle on Windows")
LOOK = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); print(c.execute(sys.argv[2]).fetchone()[0]); c.close()"


@pytest.fixture
def opened(tmp_path: Path) -> Database:
    return open_database(DataFolder(tmp_path), SystemClock())


def beside(database: Database, question: str) -> int:
    """What another program reads, which opens the file and closes it."""
    command = [sys.executable, "-c", LOOK, str(database.path), question]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def count(database: Database) -> int:
    with database.read() as session:
        return int(session.execute(text("SELECT count(*) FROM counters")).scalar_one())


def write(database: Database, series: str) -> None:
    with database.write() as session:
        session.execute(text("INSERT INTO counters (series, last) VALUES (:one, 1)"), {"one": series})


def test_what_is_written_after_another_program_looked_is_there(opened: Database) -> None:
    write(opened, "before")
    first = count(opened)  # readers are connections of their own
    assert beside(opened, "SELECT count(*) FROM counters") == first
    write(opened, "after")
    assert Path(f"{opened.path}-wal").exists(), "the write-ahead log is still the one that everybody sees"
    assert beside(opened, "SELECT count(*) FROM counters") == first + 1
    opened.close()
    again = Database(opened.path)
    assert count(again) == first + 1
    again.close()


@POSIX
def test_nothing_of_the_program_drops_the_locks(opened: Database, tmp_path: Path) -> None:
    write(opened, "before")
    assert is_plain(opened.path)
    Backups(DataFolder(tmp_path), SystemClock()).make("by-hand")
    connect(opened.path, None).close()
    beside(opened, "PRAGMA wal_checkpoint(TRUNCATE)")
    assert Path(f"{opened.path}-wal").exists()
    write(opened, "after")
    assert beside(opened, "SELECT count(*) FROM counters WHERE series = 'after'") == 1
    opened.close()


@POSIX
def test_the_last_connection_lets_go_of_the_file(opened: Database) -> None:
    count(opened)
    assert heads.is_kept(opened.path)
    second = connect(opened.path, None)
    opened.close()
    assert heads.is_kept(opened.path)
    second.close()
    second.close()
    assert not heads.is_kept(opened.path)


@POSIX
def test_a_forgotten_connection_lets_go_too(tmp_path: Path) -> None:
    forgotten = connect(tmp_path / "some.db", None)
    assert heads.is_kept(tmp_path / "some.db")
    del forgotten
    assert not heads.is_kept(tmp_path / "some.db")


@POSIX
def test_connections_that_come_and_go_leave_nothing_open(opened: Database) -> None:
    count(opened)
    before = heads._kept.copy()
    for _ in range(50):
        connect(opened.path, None).close()
    assert heads._kept == before, "one descriptor for a file, however many connections it has"
    opened.close()
    assert not heads.is_kept(opened.path)
