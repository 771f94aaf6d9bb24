"""The schema's history: one module per step, `mNNNN_what.py`, with `upgrade(op)` in Alembic's operations.

Steps are linear, run in one transaction together with the version number, and only add: what has synced is never
dropped or renamed. To add one: change the tables, run `python -m tests.tools.new_migration what`, read what it wrote.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desk_app.services.db.database import Database

_NAME = re.compile(r"m(\d{4})_\w+")


@cache
def steps() -> tuple[str, ...]:
    """The names of all steps, in order. Raises RuntimeError when their numbers have a gap."""
    names = sorted(one.name for one in pkgutil.iter_modules(__path__) if _NAME.fullmatch(one.name))
    if [int(name[1:5]) for name in names] != list(range(1, len(names) + 1)):
        raise RuntimeError("migration numbers have a gap or a double")
    return tuple(names)


def newest_version() -> int:
    """The schema version this program writes."""
    return len(steps())


def migrate(database: Database, version: int) -> None:
    """Bring a database from `version` to the newest, wholly or not at all.

    Foreign keys are off meanwhile: rebuilding a table would fire ON DELETE CASCADE and take the children along.
    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations

    from desk_app.services.db.database import APPLICATION_ID

    with database.raw() as connection:
        connection.execute("PRAGMA foreign_keys=OFF")
    try:
        with database.write() as session:
            connection = session.connection()
            operations = Operations(MigrationContext.configure(connection))
            for name in steps()[version:]:
                importlib.import_module(f"{__name__}.{name}").upgrade(operations)
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise RuntimeError(f"migration left a dangling reference in {broken[0]}")
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")  # fixed SQL: a constant
            connection.exec_driver_sql(f"PRAGMA user_version={newest_version()}")  # fixed SQL: a count
    finally:
        with database.raw() as connection:
            connection.execute("PRAGMA foreign_keys=ON")
