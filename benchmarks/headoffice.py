"""Head office at the size of a large company: a day of 500 desks from the share into PostgreSQL and into SQLite."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from benchmarks.figures import Figure
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.workers import collect_together
from desk_app.services.sync.folder import FolderShare
from tests.services.headoffice.many import a_day
from tests.services.headoffice.postgres import NoServer, running_server

DESKS, EVENTS, WORKERS = 500, 200_000, 4
COMMAND = "python -m benchmarks --only headoffice"


def measure() -> list[Figure]:
    """Verify, open and insert; a round in which nothing is new; a restart of all acks."""
    figures = []
    try:
        with running_server(durable=True) as server:
            figures += _day("PostgreSQL", server.emptied())
    except NoServer as why:
        print(f"not measured: {why}")
    return figures + _day("SQLite", None)


def _day(store: str, url: str | None) -> list[Figure]:
    folder = Path(tempfile.mkdtemp(prefix="desk-figures-"))
    try:
        (folder / "share").mkdir()
        office = HeadOffice.init(folder / "office", "Figures", url=url, share=str(folder / "share"))
        share = FolderShare(folder / "share")
        a_day(office, share, DESKS, EVENTS)
        began = time.perf_counter()
        done = collect_together(office.folder, WORKERS, str(share.root))
        took = time.perf_counter() - began
        acks, idle = _seconds(lambda: office.publish(share)), _seconds(lambda: office.collect(share))
        office.close()
    finally:
        shutil.rmtree(folder)
    day = f"{DESKS} desks, {done.events:,} events"
    return [
        Figure(
            f"{day} into {store}, {WORKERS} processes",
            f"{done.events / took:,.0f} events/s",
            "5,000",
            COMMAND,
        ),
        Figure(f"the list of keys, {DESKS} acks and the feeds ({store})", f"{acks:.1f} s", "60 s", COMMAND),
        Figure(f"a round in which nothing is new ({store})", f"{idle:.1f} s", "60 s", COMMAND),
    ]


def _seconds(work: object) -> float:
    assert callable(work)
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
