"""What head office says of a building, in tests: rows as plain values, written as a version of master data."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from desk_app.services.catalogue import Services
from desk_app.services.sync import frame, names
from desk_app.services.sync import master_rows as rows
from tests.services.sync.office import Office

Rows = dict[tuple[str, tuple[Any, ...]], dict[str, Any] | None]


def rows_of(desk: Services) -> Rows:
    """Every row of master data of a desk, as it would stand at head office."""
    with desk.bench.database.read() as session:
        return {
            (table.table, key): dict(row)
            for table in rows.master_tables(desk.bench)
            for key, row in rows.rows_here(session, table).items()
        }


def key_of(said: Rows, table: str, **wanted: Any) -> tuple[str, tuple[Any, ...]]:
    """The key of the one row of a table with these values."""
    found = [
        key
        for key, row in said.items()
        if key[0] == table and row and all(row[name] == value for name, value in wanted.items())
    ]
    assert len(found) == 1, found
    return found[0]


def say_master(
    office: Office,
    site: int,
    said: Rows,
    *,
    considered: Mapping[str, int] | None = None,
    pictures: Sequence[bytes] = (),
    number: int | None = None,
    expires: int = 4_000_000_000_000,
) -> int:
    """Publish a version."""
    lines = [{"t": table, "p": list(key), "c": row} for (table, key), row in said.items()]
    lines += [
        {
            "t": "blobs",
            "p": [sha256(one).hexdigest()],
            "c": {"media": "image/png", "content": b64encode(one).decode()},
        }
        for one in pictures
    ]
    header = {"site": site, "expires": expires, "considered": dict(considered or {})}
    section = frame.Section(office._locks().site(site), frame.to_lines(lines))
    return office._put(frame.Kind.MASTER, names.master(site), "mst", header, [section], office.sync, number)
