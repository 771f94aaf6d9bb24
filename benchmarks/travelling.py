"""What it costs that every row travels to head office: verbs with and without capture, and rows out and back in.

Rows are read as lines and written into an empty database; SQLite alone writes the same rows into another one, with the
same indexes, foreign keys and pragmas. Turn by turn, in one run.
"""

from __future__ import annotations

import statistics
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from benchmarks.building import Building, actor
from benchmarks.check_in import _check_in
from benchmarks.figures import Figure, one_ms, shown
from desk_app.services.catalogue import Services
from desk_app.services.core.clocks import SystemClock
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Role
from desk_app.services.db.opening import open_database
from desk_app.services.sync.capture import begin_capture, quoted
from desk_app.services.sync.restored_rows import RestoredRows, value_of
from desk_app.services.sync.rows import Line, changed_rows, driver, enqueue_all

ROUNDS = 150
MOST = 100_000
"""Rows that go out and back in."""
COMMAND = "python -m benchmarks --only travelling"


def measure(made: Building) -> list[Figure]:
    """Both."""
    return [*_verbs(made), *_rows(made)]


def _verbs(made: Building) -> list[Figure]:
    with made.opened(copy=True) as plain, made.opened(copy=True) as marked:
        with marked.bench.database.write() as session:
            begin_capture(driver(session))
            driver(session).execute("DELETE FROM sync_row_changes")
        by = actor(plain, Role.RECEPTIONIST)
        without, with_ = [], []
        for number in range(ROUNDS + 10):
            without.append(one_ms(lambda: _check_in(plain, by, number)))  # noqa: B023 - called at once
            with_.append(one_ms(lambda: _check_in(marked, by, number)))  # noqa: B023 - called at once
    ratio = statistics.median(with_[10:]) / statistics.median(without[10:])
    return [
        Figure("check-in, nothing marked", shown(without[10:]), "", COMMAND),
        Figure("check-in, every changed row marked", shown(with_[10:]), "", COMMAND),
        Figure("marking, ratio of the medians", f"{ratio:.2f} ×", "", COMMAND),
    ]


def _rows(made: Building) -> list[Figure]:
    with made.opened(copy=True) as desk, tempfile.TemporaryDirectory() as folder:
        lines: list[Line] = []
        out = _taken(desk, lines)
        rows = len(lines)
        prepared = _prepared(lines)
        back = _writing_ms(Path(folder) / "back", lambda connection: _restore(connection, lines))
        raw = _writing_ms(Path(folder) / "raw", lambda connection: _insert(connection, prepared))
    return [
        Figure("rows read as lines", f"{rows / out * 1000:,.0f} a second", "", COMMAND),
        Figure("lines written back as rows", f"{rows / back * 1000:,.0f} a second", "", COMMAND),
        Figure("the same rows by SQLite alone", f"{rows / raw * 1000:,.0f} a second", "", COMMAND),
        Figure("reading, of SQLite's speed", f"{raw / out:.2f} ×", "at least 0.33 ×", COMMAND),
        Figure("writing back, of SQLite's speed", f"{raw / back:.2f} ×", "at least 0.33 ×", COMMAND),
        Figure("both, one after the other", f"{raw / (out + back):.2f} ×", "", COMMAND),
    ]


def _taken(desk: Services, lines: list[Line]) -> float:
    """Rows of every table, as batches take them; milliseconds without the marking of all of them."""
    with desk.bench.database.write() as session:
        enqueue_all(session)
        spent = one_ms(lambda: _take(session, lines))
        session.rollback()
    return spent


def _take(session: Session, lines: list[Line]) -> None:
    while len(lines) < MOST:
        some, upto = changed_rows(session, 1000)
        if not some:
            return
        lines += [{**one, "h": len(lines)} for one in some]
        driver(session).execute("DELETE FROM sync_row_changes WHERE seq <= ?", (upto,))


def _writing_ms(root: Path, write: Callable[[Any], None]) -> float:
    """Milliseconds of writing into an empty database, commit included; not of making it."""
    database = open_database(DataFolder(root), SystemClock())

    def all_of_it() -> None:
        with database.write() as session:
            driver(session).execute("PRAGMA defer_foreign_keys=ON")
            write(driver(session))

    try:
        return one_ms(all_of_it)
    finally:
        database.close()


def _restore(connection: Any, lines: list[Line]) -> None:
    with RestoredRows(connection) as rows:
        for start in range(0, len(lines), 500):
            rows.take(lines[start : start + 500])
        if rows.settle():
            raise RuntimeError("rows were left out")


def _prepared(lines: list[Line]) -> dict[str, list[list[Any]]]:
    """By statement: what SQLite alone is given, ready made."""
    found: dict[str, list[list[Any]]] = {}
    for line in lines:
        names, places = ", ".join(map(quoted, line["c"])), ", ".join("?" * len(line["c"]))
        sql = f"INSERT INTO {quoted(line['t'])} ({names}) VALUES ({places})"
        found.setdefault(sql, []).append([value_of(one) for one in line["c"].values()])
    return found


def _insert(connection: Any, prepared: dict[str, list[list[Any]]]) -> None:
    for sql, rows in prepared.items():
        connection.executemany(sql, rows)
