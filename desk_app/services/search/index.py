"""The index in the database: a table of entries and a full-text table of their terms.

All functions take the connection of an open transaction: an entry is written with its record, or not at all. The SQL
is fixed and every value is bound. Removed entries leave terms behind until `tidy` has run to its end; together with
`PRAGMA secure_delete` it leaves no trace in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from desk_app.services.search.packing import pack, plain, unpack, values_of
from desk_app.services.search.places import Places
from desk_app.services.search.records import Hit, SearchEntry
from desk_app.services.search.terms import SCHEME, Query, parse, terms_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

_DDL = (
    "CREATE TABLE search_class (no INTEGER PRIMARY KEY, kind TEXT NOT NULL, audience INTEGER NOT NULL,"
    " UNIQUE (kind, audience))",
    "CREATE TABLE search_entry (row INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, class INTEGER NOT NULL,"
    " title TEXT NOT NULL, subtitle TEXT NOT NULL, packed TEXT NOT NULL)",
    "CREATE TABLE search_scheme (scheme INTEGER NOT NULL)",
    "CREATE VIRTUAL TABLE search_terms USING fts5(terms, content='', contentless_delete=1, detail=none,"
    " tokenize='ascii')",
)
_FIND = (
    "SELECT e.id, e.class, e.title, e.subtitle, e.packed FROM search_terms t JOIN search_entry e ON e.row = t.rowid"
    " WHERE t.search_terms MATCH ? ORDER BY t.rowid DESC"
)
_CHUNK = 5_000
_FIRST_LOOK, _NEXT_LOOK = 32, 128
_MOST_CANDIDATES = 1_500
"""So many rows are looked at for one answer; the rest is older, and a further letter brings it up."""


def create(connection: Connection) -> None:
    """Create the tables; for a migration. Raises the driver's error if they exist."""
    for statement in _DDL:
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql("INSERT INTO search_scheme VALUES (?)", (SCHEME,))


def put(connection: Connection, entries: Iterable[SearchEntry]) -> None:
    """Insert entries, or replace those with the same ids. Fast for one and for a million (oldest first)."""
    classes = _Classes(connection)
    waiting = iter(entries)
    while chunk := sorted({e.id: e for e in islice(waiting, _CHUNK)}.values(), key=lambda e: e.id):
        _put_chunk(connection, classes, chunk)


def remove(connection: Connection, ids: Iterable[int]) -> None:
    """Remove entries; unknown ids are passed over. Nothing finds them any more; `tidy` wipes what is left."""
    waiting = iter(ids)
    while chunk := list(islice(waiting, _CHUNK)):
        rows = [(found[1],) for found in _present(connection, chunk)]
        if rows:
            connection.exec_driver_sql("DELETE FROM search_terms WHERE rowid = ?", rows)
            connection.exec_driver_sql("DELETE FROM search_entry WHERE row = ?", rows)


def find(
    connection: Connection, text: str, *, role: int, kinds: Collection[str] | None = None, limit: int = 20
) -> list[Hit]:
    """What matches every word of `text`, newest first, as far as a role in the bits of `role` may see it.

    Never raises for what is typed. Records that look the same are one hit.
    """
    query = parse(text)
    every, visible = _Classes(connection).visible(role, kinds)
    if query is None or not visible:
        return []
    expression = query.expression()
    if len(visible) < every:
        expression = f"({expression}) AND ({' OR '.join(map(_class_term, visible))})"
    result = connection.exec_driver_sql(_FIND, (expression,))
    try:
        return _gather(_candidates(result), query, visible, limit)
    finally:
        result.close()


def rebuild(connection: Connection, entries: Iterable[SearchEntry]) -> None:
    """Empty the index and fill it anew from all records, oldest first."""
    connection.exec_driver_sql("INSERT INTO search_terms(search_terms) VALUES ('delete-all')")
    for table in ("search_entry", "search_class", "search_scheme"):
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608 - the names above
    connection.exec_driver_sql("INSERT INTO search_scheme VALUES (?)", (SCHEME,))
    put(connection, entries)


def scheme_is_current(connection: Connection) -> bool:
    """Whether the index was built with today's terms; if not, it must be rebuilt."""
    return connection.exec_driver_sql("SELECT scheme FROM search_scheme").scalar() == SCHEME


def tidy(connection: Connection, pages: int = 400, *, start: bool = False) -> bool:
    """Merge about `pages` pages of the index; True while there is more to do. One transaction for each call.

    `start=True` in the first call after a purge takes the whole index in, so that no removed term stays behind.
    """
    before = _changes(connection)
    amount = -pages if start else pages
    connection.exec_driver_sql("INSERT INTO search_terms(search_terms, rank) VALUES ('merge', ?)", (amount,))
    return _changes(connection) - before > 1


