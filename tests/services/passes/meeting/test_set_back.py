"""A desk whose data was set back to an old copy: it works on, and gives no number out twice."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.services.codes.claims import PASS_SERIES
from desk_app.services.codes.which_pass import pass_in
from desk_app.services.conflicts.records import ConflictKind
from desk_app.services.core.people import SYSTEM
from desk_app.services.gate.numbers import MARGIN, next_pass
from desk_app.services.passes.records import PassState, ReleaseDraft
from desk_app.services.passes.releases import NotReleased, Releases
from desk_app.services.passes.service import ExitPasses
from desk_app.services.passes.tables import ToldPassRow
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock
from tests.services.passes.gate_help import CHAIRS, issue
from tests.services.passes.meeting.cut_off import Post, building, copied, set_back

Pair = tuple[Post, Post, FakeClock]


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    quick_pins(monkeypatch)
    clock = FakeClock()
    one, two = building(tmp_path, 2, clock)
    yield one, two, clock
    one.close()
    two.close()


def numbered(post: Post, many: int = 1) -> list[int]:
    """The counts of the next passes."""
    with post.services.bench.work(SYSTEM, "test.number", {SYSTEM.role}) as work:
        return [next_pass(work) for _ in range(many)]


@pytest.mark.parametrize("noted", [True, False])
def test_work_goes_on_after_a_lost_pass_was_met(pair: Pair, noted: bool) -> None:
    one, _, clock = pair
    verbs = one.services.get(ExitPasses)
    kept = [issue(one.services, CHAIRS[:1]) for _ in range(3)]
    copy = copied(one)
    lost = verbs.replace(SYSTEM, kept[0].id, "遗失").result
    clock.advance(minutes=1)
    here = set_back(one, copy, noted=noted)
    try:
        clock.advance(minutes=1)
        here.release(lost.pass_code)
        verbs = here.services.get(ExitPasses)
        assert verbs.revoke(SYSTEM, kept[0].id, "补单已放行").result.state is PassState.REVOKED
        new = [verbs.replace(SYSTEM, kept[1].id, "遗失").result.pass_id]
        slip = here.release(kept[2].code, ReleaseDraft({1: 3})).slip
        assert slip is not None
        visit = here.services.get(Visitors).check_in(
            SYSTEM, Arrival(name="张伟明", phone="13812345678", host=Host(tenant="云帆科技"))
        )
        new += [slip.pass_id, pass_in(visit.result.visit.pass_code) or 0]
        assert new == sorted(new) and min(new) > lost.pass_id + (MARGIN if noted else 0) - 1
    finally:
        here.close()


def test_a_copy_that_is_restored_twice(pair: Pair) -> None:
    one, _, clock = pair
    copy, given = copied(one), set[int]()
    for _ in range(3):
        clock.advance(days=1)
        one = set_back(one, copy)
        fresh = set(numbered(one, 1000))
        assert not given & fresh
        given |= fresh
    clock.advance(days=4000)
    one = set_back(one, copy)
    assert numbered(one)[0] < 40_000
    one.close()


def test_what_another_desk_tells_moves_the_count_a_little(pair: Pair) -> None:
    one, _, _ = pair
    [last], desk = numbered(one), one.number << 48
    with one.services.bench.database.write() as session:
        for counter in (last + 1, last + 2, last + 40, last + 5 * MARGIN, (1 << 48) - 1):
            session.add(
                ToldPassRow(pass_id=desk + counter, desk=2, code="0" * 32, root=desk + counter, trips=1)
            )
    assert numbered(one, 2) == [last + 41, last + 42]


def test_the_count_never_goes_back(pair: Pair) -> None:
    one, _, clock = pair
    with one.services.bench.work(SYSTEM, "test.lift", {SYSTEM.role}) as work:
        work.lift("new", 7)
        assert work.count("new") == 8
        work.lift("new", 3)
        assert work.count("new") == 9
    clock.advance(days=-1)
    one = set_back(one, copied(one))
    with one.services.bench.work(SYSTEM, "test.count", {SYSTEM.role}) as work:
        assert work.count(PASS_SERIES) > MARGIN
    one.close()


def test_the_others_give_back_what_was_lost(pair: Pair) -> None:
    one, two, clock = pair
    bound, kept = issue(one.services, CHAIRS[:1], gates=1), issue(one.services, CHAIRS[1:2])
    revoked = issue(one.services, CHAIRS[:1])
    copy = copied(one)
    clock.advance(minutes=1)
    one.release(bound.code)
    one.release(kept.code)
    one.services.get(Releases).take_back(one.guard, kept.code, 1)
    one.services.get(ExitPasses).revoke(SYSTEM, revoked.id, "客户取消")
    clock.advance(minutes=1)
    two.receive(one.export())
    clock.advance(minutes=1)
    here = set_back(one, copy)
    try:
        brought = here.receive(two.export())
        assert (brought.new_releases, brought.new_revocations) == (2, 1)
        for paper in (bound, kept, revoked):
            with pytest.raises(NotReleased):
                here.release(paper.code)
        again = here.receive(two.export())
        assert (again.new_releases, again.new_revocations) == (0, 0)
        clock.advance(minutes=1)
        assert two.receive(here.export()).new_releases == 0
        assert here.conflicts() == two.conflicts() == []
    finally:
        here.close()


def test_what_was_released_again_meanwhile_is_found_here_too(pair: Pair) -> None:
    one, two, clock = pair
    paper = issue(one.services, CHAIRS[:1], gates=1)
    copy = copied(one)
    clock.advance(minutes=1)
    one.release(paper.code)
    clock.advance(minutes=1)
    two.receive(one.export())
    here = set_back(one, copy)
    try:
        clock.advance(minutes=1)
        here.release(paper.code)
        here.receive(two.export())
        two.receive(here.export())
        for post in (here, two):
            assert [found.kind for found in post.conflicts()] == [ConflictKind.USED_TWICE]
    finally:
        here.close()
