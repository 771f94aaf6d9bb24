"""A check-in through the service against SQLite writing the same rows: same statements, indexes, pragmas and file size.

The statements that a check-in writes with are recorded, and played on a second copy of the data: each in turn.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from benchmarks.building import Building, actor
from benchmarks.figures import Figure, one_ms, shown
from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor, Role
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors

ROUNDS = 150
_HOST = Host(tenant="云帆科技", unit="1205", floor="12", person="陈丽")
Statements = list[tuple[str, Any]]


def measure(made: Building, command: str = "python -m benchmarks --only check_in") -> list[Figure]:
    """Both, and the ratio."""
    with made.opened(copy=True) as desk, made.opened(copy=True) as plain:
        by = actor(desk, Role.RECEPTIONIST)
        through, raw = [], []
        with _recorded(desk) as said, plain.bench.database.raw() as connection:
            for number in range(ROUNDS + 10):
                said.clear()
                through.append(one_ms(lambda: _check_in(desk, by, number)))  # noqa: B023 - called at once
                raw.append(one_ms(lambda: _play(connection, said)))
    through, raw = through[10:], raw[10:]
    ratio = statistics.median(through) / statistics.median(raw)
    return [
        Figure("check-in through the service", shown(through), "", command),
        Figure("the same rows by SQLite alone", shown(raw), "", command),
        Figure("check-in, ratio of the medians", f"{ratio:.1f} ×", "a few ×", command),
    ]


def _check_in(desk: Services, by: Actor, number: int) -> None:
    arrival = Arrival(
        name="张伟" + "明华丽强"[number % 4], phone=f"139{number:08d}", company="华岳科技有限公司", host=_HOST,
        request=f"bench-{number}",
    )  # fmt: skip
    desk.get(Visitors).check_in(by, arrival)


@contextmanager
def _recorded(desk: Services) -> Iterator[Statements]:
    """What the writer was told to write."""
    said: Statements = []
    engine = desk.bench.database._writer

    def note(_: Any, __: Any, statement: str, values: Any, ___: Any, many: bool) -> None:
        if not statement.startswith(("SELECT", "BEGIN")):
            said.extend((statement, one) for one in (values if many else [values]))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        event.remove(engine, "before_cursor_execute", note)


def _play(connection: Any, said: Statements) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for statement, values in said:
        connection.execute(statement, values).fetchall()
    connection.execute("COMMIT")
