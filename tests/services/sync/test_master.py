"""Master data comes down whole, and what this desk changed itself stays until head office has decided."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text

from desk_app.services.audit.chain import verify
from desk_app.services.core.errors import UserError
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.directory.events import TENANTS
from desk_app.services.directory.records import TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.staff.patience import IDLE_MINUTES
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import STAFF, Staff
from desk_app.services.sync import state
from desk_app.services.sync.proposals import MasterQueries, MasterStanding, Proposal
from tests.desk_fixtures import PIN
from tests.fakes import FakeClock
from tests.services.sync.conftest import SITE, Peer
from tests.services.sync.mastering import Rows, key_of, rows_of, say_master
from tests.services.sync.memory_share import MemoryShare
from tests.services.sync.office import Office

Make = Callable[[int], Peer]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def add_tenant(one: Peer, name: str) -> int:
    return one.services.get(Directory).add_tenant(SYSTEM, TenantDraft(name)).result


def proposals(one: Peer) -> list[Proposal]:
    return one.services.get(MasterQueries).proposals(SYSTEM)


def standing(one: Peer) -> MasterStanding:
    return one.services.get(MasterQueries).master(SYSTEM)


def value(one: Peer, sql: str) -> object:
    with one.services.bench.database.read() as session:
        return session.execute(text(sql)).scalar()


def packed(one: Peer) -> int:
    """The stamp of the newest batch."""
    with one.services.bench.database.read() as session:
        return state.chain(session).stamp


@pytest.fixture
def settled(joined: Make, share: MemoryShare, office: Office) -> tuple[Peer, Rows]:
    """A desk whose tenant 海通证券 is head office's word."""
    one = joined(1)
    add_tenant(one, "海通证券")
    one.sync.round(share)
    said = rows_of(one.services)
    say_master(office, SITE, said, considered={str(one.party): packed(one)})
    one.sync.round(share)
    assert proposals(one) == []
    return one, said


def test_all_of_it_goes_in_and_is_found(joined: Make, share: MemoryShare, office: Office) -> None:
    one, two = joined(1), joined(2)
    tenant = add_tenant(one, "海通证券")
    one.services.get(Staff).add(SYSTEM, "林小雨", Role.RECEPTIONIST, PIN)
    say_master(office, SITE, rows_of(one.services))
    done = two.sync.round(share)
    assert done.trouble is None
    assert tenant in done.touched[TENANTS]
    assert STAFF in done.touched
    assert value(two, "SELECT name FROM tenants") == "海通证券"
    assert value(two, "SELECT count(*) FROM audit_entries WHERE action = 'master.applied'") == 1
    with two.services.bench.database.read() as session:
        assert list(verify(session)) == []
    assert two.sync.round(share).touched == {}
    assert standing(two).version > 0


def test_an_older_version_after_a_newer_one_is_refused_and_told(
    settled: tuple[Peer, Rows], share: MemoryShare, office: Office
) -> None:
    one, said = settled
    say_master(office, SITE, {**said, key_of(said, "tenants"): None}, number=standing(one).version - 1)
    one.sync.round(share)
    assert value(one, "SELECT status FROM tenants") == "active"
    newest = next(
        e.name for e in share.files(f"down/master/site-{SITE}") if int(e.name[:10]) == standing(one).version
    )
    share.delete(f"down/master/site-{SITE}/{newest}")
    one.sync.round(share)
    assert value(one, "SELECT fault FROM sync_quarantine WHERE path LIKE 'down/master/%'") == "old"


def test_an_own_change_counts_here_until_head_office_has_decided(
    settled: tuple[Peer, Rows], share: MemoryShare, office: Office
) -> None:
    one, said = settled
    key = key_of(said, "tenants")
    one.services.get(Directory).correct_tenant(SYSTEM, key[1][0], TenantDraft("海通证券公司"))
    (proposal,) = proposals(one)
    assert (proposal.name, proposal.sent) == ("海通证券公司", False)
    assert ("name", "海通证券", "海通证券公司") in [(c.column, c.was, c.is_) for c in proposal.changed]
    before = packed(one)
    one.sync.round(share)
    assert proposals(one)[0].sent
    row = {**(said[key] or {}), "mailbox": "M-12"}
    say_master(office, SITE, {**said, key: row}, considered={str(one.party): before})
    one.sync.round(share)
    assert value(one, "SELECT name FROM tenants") == "海通证券公司"
    assert standing(one).proposals == 1
    say_master(office, SITE, {**said, key: row}, considered={str(one.party): packed(one)})
    one.sync.round(share)
    assert (value(one, "SELECT name FROM tenants"), value(one, "SELECT mailbox FROM tenants")) == (
        "海通证券",
        "M-12",
    )
    assert proposals(one) == []


def test_a_change_after_the_one_that_was_decided_stays(
    settled: tuple[Peer, Rows], share: MemoryShare, office: Office
) -> None:
    one, said = settled
    key = key_of(said, "tenants")
    one.services.get(Directory).correct_tenant(SYSTEM, key[1][0], TenantDraft("海通一"))
    one.sync.round(share)
    stamp = packed(one)
    one.services.get(Directory).correct_tenant(SYSTEM, key[1][0], TenantDraft("海通二"))
    say_master(office, SITE, said, considered={str(one.party): stamp})
    share_only = one.services
    one.sync._mastering.take(share)
    assert share_only is one.services
    assert value(one, "SELECT name FROM tenants") == "海通二"


