"""Two desks and head office on a real folder: the second joins by a file, the first one's disk dies and is replaced."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from desk_app import joining
from desk_app.joining import First, Replacing
from desk_app.services import assembly
from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import InvalidInput, NotFound
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.desk.identity import Founding
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TenantDraft, TenantStatus
from desk_app.services.directory.service import Directory
from desk_app.services.duty_log.queries import DutyQueries
from desk_app.services.duty_log.records import EntryDraft
from desk_app.services.duty_log.service import DutyLog
from desk_app.services.finder.queries import Finder
from desk_app.services.headoffice.joining import JoinFiles
from desk_app.services.headoffice.master import Deciding
from desk_app.services.headoffice.office import HeadOffice
from desk_app.services.joining.file import read_join_file
from desk_app.services.joining.service import Joining
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.services.sync import frame
from desk_app.services.sync.engine import SyncDesk
from desk_app.services.sync.folder import FolderShare
from desk_app.services.sync.proposals import MasterQueries
from desk_app.services.sync.queries import SyncQueries
from desk_app.services.sync.service import Exchange
from tests.desk_fixtures import PIN, quick_pins
from tests.fakes import FakeClock, FakeSecrets

NEW_PIN = "583926"


@dataclass
class Pc:
    """One PC of the story."""

    services: Services
    folder: DataFolder
    secrets: FakeSecrets
    machine: str

    @property
    def sync(self) -> SyncDesk:
        return SyncDesk(self.services.bench, self.folder.sync_mark, self.machine)


class Building:
    """The folder, head office, and the PCs."""

    def __init__(self, root: Path, clock: FakeClock) -> None:
        self.root, self.clock, self.pcs = root, clock, list[Pc]()
        (root / "share").mkdir()
        self.share = FolderShare(root / "share")
        self.admitted: list[bytes] = []
        self.office = HeadOffice.init(root / "office", "总部", clock=clock, secrets=FakeSecrets())
        self.office.publish(self.share)

    def place(self, name: str) -> tuple[DataFolder, FakeSecrets]:
        return DataFolder(self.root / name), FakeSecrets()

    def add(self, services: Services, folder: DataFolder, secrets: FakeSecrets) -> Pc:
        self.pcs.append(Pc(services, folder, secrets, folder.root.name))
        return self.pcs[-1]

    def admit(self, party: str, *, replaces: bool = False) -> None:
        (card,) = (
            entry.name
            for entry in self.share.files(f"join/{party}")
            if self.share.read(f"join/{party}/{entry.name}", frame.MOST_FILE) not in self.admitted
        )
        raw = self.share.read(f"join/{party}/{card}", frame.MOST_FILE)
        assert raw is not None
        self.admitted.append(raw)
        self.office.admit(raw, replaces=replaces)

    def rounds(self, *pcs: Pc, n: int = 2) -> None:
        for _ in range(n):
            self.clock.advance(minutes=1)
            for pc in pcs:
                assert pc.sync.round(self.share).trouble is None
            self.office.collect(self.share)
            self.office.publish(self.share)


@pytest.fixture
def building(tmp_path: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Building]:
    quick_pins(monkeypatch)
    made = Building(tmp_path, clock)
    yield made
    for pc in made.pcs:
        pc.services.bench.database.close()
    made.office.close()


def supervisor(pc: Pc, pin: str) -> Actor:
    who = pc.services.get(StaffQueries).who_can_sign_in()[0]
    return pc.services.get(Staff).sign_in(who.id, pin)


def first_desk(building: Building) -> Pc:
    folder, secrets = building.place("first")
    founding = Founding("云帆大厦", "YF", "A1", 1, site_number=4711)
    services = assembly.found(
        folder, founding, assembly.FirstSupervisor("周敏", PIN), clock=building.clock, secrets=secrets
    )
    pc = building.add(services, folder, secrets)
    services.get(Exchange).connect(SYSTEM, building.office.card(), building.office.fingerprint)
    return pc


def joins(building: Building, pc: Pc, name: str, *, replaces: int | None = None) -> Pc:
    made = (
        pc.services.get(Joining)
        .make_file(SYSTEM, "A2" if replaces is None else "A1", replaces=replaces)
        .result
    )
    file = read_join_file(made.content, made.code, building.clock.now())
    folder, secrets = building.place(name)
    if replaces is not None:
        services = joining.take_place(folder, file, clock=building.clock, secrets=secrets)
    else:
        first = First(file.supervisors[0].id, NEW_PIN)
        services = joining.join(
            folder, file, first, share=building.share, clock=building.clock, secrets=secrets
        )
    return building.add(services, folder, secrets)


def begun(building: Building) -> tuple[Pc, int]:
    """The first desk, admitted: its master data is the building's beginning, and asks nobody; and its tenant."""
    one = first_desk(building)
    tenant = one.services.get(Directory).add_tenant(SYSTEM, TenantDraft("海通证券")).result
    building.rounds(one, n=1)
    building.admit("4711-01")
    building.rounds(one)
    assert Deciding(building.office.store, building.clock).proposals() == []
    building.rounds(one)
    assert one.services.get(MasterQueries).proposals(SYSTEM) == []
    return one, tenant


def number(pc: Pc) -> str:
    """The desk's next number."""
    with pc.services.bench.work(SYSTEM, "test.number", {Role.SYSTEM}) as work:
        work.quiet = True
        return work.number()


def died(building: Building, pc: Pc) -> None:
    pc.services.bench.database.close()
    building.pcs.remove(pc)
    shutil.rmtree(pc.folder.root)


