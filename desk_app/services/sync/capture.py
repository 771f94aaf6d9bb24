"""Triggers that mark every changed row, whatever changed it, in the same transaction.

A desk that exchanges with nobody has none of them and pays nothing; `enqueue_all` (rows) sets them up. They are made
from the tables as the database has them, so a new table is captured without a word here. What is left out, and why, is
said in `LEFT_OUT`; what is never told, or told without being a change, in `WITHHELD`, `QUIET` and `ONLY`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

LEFT_OUT: Mapping[str, str] = {
    "audit_entries": "only ever added to: packed by their number, not by a mark",
    "print_jobs": "papers that wait for a printer of this PC; the records print them again",
    "sign_in_troubles": "wrong PINs in a row: on a new PC everybody gets a new PIN",
    "trusted_time": "the journal tells it, and every acknowledgement moves it: each would ask for the next",
}
PREFIXES_LEFT_OUT: Mapping[str, str] = {
    "sync_": "what this PC knows of the exchange; another PC begins its own",
    "search_": "made anew from the records",
    "sqlite_": "the database's own",
    "_alembic_": "a table in the middle of a migration",
}
WITHHELD: Mapping[str, Mapping[str, object]] = {
    # Nobody can check it without the pepper of this PC, and nobody else needs it: it stays here.
    "staff": {"pin": ""}
}
"""Columns that do not travel, and what stands in their place."""
QUIET: Mapping[str, frozenset[str]] = {
    # Hearing another desk moves it. Two desks would keep each other awake.
    "known_desks": frozenset({"heard_at"})
}
"""Columns whose change alone marks no row; they travel with the next change."""
ONLY: Mapping[str, str] = {
    # Only ever added to, and packed by id; but personal data that expired here must expire at head office.
    "journal_events": "private"
}
"""Tables of which only changes of one column are marked."""
WHEN: Mapping[str, str] = {
    # The chain's length moves with every entry, and the entries themselves tell it.
    "counters": "NEW.series <> 'audit'"
}
"""Rows that are marked only so."""
_PREFIX = "sync_mark_"


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as the database has it."""

    table: str
    columns: tuple[str, ...]
    key: tuple[str, ...]


def is_captured(table: str) -> bool:
    """Whether the rows of a table travel."""
    return table not in LEFT_OUT and not table.startswith(tuple(PREFIXES_LEFT_OUT))


def declared() -> frozenset[str]:
    """Every table of this program whose rows travel; `catalogue.load_tables` was called before."""
    from desk_app.services.db.base import Base

    return frozenset(filter(is_captured, Base.metadata.tables))


def ensure_capture(connection: Any) -> list[str]:
    """Bring the triggers up to date on a desk that exchanges; gives the tables that had none, or others.

    `connection`: the driver's, in a transaction or not. Does nothing on a desk that does not exchange. Rows of the
    tables given may have changed unseen, by a migration or another program: they are marked, all of them.
    """
    found = _triggers(connection)
    return _put_right(connection, found) if found else []


def captures(connection: Any) -> bool:
    """Whether this desk marks what changes."""
    return bool(_triggers(connection))


def capture_holds(connection: Any) -> bool:
    """Whether `ensure_capture` has nothing to do; reads only."""
    found = _triggers(connection)
    return not found or found == _wanted(shapes(connection))


def begin_capture(connection: Any) -> list[str]:
    """Capture from now on, also where nothing was captured before; gives what `ensure_capture` gives."""
    return _put_right(connection, _triggers(connection))


def mark_all(connection: Any, shape: Shape) -> None:
    """Mark every row of a table."""
    key = ", ".join(map(quoted, shape.key))
    where = f" WHERE {WHEN[shape.table].replace('NEW.', '')}" if shape.table in WHEN else " WHERE 1"
    connection.execute(
        f"INSERT INTO sync_row_changes ({_MARK})"  # noqa: S608 # fixed SQL: names of the schema
        f" SELECT {_text(shape.table)}, json_array({key}), 0 FROM {quoted(shape.table)}{where}{_AGAIN}"
    )


def shapes(connection: Any) -> dict[str, Shape]:
    """Every captured table of the database."""
    rows = connection.execute(
        "SELECT m.name, p.name, p.pk FROM sqlite_schema m JOIN pragma_table_info(m.name) p"
        " WHERE m.type = 'table' ORDER BY m.name, p.cid"
    ).fetchall()
    grouped: dict[str, list[tuple[str, int]]] = {}
    for table, column, place in rows:
        if is_captured(table):
            grouped.setdefault(table, []).append((column, place))
    return {table: _shape(table, columns) for table, columns in grouped.items()}


