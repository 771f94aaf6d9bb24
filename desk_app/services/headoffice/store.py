"""Where head office keeps everything: SQLite in its folder, or PostgreSQL by URL. Core statements run on both.

What differs is here and in `bulk`: how a desk is locked, how much is inserted at once, how events are parted by month.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateIndex, CreateTable

from desk_app.services.core.clocks import first_id
from desk_app.services.core.errors import DatabaseTrouble
from desk_app.services.core.words import N_
from desk_app.services.db.database import Database
from desk_app.services.headoffice import master_tables  # noqa: F401 - its tables belong to the metadata
from desk_app.services.headoffice.bulk import add
from desk_app.services.headoffice.tables import METADATA, SETTINGS
from desk_app.services.sync.names import Party

SCHEMA = 1
"""Of the tables; every change of them counts on, and says what becomes of what is there."""
_FIRST_YEAR = 2025
_MONTHS_AHEAD = 18
_OFFICE, _ALL = 1, 2
"""Locks of the office as a whole: who numbers files; who applies (shared) or needs that nobody does."""


_FORGET_ALONE = text("SELECT pg_advisory_xact_lock(2, :site)")
_STRAYS = text("SELECT EXISTS (SELECT 1 FROM events_other WHERE id >= :first AND id < :end)")
_FORGET_NOT = text("SELECT pg_advisory_xact_lock_shared(2, :site)")


class Store(Protocol):
    """Head office's database."""

    def write(self) -> AbstractContextManager[Session]:
        """One transaction: committed at the end of the block, rolled back on any exception."""
        ...

    def read(self) -> AbstractContextManager[Session]:
        """A consistent view."""
        ...

    def lock_desk(self, session: Session, party: Party, *, forgets: bool) -> None:
        """Be the only one who applies this desk's batches, until the transaction ends.

        `forgets`: be the only one of its building: nobody inserts what is being forgotten.
        """
        ...

    def lock_office(self, session: Session) -> None:
        """Be the only one who numbers files, until the transaction ends."""
        ...

    def lock_all(self, session: Session) -> None:
        """Nobody applies anything until the transaction ends."""
        ...

    def upkeep(self, now: datetime) -> None:
        """What a program that runs for months has to do now and then. Raises DatabaseTrouble."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...


class SqliteStore:
    """One file, 0600. Who writes has all of it: there is nothing to lock."""

    def __init__(self, path: Path) -> None:
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        self._database = Database(path)
        try:
            with self.write() as session:
                SETTINGS.create(session.connection(), checkfirst=True)
                _require_schema(session)
                METADATA.create_all(session.connection())
        except BaseException:
            self.close()
            raise

    def write(self) -> AbstractContextManager[Session]:
        """See Store."""
        return self._database.write()

    def read(self) -> AbstractContextManager[Session]:
        """See Store."""
        return self._database.read()

    def lock_desk(self, session: Session, party: Party, *, forgets: bool) -> None:
        """See Store."""

    def lock_office(self, session: Session) -> None:
        """See Store."""

    def lock_all(self, session: Session) -> None:
        """See Store."""

    def upkeep(self, now: datetime) -> None:
        """See Store."""

    def close(self) -> None:
        """See Store."""
        self._database.close()


class PostgresStore:
    """A database on a PostgreSQL server: several collectors at once, events in a part for each month."""

    def __init__(self, url: str) -> None:
        try:
            import psycopg  # noqa: F401 - named here so that its absence has a sentence of its own
        except ImportError:
            raise DatabaseTrouble(
                N_("PostgreSQL needs one more package: python run.py setup --headoffice")
            ) from None
        self._engine = create_engine(
            _with_driver(url), pool_size=4, max_overflow=4, hide_parameters=True, pool_pre_ping=True
        )
        self._parted: tuple[int, int] | None = None
        try:
            self._make()
        except BaseException:
            self.close()
            raise

    @contextmanager
    def write(self) -> Iterator[Session]:
        """See Store."""
        with _translated(), Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """See Store."""
        with _translated(), Session(self._engine) as session:
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
            yield session

    def lock_desk(self, session: Session, party: Party, *, forgets: bool) -> None:
        """See Store."""
        session.execute(text("SELECT pg_advisory_xact_lock_shared(1, :it)"), {"it": _ALL})
        session.execute(_FORGET_ALONE if forgets else _FORGET_NOT, {"site": party.site})
        session.execute(text("SELECT pg_advisory_xact_lock(:it)"), {"it": party.site << 16 | party.desk})

    def lock_office(self, session: Session) -> None:
        """See Store."""
        session.execute(text("SELECT pg_advisory_xact_lock(1, :it)"), {"it": _OFFICE})

    def lock_all(self, session: Session) -> None:
        """See Store."""
        session.execute(text("SELECT pg_advisory_xact_lock(1, :it)"), {"it": _ALL})

    def close(self) -> None:
        """See Store."""
        self._engine.dispose()

    def _make(self) -> None:
        """Make what is not there: tables, and the parts of the events for the months to come."""
        with self.write() as session:
            self.lock_office(session)
            session.execute(CreateTable(SETTINGS, if_not_exists=True))
            _require_schema(session)
            for table in METADATA.sorted_tables:
                session.execute(CreateTable(table, if_not_exists=True))
                for index in table.indexes:
                    session.execute(CreateIndex(index, if_not_exists=True))
            session.execute(text("CREATE TABLE IF NOT EXISTS events_other PARTITION OF events DEFAULT"))
            self._make_parts(session, datetime.now(UTC))

    def upkeep(self, now: datetime) -> None:
        """See Store."""
        month = (now.year, now.month)
        if month == self._parted:
            return
        with self.write() as session:
            self.lock_office(session)
            self._make_parts(session, now)
        self._parted = month

    def _make_parts(self, session: Session, now: datetime) -> None:
        there = set(session.scalars(text("SELECT relname FROM pg_class WHERE relispartition")))
        for name, first, end in _parts(now):
            if name not in there and not session.scalar(_STRAYS, {"first": first, "end": end}):
                part = f"CREATE TABLE {name} PARTITION OF events FOR VALUES FROM ({first}) TO ({end})"
                session.execute(text(part))  # fixed SQL: a month's name and numbers


def _parts(now: datetime) -> Iterator[tuple[str, int, int]]:
    """The parts of the events by name: a month each, from an id to an id.

    Besides them is one for what no clock should have said. A month is made long before its first event; one for which
    a clock that was far ahead was quicker stays in that one.
    """
    for month in range(_FIRST_YEAR * 12, now.year * 12 + now.month + _MONTHS_AHEAD):
        start, end = _month(month), _month(month + 1)
        yield f"events_{start.year}_{start.month:02d}", first_id(start), first_id(end)


def _require_schema(session: Session) -> None:
    """Note which tables these are; refuse those of a newer program. Raises DatabaseTrouble."""
    add(session, SETTINGS, [{"key": "schema", "value": str(SCHEMA)}])
    found = session.execute(select(SETTINGS.c.value).where(SETTINGS.c.key == "schema")).scalar_one()
    if int(found) > SCHEMA:
        raise DatabaseTrouble(
            N_("Head office's database was made by a newer program. Nothing was changed; update this one.")
        )


def _month(number: int) -> datetime:
    return datetime(number // 12, number % 12 + 1, 1, tzinfo=UTC)


def _with_driver(url: str) -> str:
    scheme, mark, rest = url.partition("://")
    if mark and scheme in ("postgresql", "postgres", "postgresql+psycopg"):
        return f"postgresql+psycopg://{rest}"
    raise DatabaseTrouble(N_("This is no address of a PostgreSQL database: postgresql://user@server/name"))


@contextmanager
def _translated() -> Iterator[None]:
    """What the server says about itself, for a person; anything else stays a bug."""
    try:
        yield
    except OperationalError as error:
        raise DatabaseTrouble(
            N_("The PostgreSQL server cannot be reached, or refuses. Nothing was saved; try again.")
        ) from error
    except DBAPIError as error:
        if error.connection_invalidated:
            raise DatabaseTrouble(
                N_("The PostgreSQL server cannot be reached, or refuses. Nothing was saved; try again.")
            ) from error
        raise


def open_store(folder: Path, url: str | None) -> Store:
    """The store of a head office. Raises DatabaseTrouble, StorageTrouble."""
    return PostgresStore(url) if url else SqliteStore(folder / "headoffice.db")
