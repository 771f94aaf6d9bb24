"""Rows by the thousand: one prepared statement per table, values converted as the table's types say."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from types import SimpleNamespace
from typing import Any, TypeVar, cast

from sqlalchemy import Column, Connection, Table, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from desk_app.services.db.base import Base

R = TypeVar("R", bound=Base)
_DIALECT = sqlite.dialect()


class BulkInserts:
    """Rows of any tables, queued and written in the order in which tables came up first."""

    def __init__(self) -> None:
        self._tables: dict[type[Base], _TableInserts] = {}

    def row(self, table: type[R], values: dict[str, Any]) -> R:
        """A plain object with the attributes of a row: the defaults, then `values`."""
        return cast(R, SimpleNamespace(**{**self._of(table).defaults, **values}))

    def add(self, table: type[Base], row: object) -> None:
        """Queue a row from anything that has its attributes."""
        self._of(table).add(row)

    def write(self, connection: Connection) -> int:
        """Insert what is queued; returns how many rows."""
        return sum(inserts.write(connection) for inserts in self._tables.values())

    def _of(self, table: type[Base]) -> _TableInserts:
        if table not in self._tables:
            self._tables[table] = _TableInserts(cast(Table, table.__table__))
        return self._tables[table]


class _TableInserts:
    def __init__(self, table: Table) -> None:
        compiled = insert(table).compile(dialect=_DIALECT)
        names = list(cast(list[str], compiled.positiontup))
        self._sql = str(compiled)
        self._read = attrgetter(*names)
        self._convert = [
            (at, convert) for at, name in enumerate(names) if (convert := _converter(table, name))
        ]
        self._rows: list[tuple[object, ...]] = []
        self.defaults = {column.name: _default(column) for column in table.columns}

    def add(self, row: object) -> None:
        values = list(self._read(row))
        for at, convert in self._convert:
            if values[at] is not None:
                values[at] = convert(values[at])
        self._rows.append(tuple(values))

    def write(self, connection: Connection) -> int:
        written = len(self._rows)
        if written:
            connection.exec_driver_sql(self._sql, self._rows)
            self._rows = []
        return written


def _default(column: Column[Any]) -> Any:
    return column.default.arg if isinstance(column.default, ScalarElementColumnDefault) else None


def _converter(table: Table, name: str) -> Callable[[Any], Any] | None:
    kind = table.columns[name].type
    return kind.dialect_impl(_DIALECT).bind_processor(_DIALECT)
