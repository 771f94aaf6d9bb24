"""Write the next migration from the difference between tables and migrations.

`python -m tests.tools.new_migration what_it_adds` writes `mNNNN_what_it_adds.py`; read it before you commit it.
`--again` rewrites the newest one instead, while it is not released yet.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.migration import MigrationContext

from desk_app.services.catalogue import load_tables
from desk_app.services.core.clocks import SystemClock
from desk_app.services.core.paths import DataFolder
from desk_app.services.db import migrations
from desk_app.services.db.base import Base
from desk_app.services.db.opening import open_database

HEAD = '''"""{title}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Add what this version brings."""
'''


def ignored(name: str | None) -> bool:
    """Tables that no mapping describes: the search index makes its own."""
    return name is not None and name.startswith(("search_", "sqlite_"))


def difference() -> str:
    """The body of the migration that is missing; empty when tables and migrations agree."""
    load_tables()
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(DataFolder(Path(folder)), SystemClock())
        try:
            with database.write() as session:
                context = MigrationContext.configure(
                    session.connection(),
                    opts={
                        "include_object": lambda thing, name, kind, found, other: (
                            not (kind == "table" and ignored(name))
                        )
                    },
                )
                script = produce_migrations(context, Base.metadata)
        finally:
            database.close()
    assert script.upgrade_ops is not None
    if script.upgrade_ops.is_empty():
        return ""
    return render_python_code(script.upgrade_ops, migration_context=context).replace(
        "desk_app.services.db.base.Moment()", "sa.BigInteger()"
    )


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what")
    parser.add_argument("--again", action="store_true")
    asked = parser.parse_args()
    folder = Path(migrations.__path__[0])
    if asked.again:
        for old in folder.glob(f"m{len(migrations.steps()):04d}_*.py"):
            old.unlink()
        migrations.steps.cache_clear()
    body = difference()
    if not body:
        print("tables and migrations agree")
        return
    number = len(migrations.steps()) + 1
    path = folder / f"m{number:04d}_{asked.what}.py"
    path.write_text(
        HEAD.format(title=asked.what.replace("_", " ").capitalize()) + indent(body), encoding="utf-8"
    )
    print(path.name)


def indent(body: str) -> str:
    """The rendered body, inside the function, without Alembic's remarks."""
    lines = [line for line in body.splitlines() if "### " not in line]
    return "\n".join(line if not line or line.startswith("    ") else f"    {line}" for line in lines) + "\n"


if __name__ == "__main__":
    main()
