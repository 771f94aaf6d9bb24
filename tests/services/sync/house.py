"""Desks of a building, a folder and the product's own head office, on a real disk; made once, then copied."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from desk_app.services import assembly
from desk_app.services.audit.chain import verify
from desk_app.services.backups.service import BackupDesk
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.db.backups import Backup, Backups
from desk_app.services.desk.identity import Founding
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.headoffice.tables import EVENTS
from desk_app.services.journal.tables import EventRow
from desk_app.services.sync import names, state
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.records import Standing
from desk_app.services.sync.service import Exchange
from desk_app.services.sync.tables import OutboxRow
from tests.desk_fixtures import PIN, quick_pins
from tests.fakes import FakeClock, FakeSecrets
from tests.services.sync.crash.building import SITE, Seat


@dataclass
class House:
    """The building, its programs started."""

    root: Path
    clock: FakeClock
    office_secrets: FakeSecrets
    office: HeadOffice
    seats: Sequence[Seat]

    @property
    def share(self) -> FolderShare:
        return FolderShare(self.root / "share")

    def receive(self) -> None:
        """Head office's round."""
        self.office.collect(self.share)
        self.office.publish(self.share)

    def at_head_office(self, seat: Seat) -> dict[int, bytes]:
        """The events of a desk that are there, with their digests."""
        wanted = select(EVENTS.c.id, EVENTS.c.digest).where(EVENTS.c.party == str(seat.party))
        with self.office.store.read() as session:
            return {row.id: bytes(row.digest) for row in session.execute(wanted)}

    def settle(self, rounds: int = 3) -> None:
        """Let everything come to rest, then: all acknowledged, every log whole, head office has what the desks have."""
        for _ in range(rounds):
            for clock in {
                id(one): one for one in (self.clock, *(seat.clock for seat in self.seats))
            }.values():
                clock.advance(minutes=16)
            for seat in self.seats:
                assert seat.sync.round(self.share).trouble is None
            self.receive()
        for seat in self.seats:
            assert seat.sync.round(self.share).trouble is None
            stands = standing(seat)
            assert (stands.only_here, stands.on_share, stands.forked) == (0, 0, False)
            with seat.services.bench.database.read() as session:
                assert list(verify(session)) == []
            there, here = self.at_head_office(seat), recorded(seat)
            assert here.items() <= there.items(), "head office has every event of the desk, as it is there"

    def close(self) -> None:
        """End all programs."""
        for seat in self.seats:
            seat.stop()
        self.office.close()


def standing(seat: Seat) -> Standing:
    """How its exchange stands."""
    return seat.services.get(SyncQueries).standing(SYSTEM)


def recorded(seat: Seat) -> dict[int, bytes]:
    """A desk's events, with their digests."""
    with seat.services.bench.database.read() as session:
        return {row.id: row.digest for row in session.execute(select(EventRow.id, EventRow.digest))}


def published(seat: Seat) -> set[int]:
    """Events in batches that lie on the share: those must not get lost, whatever becomes of this PC."""
    with seat.services.bench.database.read() as session:
        wanted = select(OutboxRow.first_event, OutboxRow.last_event)
        spans = session.execute(wanted.where(OutboxRow.published_at.is_not(None), OutboxRow.events > 0)).all()
        ids = session.scalars(select(EventRow.id)).all()
    return {one for one in ids if any(first <= one <= last for first, last in spans)}


def put_back(seat: Seat, backup: Backup) -> None:
    """Replace its database by a backup, as the program does, and start it."""
    backups = Backups(seat.folder, seat.clock, seat.services.bench.database.key)
    seat.stop()
    backups.restore(backup)
    seat.start()
    seat.services.get(BackupDesk).restored(SYSTEM, backup.path.name)


def epoch_of(seat: Seat) -> str:
    """The epoch a desk packs in."""
    with seat.services.bench.database.read() as session:
        return state.chain(session).epoch


def make_house(root: Path, patch: pytest.MonkeyPatch, desks: int = 2) -> House:
    """Found desks, connect and admit them; closed, to be copied. Slow: a second or two."""
    quick_pins(patch)
    clock, secrets = FakeClock(), FakeSecrets()
    (root / "share").mkdir(parents=True)
    office = HeadOffice.init(root / "office", "总部", clock=clock, secrets=secrets)
    made = House(root, clock, secrets, office, [])
    office.publish(made.share)
    for number in range(1, desks + 1):
        seat = Seat(number, DataFolder(root / f"desk{number}"), FakeSecrets(), clock)
        founding = Founding("云帆大厦", "YF", f"A{number}", number, site_number=SITE)
        first = assembly.FirstSupervisor("周敏", PIN)
        services = assembly.found(seat.folder, founding, first, clock=clock, secrets=seat.secrets)
        services.get(Exchange).connect(SYSTEM, office.card(), office.fingerprint)
        services.bench.database.close()
        seat.start()
        seat.sync.round(made.share)
        folder = names.join(seat.party)
        office.admit(made.share.read(f"{folder}/{made.share.files(folder)[0].name}", 1 << 20) or b"")
        made.seats = [*made.seats, seat]
    made.receive()
    made.settle()
    made.close()
    return made


def copy_house(made: House, root: Path) -> House:
    """Another one just like it, its programs started."""
    shutil.copytree(made.root, root)
    clock = FakeClock(made.clock.now())
    office = HeadOffice.open(root / "office", clock=clock, secrets=made.office_secrets)
    seats = []
    for seat in made.seats:
        secrets = FakeSecrets()
        secrets.__dict__.update(copy.deepcopy(seat.secrets.__dict__))
        seats.append(Seat(seat.number, DataFolder(root / f"desk{seat.number}"), secrets, clock))
        seats[-1].start()
    return House(root, clock, made.office_secrets, office, seats)
