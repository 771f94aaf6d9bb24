"""Opening: from nothing, from an older version, not at all; and where a database must not be."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from desk_app.services.core.errors import DatabaseTrouble, StorageTrouble
from desk_app.services.core.paths import DataFolder
from desk_app.services.db import migrations, opening
from desk_app.services.db.backups import Backups
from desk_app.services.db.database import APPLICATION_ID
from desk_app.services.db.migrations import newest_version
from desk_app.services.db.opening import file_system_of, open_database, refuse_network, stored_version
from tests.fakes import FakeClock

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
server:/export /mnt/share nfs4 rw 0 0
//nas/files /mnt/with\\040space cifs rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
user@host: /srv/desk/far fuse.sshfs rw 0 0
tmpfs /tmp tmpfs rw 0 0
"""


def pragma(path: Path, name: str) -> object:
    connection = sqlcipher.connect(str(path))
    try:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        connection.close()


def test_from_nothing_to_the_newest(folder: DataFolder, clock: FakeClock) -> None:
    database = open_database(folder, clock)
    with database.raw() as connection:
        asked = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS}
    database.close()
    assert asked == PRAGMAS
    assert stored_version(folder.database) == newest_version() > 0
    assert pragma(folder.database, "application_id") == APPLICATION_ID
    assert Backups(folder, clock).list() == [], "there was nothing to back up"
    open_database(folder, clock).close()
    assert Backups(folder, clock).list() == []


PRAGMAS: dict[str, object] = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "secure_delete": 1,
    "trusted_schema": 0,
    "busy_timeout": 5000,
}


def test_readers_cannot_write(folder: DataFolder, clock: FakeClock) -> None:
    database = open_database(folder, clock)
    with pytest.raises(StorageTrouble), database.read() as session:
        session.connection().exec_driver_sql("DELETE FROM settings")
    database.close()


