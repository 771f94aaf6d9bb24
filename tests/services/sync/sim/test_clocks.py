"""R18: clocks that jump by a year, stutter and go back. What is stamped rises; what is valid does not live again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from desk_app.services.core.clocks import Stamps, from_ms, to_ms
from desk_app.services.gate.tables import TrustedTimeRow
from desk_app.services.gate.trusted_time import floor_of, raise_floor
from desk_app.services.journal.tables import EventRow
from tests.fakes import FakeClock
from tests.proof.counts import counted
from tests.services.sync.sim.directed import YEAR, desk, do, play
from tests.services.sync.sim.real import RealDesk
from tests.services.sync.sim.world import World

SOME, MANY = 500, 5_000
JUMPS = (0, 0, 1, 40, 3_000, 600_000, -600_000, -1, YEAR, -YEAR)


def tried(count: int, first: int = 0) -> None:
    for seed in range(first, first + count):
        _one_sequence(Random(seed))
    counted(
        "R18",
        count,
        first,
        "a desk's stamps and ids rise, whatever its clock does and however often it starts",
    )


def test_stamps_and_ids_rise() -> None:
    tried(SOME)


@pytest.mark.full
def test_stamps_and_ids_rise_many_times() -> None:
    tried(MANY, 10_000)


def _one_sequence(random: Random) -> None:
    clock = FakeClock()
    stamps = Stamps(clock.now, 7)
    given: list[tuple[int, int]] = []
    highest = to_ms(clock.now())
    for _ in range(40):
        clock.advance(milliseconds=random.choice(JUMPS))
        highest = max(highest, to_ms(clock.now()))
        if random.random() < 0.1 and given:
            stamps = Stamps(clock.now, 7, given[-1][1])
            stamps.follow(*given[-1])
        for _ in range(random.choice((1, 2, 300))):
            given.append((stamps.new_id(), stamps.stamp()))
    ids, marks = zip(*given, strict=True)
    assert list(ids) == sorted(set(ids)) and list(marks) == sorted(set(marks))
    # Ahead of the greatest time its clock ever showed by as much as was given out within it, and no more.
    assert marks[-1] <= (highest << 16) + len(given)
    assert (ids[-1] >> 22) + Stamps.EPOCH_MS <= highest + len(given)


@pytest.fixture
def session() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    for table in (TrustedTimeRow, EventRow):
        table.__table__.create(engine)  # type: ignore[attr-defined]
    with Session(engine) as session:
        yield session
    engine.dispose()


def test_the_newest_time_seen_never_falls(session: Session) -> None:
    for seed in range(SOME // 5):
        random, clock = Random(seed), FakeClock()
        floors = []
        for _ in range(12):
            clock.advance(milliseconds=random.choice(JUMPS))
            signed = clock.now() + timedelta(milliseconds=random.choice(JUMPS))
            raise_floor(session, signed, floor_of(session, clock.now()))
            floors.append(floor_of(session, clock.now()))
            assert floors[-1] >= signed
        assert floors == sorted(floors)
        session.rollback()
    counted("R18", SOME // 5, 0, "the newest time seen, from head office's words, never falls")


def test_a_desk_whose_clock_is_a_year_ahead_poisons_nobody() -> None:
    play(_poisoning)
    counted("R18", 1, 1, "what is heard from a desk a year ahead moves nobody's stamps")


def test_a_program_that_starts_where_ids_ran_ahead_gives_none_twice() -> None:
    clock = FakeClock()
    stamps = Stamps(clock.now, 7)
    mark = stamps.stamp()
    ids = [stamps.new_id() for _ in range(257)]
    again = Stamps(clock.now, 7, mark)
    again.follow(ids[-1], mark)
    assert again.new_id() > ids[-1]


def _poisoning(world: World) -> None:
    ahead, here = desk(world, "7-01"), desk(world, "7-02")
    ahead.clock.wrong_ms = YEAR
    do(world, ahead)
    do(world, ahead, "redeemed", ahead.side.passes()[-1])
    world.desk_round(ahead)
    world.desk_round(here)
    assert set(ahead.side.redemptions()) <= set(here.side.redemptions())
    assert isinstance(here.side, RealDesk)
    assert from_ms(here.side.bench.stamps.stamp() >> 16) <= from_ms(world.time.ms) + timedelta(minutes=1)
