"""Rows of master data in this desk's database, as plain values: read, compared, written. No rules here."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import CursorResult, Table
from sqlalchemy.orm import Session

from desk_app.services.catalogue import load_tables
from desk_app.services.core.master import Columns, MasterTable, Plain
from desk_app.services.db.base import REFERS, Base
from desk_app.services.journal.work import Bench
from desk_app.services.sync.tables import MasterRow

Key = tuple[int | str, ...]
Said = Columns | None
"""A row, or None for one that is not there."""
GIVEN = -1
"""`MasterRow.packed` of a row that came along when this desk joined: another desk has proposed it, this one has not."""


def master_tables(bench: Bench) -> list[MasterTable]:
    """Every table of master data; what is referred to comes before what refers to it."""
    found = {one.table: one for feature in bench.features for one in feature.master}
    return [found[table.name] for table in Base.metadata.sorted_tables if table.name in found]


def key_text(key: Sequence[int | str]) -> str:
    """A primary key as the marks of changed rows have it."""
    return json.dumps(list(key), ensure_ascii=False, separators=(",", ":"))


def entity_of(key: Sequence[int | str]) -> int:
    """The number under which a row stands in the journal."""
    first = key[0]
    return first if isinstance(first, int) else zlib.crc32(first.encode())


@cache
def columns_of(table: MasterTable) -> tuple[str, ...]:
    """The columns that travel."""
    return tuple(name for name in _table(table).columns.keys() if name not in table.own)  # noqa: SIM118


@cache
def key_columns(table: MasterTable) -> tuple[str, ...]:
    """The primary key's columns."""
    return tuple(column.name for column in _table(table).primary_key.columns)


def row_here(session: Session, table: MasterTable, key: Key) -> Said:
    """A row's columns that travel; None when there is none."""
    where = " AND ".join(f'"{name}" = ?' for name in key_columns(table))
    text = f"SELECT {_listed(columns_of(table))} FROM {table.table} WHERE {where}"  # noqa: S608 - fixed SQL: the schema's names
    row = _driver(session, text, key).first()
    return None if row is None else dict(zip(columns_of(table), row, strict=True))


def rows_here(session: Session, table: MasterTable) -> dict[Key, Columns]:
    """All rows of a table by key."""
    names = columns_of(table)
    text = f"SELECT {_listed(names)} FROM {table.table}"  # noqa: S608 - fixed SQL: the schema's names
    found = (dict(zip(names, row, strict=True)) for row in _driver(session, text, ()))
    return {tuple(row[name] for name in key_columns(table)): row for row in found}


def write_row(session: Session, table: MasterTable, key: Key, row: Columns, *, is_new: bool) -> None:
    """Write the columns that this program knows. Raises IntegrityError for one that cannot stand beside the others."""
    known = {name: row[name] for name in columns_of(table) if name in row}
    if is_new:
        values = {**table.own, **known}
        marks = ", ".join("?" * len(values))
        text = f"INSERT INTO {table.table} ({_listed(values)}) VALUES ({marks})"  # noqa: S608 - fixed SQL: the schema's names
        _driver(session, text, tuple(values.values()))
        return
    rest = {name: value for name, value in known.items() if name not in key_columns(table)}
    sets = ", ".join(f'"{name}" = ?' for name in rest)
    where = " AND ".join(f'"{name}" = ?' for name in key_columns(table))
    text = f"UPDATE {table.table} SET {sets} WHERE {where}"  # noqa: S608 - fixed SQL: the schema's names
    _driver(session, text, (*rest.values(), *key))


def delete_row(session: Session, table: MasterTable, key: Key) -> None:
    """Delete a row of a table whose rows are deleted."""
    where = " AND ".join(f'"{name}" = ?' for name in key_columns(table))
    text = f"DELETE FROM {table.table} WHERE {where}"  # noqa: S608 - fixed SQL: the schema's names
    _driver(session, text, key)


def same(here: Said, said: Said) -> bool:
    """Whether a row here says what head office says, as far as this program knows its columns."""
    if here is None or said is None:
        return here is said
    return all(said.get(name, value) == value for name, value in here.items())


def as_here(table: MasterTable, here: Said, said: Said) -> Said:
    """What a row should be where head office said this: one that it does not want is retired, not gone."""
    if said is not None or here is None or table.retired is None:
        return said
    return {**here, **table.retired}


def shadow(session: Session, table: MasterTable, key: Key) -> MasterRow | None:
    """What is known of head office's word on a row."""
    return session.get(MasterRow, (table.table, key_text(key)))


def keep_given(session: Session, bench: Bench) -> None:
    """Every row that is here and of which head office is not known to have said anything was given along."""
    for table in master_tables(bench):
        for key, row in rows_here(session, table).items():
            if shadow(session, table, key) is None:
                said = json.dumps(row, ensure_ascii=False)
                session.add(
                    MasterRow(table=table.table, key=key_text(key), said=said, packed=GIVEN, stuck="")
                )


def said_of(row: MasterRow | None) -> Said:
    """The columns as head office said them."""
    return json.loads(row.said) if row is not None and row.said else None


def picture_columns(table: MasterTable) -> list[str]:
    """Columns that hold the digest of a picture."""
    return [column.name for column in _table(table).columns if column.info.get(REFERS)]


def pictures_named(table: MasterTable, row: Columns) -> list[str]:
    """The digests of the pictures that a row names."""
    return [str(row[name]) for name in picture_columns(table) if row.get(name)]


def plain_columns(value: object) -> dict[str, Plain] | None:
    """A row of a file, checked: names and plain values. None for anything else."""
    if not isinstance(value, dict):
        return None
    sound = all(isinstance(name, str) for name in value)
    sound = sound and all(one is None or type(one) in (int, str) for one in value.values())
    return dict(value) if sound else None


def _table(table: MasterTable) -> Table:
    if table.table not in Base.metadata.tables:  # head office has not opened a desk's database
        load_tables()
    return Base.metadata.tables[table.table]


def _listed(names: Iterable[str] | Mapping[str, object]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _driver(session: Session, text: str, values: Sequence[object]) -> CursorResult[Any]:
    """Plain values go in and out as they are: no column type turns them into days and moments."""
    return session.connection().exec_driver_sql(text, tuple(values))
