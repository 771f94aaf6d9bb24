"""The demo building's loans of today, as they would stand now, whatever the hour, and what leads up to them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial

from desk_app.services.calendar.days import WorkCalendar
from desk_app.services.demo.pen import DemoTenant
from desk_app.services.demo.people import Person, chinese_name, phone
from desk_app.services.loans import events, rules
from desk_app.services.loans.demo_house import KINDS, OTHER_LANE, Borrower, House, Out
from desk_app.services.loans.standard import (
    CHARGER,
    PONCHO,
    RAINCOAT,
    SLEEVE,
    TROLLEY,
    UMBRELLA,
    WHEELCHAIR,
)
from desk_app.services.loans.tables import CallRow, ExtensionRow, SuspensionRow
from desk_app.services.loans.terms import ItemState, ItemStep, StockStep

_LONGEST = timedelta(hours=4)
_OVERDUE = ((4, 3), (3, 3), (2, 3), (2, 3), (3, 41), (2, 41))
"""Umbrellas that should be back: (days ago, whose people have them)."""
_EXTENDED, _SUSPENDED = (2, 17), 4
_CALLS = ((0, True, "答应今天下班前送回"), (1, False, "无人接听"), (4, True, "称已放在前台，未见实物"))
_YESTERDAY = 4
_TODAY = (
    (UMBRELLA,), (TROLLEY,), (CHARGER,), (UMBRELLA,), (TROLLEY,), (RAINCOAT,), (UMBRELLA, CHARGER), (WHEELCHAIR,),
    (CHARGER,), (UMBRELLA,), (TROLLEY,), (UMBRELLA,), (CHARGER,), (WHEELCHAIR,), (TROLLEY,), (CHARGER,),
)  # fmt: skip
_BACK = (1, 8, 10, 12, 13)
"""Of these, what came back by now."""
_EVENING = time(17, 20)


def prepare(house: House, day: date) -> None:
    """What of an earlier day is still open today."""
    pen = house.pen
    for number, (ago, place) in enumerate(_OVERDUE):
        if _day(house, ago) == day:
            at = pen.moment(day, _EVENING) + timedelta(minutes=7 * number)
            house.plan(at, partial(_becomes_overdue, house, number, _tenant(house, place)))
    if _day(house, _EXTENDED[0]) == day:
        house.plan(pen.moment(day, time(16, 40)), partial(_extends, house, _tenant(house, _EXTENDED[1])))
    if _day(house, 1) == day:
        house.plan(pen.moment(day, time(10, 5)), partial(_retire_two, house))
        house.plan(pen.moment(day, time(15, 12)), partial(_loses, house))
        for number in range(_YESTERDAY):
            at = pen.moment(day, _EVENING) + timedelta(minutes=5 * number + 2)
            house.plan(at, partial(_brings_today, house, number))


def fill_today(house: House) -> None:
    """What was lent today and is back or not, what ran low; then everything is written as it stands."""
    now, span = _now(house), _span(house)
    for number, kinds in enumerate(_TODAY):
        at = now - span * (0.97 - 0.055 * number)
        house.plan(at, partial(_lend_today, house, kinds, number in _BACK))
    house.plan(now - span * 0.8, lambda at: house.stock(at, SLEEVE, StockStep.HANDED_OUT, -40, "大堂自取架"))
    house.plan(now - span * 0.5, lambda at: house.stock(at, PONCHO, StockStep.HANDED_OUT, -6, "接待参观团"))
    house.run(now)
    house.write_items()


def _tenant(house: House, place: int) -> DemoTenant:
    return house.pen.tenants[place % len(house.pen.tenants)]


def _day(house: House, ago: int) -> date:
    return max(house.pen.first_day, house.pen.today - timedelta(days=ago))


def _now(house: House) -> datetime:
    return house.pen.now.astimezone(house.pen.bench.clock.zone)


def _span(house: House) -> timedelta:
    """How much of today there was; today's doings are spread over the last hours of it."""
    return min(_LONGEST, _now(house) - house.pen.moment(house.pen.today, time()))


def _later_today(house: House, part: float) -> datetime:
    return _now(house) - _span(house) * (1 - part)


def _of(house: House, tenant: DemoTenant | None = None) -> Borrower:
    pen = house.pen
    tenant = tenant or house.pick(pen.tenants)
    who = Person(chinese_name(house.rng), phone(house.rng), tenant.name)
    return Borrower(who, tenant.id, house.company(tenant), tenant.unit)


