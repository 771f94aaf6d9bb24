"""Goods that would leave twice: by an old paper and its new one, by a slip, on trips that two gates counted apart."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest

from desk_app.services.codes.answers import USED_BEFORE, Code
from desk_app.services.codes.claims import gate_bits
from desk_app.services.codes.goods import GoodsLine
from desk_app.services.codes.pass_code import encode
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.codes.verdict import Verdict
from desk_app.services.conflicts.records import ConflictKind, Deed
from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.gate.queries import GateQueries
from desk_app.services.gate.service import Gate
from desk_app.services.passes.gate_reading import ReleaseQueries
from desk_app.services.passes.records import ExitKind, ExitPass, ReleaseDraft
from desk_app.services.passes.releases import NotReleased, Releases
from desk_app.services.passes.service import ExitPasses
from desk_app.services.passes.signed import claims_in
from desk_app.services.staff.service import Staff
from desk_app.services.trust.tables import PassKeyRow
from tests.desk_fixtures import PIN
from tests.fakes import FakeClock
from tests.services.passes.gate_help import Issued, issue
from tests.services.passes.meeting.cut_off import Post, meet

Apart = tuple[list[Post], FakeClock]
K = ConflictKind
TEN = (GoodsLine("箱", 10, "个"),)


@pytest.fixture
def met(apart: Apart) -> Apart:
    """Everybody knows everything of before."""
    posts, clock = apart
    clock.advance(minutes=10)
    meet(posts)
    clock.advance(minutes=10)
    return apart


def ten(post: Post, *, trips: int = 1, gates: int | None = None) -> Issued:
    if gates is None:
        return issue(post.services, TEN, kind=ExitKind.GOODS, trips=trips)
    return issue(post.services, TEN, kind=ExitKind.GOODS, trips=trips, gates=gates)


def part(quantity: int) -> ReleaseDraft:
    return ReleaseDraft({1: quantity})


def replaced(post: Post, exit_pass: int) -> ExitPass:
    return post.services.get(ExitPasses).replace(SYSTEM, exit_pass, "原件丢失").result


def boss(post: Post) -> Actor:
    found = post.services.get(Staff).add(SYSTEM, f"主管{uuid.uuid4().hex[:6]}", Role.SUPERVISOR, PIN).result
    return Actor(found, "主管", Role.SUPERVISOR)


def verdict(post: Post, raw: str) -> Verdict:
    return post.services.get(GateQueries).verify(post.guard, raw, post.number)


def left(post: Post, raw: str) -> int:
    at_gate = post.services.get(ReleaseQueries).at_gate(post.guard, claims_in(raw))
    return max(0, at_gate.lines[0].left)


def kinds(post: Post, root: int) -> set[ConflictKind]:
    return {one.kind for one in post.conflicts() if one.record == root}


def test_what_left_on_the_original_does_not_leave_on_its_replacement(met: Apart) -> None:
    (a, b, _), clock = met
    old = ten(a)
    b.release(old.code)
    clock.advance(minutes=10)
    new = replaced(a, old.id)
    found = verdict(b, new.pass_code)
    assert (found.code, found.answer) == (Code.USED_HERE, USED_BEFORE)
    with pytest.raises(NotReleased):
        b.release(new.pass_code)
    meet([a, b])
    assert verdict(a, new.pass_code).code is Code.USED_ELSEWHERE


def test_original_and_replacement_at_two_gates_is_found_everywhere(met: Apart) -> None:
    (a, b, c), clock = met
    old = ten(a)
    b.release(old.code)
    clock.advance(minutes=10)
    c.release(replaced(a, old.id).pass_code)
    clock.advance(minutes=10)
    meet([a, b, c])
    meet([a, b, c])
    for post in (a, b, c):
        assert kinds(post, old.claims.pass_id) == {K.USED_TWICE}


def test_a_part_that_the_replacement_did_not_count_is_taken_off_it(met: Apart) -> None:
    (a, b, _), clock = met
    old = ten(a)
    b.release(old.code, part(4))
    clock.advance(minutes=10)
    new = replaced(a, old.id)
    assert left(b, new.pass_code) == 6 and left(a, new.pass_code) == 10
    meet([a, b])
    assert left(a, new.pass_code) == 6
    third = replaced(a, new.id)
    assert left(a, third.pass_code) == left(b, third.pass_code) == 6


def test_a_line_keeps_its_place_in_the_replacement(met: Apart) -> None:
    (a, b, _), _ = met
    lines = (GoodsLine("椅", 2, "把"), GoodsLine("桌", 3, "张"), GoodsLine("柜", 4, "个"))
    old = issue(a.services, lines, kind=ExitKind.GOODS)
    a.release(old.code, ReleaseDraft({1: 2, 2: 1}))
    new = replaced(a, old.id)
    assert [(line.position, line.quantity) for line in new.lines] == [(2, 2), (3, 4)]
    assert claims_in(new.pass_code).fields.places == (2, 3)
    released = b.release(new.pass_code)
    assert [(one.position, one.quantity) for one in released.release.moved] == [(2, 2), (3, 4)]


@pytest.mark.parametrize("times", [1, 2, 3])
def test_scanning_a_replacement_ends_all_it_replaced(met: Apart, times: int) -> None:
    (a, b, _), _ = met
    one = ten(a)
    codes, last = [one.code], one.id
    for _ in range(times):
        new = replaced(a, last)
        codes, last = [*codes, new.pass_code], new.id
    assert verdict(b, codes[0]).releases, "nothing is known here yet"
    assert b.services.get(Gate).scan(b.guard, codes[-1], b.number).result.verdict.releases
    assert {verdict(b, code).code for code in codes[:-1]} == {Code.REPLACED}


def test_a_slip_lets_out_what_is_left_of_it(met: Apart) -> None:
    (a, b, _), _ = met
    one = ten(a)
    slip = a.release(one.code, part(4)).slip
    assert slip is not None
    b.release(one.code, part(1))
    assert left(b, slip.pass_code) == 5
    b.release(slip.pass_code)
    meet([a, b])
    assert not kinds(a, one.claims.pass_id)


def test_meeting_the_pass_raises_nothing_that_its_slip_says(met: Apart) -> None:
    (a, b, _), _ = met
    one = ten(a)
    slip = a.release(one.code, part(4)).slip
    assert slip is not None
    b.release(slip.pass_code, part(3))
    assert left(b, one.code) == 3
    b.release(one.code, part(1))
    assert left(b, slip.pass_code) == left(b, one.code) == 2


def test_what_was_let_out_beyond_a_trip_counts_against_the_next(met: Apart) -> None:
    (a, b, _), _ = met
    one = ten(a, trips=2)
    a.release(one.code, part(4))
    b.release(one.code)
    meet([a, b])
    assert left(a, one.code) == left(b, one.code) == 6
    a.release(one.code)
    meet([a, b])
    assert verdict(b, one.code).code is Code.USED_HERE
    assert not kinds(a, one.claims.pass_id)


def test_the_verdict_counts_as_the_release_does(met: Apart) -> None:
    (a, b, _), _ = met
    one = ten(a, trips=3)
    a.release(one.code)
    a.release(one.code)
    slip = a.release(one.code, part(4)).slip
    assert slip is not None
    b.release(slip.pass_code)
    assert verdict(b, one.code).code is Code.USED_HERE


def test_a_key_that_has_ended_ends_number_and_slip_too(met: Apart) -> None:
    (a, b, _), clock = met
    one = ten(a)
    slip = b.release(one.code, part(4)).slip
    assert slip is not None
    bench = b.services.bench
    with bench.database.read() as session:
        key = next(
            row.id for row in session.query(PassKeyRow) if row.desk == a.number and row.purpose == "pass"
        )
    with bench.database.write() as session:
        session.get_one(PassKeyRow, key).revoked_at = clock.now() - timedelta(days=1)
    try:
        found = {verdict(b, raw).code for raw in (one.code, one.short, slip.pass_code, slip.short_code)}
    finally:
        with bench.database.write() as session:
            session.get_one(PassKeyRow, key).revoked_at = None
    assert found == {Code.KEY_REVOKED}


def test_nobody_releases_at_a_gate_it_is_not_bound_to(met: Apart) -> None:
    (a, b, _), _ = met
    one = ten(a, gates=gate_bits([a.number]))
    with pytest.raises(NotReleased) as caught:
        b.services.get(Releases).override(
            boss(b), one.code, b.number, ReleaseDraft(), "客户着急", b.guard.staff_id
        )
    assert caught.value.verdict.code is Code.WRONG_GATE


def test_two_pcs_that_call_themselves_one_gate_are_found(met: Apart) -> None:
    (a, b, _), _ = met
    one = ten(a, gates=gate_bits([a.number]))
    a.release(one.code)
    b.services.get(Releases).release(b.guard, one.code, a.number, ReleaseDraft())
    meet([a, b])
    assert kinds(a, one.claims.pass_id) == kinds(b, one.claims.pass_id) == {K.USED_TWICE}


def test_one_mark_is_for_one_pass(met: Apart) -> None:
    (a, *_), clock = met
    one, other = ten(a), ten(a)
    first = a.release(one.code, ReleaseDraft(request=f"m {clock.now()}"))
    assert a.release(one.code, ReleaseDraft(request=f"m {clock.now()}")).release.id == first.release.id
    with pytest.raises(InvalidInput) as caught:
        a.release(other.code, ReleaseDraft(request=f"m {clock.now()}"))
    assert set(caught.value.problems) == {"request"}


@pytest.mark.parametrize("gate", [-1, 9])
def test_a_gate_that_cannot_be(met: Apart, gate: int) -> None:
    (a, *_), _ = met
    one = ten(a)
    releases = a.services.get(Releases)
    scan = a.services.get(Gate).scan(a.guard, one.code, 1).result.scan_id
    for step in (
        lambda: a.services.get(Gate).scan(a.guard, one.code, gate),
        lambda: releases.release(a.guard, one.code, gate, ReleaseDraft()),
        lambda: releases.override(boss(a), one.code, gate, ReleaseDraft(), "客户着急", a.guard.staff_id),
        lambda: releases.take_back(a.guard, one.code, gate),
        lambda: releases.refuse(a.guard, scan, one.code, gate, "other", "说不清"),  # type: ignore[arg-type]
    ):
        with pytest.raises(InvalidInput) as caught:
            step()
        assert set(caught.value.problems) == {"gate"}


def test_another_code_than_the_one_that_was_told(met: Apart) -> None:
    (a, b, _), _ = met
    one = ten(a)
    b.receive(a.export())
    key = open_signing_key(a.services.bench.secrets, Purpose.PASS)
    other = encode(replace(one.claims, issued=one.claims.issued + 30), key)
    assert verdict(b, other).code is Code.TWO_OF_A_NUMBER
    assert verdict(b, one.code).releases


def lent(post: Post) -> Issued:
    return issue(post.services, (GoodsLine("箱", 10, "个", "", True),))


def test_only_ones_own_returns_are_undone(met: Apart) -> None:
    (a, b, _), _ = met
    one = lent(a)
    b.release(one.code)
    back = b.services.get(Releases).take_back(b.guard, one.code, b.number).result.returned
    a.receive(b.export())
    with pytest.raises(IllegalStep, match="Another PC"):
        a.services.get(Releases).undo_take_back(a.guard, back.id)
    b.services.get(Releases).undo_take_back(b.guard, back.id)


def test_the_same_goods_taken_back_twice(met: Apart) -> None:
    (a, b, c), clock = met
    one = lent(a)
    a.release(one.code, part(5))
    b.receive(a.export())
    for post in (a, b):
        post.services.get(Releases).take_back(post.guard, one.code, post.number)
    clock.advance(minutes=10)
    c.receive(b.export())
    assert not kinds(c, one.claims.pass_id)
    meet([a, b, c])
    for post in (a, b, c):
        assert kinds(post, one.claims.pass_id) == {K.RETURNED_TWICE}
    sides = next(x.sides for x in c.conflicts() if x.record == one.claims.pass_id)
    assert [(side.what, side.pieces) for side in sides] == [(Deed.RETURNED, 5)] * 2


def test_clocks_that_differ_by_minutes_make_no_conflict(met: Apart) -> None:
    (a, b, _), clock = met
    one, now = ten(a), clock.now()
    clock.set(now + timedelta(minutes=3))
    b.release(one.code)
    clock.set(now + timedelta(minutes=1))
    a.services.get(ExitPasses).revoke(SYSTEM, one.id, "客户来电取消")
    clock.set(now + timedelta(minutes=20))
    meet([a, b])
    assert not kinds(a, one.claims.pass_id)
