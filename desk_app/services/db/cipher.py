"""The one way to a database file: with its key where it is encrypted, as it lies there where it is not.

The key is 32 random bytes given to SQLCipher raw: nothing is derived, opening costs nothing. It is never in a repr, an
exception or an SQL statement that SQLAlchemy sees. Whoever opens a file of this program opens it by `connect`.
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from desk_app.services.db.heads import head, keep

KEY_BYTES = 32
_PLAIN = b"SQLite format 3\x00"


class _Connection(sqlite.Connection):  # type: ignore[misc] # the driver has no types
    """A connection whose file is kept in hand until it is closed (`heads`)."""

    closed: weakref.finalize[[], _Connection]

    def close(self) -> None:
        """Close it, and only then let go of the file."""
        super().close()
        self.closed()


class DatabaseKey:
    """The key of a database file. Shows nothing of itself."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        if len(raw) != KEY_BYTES:
            raise ValueError("a database key has 32 bytes")
        self._raw = raw

    @property
    def literal(self) -> str:
        """As SQLCipher takes it; for `connect` and for attaching a file, nowhere else."""
        return f"x'{self._raw.hex()}'"

    def __repr__(self) -> str:
        return "DatabaseKey()"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DatabaseKey) and other._raw == self._raw

    def __hash__(self) -> int:
        return hash(self._raw)

    def __reduce__(self) -> str:
        raise TypeError("a key is not copied out of the program")


def new_key() -> bytes:
    """A new database key."""
    return os.urandom(KEY_BYTES)


def is_plain(path: Path) -> bool:
    """Whether a file is an unencrypted database; what cannot be read is none, and SQLite says why."""
    return head(path) == _PLAIN


def is_filled(path: Path) -> bool:
    """Whether there is a file with anything in it."""
    return path.exists() and path.stat().st_size > 0


def key_for(path: Path, key: DatabaseKey | None) -> DatabaseKey | None:
    """The key this file wants: none where it is plain; one that does not exist yet becomes what the key says."""
    return None if is_filled(path) and is_plain(path) else key


def connect(
    path: Path, key: DatabaseKey | None, *, read_only: bool = False, **options: Any
) -> sqlite.Connection:
    """Open a file, plain or encrypted as it is. A wrong key is told at the first statement: "not a database"."""
    if read_only:
        where = f"{path.absolute().as_uri()}?mode=ro"
        connection = sqlite.connect(where, uri=True, factory=_Connection, **options)
    else:
        connection = sqlite.connect(str(path), factory=_Connection, **options)
    connection.closed = weakref.finalize(connection, keep(path))
    connection.closed.atexit = False  # what still writes then keeps its locks to the end
    unlock(connection, key_for(path, key))
    return connection


def unlock(connection: sqlite.Connection, key: DatabaseKey | None) -> None:
    """Give a connection its key, before anything else is asked of it."""
    if key is not None:
        # Its own words on standard error say nothing that the exception does not.
        connection.execute("PRAGMA cipher_log_level = NONE")
        pragma = f'PRAGMA key = "{key.literal}"'  # pragmas bind no values; this one is hexadecimal digits
        connection.execute(pragma)
