"""R19: the same batches in any order, split over any number of rounds, give the same head office, byte for byte."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from desk_app.services.core.secrets import FileStore
from desk_app.services.headoffice import config
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.tables import METADATA
from tests.fakes import FakeClock
from tests.proof.counts import counted
from tests.services.headoffice.folder_share import PlainShare
from tests.services.headoffice.postgres import PostgresServer
from tests.services.headoffice.worlds import Files, a_world, admit_all, files_of, found_office, path_of

SEED = 20261122


class Trial:
    """One head office on SQLite that is emptied and filled again and again, in other orders."""

    def __init__(self, folder: Path, clock: FakeClock, url: str | None = None) -> None:
        self.office = found_office(folder / "office", folder / "keys", clock, url)
        self.folder, self.clock = folder, clock

    def empty(self) -> None:
        with self.office.store.write() as session:
            for table in METADATA.tables.values():
                session.execute(table.delete())
        shutil.rmtree(self.office.folder / "archive", ignore_errors=True)

    def fill(self, files: Files, seed: int) -> bytes:
        """Put the files on a share in some order, collecting in between; the end."""
        chance = random.Random(seed)
        order = list(files)
        chance.shuffle(order)
        root = self.folder / "share"
        shutil.rmtree(root, ignore_errors=True)
        share, cut = PlainShare(root), chance.choice((0.02, 0.1, 0.4))
        for party, name, raw in order:
            share.create(path_of(party, name, chance), raw)
            if chance.random() < cut:
                self.office.collect(share)
        self.office.collect(share)
        return self.office.export()

    def close(self) -> None:
        self.office.close()


def run(trial: Trial, count: int, orders: int, seed: int, *, against: bytes = b"") -> None:
    """`count` trials; each world in `orders` orders."""
    desks, expected = [], against
    for number in range(count):
        if number % orders == 0:
            desks = a_world(trial.office, seed + number)
            expected = b""
        trial.empty()
        admit_all(trial.office, desks)
        found = trial.fill(files_of(desks), seed + number)
        expected = expected or found
        assert found == expected, f"seed {seed + number}"
        with trial.office.store.read() as session:
            assert session.execute(METADATA.tables["events"].select()).first() is not None


def test_any_order_and_any_rounds_give_the_same(tmp_path: Path, clock: FakeClock) -> None:
    trial = Trial(tmp_path, clock)
    run(trial, 15, 5, SEED)
    trial.close()
    counted("R19", 15, SEED, "orders, SQLite")


@pytest.mark.full
@pytest.mark.timeout(900)
def test_a_thousand_orders_give_the_same(tmp_path: Path, clock: FakeClock) -> None:
    trial = Trial(tmp_path, clock)
    run(trial, 1000, 10, SEED + 10_000)
    trial.close()
    counted("R19", 1000, SEED + 10_000, "orders, SQLite")


def both_stores(tmp_path: Path, clock: FakeClock, server: PostgresServer, worlds: int, seed: int) -> None:
    here = Trial(tmp_path / "here", clock)
    there = Trial(tmp_path / "there", clock, server.emptied())
    there.office = _same_office(here.office, there.office, tmp_path / "here" / "keys")
    for number in range(worlds):
        desks = a_world(here.office, seed + number)
        ends = []
        for at, trial in enumerate((here, there)):
            trial.empty()
            admit_all(trial.office, desks)
            ends.append(trial.fill(files_of(desks), seed + number * 2 + at))
        assert ends[0] == ends[1], f"seed {seed + number}"
        assert len(ends[0].splitlines()) > 50
    here.close()
    there.close()


def _same_office(one: HeadOffice, other: HeadOffice, keys: Path) -> HeadOffice:
    """The same head office on another store: its keys and its share."""
    config.save(other.folder, replace(one.config, url=other.config.url))
    other.close()
    return HeadOffice.open(other.folder, clock=one.clock, secrets=FileStore(keys))


def test_sqlite_and_postgresql_give_the_same(
    tmp_path: Path, clock: FakeClock, server: PostgresServer
) -> None:
    both_stores(tmp_path, clock, server, 4, SEED)
    counted("R19", 4, SEED, "worlds, SQLite against PostgreSQL")


@pytest.mark.full
@pytest.mark.timeout(900)
def test_sqlite_and_postgresql_give_the_same_often(
    tmp_path: Path, clock: FakeClock, server: PostgresServer
) -> None:
    both_stores(tmp_path, clock, server, 100, SEED + 500)
    counted("R19", 100, SEED + 500, "worlds, SQLite against PostgreSQL")
