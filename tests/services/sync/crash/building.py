"""Two desks of a building, a folder and head office, on a real disk; made once, copied for each history.

What must hold in the end stands in `settle_and_check`.
"""

from __future__ import annotations

import copy
import itertools
import json
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from desk_app.services import assembly
from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM
from desk_app.services.desk.identity import Founding
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.sync import frame, rows, state
from desk_app.services.sync.capture import QUIET
from desk_app.services.sync.engine import Round, SyncDesk
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.names import Party
from desk_app.services.sync.service import Exchange
from desk_app.services.sync.share import Share
from desk_app.services.sync.tables import HeardRow, OutboxRow
from tests.desk_fixtures import PIN, quick_pins
from tests.fakes import FakeClock, FakeSecrets
from tests.services.sync.crash.collector import Collector
from tests.services.sync.office import Office

SITE = 4711
MACHINE = "machine"


@dataclass
class Seat:
    """A desk: its data, its secrets, and its program while it runs."""

    number: int
    folder: DataFolder
    secrets: FakeSecrets
    clock: FakeClock
    services: Services = field(init=False)
    sync: SyncDesk = field(init=False)
    said: set[str] = field(default_factory=set)
    """What it told somebody was recorded."""

    @property
    def party(self) -> Party:
        return Party(SITE, self.number)

    def start(self, machine: str = MACHINE) -> None:
        """Start its program."""
        self.services = assembly.open_services(self.folder, clock=self.clock, secrets=self.secrets)
        self.sync = SyncDesk(self.services.bench, self.folder.sync_mark, machine)

    def stop(self) -> None:
        """Whatever it was doing."""
        self.services.bench.database.close()

    def write(self, words: str) -> None:
        """Record something; it is said once it is."""
        self.services.get(DutyLog).write(SYSTEM, EntryDraft(words))
        self.said.add(words)

    def events(self) -> list[int]:
        """The ids of everything it recorded."""
        with self.services.bench.database.read() as session:
            return list(session.scalars(text("SELECT id FROM journal_events ORDER BY id")))


@dataclass
class Building:
    """The building. `share`: as everybody but a cut-off desk sees it."""

    root: Path
    clock: FakeClock
    share: FolderShare
    office: Office
    collector: Collector
    one: Seat
    two: Seat

    def round(self, seat: Seat, share: Share | None = None) -> Round:
        """One round of a desk."""
        return seat.sync.round(share or self.share)

    def receive(self) -> None:
        """Head office takes in what is there, and says so."""
        self.collector.collect()
        self.collector.acknowledge()

    def close(self) -> None:
        """End all programs."""
        for seat in (self.one, self.two):
            seat.stop()


def make_building(root: Path, patch: pytest.MonkeyPatch) -> Building:
    """Found two desks, connect and admit them. Slow: a second or two; copy it."""
    quick_pins(patch)
    clock = FakeClock()
    (root / "share").mkdir(parents=True)
    share = FolderShare(root / "share")
    office = Office(share)
    office.open()
    seats = []
    for number in (1, 2):
        seat = Seat(number, DataFolder(root / f"desk{number}"), FakeSecrets(), clock)
        founding = Founding("云帆大厦", "YF", f"A{number}", number, site_number=SITE)
        first = assembly.FirstSupervisor("周敏", PIN)
        services = assembly.found(seat.folder, founding, first, clock=clock, secrets=seat.secrets)
        services.get(Exchange).connect(SYSTEM, office.card(), office.digits)
        services.bench.database.close()
        seat.start()
        seat.sync.round(share)
        (entry,) = share.files(f"join/{seat.party}")
        office.admit(share.read(f"join/{seat.party}/{entry.name}", frame.MOST_FILE) or b"")
        seat.stop()
        seats.append(seat)
    return Building(root, clock, share, office, Collector(office), *seats)


def copy_building(made: Building, root: Path) -> Building:
    """Another one just like it, its programs started."""
    shutil.copytree(made.root, root)
    clock, share = FakeClock(made.clock.now()), FolderShare(root / "share")
    office = copy.copy(made.office)
    office.share, office.desks, office.numbers = share, list(made.office.desks), itertools.count(1000)
    seats = []
    for seat in (made.one, made.two):
        secrets = FakeSecrets()
        secrets.__dict__.update(copy.deepcopy(seat.secrets.__dict__))
        seats.append(Seat(seat.number, DataFolder(root / f"desk{seat.number}"), secrets, clock))
        seats[-1].start()
    return Building(root, clock, share, office, Collector(office), *seats)


