"""Rows from outside on their way into the tables: of each row the newest counts, in whatever order they come."""

from __future__ import annotations

import base64
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Self

import sqlcipher3.dbapi2 as sqlite

from desk_app.services.sync.capture import Shape, quoted, shape_of

KEPT_HERE = frozenset({"desk"})
"""Tables whose row of this PC stays as it is: which desk this is was said when it joined."""
_NEWEST = (
    "CREATE TEMP TABLE restored_rows"
    " (t TEXT, k TEXT, h INTEGER, gone INTEGER, PRIMARY KEY (t, k)) WITHOUT ROWID"
)
_NOTE = (
    "INSERT INTO temp.restored_rows VALUES (?, ?, ?, ?)"
    " ON CONFLICT DO UPDATE SET h = excluded.h, gone = excluded.gone"
)
_NOTED = (
    "SELECT n.t, n.k, n.h FROM json_each(?) j CROSS JOIN temp.restored_rows n"
    " ON n.t = j.value ->> 0 AND n.k = j.value ->> 1"
)


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class _Put(NamedTuple):
    """One row to write: which, how new, and how."""

    table: str
    key: str
    stamp: int
    sql: str
    values: list[Any]


class RestoredRows:
    """Writes rows into the tables of a transaction whose foreign keys are deferred. `with` it; at the end `settle`."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._shapes: dict[str, Shape | None] = {}
        self._statements: dict[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]] = {}
        self._waiting: list[_Put] = []
        self.unknown: Counter[str] = Counter()
        """Tables and columns ("table.column") that this program does not have, and how often they came."""
        self.written = 0
        """Rows that stand now; known after `settle`."""

    def __enter__(self) -> Self:
        self._connection.execute(_NEWEST)
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.execute("DROP TABLE temp.restored_rows")

    def take(self, lines: Sequence[Mapping[str, Any]]) -> None:
        """Take in some lines of kind `r`."""
        newest: dict[tuple[str, str], Mapping[str, Any]] = {}
        for line in lines:
            name = (line["t"], _key(line["p"]))
            if self._shape(line["t"]) is None:
                self.unknown[line["t"]] += 1
            elif name not in newest or newest[name]["h"] <= line["h"]:
                newest[name] = line
        known = self._noted(newest)
        fresh = {name: line for name, line in newest.items() if known.get(name, -1) <= line["h"]}
        self._connection.executemany(
            _NOTE, [(*name, line["h"], line["c"] is None) for name, line in fresh.items()]
        )
        self._write([self._put(*name, line) for name, line in fresh.items() if line["c"] is not None])

    def settle(self) -> int:
        """What is gone goes, what waited is written; gives how many rows found no place and are left out."""
        self._remove_gone()
        waiting, before = self._waiting, -1
        while waiting and len(waiting) != before:
            before, self._waiting = len(waiting), []
            known = self._noted((one.table, one.key) for one in waiting)
            self._write([one for one in waiting if known[one.table, one.key] <= one.stamp])
            waiting = self._waiting
        left = len(waiting) + self._remove_loose()
        stand = "SELECT count(*) FROM temp.restored_rows WHERE NOT gone"
        self.written = self._connection.execute(stand).fetchone()[0] - left
        return left

    def _shape(self, table: str) -> Shape | None:
        if table not in self._shapes:
            self._shapes[table] = shape_of(self._connection, table)
        return self._shapes[table]

    def _noted(self, names: Any) -> dict[tuple[str, str], int]:
        found = self._connection.execute(_NOTED, (json.dumps(list(names)),))
        return {(table, key): stamp for table, key, stamp in found}

    def _put(self, table: str, key: str, line: Mapping[str, Any]) -> _Put:
        columns = line["c"]
        sql, names = self._statement(table, tuple(columns))
        if len(names) != len(columns):
            self.unknown.update(f"{table}.{name}" for name in columns.keys() - set(names))
        values = list(columns.values()) if len(names) == len(columns) else [columns[one] for one in names]
        if dict in map(type, values):  # few rows have bytes
            values = list(map(value_of, values))
        return _Put(table, key, line["h"], sql, values)

    def _statement(self, table: str, columns: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """How a row with these columns is written, and which of them: a newer program may have more, an older fewer."""
        if (table, columns) not in self._statements:
            shape = self._shape(table)
            assert shape is not None
            names = tuple(one for one in columns if one in shape.columns)
            self._statements[table, columns] = _insert(shape, names), names
        return self._statements[table, columns]

    def _write(self, rows: Sequence[_Put]) -> None:
        by_statement: dict[str, list[_Put]] = {}
        for one in rows:
            by_statement.setdefault(one.sql, []).append(one)
        for sql, some in by_statement.items():
            try:
                self._connection.executemany(sql, [one.values for one in some])
            except (
                sqlite.IntegrityError
            ):  # one of them cannot stand yet: writing the others again changes nothing
                self._write_singly(some)

    def _write_singly(self, rows: Sequence[_Put]) -> None:
        for one in rows:
            try:
                self._connection.execute(one.sql, one.values)
            except sqlite.IntegrityError:
                self._waiting.append(one)

    def _remove_gone(self) -> None:
        """At the end, not as it comes: what hangs on a row would go with it, and the row may be there again."""
        gone = self._connection.execute("SELECT t, k FROM temp.restored_rows WHERE gone").fetchall()
        for table, key in gone:
            shape = self._shape(table)
            assert shape is not None
            where = " AND ".join(f"{quoted(one)} = ?" for one in shape.key)
            sql = f"DELETE FROM {quoted(table)} WHERE {where}"  # noqa: S608 # fixed SQL: names of the schema
            self._connection.execute(sql, json.loads(key))

    def _remove_loose(self) -> int:
        """Rows that refer to one that never came cannot stay: nothing would ever be written again."""
        removed = 0
        while loose := self._connection.execute("PRAGMA foreign_key_check").fetchall():
            for table, row in {(table, row) for table, row, *_ in loose}:
                sql = f"DELETE FROM {quoted(table)} WHERE rowid = ?"  # noqa: S608 # fixed SQL: as above
                self._connection.execute(sql, (row,))
                removed += 1
        return removed


def _key(values: Sequence[Any]) -> str:
    """A row's key as text; nearly all are one number."""
    if len(values) == 1 and type(values[0]) is int:
        return f"[{values[0]}]"
    return _ENCODER.encode(values)


def value_of(value: Any) -> Any:
    """A value of a line as the database keeps it. Raises KeyError, TypeError or ValueError for what is none."""
    return base64.b64decode(value["b64"], validate=True) if isinstance(value, dict) else value


def _insert(shape: Shape, names: tuple[str, ...]) -> str:
    columns, places = ", ".join(map(quoted, names)), ", ".join("?" * len(names))
    key = ", ".join(map(quoted, shape.key))
    values = [f"{quoted(one)} = excluded.{quoted(one)}" for one in names if one not in shape.key]
    kept = not values or shape.table in KEPT_HERE
    then = "DO NOTHING" if kept else f"DO UPDATE SET {', '.join(values)}"
    table = quoted(shape.table)
    return f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT ({key}) {then}"  # noqa: S608 # fixed SQL: as above
