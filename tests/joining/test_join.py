"""A further PC joins a building by a file and works at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from desk_app.joining import First, join
from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.settings import LocalSettings
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.joining.file import BadJoinFile, JoinFile, Made, read_join_file
from desk_app.services.joining.service import Joining
from desk_app.services.staff.service import Staff
from desk_app.services.sync import frame
from desk_app.services.sync.engine import SyncDesk
from desk_app.services.sync.options import SHARE_FOLDER
from desk_app.services.sync.proposals import MasterQueries
from desk_app.services.trust.queries import TrustQueries
from tests.fakes import FakeClock, FakeSecrets
from tests.services.sync.conftest import SITE, Peer
from tests.services.sync.mastering import rows_of, say_master
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office

Make = Callable[[int], Peer]
NEW_PIN = "583926"


def make_file(one: Peer, code: str = "A2", **more: object) -> Made:
    return one.services.get(Joining).make_file(SYSTEM, code, **more).result  # type: ignore[arg-type]


def opened(made: Made, clock: FakeClock) -> JoinFile:
    return read_join_file(made.content, made.code, clock.now())


@pytest.fixture
def place(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "new")


@pytest.fixture
def become(place: DataFolder, clock: FakeClock) -> Iterator[Callable[..., Services]]:
    made: list[Services] = []

    def go(file: JoinFile, pin: str = NEW_PIN, who: int | None = None, **more: object) -> Services:
        first = First(file.supervisors[0].id if who is None else who, pin)
        made.append(join(place, file, first, clock=clock, secrets=FakeSecrets(), **more))  # type: ignore[arg-type]
        return made[-1]

    yield go
    for one in made:
        one.bench.database.close()


def test_the_new_desk_has_the_buildings_values_and_works(
    joined: Make, clock: FakeClock, become: Callable[..., Services], place: DataFolder
) -> None:
    one = joined(1)
    tenant = one.services.get(Directory).add_tenant(SYSTEM, TenantDraft("海通证券")).result
    made = make_file(one, folder="//server/lobby")
    assert made.place.desk == 2
    new = become(opened(made, clock))
    here = new.bench.desk
    assert (here.building, here.site_number, here.desk_number, here.desk_code) == ("云帆大厦", 4711, 2, "A2")
    who = opened(made, clock).supervisors[0]
    actor = new.get(Staff).sign_in(who.id, NEW_PIN)
    assert actor == Actor(who.id, "周敏", Role.SUPERVISOR)
    assert new.get(DirectoryQueries).tenant(actor, tenant).tenant.name == "海通证券"
    assert rows_of(new) == rows_of(one.services)
    assert [desk.number for desk in new.get(TrustQueries).desks(actor)] == [1]
    assert LocalSettings(place.local_settings).get(SHARE_FOLDER) == "//server/lobby"
    new.get(Staff).add(actor, "赵刚", Role.GUARD, NEW_PIN)
    with new.bench.database.read() as session:
        assert list(verify(session)) == []


def test_it_waits_to_be_admitted_and_its_master_data_are_no_proposals(
    joined: Make,
    clock: FakeClock,
    become: Callable[..., Services],
    place: DataFolder,
    share: MemoryShare,
    office: Office,
) -> None:
    one = joined(1)
    one.sync.round(share)
    say_master(office, SITE, rows_of(one.services))
    one.sync.round(share)
    new = become(opened(make_file(one), clock))
    assert new.get(MasterQueries).proposals(SYSTEM) == []
    desk = SyncDesk(new.bench, place.sync_mark, "other machine")
    assert desk.round(share).trouble is None
    (card,) = share.files("join/4711-02")
    raw = share.read(f"join/4711-02/{card.name}", frame.MOST_FILE)
    assert raw is not None
    office.admit(raw)
    assert desk.round(share).trouble is None
    assert share.files("up/4711-02")
    assert new.get(MasterQueries).master(SYSTEM).version > 0
    assert new.get(MasterQueries).proposals(SYSTEM) == []


def test_numbers_are_given_once_and_a_number_in_use_is_told(
    joined: Make, clock: FakeClock, become: Callable[..., Services], place: DataFolder, share: MemoryShare
) -> None:
    one, _ = joined(1), joined(2)
    one.sync.round(share)
    assert [make_file(one, f"B{n}").place.desk for n in range(2)] == [3, 4]
    made = make_file(one, "B9")
    share.create("join/4711-05/" + "0" * 16 + ".dcd", b"card")
    with pytest.raises(BadJoinFile, match="is in this building already"):
        become(opened(made, clock), share=share)
    assert not place.database.exists()


def test_nothing_is_left_behind_when_it_fails(
    joined: Make,
    clock: FakeClock,
    become: Callable[..., Services],
    place: DataFolder,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file = opened(make_file(joined(1)), clock)
    with pytest.raises(InvalidInput) as refused:
        become(file, pin="123456", who=4)
    assert set(refused.value.problems) == {"pin", "supervisor"}
    monkeypatch.setattr(Staff, "choose_pin", lambda *_: (_ for _ in ()).throw(UserError("full")))  # type: ignore[arg-type]
    with pytest.raises(UserError):
        become(file)
    assert not place.database.exists()
    monkeypatch.undo()


def test_a_file_for_a_replacement_founds_no_further_desk(
    joined: Make, clock: FakeClock, become: Callable[..., Services], place: DataFolder
) -> None:
    file = opened(make_file(joined(1), replaces=2), clock)
    with pytest.raises(BadJoinFile, match="replaces another one"):
        become(file, who=0)
    assert not place.database.exists()


def test_what_was_typed_wrongly_is_told_beside_its_field(joined: Make, peer: Make) -> None:
    one = joined(1)
    with pytest.raises(InvalidInput) as refused:
        make_file(one, "A1")
    assert set(refused.value.problems) == {"desk_code"}
    with pytest.raises(InvalidInput) as refused:
        make_file(one, "A2", replaces=1)
    assert set(refused.value.problems) == {"replaces"}
    with pytest.raises(InvalidInput) as refused:
        make_file(peer(7), "A2", replaces=3)
    assert set(refused.value.problems) == {"replaces"}


def test_what_another_program_adds_to_a_file_stops_nothing(
    joined: Make, clock: FakeClock, become: Callable[..., Services]
) -> None:
    file = opened(make_file(joined(1)), clock)
    more = JoinFile(
        file.place, file.office, file.made, (*file.lines, {"k": "zz"}, {"k": "d", "t": "desk", "c": {}})
    )
    assert become(more).bench.desk.desk_number == 2


def test_a_building_without_head_office_grows_too(
    peer: Make, clock: FakeClock, become: Callable[..., Services]
) -> None:
    new = become(opened(make_file(peer(1)), clock))
    with new.bench.database.read() as session:
        assert (
            session.execute(text("SELECT count(*) FROM sync_state WHERE key = 'head_office'")).scalar() == 0
        )
