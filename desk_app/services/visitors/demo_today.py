"""The demo building's visitor log of today, as it would look now: some of everybody, at whatever hour it is."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from desk_app.services.core.people import Role
from desk_app.services.core.sealing import Sealer
from desk_app.services.core.text.masks import mask_document
from desk_app.services.demo.pen import Pen
from desk_app.services.demo.people import plate
from desk_app.services.visitors import demo, events
from desk_app.services.visitors.mapping import facts, personal
from desk_app.services.visitors.records import VisitState
from desk_app.services.visitors.tables import BreakRow, VisitRow, WatchRow
from desk_app.services.visitors.watch import DOCUMENT

BUSY, QUIET = 46, 18
"""How many came so far: in office hours, and at night or on a weekend."""
_OFFICE_HOURS = range(9, 20)
_LONGEST = timedelta(hours=4)
_LAST = time(23, 59)
_STRANGERS = (
    ("苟不理", "13700009999", "曾在大堂滋扰客户"),
    ("殷无信", "13700008888", "冒充快递员进入办公区"),
)
_REMEMBERED = (
    ("张䶮", "华岳科技有限公司"), ("李㛃然", "海纳贸易有限公司"), ("王𠮷祥", "瑞丰建筑设计有限公司"),
    ("Elena O'Neill", "Blue Harbour Trading Ltd."), ("欧阳雨涵", "星河咨询有限公司"),
)  # fmt: skip
"""Names that programs lose; they are on site, every third from the first."""
S = VisitState


def fill_today(pen: Pen) -> None:
    """Who was announced, who came until now, and of these who is still here."""
    local = pen.now.astimezone(pen.bench.clock.zone)
    midnight = pen.moment(pen.today, time(0, 0))
    count = BUSY if local.weekday() < 5 and local.hour in _OFFICE_HOURS else QUIET
    watched = [_watch(pen, midnight, *stranger) for stranger in _STRANGERS]
    for number in range(count // 3):
        _announced(pen, number, midnight)
    span = min(_LONGEST, pen.now - midnight)
    arrivals = sorted(pen.now - span * pen.rng.uniform(0.02, 0.98) for _ in range(count))
    for number, arrived in enumerate(arrivals):
        row = demo.visit(pen, pen.today, arrived)
        if number == count - 1:
            _stopped(pen, row, arrived, watched[0])
        elif number == count - 2:
            _stopped(pen, row, arrived, watched[1])
            _refused(pen, row, arrived)
        else:
            _came(pen, row, arrived, number)
        demo.keep(pen, row)


def _came(pen: Pen, row: VisitRow, arrived: datetime, number: int) -> None:
    """Of six who came two are still here and one is out for a break; among them a contractor."""
    stays, pauses = number % 3 == 0, number % 6 == 1
    if stays and number // 3 < len(_REMEMBERED):
        row.name, row.company = _REMEMBERED[number // 3]
    if number % 9 == 6:
        demo.contractor(pen, row)
        _with_document(pen, row)
    if stays or pauses:
        row.badge = f"V{number + 1:03d}"
    if number % 12 == 0:
        row.plate, row.belongings = plate(pen.rng), "笔记本电脑 1 台、样品 2 箱"
    demo.give_pass(pen, row, arrived)
    demo.arrive(pen, row, arrived)
    later = arrived + (pen.now - arrived) * pen.rng.uniform(0.2, 0.9)
    if pauses:
        _step_out(pen, row, later)
    elif not stays:
        demo.leave(pen, row, later)


def _with_document(pen: Pen, row: VisitRow) -> None:
    number = f"{pen.rng.randrange(10**18):018d}"
    sealer = Sealer(pen.bench.secrets)
    row.id_mask, row.id_index = mask_document(number), sealer.index(DOCUMENT, number)
    row.id_sealed = sealer.seal(DOCUMENT, number)


def _step_out(pen: Pen, row: VisitRow, at: datetime) -> None:
    row.state, row.seen_at = S.ON_BREAK, at
    pen.add(BreakRow, pen.row(BreakRow, id=row.id, visit=row.id, out_at=at))
    pen.event(events.STEPPED_OUT, row.id, at, row.received_by, facts(row))


def _stopped(pen: Pen, row: VisitRow, at: datetime, entry: WatchRow) -> None:
    row.state, row.watch_entry = S.WAITING, entry.id
    row.name, row.phone, row.seen_at = entry.name, entry.phone, at
    pen.event(events.STOPPED, row.id, at, row.received_by, {**facts(row), "entry": entry.id}, personal(row))


def _refused(pen: Pen, row: VisitRow, arrived: datetime) -> None:
    row.state, row.reason = S.REFUSED, "主管核实后不予接待"
    at = min(arrived + timedelta(minutes=4), pen.now)
    pen.event(events.REFUSED, row.id, at, _supervisor(pen), facts(row), {"reason": row.reason})


def _announced(pen: Pen, number: int, midnight: datetime) -> None:
    """The first did not come, the second was cancelled, the others are due from now on."""
    row = demo.visit(pen, pen.today, midnight)
    if number == 0:
        over = max(midnight, pen.now - timedelta(minutes=5))
        demo.expect(pen, row, midnight, midnight, over)
        demo.miss(pen, row, over)
    else:
        last = pen.moment(pen.today, _LAST)
        due = pen.now + timedelta(minutes=15 * number - 45)
        start = min(max(midnight, due), last - timedelta(minutes=10))
        demo.expect(pen, row, midnight, start, min(start + timedelta(hours=2), last))
    if number == 1:
        row.state, row.reason = S.CANCELLED, "改期"
        pen.event(events.CANCELLED, row.id, midnight, row.received_by, facts(row), {"reason": row.reason})
    demo.keep(pen, row)


def _watch(pen: Pen, at: datetime, name: str, phone: str, reason: str) -> WatchRow:
    row = pen.row(WatchRow, id=pen.id_at(at, demo.LANE), name=name, phone=phone, reason=reason, added_at=at)
    pen.add(WatchRow, row)
    private = {"name": name, "phone": phone, "reason": reason}
    pen.event(events.WATCHED, row.id, at, _supervisor(pen), {"until": None}, private)
    return row


def _supervisor(pen: Pen) -> int:
    return next(one.staff_id for one in pen.staff if one.role is Role.SUPERVISOR)
