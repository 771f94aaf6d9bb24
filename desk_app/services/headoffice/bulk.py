"""Inserting much at once: what is there already stays, or gives way to what is newer.

SQLite takes rows one by one fast enough; PostgreSQL takes them by COPY into a table of the transaction, and from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import ARRAY, BigInteger, Column, ColumnElement, Table, any_, literal, or_, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

Row = Mapping[str, Any]
_COPY_FROM = 40
"""Fewer rows are inserted directly: a staging table has its price."""
_STRAIGHT_FROM = 40
"""Fewer rows are not worth it."""


def is_postgres(session: Session) -> bool:
    """On which of the two a session runs."""
    return session.get_bind().dialect.name == "postgresql"


def add(session: Session, table: Table, rows: Sequence[Row]) -> int:
    """Insert what is not there yet; how many were not."""
    if not rows:
        return 0
    if is_postgres(session) and len(rows) >= _COPY_FROM:
        return _copied(session, table, rows, "DO NOTHING")
    into = _insert(session, table).on_conflict_do_nothing()
    if is_postgres(session):
        found = session.execute(into.returning(*table.primary_key.columns), rows)
        return len(found.all())
    before = _changes(session)
    _many(session, into, rows)
    return _changes(session) - before


def put_newer(session: Session, table: Table, rows: Sequence[Row], newer: str, tie: str) -> None:
    """Insert, or replace what has a smaller `newer`; of two alike the one with the greater `tie` stays.

    No two rows may have one key.
    """
    if not rows:
        return
    keys = {column.name for column in table.primary_key.columns}
    if is_postgres(session) and len(rows) >= _COPY_FROM:
        _copied(session, table, rows, _newer_wins(table, keys, newer, tie))
        return
    into = _insert(session, table)
    fresh = {name: into.excluded[name] for name in table.columns.keys() if name not in keys}  # noqa: SIM118
    wins: ColumnElement[bool] = or_(
        into.excluded[newer] > table.c[newer],
        (into.excluded[newer] == table.c[newer]) & (into.excluded[tie] > table.c[tie]),
    )
    statement = into.on_conflict_do_update(index_elements=sorted(keys), set_=fresh, where=wins)
    _many(session, statement, rows)


def put(session: Session, table: Table, rows: Sequence[Row], change: Iterable[str]) -> None:
    """Insert, or change these columns of what is there."""
    if not rows:
        return
    into = _insert(session, table)
    keys = sorted(column.name for column in table.primary_key.columns)
    fresh = {name: into.excluded[name] for name in change}
    session.execute(into.on_conflict_do_update(index_elements=keys, set_=fresh), rows)


def _insert(session: Session, table: Table) -> Any:
    return postgresql.insert(table) if is_postgres(session) else sqlite.insert(table)


def _many(session: Session, statement: Any, rows: Sequence[Row]) -> None:
    """Many rows go to SQLite straight, past what is done for each value: it keeps whole numbers, texts and bytes."""
    if is_postgres(session) or len(rows) < _STRAIGHT_FROM:
        session.execute(statement, rows)
        return
    made = statement.compile(dialect=session.get_bind().dialect, column_keys=list(rows[0]))
    session.connection().exec_driver_sql(made.string, list(map(itemgetter(*made.positiontup), rows)))


def _changes(session: Session) -> int:
    return int(session.execute(text("SELECT total_changes()")).scalar_one())


def within(session: Session, column: Column[int], numbers: Sequence[int]) -> ColumnElement[bool]:
    """Whether a column is one of many numbers: one value for PostgreSQL, not thousands."""
    if is_postgres(session):
        return column == any_(literal(list(numbers), ARRAY(BigInteger)))
    return column.in_(numbers)


def _newer_wins(table: Table, keys: set[str], newer: str, tie: str) -> str:
    names = [name for name in table.columns.keys() if name not in keys]  # noqa: SIM118
    fresh = ", ".join(f'"{name}" = excluded."{name}"' for name in names)
    listed, it = ", ".join(f'"{name}"' for name in sorted(keys)), f'"{table.name}"'
    than = f'({it}."{newer}", {it}."{tie}")'
    return f'({listed}) DO UPDATE SET {fresh} WHERE (excluded."{newer}", excluded."{tie}") > {than}'


def _copied(session: Session, table: Table, rows: Sequence[Row], clash: str) -> int:
    """Rows by COPY into a table of this connection, and from there; how many were inserted or changed."""
    names = [column.name for column in table.columns if column.autoincrement is not True]
    staging, listed = f"staging_{table.name}", ", ".join(f'"{name}"' for name in names)
    make = f'CREATE TEMP TABLE IF NOT EXISTS {staging} (LIKE "{table.name}") ON COMMIT DELETE ROWS'
    session.execute(text(make))  # fixed SQL: names of our own tables
    driver = session.connection().connection.driver_connection
    assert driver is not None
    with (
        driver.cursor() as cursor,
        cursor.copy(f"COPY {staging} ({listed}) FROM STDIN") as copy,  # fixed SQL: as above
    ):
        for row in rows:
            copy.write_row([row[name] for name in names])
    source = f"SELECT {listed} FROM {staging}"  # noqa: S608 - names of our own tables
    moved = f'INSERT INTO "{table.name}" ({listed}) {source} ON CONFLICT {clash}'
    done = session.execute(text(moved))  # fixed SQL: as above
    session.execute(text(f"DELETE FROM {staging}"))  # noqa: S608 # fixed SQL: as above
    return int(done.rowcount)  # type: ignore[attr-defined]
