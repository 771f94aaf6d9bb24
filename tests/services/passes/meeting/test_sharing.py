"""Gates hear of each other fact by fact, in any order, twice, after restarts: what clashes is found, nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

import pytest
from sqlalchemy import select

from desk_app.services.codes.goods import GoodsLine
from desk_app.services.conflicts.records import ConflictKind
from desk_app.services.core.people import SYSTEM
from desk_app.services.passes.meeting import returns_round
from desk_app.services.passes.records import ExitKind, ReleaseDraft
from desk_app.services.passes.releases import NotReleased, Releases
from desk_app.services.passes.service import ExitPasses
from desk_app.services.passes.sharing import SHARED
from desk_app.services.passes.tables import ReleaseRow, ReturnRow, RevocationRow, ToldPassRow
from desk_app.services.trust.heard import heard_batches
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock
from tests.services import sharing_help
from tests.services.passes.gate_help import CHAIRS, Issued, issue
from tests.services.sharing_help import OneDesk, Said
from tests.services.statements import asked

K = ConflictKind
BOXES = (GoodsLine("箱", 10, "个"),)
Gates = tuple[list[OneDesk], FakeClock]


@pytest.fixture(scope="module")
def gates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gates]:
    """Three gates of one building. One set for the module: use passes of your own."""
    clock = FakeClock()
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        desks = sharing_help.building(tmp_path_factory.mktemp("gates"), 3, clock)
        yield desks, clock
    for desk in desks:
        desk.close()


def boxes(desk: OneDesk, trips: int = 1) -> Issued:
    return issue(desk.services, BOXES, kind=ExitKind.GOODS, trips=trips)


def release(desk: OneDesk, raw: str, quantity: int | None = None) -> bool:
    draft = ReleaseDraft() if quantity is None else ReleaseDraft({1: quantity})
    try:
        desk.services.get(Releases).release(desk.guard, raw, desk.number, draft)
    except NotReleased:
        return False
    return True


def clashes(desk: OneDesk, root: int) -> set[ConflictKind]:
    return {one.kind for one in desk.conflicts() if one.record == root}


def known(desk: OneDesk) -> set[tuple[object, ...]]:
    """Everything a gate has on record of what all gates did, without what is its own business."""
    with desk.services.bench.database.read() as session:
        released = session.execute(select(ReleaseRow.id, ReleaseRow.root, ReleaseRow.trip, ReleaseRow.closes))
        returned = session.execute(select(ReturnRow.id, ReturnRow.root, ReturnRow.undone_at))
        revoked = session.execute(select(RevocationRow.root, RevocationRow.at, RevocationRow.replaced_by))
        return {tuple(row) for of in (released, returned, revoked) for row in of}


@pytest.mark.parametrize(
    "cases",
    [60, pytest.param(1000, marks=[pytest.mark.full, pytest.mark.timeout(3600)])],
    ids=["some", "all"],
)
def test_double_use_is_found_in_every_case_and_nothing_else(gates: Gates, cases: int) -> None:
    """R22: two gates that hear nothing of each other, then meet in any order."""
    desks, clock = gates
    dice = random.Random(22)
    twice: set[int] = set()
    before = {one.record for desk in desks for one in desk.conflicts()}
    for _ in range(cases):
        issuer, *others = dice.sample(desks, 3)
        one = boxes(issuer)
        used = [desk for desk in dice.sample(desks, dice.randint(1, 3)) if release(desk, one.code)]
        clock.advance(minutes=1)
        if len(used) > 1:
            twice.add(one.claims.pass_id)
        if dice.random() < 0.05:
            here, there = dice.sample(desks, 2)
            sharing_help.exchange(here, there, dice.shuffle)
        if dice.random() < 0.03:
            dice.choice(others).restart()
    sharing_help.settled(desks, dice)
    for desk in desks:
        news = [one for one in desk.conflicts() if one.record not in before]
        assert {one.record for one in news} == twice
        assert {one.kind for one in news} <= {K.USED_TWICE}
    assert known(desks[0]) == known(desks[1]) == known(desks[2])
    assert 0.3 * cases < len(twice) < cases


def test_a_gate_that_heard_lets_nothing_out_again(gates: Gates) -> None:
    (first, second, _), _ = gates
    one = boxes(first)
    assert release(first, one.code)
    sharing_help.exchange(first, second)
    assert not release(second, one.code)
    assert not clashes(second, one.claims.pass_id)


def test_parts_are_counted_across_gates(gates: Gates) -> None:
    (first, second, third), _ = gates
    one = boxes(first)
    assert release(first, one.code, 6)
    assert release(second, one.code, 6)
    sharing_help.settled([first, second, third])
    for desk in (first, second, third):
        assert clashes(desk, one.claims.pass_id) == {K.TOO_MUCH}


def test_every_order_and_twice_is_the_same(gates: Gates) -> None:
    """Each pair's facts heard in another order, and all of them once more."""
    desks, clock = gates
    one = boxes(desks[0], trips=2)
    for desk in desks:
        assert release(desk, one.code)
        clock.advance(minutes=1)
    said = [fact for desk in desks for fact in sharing_help.told(desk)]
    for number, desk in enumerate(desks):
        others = [fact for fact in said if fact.desk != desk.number]
        random.Random(number).shuffle(others)
        sharing_help.hear(desk, others)
        assert not sharing_help.hear(desk, others), "a fact heard twice leaves no trace"
    assert all(clashes(desk, one.claims.pass_id) == {K.USED_TWICE} for desk in desks)
    assert known(desks[0]) == known(desks[1]) == known(desks[2])


