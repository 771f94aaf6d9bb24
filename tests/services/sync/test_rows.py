"""Marked rows as lines: as they stand when they are packed, no more at once than asked for."""

from __future__ import annotations

import json

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.sync import rows
from desk_app.services.sync.capture import shapes
from desk_app.services.sync.rows import changed_rows, driver, enqueue_all


@pytest.fixture
def marked(desk: Services) -> Services:
    """A desk that captures, with nothing marked."""
    with desk.bench.database.write() as session:
        enqueue_all(session)
        driver(session).execute("DELETE FROM sync_row_changes")
    return desk


def run(services: Services, sql: str, *values: object) -> None:
    with services.bench.database.write() as session:
        driver(session).execute(sql, values)


def taken(services: Services, most: int = 100) -> list[tuple[str, list[object], object]]:
    """What is marked, and no longer."""
    with services.bench.database.write() as session:
        lines, upto = changed_rows(session, most)
        driver(session).execute("DELETE FROM sync_row_changes WHERE seq <= ?", (upto,))
    assert all(set(line) == {"k", "t", "p", "c"} and line["k"] == "r" for line in lines)
    return [(line["t"], line["p"], line["c"]) for line in lines]


def test_a_row_is_told_as_it_stands_and_once(marked: Services) -> None:
    run(marked, "INSERT INTO settings VALUES ('多', '1')")
    run(marked, "UPDATE settings SET value = '2'")
    run(marked, "INSERT INTO mail_months VALUES (?, ?, 5, 6, '')", 3, "2026-11-01")
    assert taken(marked) == [
        ("settings", ["多"], {"key": "多", "value": "2"}),
        (
            "mail_months",
            [3],
            {"id": 3, "first": "2026-11-01", "closed_at": 5, "closed_by": 6, "digest": ""},
        ),
    ]
    run(marked, "DELETE FROM settings")
    assert taken(marked) == [("settings", ["多"], None)]
    assert taken(marked) == []


def test_keys_of_several_columns_and_bytes(marked: Services) -> None:
    run(marked, "INSERT INTO told_passes VALUES (1, 2, 'B''1', 3, 'n', 1, '')")
    run(marked, "INSERT INTO blobs VALUES ('ab', 'image/png', x'00ff', 4)")
    (told, picture) = taken(marked)
    assert told[1] == [1, 2, "B'1"]
    assert picture[2] == {"sha256": "ab", "media": "image/png", "content": {"b64": "AP8="}, "created": 4}


def test_a_pin_stays_here(marked: Services) -> None:
    run(marked, "UPDATE staff SET phone = '1'")
    said = taken(marked)
    assert len(said) == 3
    assert all(columns["pin"] == "" and columns["name"] for _, _, columns in said)  # type: ignore[index]
    assert "argon" not in json.dumps(said)


def test_no_more_than_asked_for_and_no_more_than_a_batch_holds(
    marked: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(250):
        run(marked, "INSERT INTO settings VALUES (?, ?)", f"{at:03}", "x" * 100)
    assert [key for _, key, _ in taken(marked, 120)] == [[f"{at:03}"] for at in range(120)]
    monkeypatch.setattr(rows, "MOST_BYTES", 1300)
    assert 8 <= len(taken(marked)) <= 12
    monkeypatch.setattr(rows, "MOST_BYTES", 1)
    assert len(taken(marked)) == 1
    monkeypatch.undo()
    assert 1 + len(taken(marked, 1000)) + 120 + 8 <= 250


def test_a_mark_of_a_table_that_does_not_travel_any_more_is_passed_over(marked: Services) -> None:
    run(
        marked,
        "INSERT INTO sync_row_changes (\"table\", \"key\", gone) VALUES ('print_jobs', '[1]', 0), ('no', '[1]', 0)",
    )
    assert taken(marked) == []
    with marked.bench.database.read() as session:
        assert driver(session).execute("SELECT count(*) FROM sync_row_changes").fetchone() == (0,)


def test_rows_are_found_by_their_keys_alone(marked: Services) -> None:
    with marked.bench.database.read() as session:
        connection = driver(session)
        for shape in shapes(connection).values():
            plan = connection.execute("EXPLAIN QUERY PLAN " + rows._select(shape), ("[[1]]",)).fetchall()
            assert not [step for *_, step in plan if step.startswith("SCAN t")], shape.table
        plan = connection.execute("EXPLAIN QUERY PLAN " + rows._MARKS, (0, 1)).fetchall()
        assert [step[-1] for step in plan] == ["SEARCH sync_row_changes USING INTEGER PRIMARY KEY (rowid>?)"]
