"""A window in a process of its own that races for passes: `run` is what the process does."""

from __future__ import annotations

from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desk_app.services.assembly import open_services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.core.secrets import FileStore
from desk_app.services.passes.records import ReleaseDraft
from desk_app.services.passes.releases import NotReleased, Releases
from tests.fakes import FakeClock


def run(folder: Path, guard: int, start: Any, orders: Connection) -> None:
    """Take codes from `orders`, wait at the barrier for the other windows, and say how it ended."""
    data = DataFolder(folder)
    services = open_services(data, clock=FakeClock(), secrets=FileStore(data.secrets))
    orders.send("ready")
    for raw in iter(orders.recv, ""):
        start.wait(60)
        orders.send(press(services.get(Releases), Actor(guard, "赵刚", Role.GUARD), raw))
    services.bench.database.close()


def press(verb: Releases, guard: Actor, raw: str) -> str:
    """One press of the button: "out", or the verdict that was in the way."""
    try:
        verb.release(guard, raw, 1, ReleaseDraft())
    except NotReleased as refused:
        return refused.verdict.code.value
    return "out"