class _Classes:
    """Kinds with their audiences, numbered: the number is kept with each entry and is a term of its own."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        rows = connection.exec_driver_sql("SELECT kind, audience, no FROM search_class")
        self._numbers = {(str(kind), int(audience)): int(no) for kind, audience, no in rows}

    def number(self, kind: str, audience: int) -> int:
        """The number of a class, given now if it is new."""
        if (kind, audience) not in self._numbers:
            self._connection.exec_driver_sql(
                "INSERT INTO search_class (kind, audience) VALUES (?, ?)", (kind, audience)
            )
            no = self._connection.exec_driver_sql(
                "SELECT no FROM search_class WHERE kind = ? AND audience = ?", (kind, audience)
            ).scalar_one()
            self._numbers[kind, audience] = int(no)
        return self._numbers[kind, audience]

    def visible(self, role: int, kinds: Collection[str] | None) -> tuple[int, dict[int, str]]:
        """How many classes there are, and those this role may see of these kinds: number to kind."""
        seen = {
            no: kind
            for (kind, audience), no in self._numbers.items()
            if audience & role and (kinds is None or kind in kinds)
        }
        return len(self._numbers), seen


def _put_chunk(connection: Connection, classes: _Classes, chunk: list[SearchEntry]) -> None:
    present = {row[0]: row for row in _present(connection, [e.id for e in chunk])}
    places = Places(connection)
    entries: list[tuple[Any, ...]] = []
    terms: list[tuple[int, str]] = []
    for entry in chunk:
        number = classes.number(entry.kind, entry.audience)
        title, subtitle, values = plain(entry.title), plain(entry.subtitle), values_of(entry)
        kept = (number, title, subtitle, pack(values, title + subtitle))
        old = present.get(entry.id)
        if old is not None and tuple(old[2:]) == kept:
            continue
        row = old[1] if old is not None else places.row_for(entry.id)
        entries.append((row, entry.id, *kept))
        terms.append((row, f"{_class_term(number)} {terms_of(values)}"))
    if entries:
        verb = "INSERT OR REPLACE" if present else "INSERT"
        connection.exec_driver_sql(f"{verb} INTO search_entry VALUES (?, ?, ?, ?, ?, ?)", entries)  # noqa: S608
        connection.exec_driver_sql(f"{verb} INTO search_terms(rowid, terms) VALUES (?, ?)", terms)  # noqa: S608


def _present(connection: Connection, ids: Sequence[int]) -> list[Sequence[Any]]:
    found: list[Sequence[Any]] = []
    for begin in range(0, len(ids), 500):
        some = tuple(ids[begin : begin + 500])
        marks = ",".join("?" * len(some))
        sql = f"SELECT id, row, class, title, subtitle, packed FROM search_entry WHERE id IN ({marks})"  # noqa: S608
        found.extend(connection.exec_driver_sql(sql, some))
    return found


def _candidates(result: Any) -> Iterator[Sequence[Any]]:
    seen, size = 0, _FIRST_LOOK
    while seen < _MOST_CANDIDATES and (rows := result.fetchmany(size)):
        yield from rows
        seen, size = seen + len(rows), _NEXT_LOOK


def _gather(candidates: Iterator[Sequence[Any]], query: Query, visible: dict[int, str], limit: int) -> list[Hit]:
    sure = query.sure
    newest: dict[tuple[int, str, str], tuple[int, str]] = {}
    older: dict[tuple[int, str, str], int] = {}
    for entry_id, number, title, subtitle, packed in candidates:
        key = (number, title, subtitle)
        if not sure and query.matches(unpack(packed, title + subtitle)) is None:
            continue
        if key in newest:
            older[key] = older.get(key, 0) + 1
        elif len(newest) == limit:
            break
        else:
            newest[key] = (entry_id, packed)
    hits = [
        Hit(visible[number], entry_id, title, subtitle, _field(query, packed, title + subtitle), older.get(key, 0))
        for key, (entry_id, packed) in newest.items()
        for number, title, subtitle in (key,)
    ]
    return sorted(hits, key=lambda hit: -hit.id)


def _field(query: Query, packed: str, shown: str) -> Any:
    return query.matches(unpack(packed, shown))


def _class_term(number: int) -> str:
    # Letters and digits never share a term of a value, so this one is the index's own.
    return f"k{number}"


def _changes(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())
