"""Every table is captured, or says why not; every change of a captured row is marked, whatever made it."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Float, Integer, LargeBinary, Numeric, Text, update

from desk_app.services import assembly
from desk_app.services.catalogue import Services, load_tables
from desk_app.services.core.paths import DataFolder
from desk_app.services.db.backups import Backups
from desk_app.services.db.base import Base
from desk_app.services.db.cipher import DatabaseKey, new_key
from desk_app.services.db.converting import convert
from desk_app.services.db.opening import open_database
from desk_app.services.settings.tables import SettingRow
from desk_app.services.sync.capture import (
    LEFT_OUT,
    ONLY,
    PREFIXES_LEFT_OUT,
    QUIET,
    WHEN,
    WITHHELD,
    begin_capture,
    capture_holds,
    captures,
    declared,
    ensure_capture,
    shapes,
)
from desk_app.services.sync.rows import driver, enqueue_all
from tests.desk_fixtures import People
from tests.fakes import FakeClock, FakeSecrets


def marks(services: Services) -> set[tuple[str, str, int]]:
    with services.bench.database.read() as session:
        return set(driver(session).execute('SELECT "table", "key", gone FROM sync_row_changes'))


@pytest.fixture
def marked(desk: Services) -> Services:
    """A desk that captures, with nothing marked."""
    with desk.bench.database.write() as session:
        begin_capture(driver(session))
        driver(session).execute("DELETE FROM sync_row_changes")
    return desk


def run(services: Services, *statements: str) -> None:
    with services.bench.database.write() as session:
        for one in statements:
            driver(session).execute(one)


def test_every_table_travels_or_says_why_not(desk: Services) -> None:
    load_tables()
    tables = set(Base.metadata.tables)
    reasons = [*LEFT_OUT.values(), *PREFIXES_LEFT_OUT.values()]
    assert LEFT_OUT.keys() <= tables
    assert all(len(reason) > 20 for reason in reasons if reason != "the database's own")
    assert ONLY.keys() | QUIET.keys() | WHEN.keys() | WITHHELD.keys() <= declared()
    with desk.bench.database.read() as session:
        assert shapes(driver(session)).keys() == declared()
    left = {one for one in tables - declared() if not one.startswith("sync_")}
    assert left == LEFT_OUT.keys()


def test_what_travels_has_values_that_lines_can_say() -> None:
    load_tables()
    for name in declared():
        table = Base.metadata.tables[name]
        keys = [column.type for column in table.primary_key]
        assert keys, name
        assert all(isinstance(one, Integer | Text) and not isinstance(one, LargeBinary) for one in keys), name
        assert not any(isinstance(column.type, Float | Numeric) for column in table.columns), name


def test_a_desk_that_exchanges_with_nobody_marks_nothing(desk: Services) -> None:
    run(desk, "INSERT INTO settings VALUES ('a', '1')")
    with desk.bench.database.read() as session:
        assert not captures(driver(session))
        assert capture_holds(driver(session))
    assert marks(desk) == set()


def test_every_way_of_writing_is_marked_once(marked: Services) -> None:
    with marked.bench.database.write() as session:
        session.add(SettingRow(key="orm", value="1"))
        session.flush()
        session.execute(update(SettingRow).where(SettingRow.key == "orm").values(value="2"))
        session.connection().exec_driver_sql("INSERT INTO settings VALUES (?, ?)", [("多", "1"), ('"', "2")])
    assert marks(marked) == {
        ("settings", '["orm"]', 0),
        ("settings", '["多"]', 0),
        ("settings", '["\\""]', 0),
    }
    run(
        marked, "DELETE FROM settings WHERE key = 'orm'", "UPDATE settings SET key = 'moved' WHERE key = '多'"
    )
    assert marks(marked) == {
        ("settings", '["orm"]', 1),
        ("settings", '["多"]', 1),
        ("settings", '["moved"]', 0),
        ("settings", '["\\""]', 0),
    }


def test_what_is_rolled_back_is_not_marked(marked: Services) -> None:
    with pytest.raises(ZeroDivisionError), marked.bench.database.write() as session:
        driver(session).execute("INSERT INTO settings VALUES ('a', '1')")
        raise ZeroDivisionError
    assert marks(marked) == set()


def test_what_goes_along_or_is_pushed_out_is_marked(marked: Services) -> None:
    run(
        marked,
        "INSERT INTO roll_calls VALUES (1, 0, 0, 0, NULL, 0, '', '')",
        "INSERT INTO roll_call_lines VALUES (2, 1, 9, '', '', '', '', '', 1, '', 0, '', NULL, '', NULL, 0)",
        "DELETE FROM sync_row_changes",
        # Another id, and the same visit of the same roll call: the first line is pushed out.
        "INSERT OR REPLACE INTO roll_call_lines"
        " VALUES (3, 1, 9, '', '', '', '', '', 1, '', 0, '', NULL, '', NULL, 0)",
    )
    assert marks(marked) == {("roll_call_lines", "[2]", 1), ("roll_call_lines", "[3]", 0)}
    run(marked, "DELETE FROM roll_calls")
    assert marks(marked) == {
        (f"roll_call{table}", key, 1) for table, key in (("s", "[1]"), ("_lines", "[2]"), ("_lines", "[3]"))
    }


def test_what_never_ends_marks_nothing(marked: Services, people: People) -> None:
    marked.bench.refused(people.guard, "staff.add")
    run(marked, "INSERT INTO known_desks VALUES (7, 'B', 0, 0, 0, 1)", "DELETE FROM sync_row_changes")
    run(marked, "UPDATE known_desks SET heard_at = 5", "DELETE FROM trusted_time")
    assert marks(marked) == set()
    run(marked, "UPDATE known_desks SET active = 0", "INSERT INTO counters VALUES ('kits', 3)")
    assert marks(marked) == {("known_desks", "[7]", 0), ("counters", '["kits"]', 0)}


def test_personal_data_that_expired_is_marked_other_events_are_not(marked: Services) -> None:
    event = "INSERT INTO journal_events VALUES ({0}, 1, 'a', 1, 1, 1, 1, '{{}}', 'x', NULL, x'00')"
    run(marked, event.format(5), event.format(6), "UPDATE journal_events SET private = NULL WHERE id = 5")
    assert marks(marked) == {("journal_events", "[5]", 0)}


def test_triggers_that_are_gone_come_back_and_their_table_is_marked(
    marked: Services, folder: DataFolder, clock: FakeClock, secrets: FakeSecrets
) -> None:
    """As after a migration that made the table anew."""
    run(
        marked,
        "INSERT INTO settings VALUES ('a', '1'), ('b', '1')",
        "DELETE FROM sync_row_changes",
        "DROP TRIGGER sync_mark_settings_update",
        "CREATE TRIGGER sync_mark_gone_update AFTER UPDATE ON calls BEGIN SELECT 1; END",
        "UPDATE settings SET value = '2'",
    )
    assert marks(marked) == set()
    marked.bench.database.close()
    again = assembly.open_services(folder, clock=clock, secrets=secrets)
    try:
        assert {(table, key) for table, key, _ in marks(again)} >= {
            ("settings", '["a"]'),
            ("settings", '["b"]'),
        }
        with again.bench.database.write() as session:
            assert capture_holds(driver(session))
            assert ensure_capture(driver(session)) == []
            count = "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"
            assert driver(session).execute(count).fetchone()[0] == 3 * len(declared()) - 2 * len(ONLY)
    finally:
        again.bench.database.close()


def test_a_restored_and_a_converted_database_go_on_marking(
    marked: Services, folder: DataFolder, clock: FakeClock
) -> None:
    key = DatabaseKey(new_key())
    marked.bench.database.close()
    backups = Backups(folder, clock, key)
    backups.restore(backups.make("by-hand"))
    for plain in (False, True):
        convert(folder.database, key, plain=plain)
        database = open_database(folder, clock, key)
        try:
            with database.write() as session:
                assert captures(driver(session))
                assert capture_holds(driver(session))
                driver(session).execute("INSERT INTO settings VALUES (?, '')", (str(plain),))
                wanted = f'["{plain}"]'
                found: Any = driver(session).execute(
                    'SELECT 1 FROM sync_row_changes WHERE "key" = ?', (wanted,)
                )
                assert found.fetchone()
        finally:
            database.close()


def test_at_a_first_connection_every_row_is_marked(desk: Services) -> None:
    with desk.bench.database.write() as session:
        enqueue_all(session)
        connection = driver(session)
        for table, shape in shapes(connection).items():
            if table not in ONLY:
                wanted = 'SELECT count(*) FROM sync_row_changes WHERE "table" = ?'
                marked = connection.execute(wanted, (table,)).fetchone()[0]
                rows = connection.execute(f'SELECT count(*) FROM "{shape.table}"').fetchone()[0]
                assert marked == rows - (table == "counters"), table