def test_a_new_row_that_head_office_does_not_want_is_retired(
    settled: tuple[Peer, Rows], share: MemoryShare, office: Office
) -> None:
    one, said = settled
    new = add_tenant(one, "一家没有的公司")
    one.sync.round(share)
    assert [p.is_new for p in proposals(one)] == [True]
    say_master(office, SITE, {**said, ("tenants", (new,)): None}, considered={str(one.party): packed(one)})
    one.sync.round(share)
    assert value(one, f"SELECT status FROM tenants WHERE id = {new}") == "moved_out"
    assert proposals(one) == []


def test_settings_are_read_anew(settled: tuple[Peer, Rows], share: MemoryShare, office: Office) -> None:
    one, said = settled
    say_master(
        office, SITE, {**said, ("settings", (IDLE_MINUTES.key,)): {"key": IDLE_MINUTES.key, "value": "7"}}
    )
    one.sync.round(share)
    assert one.services.bench.settings.get(IDLE_MINUTES) == 7
    say_master(office, SITE, said)
    one.sync.round(share)
    assert one.services.bench.settings.get(IDLE_MINUTES) == IDLE_MINUTES.default


def test_staff_come_without_a_pin_and_closing_wins(
    settled: tuple[Peer, Rows], joined: Make, share: MemoryShare, office: Office
) -> None:
    said = settled[1]
    two = joined(2)
    say_master(office, SITE, said)
    two.sync.round(share)
    theirs = key_of(said, "staff")[1][0]
    accounts = {m.id: m for m in two.services.get(StaffQueries).all(SYSTEM)}
    assert not accounts[theirs].has_pin
    assert theirs not in [m.id for m in two.services.get(StaffQueries).who_can_sign_in()]
    with pytest.raises(UserError):
        two.services.get(Staff).sign_in(theirs, PIN)
    two.services.get(Staff).set_pin(SYSTEM, theirs, "583926")
    assert two.services.get(Staff).sign_in(theirs, "583926").role is Role.SUPERVISOR


def test_roles_are_head_offices_and_whoever_is_closed_on_one_side_is_closed(
    settled: tuple[Peer, Rows], share: MemoryShare, office: Office
) -> None:
    one, said = settled
    who = one.services.get(Staff).add(SYSTEM, "林小雨", Role.RECEPTIONIST, PIN).result
    one.sync.round(share)
    said = rows_of(one.services)
    key = key_of(said, "staff", id=who)
    say_master(office, SITE, said, considered={str(one.party): packed(one)})
    one.sync.round(share)
    one.services.get(Staff).change(SYSTEM, who, "林小雨雨", Role.SUPERVISOR)
    say_master(office, SITE, {**said, key: {**(said[key] or {}), "active": 0}})
    one.sync.round(share)
    account = next(m for m in one.services.get(StaffQueries).all(SYSTEM) if m.id == who)
    assert (account.name, account.role, account.active) == ("林小雨雨", Role.RECEPTIONIST, False)


def test_a_row_that_cannot_stand_beside_the_others_stops_nothing(
    settled: tuple[Peer, Rows], share: MemoryShare, office: Office, expected_logs: Callable[[str], None]
) -> None:
    expected_logs("cannot stand beside the others")
    one, said = settled
    ring = {"id": 1 << 40, "code": "R1", "tag": "T1", "hook": "", "active": 1}
    twin = {**ring, "id": (1 << 40) + 1, "code": "R2"}
    late = {"id": (1 << 40) + 2, "label": "18", "position": 18, "active": 1}
    more: Rows = {
        ("key_rings", (ring["id"],)): ring,
        ("key_rings", (twin["id"],)): twin,
        ("floors", (late["id"],)): late,
    }
    say_master(office, SITE, {**said, **more})
    one.sync.round(share)
    assert value(one, "SELECT count(*) FROM key_rings") == 1
    assert value(one, "SELECT count(*) FROM floors WHERE label = '18'") == 1
    assert standing(one).stuck == 1
    more["key_rings", (twin["id"],)] = {**twin, "tag": "T2"}
    say_master(office, SITE, {**said, **more})
    one.sync.round(share)
    assert (value(one, "SELECT count(*) FROM key_rings"), standing(one).stuck) == (2, 0)


def test_tags_that_change_hands_go_in(settled: tuple[Peer, Rows], share: MemoryShare, office: Office) -> None:
    one, said = settled
    ring = {"id": 1 << 40, "code": "R1", "tag": "T1", "hook": "", "active": 1}
    say_master(office, SITE, {**said, ("key_rings", (ring["id"],)): ring})
    one.sync.round(share)
    early = {**ring, "id": 5, "code": "R2"}
    moved: Rows = {("key_rings", (5,)): early, ("key_rings", (ring["id"],)): {**ring, "tag": "T9"}}
    say_master(office, SITE, {**said, **moved})
    one.sync.round(share)
    assert value(one, "SELECT tag FROM key_rings WHERE id = 5") == "T1"
    assert standing(one).stuck == 0


def test_pictures_come_along_and_forged_ones_do_not(
    settled: tuple[Peer, Rows], share: MemoryShare, office: Office
) -> None:
    one, said = settled
    say_master(office, SITE, said, pictures=[PNG, b"x" * (201 * 1024)])
    one.sync.round(share)
    assert value(one, "SELECT count(*) FROM blobs") == 1


def test_master_data_that_was_not_renewed_is_told(
    settled: tuple[Peer, Rows], share: MemoryShare, office: Office, clock: FakeClock
) -> None:
    one, said = settled
    assert not standing(one).expired
    say_master(office, SITE, said, expires=1)
    one.sync.round(share)
    assert standing(one).expired
