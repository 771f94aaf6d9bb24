"""Is the stored data whole? A quick look while the desk works, and the thorough one of `desk-app check`.

Nothing is repaired here: what is broken is named, and a backup is restored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from desk_app.services.core.words import N_, Message
from desk_app.services.db.cipher import DatabaseKey, connect
from desk_app.services.db.database import translated_errors

_MOST = 100
"""Faults named of each kind: a database that is broken everywhere needs no longer list."""


class Harm(StrEnum):
    """What is wrong with the stored data."""

    PAGES = "pages"
    REFERENCE = "reference"


HARM_NAMES: dict[Harm, Message] = {
    Harm.PAGES: N_("The database file is damaged: {detail}"),
    Harm.REFERENCE: N_("A record refers to one that is missing: {detail}"),
}


@dataclass(frozen=True, slots=True)
class Damage:
    """One fault of the stored data; `detail` names the place in SQLite's words."""

    harm: Harm
    detail: str


def quick_look(path: Path, key: DatabaseKey | None = None) -> bool:
    """Whether the file reads well from end to end; seconds on a million records. Raises DatabaseTrouble."""
    with translated_errors():
        connection = _open(path, key)
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
        finally:
            connection.close()


def damages(path: Path, key: DatabaseKey | None = None) -> Iterator[Damage]:
    """Every fault of file, indexes and references, a hundred of each kind at most. Raises DatabaseTrouble."""
    with translated_errors():
        connection = _open(path, key)
        try:
            for (said,) in connection.execute("PRAGMA integrity_check(100)"):
                if said != "ok":
                    yield Damage(Harm.PAGES, str(said))
            for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST):
                yield Damage(Harm.REFERENCE, f"{table} {row} → {parent}")
        except sqlite.OperationalError:  # busy, or the disk: no word about the data
            raise
        except sqlite.DatabaseError as broken:  # too damaged to be looked through
            yield Damage(Harm.PAGES, str(broken))
        finally:
            connection.close()


def _open(path: Path, key: DatabaseKey | None) -> sqlite.Connection:
    connection = connect(path, key)
    connection.execute("PRAGMA query_only=ON")
    connection.execute("PRAGMA wal_autocheckpoint=0")
    return connection
