"""Keys and borrowings in the search of everything, and what a tag or slip leads to."""

from __future__ import annotations

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.codes.short_number import Kind
from desk_app.services.core.feature import Named
from desk_app.services.core.people import Actor
from desk_app.services.finder.queries import Finder
from desk_app.services.journal.work import Read
from desk_app.services.keys.records import Escorted
from desk_app.services.keys.terms import HANDOUT_KIND, KEY_KIND, KeyCategory
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.keys.register_help import Register


@pytest.fixture
def register(desk: Services, people: People, clock: FakeClock) -> Register:
    return Register(desk, people, clock)


def hits(register: Register, text: str, by: Actor | None = None) -> list[tuple[str, int]]:
    found = register.desk.get(Finder).find(by or register.clerk, text)
    return [(hit.kind, hit.id) for hit in found if hit.kind in (KEY_KIND, HANDOUT_KIND)]


def named(register: Register, digits: str) -> Named | None:
    bench = register.desk.bench
    with bench.database.read() as session:
        return bench.codes[Kind.KEY](Read(bench, session, register.clerk, bench.clock.now()), digits)


def test_a_key_is_found_by_what_it_is_and_opens(register: Register) -> None:
    key = register.key(
        "K0231", place="水泵房", floor="B2", unit="B201", hooks=("A12",), category=KeyCategory.PLANT
    )
    me = [(KEY_KIND, key.id)]
    for text in ("K0231", "水泵", "sbf", "B201", "A12", key.copies[0].tag):
        assert hits(register, text) == me, text
    register.verbs.hang(register.clerk, key.copies[0].id, "B31")
    assert hits(register, "B31") == me and hits(register, "A12") == []
    register.verbs.deactivate(register.boss, key.id, "换锁")
    assert hits(register, "K0231") == []
    register.verbs.reactivate(register.boss, key.id)
    assert hits(register, "K0231") == me


def test_a_borrowing_is_found_by_its_people_and_number(register: Register) -> None:
    outside = Escorted("欧阳师傅", "宏图装饰", "13911112222")
    handout = register.borrow(register.key("K0231").copies[0], escorted=outside)
    for text in ("李卫国", "lwg", "欧阳师傅", "宏图装饰", "2222", handout.number, handout.code):
        assert (HANDOUT_KIND, handout.id) in hits(register, text), text
    (hit,) = [
        hit for hit in register.desk.get(Finder).find(register.clerk, "lwg") if hit.kind == HANDOUT_KIND
    ]
    assert hit.title == "李卫国" and "K0231-1" in hit.subtitle and "1391" not in hit.subtitle


def test_guards_find_no_keys(register: Register, people: People) -> None:
    key = register.key("K0231")
    register.borrow(key.copies[0])
    assert hits(register, "K0231", people.guard) == [] == hits(register, "李卫国", people.guard)


def test_a_tag_leads_to_its_key_or_to_who_has_it(register: Register) -> None:
    key = register.key("K1", copies=3)
    ring = register.ring(*key.copies[1:])
    alone = key.copies[0]
    assert named(register, alone.tag) == named(register, ring.tag) == Named(KEY_KIND, key.id)
    one, two = register.borrow(alone), register.borrow(*key.copies[1:])
    assert named(register, alone.tag) == named(register, one.code) == Named(HANDOUT_KIND, one.id)
    assert named(register, ring.tag) == named(register, key.copies[2].tag) == Named(HANDOUT_KIND, two.id)
    register.give_back(one)
    assert named(register, alone.tag) == Named(KEY_KIND, key.id)
    assert named(register, one.code) == Named(HANDOUT_KIND, one.id)
    assert named(register, "30019999") is None