def settle_and_check(building: Building, *, epochs: int = 1) -> None:
    """Let everything come to rest, then: nothing lost, nothing twice, nothing torn, all acknowledged.

    `epochs`: how many the first desk may have begun.
    """
    for _ in range(2):  # "once faults stop, all is acknowledged within two rounds of each party"
        for seat in (building.one, building.two):
            assert building.round(seat).trouble is None
        building.receive()
    for seat in (building.one, building.two):
        assert building.round(seat).trouble is None
        _check_database(seat)
        _check_head_office(building, seat, epochs if seat is building.one else 1)
    _check_heard(building)


def _check_database(seat: Seat) -> None:
    database = seat.services.bench.database
    with database.raw() as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    with database.read() as session:
        assert list(verify(session)) == [], "the audit log is whole"
        written = set(session.scalars(text("SELECT words FROM duty_entries")))
        assert seat.said <= written, "what was said to be recorded is on record"
        undone = select(OutboxRow.seq).where(OutboxRow.acked_at.is_(None))
        assert session.scalars(undone).all() == [], "everything that was packed is acknowledged"
        assert state.told(session).forks == ()


def _check_head_office(building: Building, seat: Seat, epochs: int) -> None:
    collector = building.collector
    previous, seen = "", dict[str, int]()
    for (epoch, seq), raw, header in collector.headers(seat.party):
        assert seq == seen.get(epoch, 0) + 1, "no number is left out"
        assert header["prev"] == (previous if seq > 1 else "0" * 64), "each follows the one before"
        seen[epoch], previous = seq, frame.digest_of(raw).hex()
    assert len(seen) <= epochs, "no new epoch without need"
    lines = collector.lines(seat.party)
    events = [line["id"] for line in lines if line["k"] == "e"]
    assert set(events) == set(seat.events()), "head office has what the desk has, and nothing else"
    assert len(seen) > 1 or len(events) == len(set(events)), "each event once"
    there, here = _rows_there(lines), _rows_here(seat)
    odd = {key: (there.get(key), here.get(key)) for key in there | here if there.get(key) != here.get(key)}
    assert odd == {}, "each row stands there as it stands here"


def _rows_there(lines: list[dict[str, Any]]) -> dict[str, Any]:
    newest: dict[str, tuple[int, Any]] = {}
    for line in lines:
        if line["k"] == "r":
            key = json.dumps([line["t"], line["p"]])
            if line["h"] >= newest.get(key, (0, None))[0]:
                newest[key] = line["h"], line["c"]
    return {key: _told(key, columns) for key, (_, columns) in newest.items() if columns is not None}


def _told(key: str, columns: dict[str, Any]) -> dict[str, Any]:
    """Without what changes and is told only with the next change."""
    quiet = QUIET.get(json.loads(key)[0], frozenset())
    return {name: value for name, value in columns.items() if name not in quiet}


def _rows_here(seat: Seat) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with pytest.raises(_Undone), seat.services.bench.database.write() as session:
        rows.enqueue_all(session)
        while True:
            lines, upto = rows.changed_rows(session, 1000)
            if not lines:
                raise _Undone
            stands = ((json.dumps([one["t"], one["p"]]), one["c"]) for one in lines if one["c"] is not None)
            found |= {key: _told(key, columns) for key, columns in stands}
            session.execute(text("DELETE FROM sync_row_changes WHERE seq <= :upto"), {"upto": upto})
    return found


class _Undone(Exception):
    """The look into the rows leaves no trace."""


def _check_heard(building: Building) -> None:
    """Each desk has heard every batch of the other."""
    for seat, other in ((building.one, building.two), (building.two, building.one)):
        with seat.services.bench.database.read() as session:
            wanted = select(HeardRow.epoch, HeardRow.seq).where(HeardRow.party == str(other.party))
            heard = {(epoch, seq) for epoch, seq in session.execute(wanted)}
        held = set(building.collector.held[other.party])
        assert heard == held, f"heard alone {sorted(heard - held)}, held alone {sorted(held - heard)}"
