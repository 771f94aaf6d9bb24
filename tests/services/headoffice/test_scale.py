"""R29: a day of many desks, from files on the share into PostgreSQL: all of it, once."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.workers import collect_together
from desk_app.services.sync.folder import FolderShare
from tests.fakes import FakeClock
from tests.proof.counts import counted
from tests.services.headoffice.many import a_day
from tests.services.headoffice.postgres import PostgresServer


def one_day(tmp_path: Path, server: PostgresServer, desks: int, events: int, workers: int) -> None:
    (tmp_path / "share").mkdir()
    share = FolderShare(tmp_path / "share")
    office = HeadOffice.init(
        tmp_path / "office", "总部", url=server.emptied(), share=str(share.root), clock=FakeClock()
    )
    batches = a_day(office, share, desks, events)
    began = time.monotonic()
    done = collect_together(office.folder, workers, str(share.root))
    speed = done.events / (time.monotonic() - began)
    assert (done.batches, done.events, done.refused) == (batches, events, 0)
    assert office.status().events == events
    assert office.rebuild() == events
    office.publish(share)
    assert office.collect(share).files == 0
    office.close()
    counted("R29", events, None, f"events of {desks} desks, {workers} processes, {speed:,.0f} a second")


def test_a_small_day_by_two_processes(tmp_path: Path, server: PostgresServer) -> None:
    one_day(tmp_path, server, desks=12, events=1200, workers=2)


@pytest.mark.full
@pytest.mark.timeout(600)
def test_a_day_of_five_hundred_desks(tmp_path: Path, server: PostgresServer) -> None:
    one_day(tmp_path, server, desks=500, events=200_000, workers=4)
