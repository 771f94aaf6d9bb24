"""The index in the database: a table of entries and a full-text table of their terms.

All functions take the connection of an open transaction: an entry is written with its record, or not at all. The SQL
is fixed and every value is bound. Removed entries leave terms behind until `tidy` has run to its end; together with
`PRAGMA secure_delete` it leaves no trace in the file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from desk_app.services.search.packing import Values, harmless, pack, unpack, values_of
from desk_app.services.search.places import Places
from desk_app.services.search.query import Query, parse
from desk_app.services.search.records import Hit, SearchEntry
from desk_app.services.search.terms import SCHEME, terms_of

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
    # Terms of one transaction gathered before they are written: twice as fast when a million come at once.
    "INSERT INTO search_terms(search_terms, rank) VALUES ('hashsize', 8388608)",
    # Half the usual page: within a page rows are passed one by one, so AND of two common terms takes half the time.
    "INSERT INTO search_terms(search_terms, rank) VALUES ('pgsz', 2000)",
)
_FIND = (
    "SELECT e.id, e.class, e.title, e.subtitle, e.packed FROM search_terms t JOIN search_entry e ON e.row = t.rowid"
    " WHERE t.search_terms MATCH ? ORDER BY t.rowid DESC"
)
_Looks = tuple[int, str, str, int]
_CHUNK = 5_000
_FIRST_LOOK, _NEXT_LOOK = 32, 128
_MOST_ROWS = 1_500
_MOST_FAILED = 400
"""So many rows are looked at for one answer, and so many of them in vain; a further letter brings up the rest."""
_MOST_HIDDEN = 300
"""After so many rows of others, only what may be seen is asked for: slower from row to row, but passing over them."""


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
    connection: Connection,
    text: str,
    *,
    role: int,
    kinds: Collection[str] | None = None,
    limit: int = 20,
    fold: bool = True,
    rare: bool = False,
) -> list[Hit]:
    """What matches every word of `text`, newest first, as far as a role in the bits of `role` may see it.

    Never raises for what is typed. Records of a kind that look the same are one hit, the newest of them; with
    `fold=False` each is a hit of its own, for lists from which one record is chosen. `rare`: few of the records that
    match are of these kinds, so the others are passed over from the start.
    """
    query = parse(text)
    visible = _Classes(connection).visible(role, kinds)
    if query is None or not visible:
        return []
    found = _Look(query, visible, limit, fold)
    if not rare:
        found.through(connection, query.expression())
    if rare or found.stopped_at_others:
        found = _Look(query, visible, limit, fold)
        found.through(connection, f"({' OR '.join(map(_class_term, visible))}) AND ({query.expression()})")
    return found.hits()


def rebuild(connection: Connection, entries: Iterable[SearchEntry]) -> None:
    """Empty the index and fill it anew from all records, oldest first."""
    connection.exec_driver_sql("INSERT INTO search_terms(search_terms) VALUES ('delete-all')")
    connection.exec_driver_sql("DELETE FROM search_entry")
    connection.exec_driver_sql("DELETE FROM search_class")
    connection.exec_driver_sql("DELETE FROM search_scheme")
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

    def visible(self, role: int, kinds: Collection[str] | None) -> dict[int, str]:
        """The classes this role may see of these kinds: number to kind."""
        return {
            no: kind
            for (kind, audience), no in self._numbers.items()
            if audience & role and (kinds is None or kind in kinds)
        }


def _put_chunk(connection: Connection, classes: _Classes, chunk: list[SearchEntry]) -> None:
    present = {row[0]: row for row in _present(connection, [e.id for e in chunk])}
    places = Places(connection)
    new, changed = _Rows(), _Rows()
    for entry in chunk:
        number = classes.number(entry.kind, entry.audience)
        title, subtitle, values = harmless(entry.title), harmless(entry.subtitle), values_of(entry)
        kept = (number, title, subtitle, pack(values, title + subtitle))
        old = present.get(entry.id)
        if old is None:
            new.add((places.row_for(entry.id), entry.id, *kept), values)
        elif tuple(old[2:]) != kept:
            changed.add((old[1], entry.id, *kept), values)
    if new.entries:
        connection.exec_driver_sql("INSERT INTO search_entry VALUES (?, ?, ?, ?, ?, ?)", new.entries)
        connection.exec_driver_sql("INSERT INTO search_terms(rowid, terms) VALUES (?, ?)", new.terms)
    if changed.entries:
        connection.exec_driver_sql("REPLACE INTO search_entry VALUES (?, ?, ?, ?, ?, ?)", changed.entries)
        connection.exec_driver_sql("REPLACE INTO search_terms(rowid, terms) VALUES (?, ?)", changed.terms)


class _Rows:
    """Rows of both tables, to be written together."""

    def __init__(self) -> None:
        self.entries: list[tuple[Any, ...]] = []
        self.terms: list[tuple[int, str]] = []

    def add(self, row: tuple[Any, ...], values: Values) -> None:
        """One entry (row, id, class, title, subtitle, packed) and its terms."""
        names, *others = values
        self.entries.append(row)
        self.terms.append((row[0], f"{_class_term(row[2])} {terms_of(names, tuple(chain(*others)))}"))


def _present(connection: Connection, ids: Sequence[int]) -> list[Sequence[Any]]:
    found: list[Sequence[Any]] = []
    for begin in range(0, len(ids), 500):
        some = tuple(ids[begin : begin + 500])
        marks = ",".join("?" * len(some))
        sql = f"SELECT id, row, class, title, subtitle, packed FROM search_entry WHERE id IN ({marks})"  # noqa: S608
        found.extend(connection.exec_driver_sql(sql, some))
    return found


class _Look:
    """One look through the rows that an expression brings up, newest first, with an end in any case."""

    def __init__(self, query: Query, visible: dict[int, str], limit: int, fold: bool) -> None:
        self._query, self._visible, self._limit, self._fold = query, visible, limit, fold
        self._sure = query.sure
        self._newest: dict[_Looks, tuple[int, str]] = {}
        self._older: dict[_Looks, int] = {}
        self._failed = 0
        self._hidden = 0
        self.stopped_at_others = False

    def through(self, connection: Connection, expression: str) -> None:
        """Read rows until there are enough, or no more, or too many."""
        result = connection.exec_driver_sql(_FIND, (expression,))
        try:
            seen, size = 0, _FIRST_LOOK
            while rows := result.fetchmany(size):
                if not all(map(self._take, rows)):
                    return
                seen, size = seen + len(rows), _NEXT_LOOK
                self.stopped_at_others = self._hidden >= _MOST_HIDDEN
                if self.stopped_at_others or seen >= _MOST_ROWS or self._failed >= _MOST_FAILED:
                    return
        finally:
            result.close()

    def hits(self) -> list[Hit]:
        """What was found, newest first."""
        found = [self._hit(key, *kept) for key, kept in self._newest.items()]
        return sorted(found, key=lambda hit: -hit.id)

    def _take(self, row: Sequence[Any]) -> bool:
        """Take in one row; False when it is one more than was asked for."""
        entry_id, number, title, subtitle, packed = row
        if number not in self._visible:
            self._hidden += 1
        elif not self._sure and not self._query.matches(unpack(packed, title + subtitle)):
            self._failed += 1
        elif (key := (number, title, subtitle, 0 if self._fold else entry_id)) in self._newest:
            self._older[key] = self._older.get(key, 0) + 1
        elif len(self._newest) == self._limit:
            return False
        else:
            self._newest[key] = (entry_id, packed)
        return True

    def _hit(self, key: _Looks, entry_id: int, packed: str) -> Hit:
        number, title, subtitle, _ = key
        field = self._query.field(unpack(packed, title + subtitle))
        return Hit(self._visible[number], entry_id, title, subtitle, field, self._older.get(key, 0))


def _class_term(number: int) -> str:
    # Letters and digits never share a term of a value, so this one is the index's own.
    return f"k{number}"


def _changes(connection: Connection) -> int:
    return int(connection.exec_driver_sql("SELECT total_changes()").scalar_one())
