"""The rows of the desk's tables on their way to head office: every table but those of `capture.LEFT_OUT`.

Read as the database stores them, past the mappings: moments are integers, truth is 0 and 1. How they come back into a
new PC's database stands in `restoring`.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from desk_app.services.sync.capture import WITHHELD, Shape, begin_capture, mark_all, quoted, shape_of, shapes
from desk_app.services.sync.strict import to_json

MOST_BYTES = 1 << 20
"""So much of rows ends a call, whatever number was asked for; one large row may go beyond."""
_AT_ONCE = 100
"""Rows looked up together: pictures of 200 KiB each must not fill the memory."""
_GONE = None, 0
Line = dict[str, Any]
_MARKS = 'SELECT seq, "table", "key" FROM sync_row_changes WHERE seq > ? ORDER BY seq LIMIT ?'


def driver(session: Session) -> Any:
    """The driver's own connection, in the transaction of the session, with everything written that it holds."""
    session.flush()
    return session.connection().connection.driver_connection


def changed_rows(session: Session, most: int) -> tuple[list[Line], int]:
    """The rows that are marked, as they stand now (`k:"r"` of PROTOCOL.md, without the stamp), and the greatest mark.

    Marks up to that one are what was taken, 0 when there are none; the caller deletes them in the same transaction.
    A row that is gone has `c` None. At most `most` rows, or about `MOST_BYTES`.
    """
    connection = driver(session)
    known: dict[str, Shape | None] = {}
    lines: list[Line] = []
    size, upto = 0, 0
    while size < MOST_BYTES and len(lines) < most:
        marks = connection.execute(_MARKS, (upto, min(_AT_ONCE, most - len(lines)))).fetchall()
        if not marks:
            break
        for seq, line, more in _lines(connection, marks, known):
            upto = seq
            if line is not None:
                lines.append(line)
                size += more
            if size >= MOST_BYTES:
                break
    return lines, upto


def enqueue_all(session: Session) -> None:
    """Capture from now on, and mark every row that is there: nothing of this desk is with anybody yet.

    For a first connection, and whenever nobody knows any more what head office has.
    """
    connection = driver(session)
    begin_capture(connection)
    for shape in shapes(connection).values():
        if shape.table != "journal_events":
            mark_all(connection, shape)


def _lines(
    connection: Any, marks: Sequence[tuple[int, str, str]], known: dict[str, Shape | None]
) -> Iterator[tuple[int, Line | None, int]]:
    """By mark, the line, and its size; None for a table that this program does not capture any more."""
    by_table: dict[str, list[str]] = {}
    for _, table, key in marks:
        by_table.setdefault(table, []).append(key)
    found: dict[tuple[str, str], tuple[dict[str, object], int]] = {}
    for table, keys in by_table.items():
        if table not in known:
            known[table] = shape_of(connection, table)
        shape = known[table]
        if shape is not None:
            for place, *values in connection.execute(_select(shape), (f"[{','.join(keys)}]",)):
                found[table, keys[place]] = _columns(shape, values)
    for seq, table, key in marks:
        columns, size = found.get((table, key), _GONE)
        line = {"k": "r", "t": table, "p": _key(key), "c": columns}
        yield seq, line if known[table] is not None else None, size


def _select(shape: Shape) -> str:
    columns = ", ".join(f"t.{quoted(one)}" for one in shape.columns)
    on = " AND ".join(f"t.{quoted(one)} = k.value ->> {place}" for place, one in enumerate(shape.key))
    table = quoted(shape.table)
    return f"SELECT k.key, {columns} FROM json_each(?) k CROSS JOIN {table} t ON {on}"  # noqa: S608 - the schema's names


def _columns(shape: Shape, values: Sequence[object]) -> tuple[dict[str, object], int]:
    """A row's values as a line has them, and about how many bytes they will be."""
    columns: dict[str, object] = dict(zip(shape.columns, values, strict=True))
    if bytes in map(type, values):
        for name, value in columns.items():
            if isinstance(value, bytes):
                columns[name] = {"b64": base64.b64encode(value).decode()}
    if shape.table in WITHHELD:
        columns.update(WITHHELD[shape.table])
    return columns, len(to_json(columns))


def _key(text: str) -> list[Any]:
    """A mark's key; nearly all are one number."""
    inner = text[1:-1]
    return [int(inner)] if inner.isdecimal() else json.loads(text)