def test_an_older_one_is_backed_up_then_migrated(
    folder: DataFolder, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(folder, clock).close()
    add_step(monkeypatch, "CREATE TABLE later (id INTEGER PRIMARY KEY)")
    open_database(folder, clock).close()
    assert stored_version(folder.database) == newest_version()
    assert [one.reason for one in Backups(folder, clock).list()] == ["before-update"]


def test_a_migration_that_fails_leaves_everything_as_it_was(
    folder: DataFolder, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(folder, clock).close()
    before, version = schema(folder), newest_version()
    add_step(monkeypatch, "CREATE TABLE half (id INTEGER PRIMARY KEY)", fails=True)
    with pytest.raises(ZeroDivisionError):
        open_database(folder, clock)
    assert stored_version(folder.database) == version
    assert schema(folder) == before


@pytest.mark.parametrize("names", [("m0001_a", "m0003_b"), ("m0001_a", "m0001_b"), ("m0002_a",)])
def test_migrations_with_a_gap_or_a_double_are_refused(
    monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    found = [SimpleNamespace(name=name) for name in names]
    monkeypatch.setattr(migrations.pkgutil, "iter_modules", lambda path: found)
    with pytest.raises(RuntimeError, match="gap or a double"):
        migrations.steps.__wrapped__()


def test_a_first_migration_that_fails_leaves_an_empty_file(
    folder: DataFolder, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_step(monkeypatch, "CREATE TABLE half (id INTEGER PRIMARY KEY)", fails=True)
    with pytest.raises(ZeroDivisionError):
        open_database(folder, clock)
    assert stored_version(folder.database) == 0 and schema(folder) == []


def test_a_migration_may_not_leave_a_dangling_reference(
    folder: DataFolder, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(folder, clock).close()
    version = newest_version()
    add_step(monkeypatch, "INSERT INTO visit_photos (visit, jpeg) VALUES (4711, x'00')")
    with pytest.raises(RuntimeError, match="dangling"):
        open_database(folder, clock)
    assert stored_version(folder.database) == version


def add_step(monkeypatch: pytest.MonkeyPatch, statement: str, *, fails: bool = False) -> None:
    """One more migration."""
    import importlib
    from types import SimpleNamespace
    from typing import Any

    known, real = migrations.steps(), importlib.import_module

    def upgrade(op: Any) -> None:
        op.execute(statement)
        if fails:
            _ = 1 / 0

    def import_module(name: str) -> Any:
        return SimpleNamespace(upgrade=upgrade) if name.endswith("m9999_later") else real(name)

    monkeypatch.setattr(migrations, "steps", lambda: (*known, "m9999_later"))
    monkeypatch.setattr(migrations.importlib, "import_module", import_module)


def schema(folder: DataFolder) -> list[tuple[str, ...]]:
    connection = sqlcipher.connect(str(folder.database))
    try:
        rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master ORDER BY 1, 2")
        return [tuple(row) for row in rows]
    finally:
        connection.close()


def test_a_newer_programs_data_is_left_alone(folder: DataFolder, clock: FakeClock) -> None:
    open_database(folder, clock).close()
    connection = sqlcipher.connect(str(folder.database))
    connection.execute(f"PRAGMA user_version={newest_version() + 1}")
    connection.close()
    before = folder.database.read_bytes()
    with pytest.raises(DatabaseTrouble) as refused:
        open_database(folder, clock)
    assert refused.value.values == {"theirs": newest_version() + 1, "ours": newest_version()}
    assert folder.database.read_bytes() == before


def test_another_programs_database_is_left_alone(folder: DataFolder, clock: FakeClock) -> None:
    folder.root.mkdir(parents=True)
    for pragmas in ("PRAGMA application_id=77", "PRAGMA user_version=3"):
        folder.database.unlink(missing_ok=True)
        connection = sqlite3.connect(folder.database)
        connection.execute(pragmas)
        connection.execute("CREATE TABLE theirs (id)")
        connection.commit()
        connection.close()
        before = folder.database.read_bytes()
        with pytest.raises(DatabaseTrouble):
            open_database(folder, clock)
        assert folder.database.read_bytes() == before


@pytest.mark.parametrize("rubbish", [b"no database" * 1000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_rubbish_says_that_it_is_damaged(folder: DataFolder, clock: FakeClock, rubbish: bytes) -> None:
    folder.root.mkdir(parents=True)
    folder.database.write_bytes(rubbish)
    with pytest.raises(DatabaseTrouble):
        open_database(folder, clock)
    assert folder.database.read_bytes() == rubbish


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path, clock: FakeClock) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageTrouble):
        open_database(DataFolder(tmp_path / "file" / "data"), clock)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/desk/data", "ext4"),
        ("/mnt/share", "nfs4"),
        ("/mnt/share/desk/data", "nfs4"),
        ("/mnt/shared", "ext4"),
        ("/mnt/with space/data", "cifs"),
        ("/mnt/share/local/data", "ext4"),
        ("/srv/desk/far/data", "fuse.sshfs"),
    ],
)
def test_which_file_system_holds_a_path(path: str, kind: str) -> None:
    assert file_system_of(path, MOUNTS) == kind


def test_a_file_server_is_refused_before_anything_is_made(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.read_text
    table = f"{MOUNTS}server:/export {tmp_path} cifs rw 0 0\n"
    monkeypatch.setattr(
        Path,
        "read_text",
        lambda self, *a, **k: table if str(self) == "/proc/self/mounts" else real(self, *a, **k),
    )
    with pytest.raises(DatabaseTrouble):
        refuse_network(tmp_path)
    with pytest.raises(DatabaseTrouble):
        open_database(DataFolder(tmp_path / "data"), clock)
    assert not (tmp_path / "data").exists()


def test_an_unsafe_sqlite_is_refused(
    folder: DataFolder, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "OLDEST_SQLITE", (99, 0, 0))
    with pytest.raises(DatabaseTrouble):
        open_database(folder, clock)
