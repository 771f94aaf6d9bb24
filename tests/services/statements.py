"""What is asked of the database: the statements of a block, and how SQLite would look for an answer."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from desk_app.services.catalogue import Services


class Said(list[str]):
    """Statements in their order, and the values they came with."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[Any] = []


@contextmanager
def asked(desk: Services) -> Iterator[Said]:
    """Every statement of the block, readers' and writer's, without the beginning of transactions."""
    said = Said()
    engines = (desk.bench.database._writer, desk.bench.database._reader)

    def note(_: Any, __: Any, statement: str, values: Any, ___: Any, ____: bool) -> None:
        if not statement.startswith("BEGIN"):
            said.append(statement)
            said.values.append(values)

    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    try:
        yield said
    finally:
        for engine in engines:
            event.remove(engine, "before_cursor_execute", note)


def plans(desk: Services, said: Said) -> dict[str, list[str]]:
    """How each question would be answered."""
    found = {}
    with desk.bench.database.raw() as connection:
        for statement, values in zip(said, said.values, strict=True):
            if statement.startswith("SELECT"):
                lines = connection.execute(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
                found[statement] = [line[3] for line in lines]
    return found
