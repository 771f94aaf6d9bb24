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
from desk_app.services.keys.matters import GIVE_BACK, handout_people, key_matters, key_people
from desk_app.services.keys.records import Escorted, ReservationDraft
from desk_app.services.keys.terms import HANDOUT_KIND, KEY_KIND, KeyCategory
from desk_app.services.visitors.records import Arrival, Host, Purpose
from desk_app.services.visitors.service import Visitors
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


def a_visit(register: Register) -> int:
    """The outside worker is on site."""
    arrival = Arrival("欧阳明远", OUTSIDE, purpose=Purpose.MEETING, host=Host(person="李卫国"))
    return register.desk.get(Visitors).check_in(register.clerk, arrival).result.visit.id


def test_keys_that_are_out_are_held_then_owed(register: Register, clock: FakeClock) -> None:
    visit = a_visit(register)
    outside = Escorted("欧阳师傅", "宏图装饰", OUTSIDE, visit=visit)
    due = clock.now() + timedelta(hours=2)
    handout = register.borrow(register.key("K1").copies[0], escorted=outside, due=due)
    for party in (Party(phone=LI), Party(phone=OUTSIDE), Party(visit=visit)):
        (matter,) = read(register, party)
        assert (matter.part, matter.owed, matter.step) == (Part.HOLDS, True, GIVE_BACK)
        assert (matter.kind, matter.record) == (HANDOUT_KIND, handout.id)
        assert said(matter) == (
            "Keys K1-1 are out until 11-23 11:00: 李卫国 signed for them, 欧阳师傅 goes along."
        )
    assert read(register, Party(phone="13800000002")) == [] == read(register, Party(visit=visit + 1))
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
        found = key_people(asked, [key.id, other.id, 7])
        assert found == {key.id: [Person(company="云帆", unit="1205", tenant=tenant)]}


def test_a_borrowing_is_about_who_signed(register: Register) -> None:
    visit = a_visit(register)
    outside = Escorted("欧阳师傅", "宏图装饰", OUTSIDE, visit=visit)
    handout = register.borrow(register.key("K1").copies[0], escorted=outside)
    bench = register.desk.bench
    with bench.database.read() as session:
        asked = Read(bench, session, register.clerk, bench.clock.now())
        signer = Person(name="李卫国", phone=LI, colleague=register.li)
        goes_along = Person("欧阳师傅", OUTSIDE, "宏图装饰", visit=visit)
        assert handout_people(asked, [handout.id, 7]) == {handout.id: [signer, goes_along]}


def test_a_colleague_without_a_phone_is_asked_about_by_id(register: Register) -> None:
    handout = register.borrow(register.key("K1").copies[0])
    (matter,) = read(register, Party(colleague=register.li))
    assert matter.record == handout.id and read(register, Party(colleague=4711)) == []


def test_keys_beyond_the_twentieth_are_told_as_one(register: Register) -> None:
    for number in range(1, 24):
        register.borrow(register.key(f"K{number}").copies[0])
    *told, more = read(register, Party(phone=LI))
    assert len(told) == 20 and said(more) == "More keys borrowed or asked for: 3." and more.owed
