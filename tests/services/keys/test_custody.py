"""The chain of custody over several desks: by the rules alone, and between two desks that lend one copy."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from desk_app.services.conflicts.records import ConflictKind, Deed
from desk_app.services.core.counting import Countable
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import SYSTEM
from desk_app.services.journal.work import Read
from desk_app.services.keys.chain import steps_of
from desk_app.services.keys.counting import counted
from desk_app.services.keys.custody import Custody, forks, standing
from desk_app.services.keys.records import Key
from desk_app.services.keys.sharing import CUSTODY
from desk_app.services.keys.tables import CopyRow, CustodyRow, KeyRow
from desk_app.services.keys.terms import HANDOUT_KIND
from desk_app.services.retention.forgetting import forget_now
from tests.desk_fixtures import People, quick_pins
from tests.fakes import FakeClock
from tests.services import sharing_help
from tests.services.keys.register_help import Register
from tests.services.sharing_help import OneDesk

NOON = datetime(2026, 11, 23, 4, tzinfo=UTC)


def step(number: int, prev: int, desk: int = 1, *, out: bool = True, minute: int = 0) -> Custody:
    return Custody(number, 7, prev, desk, out, NOON + timedelta(minutes=minute or number), f"甲{number}")


def test_one_chain_has_one_end() -> None:
    chain = [step(1, 0), step(2, 1, out=False), step(3, 2, 2)]
    found = standing(chain)
    assert found is not None
    assert (found.step.id, found.disputed) == (3, False)
    assert not list(forks(chain))
    assert standing([]) is None


def test_two_hand_outs_after_one_step_are_disputed() -> None:
    fork = [step(1, 0), step(2, 1, out=False), step(3, 2, 1), step(4, 2, 2)]
    found = standing(fork)
    assert found is not None
    assert (found.step.id, found.disputed) == (4, True)
    [one] = forks(fork)
    assert (one.after, [each.id for each in one.steps]) == (2, [3, 4])
    settled = [*fork, step(5, 3, 1, out=False)]
    found = standing(settled)
    assert found is not None
    assert (found.step.id, found.disputed) == (4, False), "one came back: the other has it"


STEPS = st.lists(
    st.builds(
        Custody,
        id=st.integers(1, 12),
        copy=st.just(7),
        prev=st.integers(0, 12),
        desk=st.integers(1, 3),
        out=st.booleans(),
        at=st.integers(0, 50).map(lambda one: NOON + timedelta(minutes=one)),
    ),
    unique_by=lambda one: one.id,
    max_size=8,
)


@given(STEPS, st.randoms())
def test_the_order_does_not_matter(steps: list[Custody], dice: random.Random) -> None:
    shuffled = list(steps)
    dice.shuffle(shuffled)
    assert standing(shuffled) == standing(steps)
    assert list(forks(shuffled)) == list(forks(steps))


@pytest.fixture
def two(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[list[OneDesk], list[Register], Key, FakeClock]]:
    """Two desks with the same key on their lists, as head office's list has it."""
    clock = FakeClock()
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        desks = sharing_help.building(tmp_path_factory.mktemp("keys"), 2, clock)
        registers = [Register(one.services, _people(one), clock) for one in desks]
        key = registers[0].key()
        _copy_key(desks[0], desks[1], key)
        yield desks, registers, key, clock
    for desk in desks:
        desk.close()


def _people(desk: OneDesk) -> People:
    return People(desk.receptionist, desk.guard, desk.supervisor)


def _copy_key(first: OneDesk, second: OneDesk, key: Key) -> None:
    with first.services.bench.database.read() as session:
        rows = [
            (table, {one.key: getattr(row, one.key) for one in table.__table__.columns})
            for table, row in (
                (KeyRow, session.get_one(KeyRow, key.id)),
                (CopyRow, session.get_one(CopyRow, key.copies[0].id)),
            )
        ]
    for table, columns in rows:
        with second.services.bench.database.write() as session:
            session.add(table(**columns))


def hooks(desk: OneDesk) -> list[Countable]:
    bench = desk.services.bench
    with bench.database.read() as session:
        return list(counted(Read(bench, session, SYSTEM, bench.clock.now())))


def steps(desk: OneDesk, copy: int) -> set[Custody]:
    with desk.services.bench.database.read() as session:
        return {replace(one, holder="") for one in steps_of(session, [copy])[copy]}


def test_whoever_heard_is_warned_and_goes_on_with_the_chain(
    two: tuple[list[OneDesk], list[Register], Key, FakeClock],
) -> None:
    (first, second), (here, there), key, clock = two
    copy = key.copies[0]
    lent = here.borrow(copy)
    clock.advance(minutes=5)
    before = hooks(second)
    sharing_help.exchange(first, second)
    assert hooks(second) == before, "this desk's hooks are counted by its own hand-outs"
    with pytest.raises(Unsettled) as warned:
        there.borrow(copy)
    assert [one.values["holder"] for one in warned.value.findings] == ["李卫国"]
    there.borrow(copy, acknowledged=True)
    sharing_help.settled([first, second])
    assert not first.conflicts()
    assert not second.conflicts()
    here.give_back(lent)
    sharing_help.settled([first, second])
    assert steps(first, copy.id) == steps(second, copy.id)
    assert len(steps(first, copy.id)) == 3


def test_two_that_did_not_hear_are_a_conflict_at_both(
    two: tuple[list[OneDesk], list[Register], Key, FakeClock],
) -> None:
    (first, second), (here, there), key, clock = two
    copy = key.copies[0]
    here.give_back(here.borrow(copy))
    sharing_help.settled([first, second])
    here.borrow(copy)
    clock.advance(minutes=1)
    there.borrow(copy)
    dice = random.Random(7)
    sharing_help.settled([first, second], dice)
    for desk in (first, second):
        [one] = desk.conflicts()
        assert (one.kind, one.entity, one.title) == (ConflictKind.KEY_OUT_TWICE, CUSTODY, "K0231-1")
        assert [(side.desk, side.what, side.by) for side in one.sides] == [
            ("A1", Deed.HANDED_OUT, "李卫国"),
            ("A2", Deed.HANDED_OUT, "李卫国"),
        ]
    for desk, other in ((first, second), (second, first)):
        facts = list(other.said)
        dice.shuffle(facts)
        assert not sharing_help.hear(desk, facts)


def test_a_holder_forgotten_there_is_forgotten_here_whatever_comes_late(
    two: tuple[list[OneDesk], list[Register], Key, FakeClock],
) -> None:
    (first, second), (here, _), key, _ = two
    lent = here.borrow(key.copies[0])
    late = sharing_help.told(first)
    sharing_help.exchange(first, second)
    assert holders(second) == {"李卫国"}
    here.give_back(lent)
    with first.services.bench.work(SYSTEM, "privacy.erase", {SYSTEM.role}) as work:
        forget_now(work, HANDOUT_KIND, [lent.id])
    sharing_help.settled([first, second])
    assert holders(first) == holders(second) == {""}
    assert not sharing_help.hear(second, late)
    assert holders(second) == {""}


def holders(desk: OneDesk) -> set[str]:
    with desk.services.bench.database.read() as session:
        return set(session.scalars(select(CustodyRow.holder)))
