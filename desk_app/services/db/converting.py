"""Encrypting a database that lies there plain, or making it plain again: a new file, proven, put in its place.

Cut short at any moment the old file or the new one is there, whole: one rename decides. What was plain is overwritten
before it is deleted; what the disk keeps to itself (SSD) is out of reach.
"""

from __future__ import annotations

import logging
import os
import shutil
from contextlib import closing, suppress
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from desk_app.services.core.errors import DatabaseDamaged, DatabaseTrouble, StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.private_files import sync_folder, wipe
from desk_app.services.core.words import N_
from desk_app.services.db.cipher import DatabaseKey, connect, is_filled, is_plain
from desk_app.services.db.database import translated_errors

DRAFT, OLD = ".converting", ".converted"
_SPARE_BYTES = 32 * 1024 * 1024
_log = logging.getLogger("database")


def space_needed(path: Path) -> int:
    """Bytes that must be free on the disk: the new file and a backup of the old one, and some to spare."""
    return 2 * path.stat().st_size + _SPARE_BYTES


def lacks_space(path: Path) -> bool:
    """Whether the disk is too full to convert this file."""
    return shutil.disk_usage(path.parent).free < space_needed(path)


def convert(path: Path, key: DatabaseKey, *, plain: bool) -> None:
    """Bring a database that nobody has open into the other form. Does nothing where it has it already.

    Raises StorageTrouble when the disk is too full, DatabaseTrouble when somebody has it open, DatabaseDamaged when the
    copy is not what the original is; the original stays as it was then.
    """
    clean_up(path)
    if not is_filled(path) or is_plain(path) == plain:
        return
    if lacks_space(path):
        raise StorageTrouble(
            N_("The disk is too full: {megabytes} MB must be free to change the encryption of the records."),
            megabytes=space_needed(path) // 1_000_000 + 1,
        )
    draft = Path(f"{path}{DRAFT}")
    try:
        with translated_errors():
            _export(path, draft, key, plain=plain)
        _flush(draft)
        _swap(draft, path, wiped=not plain)
    except OSError as trouble:
        with suppress(OSError):
            _remove(draft)
        raise StorageTrouble(
            N_("The data folder {folder} cannot be used: {reason}."),
            folder=str(path.parent),
            reason=reason_of(trouble),
        ) from trouble
    except BaseException:
        with suppress(OSError):
            _remove(draft)
        raise


def clean_up(path: Path) -> None:
    """Finish what a cut left undone: a half-made file goes, a replaced one is overwritten."""
    for ending in ("", "-journal", "-wal", "-shm"):
        _remove(Path(f"{path}{DRAFT}{ending}"))
    old = Path(f"{path}{OLD}")
    if not os.path.lexists(old):
        return
    if path.exists() and not old.samefile(path):
        _wipe(old)
    elif path.exists():
        old.unlink()
    else:  # never seen; but nothing whole is thrown away
        old.replace(path)


def _export(path: Path, draft: Path, key: DatabaseKey, *, plain: bool) -> None:
    with closing(connect(path, key, isolation_level=None)) as source:
        source.execute("PRAGMA busy_timeout=5000")
        source.execute("PRAGMA temp_store=MEMORY")
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        if source.execute("PRAGMA journal_mode=DELETE").fetchone()[0] != "delete":
            raise DatabaseTrouble(
                N_("The database is busy in another program. Nothing was saved; try again.")
            )
        source.execute("PRAGMA locking_mode=EXCLUSIVE")
        source.execute("ATTACH ? AS other KEY ?", (str(draft), "" if plain else key.literal))
        source.execute("PRAGMA other.journal_mode=OFF")
        source.execute("SELECT sqlcipher_export('other')")
        for pragma in ("application_id", "user_version"):
            value = int(source.execute(f"PRAGMA main.{pragma}").fetchone()[0])  # fixed SQL: one of two words
            source.execute(f"PRAGMA other.{pragma}={value}")  # fixed SQL: a word and a number
        source.execute("DETACH other")
        with closing(connect(draft, key)) as copy:
            if not _same(source, copy):
                raise DatabaseDamaged(
                    N_("The database is damaged. Restore the newest backup: Supervisor → Backups.")
                )


def _same(source: sqlite.Connection, copy: sqlite.Connection) -> bool:
    """Whether the copy is whole and has every table, index and row of the original."""
    if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
        return False
    schema = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name"
    found = source.execute(schema).fetchall()
    if found != copy.execute(schema).fetchall():
        return False
    tables = [name for kind, name, *_ in found if kind == "table"]
    return all(_count(source, name) == _count(copy, name) for name in tables)


def _count(connection: sqlite.Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    counted = connection.execute(f'SELECT count(*) FROM "{quoted}"')  # noqa: S608 # fixed SQL: a table of the schema
    return int(counted.fetchone()[0])


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    sync_folder(path.parent)


def _swap(draft: Path, path: Path, *, wiped: bool) -> None:
    """The new file takes the name of the old one; a second name keeps hold of the old one until it is wiped."""
    old = Path(f"{path}{OLD}")
    if wiped:
        try:
            os.link(path, old)
        except OSError:
            _log.warning("this file system has no second names: the plain file is deleted, not overwritten")
    for ending in ("-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)
    draft.replace(path)
    sync_folder(path.parent)
    if os.path.lexists(old):
        _wipe(old)


def _wipe(path: Path) -> None:
    try:
        wipe(path)
    except OSError:
        _log.warning("the plain database could not be overwritten")


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)
