"""The visitor log of the demo building: busy mornings, quiet weekends, today as it would look now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from desk_app.services.core.changes import EventKind
from desk_app.services.core.people import Actor, Role
from desk_app.services.demo.pen import DemoTenant, Pen
from desk_app.services.demo.people import Person, chinese_name
from desk_app.services.journal.work import Work
from desk_app.services.visitors import events
from desk_app.services.visitors.mapping import facts, personal
from desk_app.services.visitors.passes import PassMaker
from desk_app.services.visitors.records import Purpose, VisitState
from desk_app.services.visitors.searching import entry
from desk_app.services.visitors.tables import VisitRow, WatchRow

LANE = 0
PER_DAY, PER_WEEKEND_DAY = 300, 25
_HOURS = (8, 9, 9, 9, 10, 10, 10, 11, 11, 13, 14, 14, 14, 15, 15, 16, 16, 17, 18)
_PURPOSES = (
    [Purpose.MEETING] * 9
    + [Purpose.INTERVIEW] * 3
    + [Purpose.DELIVERY] * 4
    + [Purpose.VIEWING, Purpose.CONTRACTOR, Purpose.OTHER]
)
S = VisitState


def fill(pen: Pen) -> None:
    """Every past day, then today with its open visits."""
    desk_staff = [one for one in pen.staff if one.role is not Role.GUARD]
    counter = 0
    for day in pen.days():
        if day == pen.today:
            break
        _past_day(pen, day, desk_staff)
        if day.day == 1:
            pen.flush("demo.visitors")
    pen.flush("demo.visitors")
    with pen.chapter("demo.visitors_today"):
        counter = _today(pen, desk_staff)
        pen.count_up_to(f"number-{pen.today:%y%m%d}", counter)
        _watch_list(pen)


def _past_day(pen: Pen, day: date, staff: list[Actor]) -> None:
    busy = PER_DAY if day.weekday() < 5 else PER_WEEKEND_DAY
    arrivals = sorted(_arrival(pen, day) for _ in range(round(pen.rng.uniform(0.8, 1.2) * busy)))
    for number, arrived in enumerate(arrivals, 1):
        row = _row(pen, day, number, arrived, pen.rng.choice(staff))
        chance = pen.rng.random()
        row.left_at = min(arrived + timedelta(minutes=pen.rng.randint(8, 180)), pen.moment(day, time(19, 59)))
        row.left_by = "gate" if chance < 0.7 else "desk"
        row.state = S.LEFT
        if chance > 0.97:
            row.state, row.left_at, row.left_by = S.PROBABLY_LEFT, pen.moment(day, time(20, 0)), "closing"
        elif chance > 0.955:
            row.state, row.arrived_at, row.seen_at, row.left_at, row.left_by = S.NO_SHOW, None, None, None, ""
        _write(
            pen,
            row,
            events.CHECKED_OUT if row.state == S.LEFT else events.PROBABLY_LEFT,
            row.left_at or arrived,
        )


def _today(pen: Pen, staff: list[Actor]) -> int:
    """Who came until now, a few of whom are still here, and who is announced for later."""
    start = max(pen.moment(pen.today, time(8, 0)), pen.now - timedelta(hours=4))
    if pen.now <= start:  # before opening: somebody came early, or the demo would begin empty
        start = pen.now - timedelta(hours=2)
    minutes = max(30, int((pen.now - start).total_seconds() // 60))
    arrivals = sorted(pen.now - timedelta(minutes=pen.rng.uniform(2, minutes)) for _ in range(46))
    for number, arrived in enumerate(arrivals, 1):
        row = _row(pen, pen.today, number, arrived, pen.rng.choice(staff))
        if number % 3:
            row.left_at = arrived + (pen.now - arrived) * pen.rng.uniform(0.2, 0.95)
            row.state, row.left_by, row.seen_at = S.LEFT, "gate", row.left_at
            _write(pen, row, events.CHECKED_OUT, row.left_at)
        else:
            _write(pen, row, events.CHECKED_IN, arrived)
    for number in range(len(arrivals) + 1, len(arrivals) + 13):
        _write_expected(pen, number, pen.rng.choice(staff))
    return len(arrivals) + 12


def _write_expected(pen: Pen, number: int, by: Actor) -> None:
    row = _row(pen, pen.today, number, pen.now, by)
    row.state, row.arrived_at, row.seen_at = S.EXPECTED, None, None
    row.expected_from = pen.now + timedelta(minutes=pen.rng.randint(-20, 240))
    row.expected_until = row.expected_from + timedelta(hours=2)
    _write(pen, row, events.EXPECTED, pen.now)


def _watch_list(pen: Pen) -> None:
    row = WatchRow(
        id=pen.id_at(pen.now, LANE), name="苟不理", phone="13700009999", id_mask="", reason="曾在大堂滋扰客户",
        added_at=pen.now, active=True,
    )  # fmt: skip
    pen.session.add(row)
    supervisor = next(one for one in pen.staff if one.role is Role.SUPERVISOR)
    pen.event(
        events.WATCHED, row.id, pen.now, supervisor, {"until": None}, {"name": row.name, "phone": row.phone}
    )


def _arrival(pen: Pen, day: date) -> datetime:
    at = time(pen.rng.choice(_HOURS), pen.rng.randrange(60), pen.rng.randrange(60))
    return pen.moment(day, at)


def _row(pen: Pen, day: date, number: int, arrived: datetime, by: Actor) -> VisitRow:
    who: Person = pen.rng.choice(pen.people)
    host: DemoTenant = pen.rng.choice(pen.tenants)
    purpose = pen.rng.choice(_PURPOSES)
    return VisitRow(
        id=pen.id_at(arrived, LANE),
        number=pen.bench.desk.number(f"{day:%y%m%d}", number),
        state=S.ON_SITE,
        day=day,
        name=who.name,
        phone=who.phone,
        company=who.company,
        purpose=purpose,
        host_tenant=host.id,
        host_name=host.name,
        host_unit=host.unit,
        host_floor=host.floor,
        host_person=pen.rng.choice(host.contacts),
        party_size=1 if pen.rng.random() < 0.85 else pen.rng.randint(2, 5),
        escort=chinese_name(pen.rng) if purpose is Purpose.CONTRACTOR else "",
        permit_number=f"SG{pen.rng.randrange(10_000):04d}" if purpose is Purpose.CONTRACTOR else "",
        permit_until=day + timedelta(days=30) if purpose is Purpose.CONTRACTOR else None,
        arrived_at=arrived,
        seen_at=arrived,
        received_by=by.staff_id,
        **_EMPTY,
    )


_EMPTY = {
    "plate": "", "badge": "", "belongings": "", "remark": "", "id_kind": "", "id_mask": "", "left_by": "", "reason": "",
    "pass_code": "", "short_code": "", "copies": 0, "request": "",
}  # fmt: skip


def _write(pen: Pen, row: VisitRow, kind: EventKind, at: datetime) -> None:
    by = Actor(row.received_by, "", Role.RECEPTIONIST)
    if row.state == S.ON_SITE:
        PassMaker(Work(pen.bench, pen.session, by, row.arrived_at or at)).give(row)
    pen.event(kind, row.id, at, by, facts(row), personal(row))
    pen.find(entry(row))
    pen.add(VisitRow, **{name: getattr(row, name) for name in VisitRow.__table__.columns.keys()})  # noqa: SIM118
