"""The call log of the demo building: some 26,000 a year; today's last ones are not passed on yet."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from desk_app.services.calls import events
from desk_app.services.calls.mapping import facts, personal
from desk_app.services.calls.searching import entry
from desk_app.services.calls.tables import CallRow
from desk_app.services.demo.pen import Pen

LANE = 1
PER_DAY, PER_WEEKEND_DAY = 95, 11
_HOURS = (8, 9, 9, 9, 10, 10, 10, 11, 11, 12, 13, 14, 14, 15, 15, 16, 16, 17, 18, 20)
_ABOUT = (
    "约下午开会，请回电", "快递放在哪里", "空调不冷", "询问停车收费", "找行政，有合同要送", "来访车辆登记",
    "会议室预订", "发票抬头确认", "面试时间改到明天", "电梯有异响", "询问写字楼租金", "送水改到周五",
    "Please call back about the contract",
)  # fmt: skip


def fill(pen: Pen, day: date) -> None:
    """One day's calls."""
    usual = PER_DAY if day.weekday() < 5 else PER_WEEKEND_DAY
    moments = sorted(_moment(pen, day) for _ in range(round(pen.rng.uniform(0.85, 1.15) * usual)))
    if day == pen.today:
        moments = [at for at in moments if at <= pen.now] or _few(pen)
    for number, at in enumerate(moments, 1):
        left = len(moments) - number
        waits = left < 4 if day == pen.today else left < 1 and day == pen.today - timedelta(days=1)
        _write(pen, day, at, waits=waits)


def _few(pen: Pen) -> list[datetime]:
    """Before the day begins: five calls, the night's."""
    midnight = pen.moment(pen.today, time(0, 0))
    return [midnight + (pen.now - midnight) * share for share in (0.2, 0.5, 0.7, 0.8, 0.9)]


def _moment(pen: Pen, day: date) -> datetime:
    rng = pen.rng
    return pen.moment(day, time(pen.pick(_HOURS), rng.randrange(60), rng.randrange(60)))


def _write(pen: Pen, day: date, at: datetime, *, waits: bool) -> None:
    rng = pen.rng
    who, whom = pen.pick(pen.people), pen.pick(pen.tenants)
    taken_by = pen.pick(pen.desk_staff).staff_id
    row = pen.row(
        CallRow,
        id=pen.id_at(at, LANE),
        number=pen.number(day),
        at=at,
        caller=who.name if rng.random() < 0.9 else "",
        phone=who.phone,
        company=who.company if rng.random() < 0.6 else "",
        host_tenant=whom.id,
        host_name=whom.name,
        host_unit=whom.unit,
        host_floor=whom.floor,
        host_person=pen.pick(whom.contacts),
        about=pen.pick(_ABOUT),
        taken_by=taken_by,
    )
    at_once = rng.random() < 0.7
    if at_once and not waits:
        row.passed_at, row.passed_by = at, taken_by
    pen.event(events.TAKEN, row.id, at, taken_by, facts(row), personal(row))
    if not at_once and not waits:
        row.passed_at, row.passed_by = min(at + timedelta(minutes=rng.randint(1, 50)), pen.now), taken_by
        pen.event(events.PASSED_ON, row.id, row.passed_at, taken_by, facts(row))
    pen.find(entry(row))
    pen.add(CallRow, row)
