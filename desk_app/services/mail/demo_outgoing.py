"""What the demo building sends, its postage in the one drawer, weeks reconciled and months closed.

The drawer of the demo is kept by lending (`House.till`) and counted in the evening: cash is planned there, so that it
is booked in the order of time.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from functools import partial

from desk_app.services.demo.pen import Mind, Pen
from desk_app.services.drawer.records import MovementKind
from desk_app.services.loans.demo_house import House
from desk_app.services.mail import events, rules
from desk_app.services.mail.demo_room import OTHER_LANE, OUTGOING_LANE, Room
from desk_app.services.mail.mapping import outgoing_facts, outgoing_private
from desk_app.services.mail.records import OUTGOING_KIND, MailKind, Postage
from desk_app.services.mail.searching import outgoing_entry
from desk_app.services.mail.tables import MonthRow, OutgoingRow, ReconciliationRow

PER_DAY, TODAY = 5, 5
_CITIES = ("北京", "上海", "广州", "杭州", "成都", "武汉", "南京", "西安", "香港", "苏州")
_CARRIERS = ("顺丰", "顺丰", "EMS", "京东", "邮局")
_PAID = (*[Postage.CASH] * 5, *[Postage.ACCOUNT] * 4, Postage.RECIPIENT)
_FIRST, _LAST, _COLLECTED = time(9, 30), time(17, 0), time(17, 40)
_CLOSED_ON = 5
"""A month is archived on the 5th of the next one."""


class Sums(Mind):
    """What the register says so far of each week, by carrier. Fen."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen)
        self.weeks: defaultdict[date, Counter[str]] = defaultdict(Counter)


def plan_day(room: Room, day: date) -> None:
    """What is sent on a day, planned in the drawer's order of time."""
    pen, house = room.pen, room.pen.mind(House)
    if day == pen.today:
        now = pen.now.astimezone(pen.bench.clock.zone)
        span = min(timedelta(hours=4), now - pen.moment(day, time()))
        for number in range(TODAY):
            house.plan(now - span * (0.9 - 0.17 * number), partial(_post, room, day))
    elif day.weekday() < 5:
        start, end = pen.moment(day, _FIRST), pen.moment(day, _LAST)
        for _ in range(PER_DAY // 2 + int(room.rng.random() * PER_DAY)):
            house.plan(start + (end - start) * room.rng.random(), partial(_post, room, day))


def _post(room: Room, day: date, at: datetime) -> None:
    pen = room.pen
    paid, carrier = room.pick(_PAID), room.pick(_CARRIERS)
    whose, kind = room.address(), MailKind.REGISTERED if carrier == "邮局" else MailKind.EXPRESS
    row = pen.row(
        OutgoingRow,
        id=pen.id_at(at, OUTGOING_LANE),
        number=pen.number(day),
        kind=kind.value,
        carrier=carrier,
        day=day,
        at=at,
        by=room.clerk,
        tenant=whose.tenant,
        company=whose.company,
        sender=whose.recipient,
        destination=room.pick(_CITIES),
        barcode=f"{carrier if carrier.isascii() else 'OUT'}{int(room.rng.random() * 10**10):010d}",
        postage=0 if paid is Postage.RECIPIENT else 100 * (12 + int(room.rng.random() * 30)),
        paid=paid.value,
    )
    pen.event(events.POSTED, row.id, at, row.by, outgoing_facts(row), outgoing_private(row))
    if paid is Postage.CASH:
        till = pen.mind(House).till
        till.book(at, row.by, MovementKind.POSTAGE, row.postage, (OUTGOING_KIND, row.id, row.number))
    if day < pen.today:
        row.gone_at = pen.moment(day, _COLLECTED)
        pen.event(events.GONE, row.id, row.gone_at, row.by, outgoing_facts(row))
    pen.mind(Sums).weeks[rules.week_of(day)[0]][carrier] += row.postage
    pen.add(OutgoingRow, row)
    pen.find(outgoing_entry(row))


def reconcile_week(room: Room, day: date) -> None:
    """On Tuesdays the week before is held against the statements; last week still waits."""
    pen = room.pen
    monday = rules.week_of(day)[0] - timedelta(days=7)
    if day.weekday() != 1 or day >= pen.today - timedelta(days=6):
        return
    at = pen.moment(day, time(10, 40))
    for carrier, fen in sorted(pen.mind(Sums).weeks.pop(monday, Counter[str]()).items()):
        more = 200 if room.rng.random() < 0.04 else 0
        why = "承运方多计包装费" if more else ""
        by = room.clerk
        row = pen.row(
            ReconciliationRow, id=pen.id_at(at, OTHER_LANE), monday=monday, carrier=carrier, registered=fen,
            stated=fen + more, explanation=why, at=at, by=by,
        )  # fmt: skip
        pen.add(ReconciliationRow, row)
        facts = {"monday": monday.isoformat(), "carrier": carrier, "registered": fen, "stated": row.stated}
        pen.event(events.RECONCILED, row.id, at, by, facts, {"explanation": why} if why else None)


def close_months(room: Room, day: date) -> None:
    """The month before is archived, if there was one."""
    pen = room.pen
    first = (day.replace(day=1) - timedelta(days=1)).replace(day=1)
    if day.day != _CLOSED_ON or day == pen.today or rules.month_after(first) <= pen.first_day:
        return
    at, by = pen.moment(day, time(16, 30)), room.boss
    digest = hashlib.sha256(f"{first}".encode()).hexdigest()
    row = pen.row(
        MonthRow, id=pen.id_at(at, OTHER_LANE), first=first, closed_at=at, closed_by=by, digest=digest
    )
    pen.add(MonthRow, row)
    pen.event(events.MONTH_CLOSED, row.id, at, by, {"first": first.isoformat(), "digest": digest})