def took_its_place(building: Building, other: Pc) -> tuple[Pc, Actor]:
    """The PC that takes the first one's place, by a file of the other desk; and who begins there."""
    again = joins(building, other, "replacement", replaces=1)
    waits = Replacing(again.services, machine=lambda: again.machine)
    assert not waits.look(building.share).admitted
    building.admit("4711-01", replaces=True)
    building.rounds(other)
    done = waits.look(building.share)
    assert (done.restored, done.files) == (True, done.of)
    (who,) = waits.supervisors
    assert joining.is_waiting(again.services), "the program may end here: nobody could get in"
    once_more = waits.look(building.share)
    assert (once_more.restored, once_more.events) == (True, 0)
    waits.begin(who, NEW_PIN)
    assert not joining.is_waiting(again.services)
    again.services.bench.database.close()
    again.services = assembly.open_services(again.folder, clock=building.clock, secrets=again.secrets)
    return again, supervisor(again, NEW_PIN)


def test_the_second_desk_joins_and_hears_what_head_office_decides(building: Building) -> None:
    one, tenant = begun(building)
    two = joins(building, one, "second")
    boss = supervisor(two, NEW_PIN)
    assert two.services.get(DirectoryQueries).tenant(boss, tenant).tenant.name == "海通证券"
    building.rounds(one, two, n=1)
    building.admit("4711-02")
    building.rounds(one, two)
    assert two.services.get(SyncQueries).standing(SYSTEM).admitted
    later = one.services.get(Directory).add_tenant(SYSTEM, TenantDraft("中远物流")).result
    building.rounds(one, two)
    Deciding(building.office.store, building.clock).decide(None, accept=True)
    building.rounds(one, two)
    assert two.services.get(DirectoryQueries).tenant(boss, later).tenant.name == "中远物流"
    assert two.services.get(MasterQueries).proposals(SYSTEM) == []


def test_what_a_join_file_brought_is_proposed_by_nobody_again(building: Building) -> None:
    """The first desk's proposal waits while the second joins: it stays the first one's, whatever becomes of it."""
    one, kept = begun(building)
    unwanted = one.services.get(Directory).add_tenant(SYSTEM, TenantDraft("中远物流")).result
    building.rounds(one)
    two = joins(building, one, "second")
    assert two.services.get(MasterQueries).proposals(SYSTEM) == []
    building.rounds(one, two, n=1)
    building.admit("4711-02")
    building.rounds(one, two)
    deciding = Deciding(building.office.store, building.clock)
    assert {str(found.party) for found in deciding.proposals()} == {"4711-01"}
    assert two.services.get(MasterQueries).proposals(SYSTEM) == []

    own = two.services.get(Directory).add_tenant(SYSTEM, TenantDraft("顺丰速运")).result
    two.services.get(Directory).correct_tenant(SYSTEM, kept, TenantDraft("海通证券股份"))
    building.rounds(one, two)
    proposed = {found.name for found in deciding.proposals() if str(found.party) == "4711-02"}
    assert proposed == {"顺丰速运", "海通证券股份"}
    refused = [found.id for found in deciding.proposals() if json.loads(found.key)[0] == unwanted]
    assert refused
    deciding.decide(refused, accept=False)
    deciding.decide(None, accept=True)
    building.rounds(one, two)
    here = {tenant.id: tenant for tenant in two.services.get(DirectoryQueries).tenants(SYSTEM)}
    assert (here[kept].name, here[own].name) == ("海通证券股份", "顺丰速运")
    assert here[unwanted].status is TenantStatus.MOVED_OUT
    assert two.services.get(MasterQueries).proposals(SYSTEM) == []
    assert deciding.proposals() == []


def test_a_dead_disk_loses_nothing(building: Building) -> None:
    one, tenant = begun(building)
    two = joins(building, one, "second")
    building.rounds(one, two, n=1)
    building.admit("4711-02")
    entry = one.services.get(DutyLog).write(SYSTEM, EntryDraft(words="二层照明检修")).result.id
    before = number(one)
    building.rounds(one, two)
    died(building, one)

    again, boss = took_its_place(building, two)
    assert again.services.get(DirectoryQueries).tenant(boss, tenant).tenant.name == "海通证券"
    assert tenant in [hit.id for hit in again.services.get(Finder).find(boss, "海通")]
    assert again.services.get(DutyQueries).entry(boss, entry).words == "二层照明检修"
    with again.services.bench.database.read() as session:
        assert list(verify(session)) == []
    assert number(again) > before

    building.rounds(again, two, n=3)
    stands = again.services.get(SyncQueries).standing(SYSTEM)
    assert (stands.only_here, stands.on_share, stands.forked) == (0, 0, False)
    assert again.services.get(MasterQueries).proposals(SYSTEM) == []
    assert building.office.incidents(open_only=True) == []


def test_head_office_makes_join_files_too(building: Building) -> None:
    one, tenant = begun(building)
    files = JoinFiles(building.office)
    made = files.further(4711, "B7")
    assert (made.place.desk, made.place.code, made.place.building) == (2, "B7", "云帆大厦")
    file = read_join_file(made.content, made.code, building.clock.now())
    folder, secrets = building.place("from-above")
    services = joining.join(
        folder, file, First(file.supervisors[0].id, NEW_PIN), clock=building.clock, secrets=secrets
    )
    two = building.add(services, folder, secrets)
    boss = supervisor(two, NEW_PIN)
    assert two.services.get(DirectoryQueries).tenant(boss, tenant).tenant.name == "海通证券"
    assert two.services.get(MasterQueries).proposals(SYSTEM) == []
    instead = files.instead(one.sync.party)
    assert (instead.place.replaces, instead.place.code) == (True, "A1")
    with pytest.raises(NotFound):
        files.further(9, "A1")
    with pytest.raises(InvalidInput):
        files.further(4711, "A1")
