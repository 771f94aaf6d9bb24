"""Keys, copies, rings and reservations as the supervisor keeps them."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.codes.short_number import Kind, ShortNumber, parse
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound
from desk_app.services.core.people import SYSTEM
from desk_app.services.directory.records import TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.records import (
    CopyState,
    Curfew,
    KeyCategory,
    KeyDraft,
    LostDraft,
    ReservationDraft,
    RingDraft,
)
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.keys.register_help import Register, problems


@pytest.fixture
def register(desk: Services, people: People, clock: FakeClock) -> Register:
    return Register(desk, people, clock)


def refused(verb: Any, *args: Any) -> dict[str, str]:
    with pytest.raises(InvalidInput) as raised:
        verb(*args)
    return problems(raised.value)


def test_a_key_comes_with_its_copies_tags_and_hooks(register: Register) -> None:
    key = register.key(
        " k0231",
        copies=3,
        hooks=("a 01", "Ａ２"),
        floor="12f",
        unit="1205a",
        approvals=1,
        curfew=Curfew(time(18, 30)),
    )
    assert (key.code, key.floor, key.unit, key.approvals) == ("K0231", "12F", "1205A", 1)
    assert key.curfew == Curfew(time(18, 30))
    assert [(one.code, one.hook, one.state) for one in key.copies] == [
        ("K0231-1", "A1", CopyState.IN),
        ("K0231-2", "A2", CopyState.IN),
        ("K0231-3", "", CopyState.IN),
    ]
    tags = [parse(one.tag) for one in key.copies]
    assert tags == [ShortNumber(Kind.KEY, register.desk.bench.desk.desk_number, n) for n in (1, 2, 3)]
    assert register.now(key) == key
    assert "13800000001" not in repr(replace(key, owner_phone="13800000001"))


GOOD = KeyDraft("K1", "大堂侧门", KeyCategory.COMMON)


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (replace(GOOD, code="", place=" "), {"code", "place"}),
        (replace(GOOD, code="K1-2"), {"code"}),
        (replace(GOOD, code="K1205", unit="1205"), {"code"}),
        (replace(GOOD, code="K/1"), {"code"}),
        (replace(GOOD, code="K" * 13), {"code"}),
        (replace(GOOD, approvals=4, copies=0), {"approvals", "copies"}),
        (replace(GOOD, copies=21), {"copies"}),
        (replace(GOOD, copies=2, hooks=("A1", "a01")), {"hooks.1"}),
        (replace(GOOD, hooks=("A1", "A2")), {"hooks.1"}),
        (replace(GOOD, hooks=("A" * 13,)), {"hooks.0"}),
        (replace(GOOD, curfew=Curfew(hours=0)), {"curfew"}),
        (replace(GOOD, category=KeyCategory.TRUST), {"owner"}),
        (replace(GOOD, owner="钱老板", owner_phone="五十"), {"owner_phone"}),
        (replace(GOOD, tenant=7), {"tenant"}),
    ],
)
def test_what_cannot_be_is_refused_by_field(register: Register, draft: KeyDraft, fields: set[str]) -> None:
    assert set(refused(register.verbs.add_key, register.boss, draft)) == fields
    assert register.ask.keys(register.clerk) == []


def test_a_key_in_trust_has_an_approval_at_least(register: Register) -> None:
    tenant = (
        register.desk.get(Directory).add_tenant(register.boss, TenantDraft("云帆科技有限公司", "云帆")).result
    )
    key = register.key("T1", category=KeyCategory.TRUST, tenant=tenant, owner_phone="138 0000 0009")
    assert (key.approvals, key.tenant_name, key.owner_phone) == (1, "云帆", "13800000009")


def test_a_code_is_unique_among_active_keys(register: Register) -> None:
    key = register.key("K1", place="水泵房")
    told = refused(register.verbs.add_key, register.boss, GOOD)
    assert told == {"code": "K1 is on record already: 水泵房."}
    register.verbs.deactivate(register.boss, key.id, "换锁")
    register.key("K1")
    with pytest.raises(IllegalStep, match="Another key is called"):
        register.verbs.reactivate(register.boss, key.id)
    copies = register.key("K2", copies=2).copies
    register.ring(*copies, code="R9")
    assert "code" in refused(register.verbs.add_key, register.boss, replace(GOOD, code="R9"))
    other = RingDraft("K1", "B9", tuple(one.id for one in copies))
    assert "code" in refused(register.verbs.save_ring, register.boss, None, other)


def test_a_key_that_is_out_may_be_corrected_but_its_copies_stay(register: Register) -> None:
    key = register.key("K1", copies=2, hooks=("A1", "A2"))
    register.borrow(key.copies[0])
    draft = KeyDraft("K9", "货梯厅", KeyCategory.COMMON, copies=5, hooks=("A2",), instruction="先敲门\n再进")
    now = register.verbs.correct_key(register.boss, key.id, draft).result
    assert (now.code, now.place, now.instruction) == ("K9", "货梯厅", "先敲门\n再进")
    assert [(one.tag, one.hook) for one in now.copies] == [(one.tag, one.hook) for one in key.copies]
    assert now.copies[0].state is CopyState.OUT and now.copies[0].code == "K9-1"
    assert now.copies[0].holder == "李卫国" and now.copies[0].due is not None


def test_a_hook_holds_two_things_only_on_a_ring(register: Register) -> None:
    first = register.key("K1", hooks=("A1",)).copies[0]
    second = register.key("K2", hooks=("A2",)).copies[0]
    told = refused(register.verbs.hang, register.clerk, second.id, "a1")
    assert told == {"hook": "K1-1 hangs on hook A1. Two keys share a hook only on a ring."}
    assert "hooks.0" in refused(
        register.verbs.add_key, register.boss, replace(GOOD, code="K3", hooks=("A1",))
    )
    assert "hook" in refused(register.verbs.add_copy, register.boss, first.key, "A2")
    ring = register.ring(first, second, hook="A1")
    assert ring.hook == "A1" and {one.hook for one in ring.copies} == {"A1"}
    assert "hook" in refused(register.verbs.hang, register.clerk, register.key("K4").copies[0].id, "A1")


def test_hanging_what_is_on_a_ring_hangs_the_ring(register: Register) -> None:
    key = register.key("K1", copies=2)
    ring = register.ring(*key.copies)
    moved = register.verbs.hang(register.clerk, key.copies[0].id, "b 8").result
    assert (moved.hook, moved.ring) == ("B8", ring.id)
    assert [(one.hook, {c.hook for c in one.copies}) for one in register.ask.rings(register.clerk)] == [
        ("B8", {"B8"})
    ]
    register.verbs.hang(register.clerk, register.key("K2").copies[0].id, "B7")


def test_a_hook_that_is_on_no_board_is_kept_as_typed(register: Register) -> None:
    copy = register.key("K1").copies[0]
    assert register.verbs.hang(register.clerk, copy.id, "保险柜 1").result.hook == "保险柜1"
    assert register.verbs.hang(register.clerk, copy.id, "A61").result.hook == "A61"
    assert register.verbs.hang(register.clerk, copy.id, "").result.hook == ""


def test_deactivation_needs_all_copies_in_and_deletes_nothing(register: Register) -> None:
    key = register.key("K1", copies=2, hooks=("A1", "A2"))
    handout = register.borrow(key.copies[1])
    with pytest.raises(IllegalStep, match="out or asked for"):
        register.verbs.deactivate(register.boss, key.id, "换锁")
    register.give_back(handout)
    assert set(refused(register.verbs.deactivate, register.boss, key.id, " ")) == {"reason"}
    gone = register.verbs.deactivate(register.boss, key.id, "换锁").result
    assert (gone.active, gone.deactivated_why) == (False, "换锁")
    assert [one.hook for one in gone.copies] == ["", ""]
    assert register.ask.keys(register.clerk) == []
    assert [one.id for one in register.ask.keys(register.clerk, inactive=True)] == [key.id]
    card = register.ask.key(register.clerk, key.id)
    assert [one.id for one in card.handouts] == [handout.id]
    with pytest.raises(IllegalStep, match="already"):
        register.verbs.deactivate(register.boss, key.id, "换锁")
    with pytest.raises(IllegalStep, match="hangs nowhere"):
        register.verbs.hang(register.clerk, key.copies[0].id, "A1")
    with pytest.raises(IllegalStep, match="deactivated"):
        register.verbs.add_copy(register.boss, key.id, "")
    back = register.verbs.reactivate(register.boss, key.id).result
    assert back.active and back.deactivated_why == ""
    with pytest.raises(IllegalStep, match="in use"):
        register.verbs.reactivate(register.boss, key.id)


def test_copies_come_and_go(register: Register) -> None:
    key = register.key("K1", hooks=("A1",))
    more = register.verbs.add_copy(register.boss, key.id, "A2").result
    assert (more.code, more.hook, more.state) == ("K1-2", "A2", CopyState.IN)
    handout = register.borrow(more)
    with pytest.raises(IllegalStep, match="out or asked for"):
        register.verbs.retire_copy(register.boss, more.id, "断了")
    register.give_back(handout)
    gone = register.verbs.retire_copy(register.boss, more.id, "断了").result
    assert (gone.state, gone.hook) == (CopyState.RETIRED, "")
    with pytest.raises(IllegalStep, match="already"):
        register.verbs.retire_copy(register.boss, more.id, "断了")
    third = register.verbs.add_copy(register.boss, key.id, "A2").result
    assert third.code == "K1-3" and third.tag not in {more.tag, key.copies[0].tag}
    with pytest.raises(NotFound):
        register.verbs.retire_copy(register.boss, 7, "断了")
    with pytest.raises(NotFound):
        register.verbs.add_copy(register.boss, 7, "")


def test_what_is_lost_leaves_its_hook_and_is_hung_again_where_it_is_free(register: Register) -> None:
    troubles = register.desk.get(KeyTroubles)
    key = register.key("K1", hooks=("A1",))
    copy = key.copies[0]
    report = LostDraft("李卫国", register.clock.now() - timedelta(hours=1), "巡检时掉了")
    troubles.report_lost(register.clerk, copy.id, report)
    with pytest.raises(IllegalStep, match="hangs nowhere"):
        register.verbs.hang(register.clerk, copy.id, "A5")
    other = register.key("K2", hooks=("A1",)).copies[0]
    assert "hook" in refused(troubles.found, register.clerk, copy.id, "", "在车库找到")
    assert troubles.found(register.clerk, copy.id, "a 5", "在车库找到").result.hook == "A5"
    assert register.verbs.hang(register.clerk, other.id, "A1").result.hook == "A1"


def test_a_ring_changes_only_while_its_copies_are_there(register: Register) -> None:
    one, two, three = register.key("K1", copies=3, hooks=("A1", "A2", "A3")).copies
    ring = register.ring(one, two, hook="A1")
    kept = RingDraft("R1", "A1", (one.id, two.id, three.id))
    register.verbs.save_ring(register.boss, ring.id, kept)
    handout = register.borrow(one, two, three)
    assert handout.ring == "R1" and len(handout.lines) == 3
    smaller = replace(kept, copies=(one.id, two.id))
    assert "out or asked for" in refused(register.verbs.save_ring, register.boss, ring.id, smaller)["copies"]
    with pytest.raises(IllegalStep, match="out or asked for"):
        register.verbs.dissolve_ring(register.boss, ring.id)
    named = register.verbs.save_ring(register.boss, ring.id, replace(kept, code="R5")).result
    assert named.code == "R5" and named.tag == ring.tag
    register.give_back(handout)
    now = register.verbs.save_ring(register.boss, ring.id, smaller).result
    assert [c.id for c in now.copies] == [one.id, two.id]
    (off,) = [c for c in register.now(register.ask.keys(register.clerk)[0]).copies if c.id == three.id]
    assert (off.hook, off.ring) == ("", None)
    register.verbs.dissolve_ring(register.boss, ring.id)
    assert register.ask.rings(register.clerk) == []
    assert {c.hook for c in register.ask.keys(register.clerk)[0].copies} == {""}
    with pytest.raises(NotFound):
        register.verbs.dissolve_ring(register.boss, ring.id)


def test_what_cannot_hang_on_a_ring(register: Register) -> None:
    one, two, three = register.key("K1", copies=3).copies
    other = register.key("K2").copies[0]
    register.ring(one, two)
    draft = RingDraft("R2", "B9", (two.id, three.id))
    assert (
        refused(register.verbs.save_ring, register.boss, None, draft)["copies"]
        == "K1-2 hangs on another ring."
    )
    assert "copies" in refused(
        register.verbs.save_ring, register.boss, None, replace(draft, copies=(three.id, 7))
    )
    assert "copies" in refused(
        register.verbs.save_ring, register.boss, None, replace(draft, copies=(three.id,))
    )
    register.verbs.deactivate(register.boss, other.key, "换锁")
    gone = replace(draft, copies=(three.id, other.id))
    assert (
        refused(register.verbs.save_ring, register.boss, None, gone)["copies"] == "K2-1 is not on its hook."
    )


def test_reservations(register: Register) -> None:
    key, now = register.key("K1"), register.clock.now()
    draft = ReservationDraft(key.id, register.li, now + timedelta(hours=2), now + timedelta(hours=4), "看房")
    one = register.verbs.reserve(register.clerk, draft).result
    assert (one.code, one.name, one.active) == ("K1", "李卫国", True)
    clash = replace(
        draft, colleague=register.wang, start=now + timedelta(hours=3), end=now + timedelta(hours=5)
    )
    assert "李卫国" in refused(register.verbs.reserve, register.clerk, clash)["start"]
    after = replace(clash, start=draft.end, end=draft.end + timedelta(hours=1))
    later = register.verbs.reserve(register.clerk, after).result
    today = register.clock.now().astimezone(register.clock.zone).date()
    assert [r.id for r in register.ask.reservations(register.clerk, today)] == [one.id, later.id]
    assert register.ask.reservations(register.clerk, today + timedelta(days=1)) == []
    assert not register.verbs.cancel_reservation(register.clerk, one.id).result.active
    with pytest.raises(IllegalStep, match="already"):
        register.verbs.cancel_reservation(register.clerk, one.id)
    with pytest.raises(NotFound):
        register.verbs.cancel_reservation(register.clerk, 7)
    register.verbs.reserve(register.clerk, replace(clash, end=draft.end))


def test_two_copies_may_be_reserved_at_one_time(register: Register) -> None:
    key, now = register.key("K1", copies=2), register.clock.now()
    draft = ReservationDraft(key.id, register.li, now, now + timedelta(hours=4))
    register.verbs.reserve(register.clerk, draft)
    register.verbs.reserve(register.clerk, replace(draft, colleague=register.wang))
    assert "start" in refused(register.verbs.reserve, register.clerk, draft)


def test_what_cannot_be_reserved(register: Register) -> None:
    key, now = register.key("K1"), register.clock.now()
    good = ReservationDraft(key.id, register.li, now, now + timedelta(hours=4))

    def said(**changed: Any) -> set[str]:
        return set(refused(register.verbs.reserve, register.clerk, replace(good, **changed)))

    assert said(end=good.start) == {"end"} == said(start=now - timedelta(hours=2), end=now)
    assert said(end=now + timedelta(days=32)) == {"end"}
    assert said(colleague=None) == {"colleague"} == said(colleague=7)
    register.desk.get(Colleagues).leave(SYSTEM, register.li)
    assert said() == {"colleague"}
    register.verbs.deactivate(register.boss, key.id, "换锁")
    assert said(colleague=register.wang) == {"key"}
    with pytest.raises(NotFound):
        register.verbs.reserve(register.clerk, replace(good, colleague=register.wang, key=7))


def test_keys_and_copies_are_found_by_anything_about_them(register: Register) -> None:
    pump = register.key("K0001", place="B2 水泵房", floor="B2", hooks=("A1",), category=KeyCategory.PLANT)
    flat = register.key(
        "K0002", place="1205 室", floor="12", unit="1205", category=KeyCategory.VACANT, copies=2
    )

    def found(text: str, **only: Any) -> list[str]:
        return [key.code for key in register.ask.keys(register.clerk, text, **only)]

    assert found("sbf") == found("A1") == found("水泵") == found("b2") == found("k0001-1") == ["K0001"]
    assert found("1205") == found("12f") == found(flat.copies[1].tag) == ["K0002"]
    assert found("k000") == found("") == ["K0001", "K0002"] and found("nobody") == []
    assert found("", category=KeyCategory.PLANT) == ["K0001"]
    ring = register.ring(*flat.copies, code="R01")

    def like(text: str) -> list[str]:
        return [one.code for one in register.ask.copies_like(register.clerk, text)]

    assert like("1205") == like("r01") == like("b7") == like(ring.tag) == ["R01"]
    assert like("sbf") == like("a1") == ["K0001-1"] and like("") == ["K0001-1", "R01"]
    assert len(register.ask.copies_like(register.clerk, "", 1)) == 1
    register.borrow(pump.copies[0])
    assert like("") == ["R01", "K0001-1"]
    with pytest.raises(NotFound):
        register.ask.key(register.clerk, 7)