def shape_of(connection: Any, table: str) -> Shape | None:
    """One captured table; None when there is no such table, or it is not captured."""
    if not is_captured(table):
        return None
    rows = connection.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", (table,)).fetchall()
    return _shape(table, rows) if rows else None


def quoted(name: str) -> str:
    """A name of the schema, in SQL."""
    return '"' + name.replace('"', '""') + '"'


_MARK = '"table", "key", gone'
_AGAIN = ' ON CONFLICT ("key", "table") DO UPDATE SET gone = excluded.gone WHERE gone IS NOT excluded.gone'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _shape(table: str, columns: list[tuple[str, int]]) -> Shape:
    key = sorted((place, name) for name, place in columns if place)
    return Shape(table, tuple(name for name, _ in columns), tuple(name for _, name in key))


def _triggers(connection: Any) -> dict[str, tuple[str, str]]:
    rows = connection.execute(
        "SELECT name, tbl_name, sql FROM sqlite_schema WHERE type = 'trigger' AND substr(name, 1, ?) = ?",
        (len(_PREFIX), _PREFIX),
    )
    return {name: (table, sql) for name, table, sql in rows}


def _put_right(connection: Any, found: Mapping[str, tuple[str, str]]) -> list[str]:
    known = shapes(connection)
    wanted = _wanted(known)
    wrong = {name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name)}
    tables = {pair[name][0] for pair in (found, wanted) for name in wrong if name in pair} & known.keys()
    for name in sorted(wrong):
        if name in found:
            connection.execute(f"DROP TRIGGER {quoted(name)}")  # fixed SQL: names of the schema
        if name in wanted:
            connection.execute(wanted[name][1])
    for table in sorted(tables - ONLY.keys()):
        mark_all(connection, known[table])
    return sorted(tables)


def _wanted(known: Mapping[str, Shape]) -> dict[str, tuple[str, str]]:
    return {name: (shape.table, sql) for shape in known.values() for name, sql in _made(shape)}


def _made(shape: Shape) -> Iterator[tuple[str, str]]:
    """Name and SQL of each trigger of a table."""
    when = f" WHEN {WHEN[shape.table]}" if shape.table in WHEN else ""
    yield _trigger(shape, "update", f"UPDATE{_of(shape)}", when, _body(shape, "NEW", 0) + _moved(shape))
    if shape.table not in ONLY:
        yield _trigger(shape, "insert", "INSERT", when, _body(shape, "NEW", 0))
        yield _trigger(shape, "delete", "DELETE", when.replace("NEW.", "OLD."), _body(shape, "OLD", 1))


def _trigger(shape: Shape, name: str, event: str, when: str, body: str) -> tuple[str, str]:
    name = f"{_PREFIX}{shape.table}_{name}"
    return name, f"CREATE TRIGGER {quoted(name)} AFTER {event} ON {quoted(shape.table)}{when} BEGIN{body} END"


def _of(shape: Shape) -> str:
    quiet = QUIET.get(shape.table, frozenset())
    columns = (
        [ONLY[shape.table]] if shape.table in ONLY else [one for one in shape.columns if one not in quiet]
    )
    narrowed = shape.table in ONLY or quiet
    return f" OF {', '.join(map(quoted, columns))}" if narrowed else ""


def _body(shape: Shape, side: str, gone: int) -> str:
    return (
        f" INSERT INTO sync_row_changes ({_MARK})"  # noqa: S608 # fixed SQL: names of the schema
        f" VALUES ({_text(shape.table)}, {_key(shape, side)}, {gone}){_AGAIN};"
    )


def _moved(shape: Shape) -> str:
    """A row whose key changed is gone under the old one."""
    moved = " OR ".join(f"OLD.{quoted(one)} IS NOT NEW.{quoted(one)}" for one in shape.key)
    return (
        f" INSERT INTO sync_row_changes ({_MARK})"
        f" SELECT {_text(shape.table)}, {_key(shape, 'OLD')}, 1 WHERE {moved}{_AGAIN};"
    )


def _key(shape: Shape, side: str) -> str:
    return f"json_array({', '.join(f'{side}.{quoted(one)}' for one in shape.key)})"
