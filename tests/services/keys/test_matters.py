"""What is open with somebody about keys, and whom a key or borrowing is about."""

from __future__ import annotations

from datetime import timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.matters import Matter, Part, Party, Person
from desk_app.services.core.words import Words
from desk_app.services.directory.records import TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.journal.work import Read
from desk_app.services.keys.matters import GIVE_BACK, handout_person, key_matters, key_person
from desk_app.services.keys.records import Escorted, ReservationDraft
from desk_app.services.keys.terms import HANDOUT_KIND, KEY_KIND, KeyCategory
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.keys.register_help import Register

LI, OUTSIDE = "13800000001", "13911112222"


@pytest.fixture
def register(desk: Services, people: People, clock: FakeClock) -> Register:
    return Register(desk, people, clock)


def read(register: Register, party: Party) -> list[Matter]:
    bench = register.desk.bench
    with bench.database.read() as session:
        return list(key_matters(Read(bench, session, register.clerk, bench.clock.now()), party))


def said(matter: Matter) -> str:
    return Words("en").text(matter.text, **matter.values)


def test_keys_that_are_out_are_held_then_owed(
    register: Register, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(register.desk.bench.people, "visit", lambda read, visit: Person(visit=visit))  # type: ignore[arg-type]
    outside = Escorted("欧阳师傅", "宏图装饰", OUTSIDE, visit=77)
    due = clock.now() + timedelta(hours=2)
    handout = register.borrow(register.key("K1").copies[0], escorted=outside, due=due)
    for party in (Party(phone=LI), Party(phone=OUTSIDE), Party(visit=77)):
        (matter,) = read(register, party)
        assert (matter.part, matter.owed, matter.step) == (Part.HOLDS, True, GIVE_BACK)
        assert (matter.kind, matter.record) == (HANDOUT_KIND, handout.id)
        assert said(matter) == "Keys K1-1 are out until 11-23 11:00: 李卫国 signed for them."
    assert read(register, Party(phone="13800000002")) == [] == read(register, Party(visit=78))
    clock.advance(hours=3)
    (matter,) = read(register, Party(phone=OUTSIDE))
    assert matter.part is Part.OWES and "overdue" in said(matter)
    register.give_back(handout)
    assert read(register, Party(phone=LI)) == []


def test_what_waits_and_is_reserved_is_expected(register: Register, clock: FakeClock) -> None:
    key = register.key("K1", approvals=1)
    register.borrow(key.copies[0])
    start = clock.now() + timedelta(days=1)
    draft = ReservationDraft(key.id, register.li, start, start + timedelta(hours=1))
    register.verbs.reserve(register.clerk, draft)
    waits, reserved = read(register, Party(phone=LI))
    assert (waits.part, waits.owed, waits.step) == (Part.EXPECTS, False, "")
    assert "not handed over yet" in said(waits)
    assert (reserved.part, reserved.owed, reserved.kind) == (Part.EXPECTS, False, KEY_KIND)
    assert said(reserved) == "Key K1 is reserved from 11-24 09:00 to 11-24 10:00."
    assert len(read(register, Party(phone="13800000002"))) == 0


def test_a_tenants_key_in_trust_is_noted(register: Register) -> None:
    tenant = (
        register.desk.get(Directory).add_tenant(register.boss, TenantDraft("云帆科技有限公司", "云帆")).result
    )
    key = register.key("T1", place="1205 室", unit="1205", category=KeyCategory.TRUST, tenant=tenant)
    other = register.key("K2", tenant=tenant)
    (matter,) = read(register, Party(tenant=tenant))
    assert (matter.part, matter.owed, matter.kind, matter.record) == (Part.NOTED, False, KEY_KIND, key.id)
    bench = register.desk.bench
    with bench.database.read() as session:
        asked = Read(bench, session, register.clerk, bench.clock.now())
        assert key_person(asked, key.id) == Person(company="云帆", unit="1205", tenant=tenant)
        assert key_person(asked, other.id) is None and key_person(asked, 7) is None


def test_a_borrowing_is_about_who_signed(register: Register) -> None:
    handout = register.borrow(register.key("K1").copies[0])
    bench = register.desk.bench
    with bench.database.read() as session:
        asked = Read(bench, session, register.clerk, bench.clock.now())
        assert handout_person(asked, handout.id) == Person(name="李卫国", phone=LI)
        assert handout_person(asked, 7) is None
