"""One desk's database: one writer, a few readers, nothing else.

Writes begin IMMEDIATE (a transaction that reads first and writes later would fail with "locked" at once) and are
durable when the block ends (WAL with synchronous=FULL). Readers cannot write and do not checkpoint.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from desk_app.services.core.errors import DatabaseDamaged, DatabaseTrouble, DeskError, StorageTrouble
from desk_app.services.core.words import N_
from desk_app.services.db.cipher import DatabaseKey, connect

APPLICATION_ID = 0x4C6F6279  # "Loby"

_COMMON = (
    "PRAGMA busy_timeout=5000",
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA cell_size_check=ON",
    "PRAGMA temp_store=MEMORY",
    "PRAGMA cache_size=-16000",
)
_WRITER = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    # Deleted personal data must not linger in free pages.
    "PRAGMA secure_delete=ON",
    "PRAGMA journal_size_limit=67108864",
    # What REPLACE throws out is deleted, for triggers too.
    "PRAGMA recursive_triggers=ON",
)
_READER = ("PRAGMA query_only=ON", "PRAGMA wal_autocheckpoint=0")


class Database:
    """An open database. Make it with `open_database()`."""

    def __init__(self, path: Path, key: DatabaseKey | None = None) -> None:
        self.path, self.key = path, key
        self._turn = threading.RLock()
        self._writer = _engine(path, key, _COMMON + _WRITER, begin="BEGIN IMMEDIATE", size=1)
        self._reader = _engine(path, key, _COMMON + _READER, begin="BEGIN", size=4)

    @contextmanager
    def write(self) -> Iterator[Session]:
        """One transaction. Commits at the end of the block, rolls back on any exception.

        Raises StorageTrouble (disk full, read-only) and DatabaseTrouble (damaged, locked).
        """
        with (
            self._turn,
            translated_errors(),
            self._writer.connect() as connection,
            Session(bind=connection, expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A consistent view; writing in it is an error. Raises DatabaseTrouble."""
        with translated_errors(), self._reader.connect() as connection, Session(bind=connection) as session:
            yield session

    @contextmanager
    def raw(self) -> Iterator[Any]:
        """The writer's own SQLite connection, outside any transaction: backup, checkpoint, integrity check."""
        with self._turn, translated_errors(), self._writer.connect() as connection:
            yield connection.connection.driver_connection

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log back in."""
        self._reader.dispose()
        with self._turn:
            self._writer.dispose()


def _engine(
    path: Path, key: DatabaseKey | None, pragmas: tuple[str, ...], *, begin: str, size: int
) -> Engine:
    def creator() -> Any:
        connection = connect(path, key, isolation_level=None, check_same_thread=False)
        for pragma in pragmas:
            connection.execute(pragma)
        return connection

    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=creator,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0 if size == 1 else 4,
        # Values are personal data; an exception's text lands in logs.
        hide_parameters=True,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


@contextmanager
def translated_errors() -> Iterator[None]:
    """Turn what SQLite says about the PC into errors that a person can act on. Anything else stays a bug."""
    try:
        yield
    except (DBAPIError, sqlite.Error) as error:
        trouble = _trouble(error)
        if trouble is None:
            raise
        raise trouble from error


def _trouble(error: Exception) -> DeskError | None:
    said = str(getattr(error, "orig", error)).lower()
    if "full" in said or "i/o error" in said:
        return StorageTrouble(
            N_("The disk is full or does not answer: nothing was saved. Free some space, then try again.")
        )
    if "readonly" in said or "unable to open" in said:
        return StorageTrouble(N_("The data folder cannot be written. Check its permissions, then try again."))
    if "malformed" in said or "not a database" in said:
        return DatabaseDamaged(
            N_("The database is damaged. Restore the newest backup: Supervisor → Backups.")
        )
    if "locked" in said or "busy" in said:
        return DatabaseTrouble(N_("The database is busy in another program. Nothing was saved; try again."))
    return None
