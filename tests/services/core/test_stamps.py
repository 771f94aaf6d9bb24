"""Stamps and ids: never back, never twice, though the clock goes back and another program writes in between."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from desk_app.services.core.clocks import Stamps, id_moment
from tests.fakes import FakeClock


def test_two_programs_that_follow_each_other_never_meet(clock: FakeClock) -> None:
    programs = [Stamps(clock.now, 7), Stamps(clock.now, 7)]
    ids, stamps = [0], [0]
    for turn in range(3000):
        if turn % 700 == 0:
            clock.set(clock.now() - timedelta(hours=3))
        if turn % 5 == 0:
            clock.advance(seconds=0.001)
        one = programs[turn * 7 % 13 % 2]
        one.follow(ids[-1], stamps[-1])
        ids.append(one.new_id())
        stamps.append(one.stamp())
    assert ids == sorted(set(ids)) and stamps == sorted(set(stamps))


def test_following_oneself_changes_nothing(clock: FakeClock) -> None:
    one = Stamps(clock.now, 7)
    first = one.new_id()
    one.follow(first, one.stamp())
    assert one.new_id() == first + 1


def test_ids_of_another_desk_are_followed_too(clock: FakeClock) -> None:
    far = Stamps(clock.now, 9)
    clock.advance(days=2)
    ahead = far.new_id()
    clock.set(clock.now() - timedelta(days=2))
    near = Stamps(clock.now, 7)
    near.follow(ahead, 0)
    assert near.new_id() > ahead


def test_an_id_tells_when_it_was_given_out() -> None:
    moment = datetime(2026, 11, 22, 7, 15, 30, 123000, tzinfo=UTC)
    assert id_moment(Stamps(lambda: moment, desk=9000).new_id()) == moment
