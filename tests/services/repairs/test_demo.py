"""The demo building's orders: some of every state whatever the hour, and nothing that could not be."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.people import SYSTEM, Actor
from desk_app.services.demo.moving_clock import MovingClock
from desk_app.services.demo.pen import DemoTenant, Pen
from desk_app.services.repairs.demo import fill
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import ClockTone, Order, OrderKind, OrderState, View
from desk_app.services.repairs.rounds import missed_round
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.demo.test_today import HOURS

S = OrderState


def write(
    desk: Services, people: People, clock: FakeClock, day: date, at: time, days: int = 4
) -> list[Order]:
    """The last days on a founded desk; returns what is not closed."""
    now = datetime.combine(day, at, desk.bench.clock.zone)
    clock.set(now)
    staff = [people.receptionist, people.guard, people.supervisor]
    pen = Pen(
        bench=desk.bench,
        clock=MovingClock(now, desk.bench.clock.zone),
        rng=random.Random(1),
        first_day=day - timedelta(days=days),
        now=now,
        staff=[Actor(one.staff_id, one.name, one.role) for one in staff],
        tenants=[DemoTenant(1, "云帆科技", "1205", "12", ("陈丽", "王强"))],
    )
    for one in pen.days():
        fill(pen, one)
    pen.finish()
    return desk.get(RepairQueries).orders(SYSTEM, View.OPEN, day)


@pytest.mark.parametrize(("day", "at"), HOURS)
def test_today_has_something_of_everything(
    desk: Services, people: People, clock: FakeClock, day: date, at: time
) -> None:
    found = write(desk, people, clock, day, at)
    states = Counter(one.state for one in found)
    assert set(states) == set(S) - {S.CLOSED, S.JOINED}
    assert 13 <= len(found) <= 16 and (states[S.DONE], states[S.ON_HOLD]) == (3, 1)
    tones = [one.clocks[0].tone for one in found if one.clocks]
    assert (tones.count(ClockTone.MISSED), tones.count(ClockTone.SOON)) == (1, 2)
    assert [one.repeats for one in found if one.repeats] == [2]
    assert [one.quote.surcharge for one in found if one.paid] == [1_500]
    assert missed_round(desk.bench) is None


def test_nothing_impossible(desk: Services, people: People, clock: FakeClock) -> None:
    write(desk, people, clock, date(2026, 11, 25), time(14, 30), days=30)
    ask, now = desk.get(RepairQueries), clock.now()
    found = [
        one for ago in range(31) for one in ask.orders(SYSTEM, View.DAY, date(2026, 11, 25) - timedelta(ago))
    ]
    assert len(found) > 500 and len({one.code for one in found}) == len(found)
    for one in found:
        times = (
            one.received_at,
            one.dispatched_at,
            one.arrived_at,
            one.done_at,
            one.called_back_at,
            one.closed_at,
        )
        known = [moment for moment in times if moment is not None]
        assert known == sorted(known) and known[-1] <= now, one
        assert not (one.paid and one.price_confirmed_at is None)
    figures = ask.figures(SYSTEM, date(2026, 10, 1), date(2026, 11, 25))
    assert figures.in_time.share is not None and 900 <= figures.in_time.share < 1000
    assert figures.rework >= 5 and {one.kind for one in found} == set(OrderKind)
