"""The visitor log of the demo building: busy mornings, quiet weekends. Today is in `demo_today.py`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from desk_app.services.codes.claims import PASS_SERIES
from desk_app.services.codes.signing import Purpose as KeyPurpose
from desk_app.services.codes.signing import open_signing_key
from desk_app.services.core.text.masks import mask_document
from desk_app.services.demo.pen import Pen
from desk_app.services.demo.people import chinese_name, plate
from desk_app.services.visitors import events
from desk_app.services.visitors.mapping import facts, personal
from desk_app.services.visitors.options import PASS_HOURS
from desk_app.services.visitors.passes import write_pass
from desk_app.services.visitors.records import IdKind, Purpose, VisitState
from desk_app.services.visitors.searching import entry
from desk_app.services.visitors.tables import VisitRow

LANE = 0
PER_DAY, PER_WEEKEND_DAY = 275, 20
"""Ten years are some 740,000 visits; with the calls a million records."""
PASS_DAYS = 3
"""Older visits come without their pass: nobody scans it any more, and signing a million takes a minute."""
_HOURS = (8, 9, 9, 9, 10, 10, 10, 11, 11, 13, 14, 14, 14, 15, 15, 16, 16, 17, 18)
_PURPOSES = (
    *[Purpose.MEETING] * 9, *[Purpose.INTERVIEW] * 3, *[Purpose.DELIVERY] * 4,
    Purpose.VIEWING, Purpose.CONTRACTOR, Purpose.OFFICIAL, Purpose.OTHER,
)  # fmt: skip
_BELONGINGS = ("笔记本电脑 1 台", "工具箱 1 个", "样品 2 箱", "投影仪 1 台", "花篮 1 个")
_CLOSING = time(20, 0)
S = VisitState


def fill(pen: Pen, day: date) -> None:
    """One day's visits."""
    from desk_app.services.visitors.demo_today import fill_today

    if day == pen.today:
        fill_today(pen)
    else:
        _past_day(pen, day)


def _past_day(pen: Pen, day: date) -> None:
    usual = PER_DAY if day.weekday() < 5 else PER_WEEKEND_DAY
    arrivals = sorted(_arrival(pen, day) for _ in range(round(pen.rng.uniform(0.85, 1.15) * usual)))
    yesterday = day == pen.today - timedelta(days=1)
    for left, arrived in zip(range(len(arrivals) - 1, -1, -1), arrivals, strict=True):
        row = visit(pen, day, arrived)
        chance = pen.rng.random()
        if chance > 0.98:
            _never_came(pen, row, arrived)
        elif chance > 0.975 or (yesterday and left < 3):
            _came(pen, row, arrived)
            _closed(pen, row, pen.moment(day, _CLOSING))
        else:
            _came(pen, row, arrived)
            stayed = arrived + timedelta(minutes=pen.rng.randint(8, 180))
            leave(pen, row, min(stayed, pen.moment(day, time(19, 59, 59))))
        keep(pen, row)


def _came(pen: Pen, row: VisitRow, arrived: datetime) -> None:
    if row.day >= pen.today - timedelta(days=PASS_DAYS):
        give_pass(pen, row, arrived)
    arrive(pen, row, arrived)


def _never_came(pen: Pen, row: VisitRow, at: datetime) -> None:
    expect(pen, row, at - timedelta(hours=2), at, at + timedelta(hours=2))
    miss(pen, row, pen.moment(row.day, _CLOSING))


def _closed(pen: Pen, row: VisitRow, closing: datetime) -> None:
    row.state, row.left_at, row.left_by = S.PROBABLY_LEFT, closing, "closing"
    pen.event(events.PROBABLY_LEFT, row.id, closing, 0, facts(row))


def visit(pen: Pen, day: date, at: datetime) -> VisitRow:
    """Somebody who comes to see one of the tenants; how it goes is for the caller."""
    rng = pen.rng
    who, host = pen.pick(pen.people), pen.pick(pen.tenants)
    purpose = pen.pick(_PURPOSES)
    row = pen.row(
        VisitRow,
        id=pen.id_at(at, LANE),
        number=pen.number(day),
        day=day,
        name=who.name,
        phone=who.phone,
        company=who.company,
        purpose=purpose,
        host_tenant=host.id,
        host_name=host.name,
        host_unit=host.unit,
        host_floor=host.floor,
        host_person=pen.pick(host.contacts),
        party_size=1 if rng.random() < 0.85 else rng.randint(2, 5),
        plate=plate(rng) if rng.random() < 0.12 else "",
        belongings=pen.pick(_BELONGINGS) if rng.random() < 0.05 else "",
        received_by=pen.pick(pen.desk_staff).staff_id,
    )
    if purpose is Purpose.CONTRACTOR:
        contractor(pen, row)
    return row


def contractor(pen: Pen, row: VisitRow) -> None:
    """What a contractor must have: permit, escort, document."""
    rng = pen.rng
    row.purpose = Purpose.CONTRACTOR
    row.permit_number, row.permit_until = (
        f"SG{rng.randrange(10_000):04d}",
        row.day + timedelta(days=rng.randint(1, 60)),
    )
    row.escort = chinese_name(rng)
    row.id_kind, row.id_mask = IdKind.ID_CARD, mask_document(f"{rng.randrange(10**18):018d}")


def give_pass(pen: Pen, row: VisitRow, at: datetime) -> None:
    """A real pass, printed once."""
    bench = pen.bench
    key = open_signing_key(bench.secrets, KeyPurpose.PASS)
    write_pass(row, bench.desk, pen.count(PASS_SERIES), at, bench.settings.get(PASS_HOURS), key)
    row.copies = 1


def arrive(pen: Pen, row: VisitRow, at: datetime) -> None:
    """Checked in."""
    row.state, row.arrived_at, row.seen_at = S.ON_SITE, at, at
    pen.event(events.CHECKED_IN, row.id, at, row.received_by, facts(row), personal(row))
    if row.copies:
        pen.event(events.PASS_PRINTED, row.id, at, row.received_by, {"copy": 0})


def leave(pen: Pen, row: VisitRow, at: datetime) -> None:
    """Checked out, mostly at the gate."""
    row.left_by = "gate" if pen.rng.random() < 0.7 else "desk"
    row.state, row.left_at, row.seen_at = S.LEFT, at, at
    row.badge_returned = True if row.badge else None
    said = {**facts(row), "by": row.left_by, "badge_returned": row.badge_returned}
    pen.event(events.CHECKED_OUT, row.id, at, row.received_by, said)


def expect(pen: Pen, row: VisitRow, at: datetime, start: datetime, end: datetime) -> None:
    """Announced by the tenant."""
    row.state, row.expected_from, row.expected_until = S.EXPECTED, start, end
    pen.event(events.EXPECTED, row.id, at, row.received_by, facts(row), personal(row))


def miss(pen: Pen, row: VisitRow, at: datetime) -> None:
    """Did not come."""
    row.state = S.NO_SHOW
    pen.event(events.NO_SHOW, row.id, at, 0, facts(row))


def keep(pen: Pen, row: VisitRow) -> None:
    """The visit is as it stays."""
    pen.find(entry(row))
    pen.add(VisitRow, row)


def _arrival(pen: Pen, day: date) -> datetime:
    rng = pen.rng
    return pen.moment(day, time(pen.pick(_HOURS), rng.randrange(60), rng.randrange(60)))