def test_an_older_fact_after_a_newer_one_takes_nothing_back(gates: Gates) -> None:
    (first, second, _), clock = gates
    one = boxes(first)
    sharing_help.told(first)
    first.services.get(ExitPasses).revoke(SYSTEM, one.id, "客户来电取消")
    before = sharing_help.told(first)
    clock.advance(minutes=1)
    sharing_help.hear(second, before)
    assert not release(second, one.code), "revoked elsewhere"
    sharing_help.hear(second, before)
    assert not release(second, one.code)


def test_what_a_desk_may_not_say_is_not_heard(gates: Gates) -> None:
    (first, second, third), _ = gates
    one = boxes(first)
    sharing_help.told(second)
    release(second, one.code)
    [said] = [each for each in sharing_help.told(second) if each.name == "passes"]
    for lie in (
        Said(third.number, said.name, said.text),
        Said(second.number, said.name, said.text.replace('"trip": 1', '"trip": 0')),
        Said(second.number, said.name, "{}"),
        Said(second.number, said.name, '{"root": 1, "releases": 7}'),
    ):
        first.refused.clear()
        assert not sharing_help.hear(first, [lie])
        assert first.refused == [lie]
    newer = said.text.replace('"trip": 1', '"trip": 1, "weight": 12')
    assert sharing_help.hear(first, [Said(second.number, said.name, newer)]), "what is new to it is left out"


def test_telling_one_of_many_reads_one(gates: Gates) -> None:
    """The statements do not grow with the number of passes, and each finds its rows by an index."""
    (first, *_), clock = gates
    [sharing] = SHARED
    from desk_app.services.journal.work import Read

    bench = first.services.bench

    def said(ids: list[int]) -> int:
        with asked(first.services) as of, bench.database.read() as session:
            list(sharing.tell(Read(bench, session, SYSTEM, clock.now()), ids))
        return len(of)

    made = [boxes(first) for _ in range(5)]
    for one in made:
        release(first, one.code)
    few, many = said([made[0].id]), said([one.id for one in made])
    assert few == many <= 10


def test_pairs_can_meet_in_any_order(gates: Gates) -> None:
    desks, _ = gates
    one = boxes(desks[2])
    assert release(desks[0], one.code)
    assert release(desks[1], one.code)
    for here, there in combinations(desks, 2):
        sharing_help.exchange(here, there)
    sharing_help.settled(desks)
    assert all(clashes(desk, one.claims.pass_id) == {K.USED_TWICE} for desk in desks)


def test_nobody_tells_of_what_others_did(gates: Gates) -> None:
    (first, second, third), _ = gates
    one = boxes(first)
    release(second, one.code)
    sharing_help.settled([first, second, third])
    with second.services.bench.database.read() as session:
        session.scalars(select(ToldPassRow)).all()
    assert not sharing_help.told(third)


def test_too_much_back_at_two_gates_shows_once_everybody_was_heard(gates: Gates) -> None:
    desks, clock = gates
    first, second, _ = desks
    made = issue(first.services, CHAIRS)
    assert release(first, made.code)
    sharing_help.settled(desks)
    for desk in (first, second):
        desk.services.get(Releases).take_back(desk.guard, made.code, desk.number)
    sharing_help.settled(desks)
    assert not clashes(first, made.claims.pass_id), "a release may still be missing"
    clock.advance(minutes=30)
    for here in desks:
        with here.services.bench.database.write() as session:
            for there in desks:
                heard_batches(session, there.number, clock.now(), clock.now())
        here.services.bench.looked.clear()
        returns_round(here.services.bench)
        assert clashes(here, made.claims.pass_id) == {K.RETURNED_TWICE}
        clock.advance(minutes=30)
        assert returns_round(here.services.bench) is None, "once is enough"