def _becomes_overdue(house: House, number: int, tenant: DemoTenant, at: datetime) -> None:
    for out in house.lend(at, (UMBRELLA,), _of(house, tenant), rain=number % 2 == 0):
        for called, reached, words in _CALLS:
            if called == number:
                then = _later_today(house, 0.3 + number / 10)
                house.plan(then, partial(_call, house, out, reached, words))
        if number == _SUSPENDED:
            house.plan(house.pen.moment(_day(house, 1), time(18, 30)), partial(_suspend, house, out))


def _call(house: House, out: Out, reached: bool, words: str, at: datetime) -> None:
    pen, by = house.pen, house.clerk
    row = pen.row(
        CallRow, id=pen.id_at(at, OTHER_LANE), loan=out.loan.id, at=at, by=by, reached=reached, words=words
    )
    pen.add(CallRow, row)
    facts = {"number": out.loan.number, "reached": reached}
    pen.event(events.CALLED, out.loan.id, at, by, facts, {"words": words})


def _suspend(house: House, out: Out, at: datetime) -> None:
    pen, loan, reason = house.pen, out.loan, "多次逾期不还，经提醒无果"
    until = pen.today + timedelta(days=30)
    row = pen.row(
        SuspensionRow, id=pen.id_at(at, OTHER_LANE), name=loan.borrower, phone=loan.phone, reason=reason,
        since=at.date(), until=until, by=house.boss,
    )  # fmt: skip
    pen.add(SuspensionRow, row)
    private = {"name": row.name, "phone": row.phone, "reason": reason}
    pen.event(events.SUSPENDED, row.id, at, house.boss, {"until": until.isoformat()}, private)


def _extends(house: House, tenant: DemoTenant, at: datetime) -> None:
    for out in house.lend(at, (UMBRELLA,), _of(house, tenant)):
        house.plan(house.pen.moment(_day(house, 1), time(16, 30)), partial(_extend, house, out))


def _extend(house: House, out: Out, at: datetime) -> None:
    pen, by, line = house.pen, house.clerk, out.line
    before = line.due
    line.due, line.extensions = pen.moment(pen.today + timedelta(days=1), time(18, 0)), 1
    words = "来电说明出差，明天归还"
    row = pen.row(
        ExtensionRow, id=pen.id_at(at, OTHER_LANE), line=line.id, at=at, by=by, before=before, after=line.due,
        words=words,
    )  # fmt: skip
    pen.add(ExtensionRow, row)
    facts = {"line": line.id, "item": line.item, "before": before.isoformat(), "due": line.due.isoformat()}
    pen.event(events.EXTENDED, out.loan.id, at, by, facts, {"words": words})


def _retire_two(house: House, at: datetime) -> None:
    for _ in range(2):
        item = house.free[UMBRELLA].pop()
        house.step(at, item, ItemStep.RETIRED, ItemState.RETIRED, "伞面老化，无法修复", by=house.boss)


def _loses(house: House, at: datetime) -> None:
    """A contractor's trolley was lent yesterday; today its deposit is kept."""
    rng = house.rng
    who = Person(chinese_name(rng), phone(rng), "中润机电安装有限公司")
    for out in house.lend(at, (TROLLEY,), Borrower(who, None, who.company, "")):
        house.plan(_later_today(house, 0.6), partial(_lost, house, out))


def _lost(house: House, out: Out, at: datetime) -> None:
    house.lose(at, out, "施工队退场时遗失，押金不退")


def _brings_today(house: House, number: int, at: datetime) -> None:
    for out in house.lend(at, (UMBRELLA,), _of(house), rain=number == 0):
        broken = "伞骨折断两根" if number == _YESTERDAY - 1 else ""
        then = _later_today(house, 0.1 + number / 6)
        house.plan(then, partial(_bring, house, out, broken))


def _bring(house: House, out: Out, broken: str, at: datetime) -> None:
    house.bring(at, out, broken)


def _lend_today(house: House, kinds: tuple[int, ...], back: bool, at: datetime) -> None:
    """Due as if it was lent just now: a late start of the demo makes nothing of today overdue."""
    due = rules.due_time(KINDS[kinds[0]], _now(house), WorkCalendar())
    for out in house.lend(at, kinds, _of(house), due):
        if back:
            house.plan(at + (_now(house) - at) * 0.6, partial(_bring, house, out, ""))
