"""Whatever the hour and the day of the week, today's list has some of everybody, and none of them is impossible."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Code
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.core.text.plates import parse_plate
from desk_app.services.demo.moving_clock import MovingClock
from desk_app.services.demo.pen import DemoTenant, Pen
from desk_app.services.gate.service import Gate
from desk_app.services.visitors.demo import fill
from desk_app.services.visitors.queries import View, VisitorQueries
from desk_app.services.visitors.records import Purpose, Visit, VisitState
from tests.desk_fixtures import People
from tests.fakes import FakeClock

S = VisitState
HOURS = [
    pytest.param(date(2026, 11, 25), time(14, 30), id="wednesday"),
    pytest.param(date(2026, 11, 25), time(19, 59), id="evening"),
    pytest.param(date(2026, 11, 26), time(0, 0, 20), id="just after midnight"),
    pytest.param(date(2026, 11, 26), time(6, 10), id="early"),
    pytest.param(date(2026, 11, 29), time(11, 0), id="sunday"),
    pytest.param(date(2026, 11, 28), time(23, 58), id="saturday night"),
]


def write(desk: Services, people: People, clock: FakeClock, day: date, at: time) -> list[Visit]:
    """Yesterday and today on a founded desk; returns today's visits."""
    now = datetime.combine(day, at, desk.bench.clock.zone)
    clock.set(now)
    staff = [people.receptionist, people.guard, people.supervisor]
    pen = Pen(
        bench=desk.bench,
        clock=MovingClock(now, desk.bench.clock.zone),
        rng=random.Random(1),
        first_day=day - timedelta(days=1),
        now=now,
        staff=[Actor(one.staff_id, one.name, one.role) for one in staff],
        tenants=[DemoTenant(1, "云帆科技", "1205", "12", ("陈丽", "王强"))],
    )
    for one in pen.days():
        fill(pen, one)
    pen.finish()
    return desk.get(VisitorQueries).visits(SYSTEM, day)


@pytest.mark.parametrize(("day", "at"), HOURS)
def test_some_of_everybody(desk: Services, people: People, clock: FakeClock, day: date, at: time) -> None:
    visits = write(desk, people, clock, day, at)
    assert {one.state for one in visits} == set(S) - {S.PROBABLY_LEFT}
    queries = desk.get(VisitorQueries)
    assert len(queries.visits(SYSTEM, day, View.UNCONFIRMED)) >= 3
    assert len(queries.visits(SYSTEM, day, View.INSIDE)) >= 7
    names = "".join(one.name for one in visits if one.state is S.ON_SITE)
    assert all(part in names for part in ("䶮", "㛃", "𠮷", "Elena"))
    assert any(one.plate and one.belongings for one in visits)


@pytest.mark.parametrize(("day", "at"), HOURS)
def test_nothing_impossible(desk: Services, people: People, clock: FakeClock, day: date, at: time) -> None:
    visits = write(desk, people, clock, day, at)
    now, zone = clock.now(), desk.bench.clock.zone
    for one in visits:
        for moment in (one.arrived_at, one.seen_at, one.left_at):
            assert moment is None or (moment <= now and moment.astimezone(zone).date() == day)
        if one.left_at is not None:
            assert one.arrived_at is not None and one.arrived_at <= one.left_at
        if one.expected_from is not None:
            assert one.expected_until is not None and one.expected_from <= one.expected_until
            assert (
                one.expected_from.astimezone(zone).date() == day == one.expected_until.astimezone(zone).date()
            )
        if one.plate:
            assert parse_plate(one.plate) == one.plate
        if one.purpose is Purpose.CONTRACTOR:
            assert one.permit.number and one.permit.escort and one.permit.until is not None
            assert one.permit.until >= day
    badges = [one.badge for one in visits if one.badge]
    assert badges and len(badges) == len(set(badges))


def test_passes_of_those_on_site_open_the_gate_and_no_others_have_one(
    desk: Services, people: People, clock: FakeClock
) -> None:
    visits = write(desk, people, clock, date(2026, 11, 25), time(14, 30))
    gate = desk.get(Gate)
    inside = [one for one in visits if one.state in (S.ON_SITE, S.ON_BREAK)]
    for one in inside:
        assert gate.scan(people.guard, one.pass_code).result.verdict.code is Code.RELEASE
    gone = next(one for one in visits if one.state is S.LEFT)
    assert gate.scan(people.guard, gone.pass_code).result.verdict.code is Code.USED_HERE
    assert not any(
        one.pass_code for one in visits if one.state in (S.WAITING, S.REFUSED, S.EXPECTED, S.NO_SHOW)
    )


def test_the_watch_list_says_why_somebody_waits(desk: Services, people: People, clock: FakeClock) -> None:
    visits = write(desk, people, clock, date(2026, 11, 25), time(14, 30))
    queries = desk.get(VisitorQueries)
    waiting = next(one for one in visits if one.state is S.WAITING)
    entry = queries.why_stopped(people.supervisor, waiting.id)
    assert entry is not None and entry.by_name and entry.by_phone and entry.reason
    assert Role.SUPERVISOR is people.supervisor.role and len(queries.watch_list(people.supervisor)) == 2
