"""Desks that exchange records through a folder in memory."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.clocks import to_ms
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.desk.identity import Founding
from desk_app.services.sync.engine import SyncDesk
from desk_app.services.sync.names import Party
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.records import Standing
from desk_app.services.sync.service import Exchange
from tests.desk_fixtures import PIN, quick_pins
from tests.fakes import FakeClock, FakeSecrets
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office
from tests.services.sync.samba.fixtures import file_server, samba

__all__ = ["file_server", "samba"]

SITE = 4711


@dataclass
class Peer:
    """One desk of the building and its exchange."""

    services: Services
    sync: SyncDesk
    folder: DataFolder
    secrets: FakeSecrets

    @property
    def party(self) -> Party:
        return self.sync.party

    def connect(self, office: Office) -> None:
        self.services.get(Exchange).connect(SYSTEM, office.card(), office.digits)

    def standing(self) -> Standing:
        return self.services.get(SyncQueries).standing(SYSTEM)

    def reopened(self, clock: FakeClock, machine: str = "machine") -> Peer:
        """The same data after a restart."""
        self.services.bench.database.close()
        services = assembly.open_services(self.folder, clock=clock, secrets=self.secrets)
        return Peer(
            services, SyncDesk(services.bench, self.folder.sync_mark, machine), self.folder, self.secrets
        )


@pytest.fixture
def share(clock: FakeClock) -> MemoryShare:
    """A folder that does what it is told."""
    return MemoryShare(lambda: to_ms(clock.now()))


@pytest.fixture
def office(share: MemoryShare, clock: FakeClock) -> Office:
    """Head office, its folder opened."""
    made = Office(share, now_ms=lambda: to_ms(clock.now()))
    made.open()
    return made


@pytest.fixture
def peer(
    tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[int], Peer]]:
    """Makes a desk of the building, by number."""
    quick_pins(monkeypatch)
    made: list[Peer] = []

    def make(number: int) -> Peer:
        folder, secrets = DataFolder(tmp_path / f"desk{number}"), FakeSecrets()
        founding = Founding("云帆大厦", "YF", f"A{number}", number, site_number=SITE)
        first = assembly.FirstSupervisor("周敏", PIN)
        services = assembly.found(folder, founding, first, clock=clock, secrets=secrets)
        made.append(Peer(services, SyncDesk(services.bench, folder.sync_mark, "machine"), folder, secrets))
        return made[-1]

    yield make
    for one in made:
        one.services.bench.database.close()


@pytest.fixture
def joined(peer: Callable[[int], Peer], office: Office, share: MemoryShare) -> Callable[[int], Peer]:
    """Makes a desk that is connected and admitted."""

    def make(number: int) -> Peer:
        one = peer(number)
        one.connect(office)
        assert one.sync.round(share).trouble is None
        card = next(iter(share.files(f"join/{one.party}"))).name
        raw = share.read(f"join/{one.party}/{card}", 1 << 20)
        assert raw is not None
        office.admit(raw)
        return one

    return make


def copy_data(one: Peer, to: Path) -> None:
    """A copy of a desk's database, as a backup is."""
    with one.services.bench.database.raw() as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(one.folder.database, to)
