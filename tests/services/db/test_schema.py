"""The schema, written down: `schema.sql` shows in a review what a change of tables does to the database.

`python -m tests.services.db.test_schema` writes it anew; read the difference before you commit it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from desk_app.services.core.clocks import SystemClock
from desk_app.services.core.paths import DataFolder
from desk_app.services.db.opening import open_database
from tests.tools.new_migration import difference

SNAPSHOT = Path(__file__).with_name("schema.sql")


def schema() -> str:
    """Every table and index that the migrations make, in alphabetical order."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(DataFolder(Path(folder)), SystemClock())
        with database.raw() as connection:
            rows = connection.execute(
                "SELECT tbl_name, type, name, sql FROM sqlite_master WHERE sql IS NOT NULL "
                "AND name NOT LIKE 'search_terms_%' AND name NOT LIKE 'sqlite_%' "
                "ORDER BY tbl_name, type DESC, name"
            ).fetchall()
        database.close()
    return "\n\n".join("\n".join(line.rstrip() for line in f"{sql};".splitlines()) for *_, sql in rows) + "\n"


def test_the_schema_is_the_one_written_down() -> None:
    assert schema() == SNAPSHOT.read_text(encoding="utf-8"), "see this file's first lines"


def test_tables_and_migrations_agree() -> None:
    assert difference() == ""


if __name__ == "__main__":
    SNAPSHOT.write_text(schema(), encoding="utf-8")
