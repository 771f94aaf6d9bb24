"""The borrowings of the demo building. What keys there are is in `demo_stock.py`, today in `demo_today.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.colleagues.reading import colleagues
from desk_app.services.colleagues.records import Colleague
from desk_app.services.core.changes import EventKind
from desk_app.services.core.people import Role
from desk_app.services.db.base import Base
from desk_app.services.demo.pen import Pen
from desk_app.services.demo.people import Person
from desk_app.services.journal.forgetting import kept_since
from desk_app.services.keys import events
from desk_app.services.keys.codes import SERIES
from desk_app.services.keys.demo_stock import make_stock
from desk_app.services.keys.forgetting import EMPTIED
from desk_app.services.keys.mapping import checks_kept, facts, personal
from desk_app.services.keys.options import KEEP_YEARS
from desk_app.services.keys.reading import keys
from desk_app.services.keys.records import CheckAnswer, Copy, Key
from desk_app.services.keys.rules import OVERNIGHT
from desk_app.services.keys.searching import handout_entry
from desk_app.services.keys.tables import ApprovalRow, CallRow, CustodyRow, HandoutRow, LineRow
from desk_app.services.keys.terms import Check, HandoutState, KeyCategory, LineState, Purpose

LANE = 6
PER_DAY, PER_WEEKEND_DAY = 16, 3
_FIRST, _LAST, _HOME = time(8, 15), time(16, 45), time(21, 30)
_PURPOSES = {
    KeyCategory.VACANT: (Purpose.INSPECTION, Purpose.VIEWING, Purpose.CLEANING, Purpose.FIT_OUT),
    KeyCategory.PLANT: (Purpose.INSPECTION, Purpose.REPAIR, Purpose.METERS),
    KeyCategory.COMMON: (Purpose.CLEANING, Purpose.INSPECTION, Purpose.REPAIR),
    KeyCategory.SHOWROOM: (Purpose.VIEWING, Purpose.CLEANING),
    KeyCategory.TRUST: (Purpose.TENANT, Purpose.REPAIR),
    KeyCategory.VEHICLE: (Purpose.OTHER,),
}
_OF_VEHICLES = ("送垃圾清运单", "采购物料", "接送客户")
_OUTSIDE = frozenset({Purpose.VIEWING, Purpose.FIT_OUT, Purpose.REPAIR})
_TICKED = checks_kept({check: CheckAnswer(True) for check in Check})
S, L = HandoutState, LineState
Chosen = tuple[Copy, ...]
"""What is lent in one step: a copy, or the copies of a ring."""


@dataclass
class Stock:
    """What the demo lends, and to whom."""

    keys: dict[int, Key]
    choices: list[Chosen]
    rings: dict[int, str]
    colleagues: list[Colleague]
    supervisor: int
    forgotten_before: datetime


@dataclass
class Made:
    """A borrowing on its way into the demo building."""

    row: HandoutRow
    lines: list[LineRow]
    copies: Chosen
    key: Key
    old: bool = False
    """Older than is kept: without names, as if it had been forgotten meanwhile."""
    beside: list[tuple[type[Base], Any]] = field(default_factory=list)
    """Rows that hang on the borrowing."""


def fill(pen: Pen, day: date) -> None:
    """One day's borrowings."""
    from desk_app.services.keys.demo_today import fill_today

    if Stock not in pen.remembered:
        pen.remembered[Stock] = _stock(pen)
    stock: Stock = pen.remembered[Stock]
    if day == pen.today:
        fill_today(pen, stock)
    else:
        _past_day(pen, stock, day)


def _stock(pen: Pen) -> Stock:
    rings = {ring.id: ring.code for ring in make_stock(pen)}
    with pen.bench.database.read() as session:
        found, staff = keys(session), colleagues(session)
    on: dict[int, Chosen] = {}
    for copy in (copy for key in found for copy in key.copies):
        on[copy.ring or copy.id] = (*on.get(copy.ring or copy.id, ()), copy)
    boss = next(one.staff_id for one in pen.staff if one.role is Role.SUPERVISOR)
    signers = [one for one in staff if not one.has_account] or staff
    before = kept_since(pen.bench, KEEP_YEARS, pen.now)
    return Stock({key.id: key for key in found}, list(on.values()), rings, signers, boss, before)


def _past_day(pen: Pen, stock: Stock, day: date) -> None:
    usual = PER_DAY if day.weekday() < 5 else PER_WEEKEND_DAY
    start, end = pen.moment(day, _FIRST), pen.moment(day, _LAST)
    count = round(pen.rng.uniform(0.7, 1.3) * usual)
    moments = sorted(start + (end - start) * pen.rng.random() for _ in range(count))
    for at, chosen in zip(moments, pen.rng.sample(stock.choices, count), strict=True):
        made = borrow(pen, stock, at, chosen)
        hand_out(pen, stock, made, at)
        give_back(pen, stock, made, _back(pen, made))
        keep(pen, made)


def _back(pen: Pen, made: Made) -> datetime:
    """Mostly in time; one in thirty is late, but home before night."""
    assert made.row.out_at is not None
    if pen.rng.random() < 0.03:
        home = pen.moment(made.row.day, _HOME)
        return min(made.row.due + timedelta(minutes=pen.rng.randint(10, 90)), home)
    return made.row.out_at + (made.row.due - made.row.out_at) * pen.rng.uniform(0.15, 0.95)


def borrow(
    pen: Pen,
    stock: Stock,
    at: datetime,
    chosen: Chosen,
    *,
    due: datetime | None = None,
    overnight: bool = False,
) -> Made:
    """Asked for at a moment, with the call that a key in trust needs; how it goes on is for the caller."""
    rng, key = pen.rng, stock.keys[chosen[0].key]
    who, purpose = pen.pick(stock.colleagues), pen.pick(_PURPOSES[key.category])
    row = pen.row(
        HandoutRow,
        id=pen.id_at(at, LANE),
        number=pen.number(at.astimezone(pen.bench.clock.zone).date()),
        code=ShortNumber(Kind.KEY, pen.bench.desk.desk_number, pen.count(SERIES)).digits,
        state=S.OUT,
        day=at.astimezone(pen.bench.clock.zone).date(),
        colleague=who.id,
        holder=who.name,
        department=who.department,
        purpose=purpose,
        words=pen.pick(_OF_VEHICLES) if purpose is Purpose.OTHER else "",
        asked_at=at,
        asked_by=pen.pick(pen.desk_staff).staff_id,
        due=due or _due(pen, at),
        ring=stock.rings.get(chosen[0].ring or 0, ""),
        needed=max(*(stock.keys[copy.key].approvals for copy in chosen), int(overnight)),
        exceptions=OVERNIGHT if overnight else "",
        overnight=overnight,
        copies=1 if rng.random() < 0.3 else 0,
    )
    if purpose in _OUTSIDE and rng.random() < 0.4:
        accompany(row, pen.pick(pen.people))
    made = Made(row, _lines(pen, row, chosen), chosen, key, old=at < stock.forgotten_before)
    if key.category is KeyCategory.TRUST:
        _call_owner(pen, made)
    if row.needed:
        row.state = S.REQUESTED
        _event(
            pen, made, events.REQUESTED, at, {**_facts(made), "owner_call": key.category is KeyCategory.TRUST}
        )
    return made


def accompany(row: HandoutRow, worker: Person) -> None:
    """For an outside worker: both names are recorded."""
    row.escorted, row.escorted_company, row.escorted_phone = worker.name, worker.company, worker.phone


def _due(pen: Pen, at: datetime) -> datetime:
    day = at.astimezone(pen.bench.clock.zone).date()
    return min(at + timedelta(hours=pen.rng.choice((1, 2, 2, 3, 4))), pen.moment(day, time(20)))


def _lines(pen: Pen, row: HandoutRow, chosen: Chosen) -> list[LineRow]:
    return [
        pen.row(LineRow, id=pen.id_at(row.asked_at, LANE), handout=row.id, copy=copy.id, state=L.WAITING)
        for copy in chosen
    ]


def approve(pen: Pen, stock: Stock, made: Made, at: datetime) -> None:
    """The supervisor's word, typed at the desk."""
    word = pen.row(
        ApprovalRow,
        id=pen.id_at(at, LANE),
        handout=made.row.id,
        by=stock.supervisor,
        at=at,
        reason="工作需要",
    )
    made.beside.append((ApprovalRow, word))
    made.row.state = S.APPROVED
    said = {"number": made.row.number, "state": made.row.state}
    pen.event(events.APPROVED, made.row.id, at, stock.supervisor, said)


def hand_out(pen: Pen, stock: Stock, made: Made, at: datetime) -> None:
    """Over the counter, after the approvals it needs."""
    for _ in range(made.row.needed):
        approve(pen, stock, made, at)
    made.row.state, made.row.out_at = S.OUT, at
    for line in made.lines:
        line.state = L.OUT
    _step(pen, made, at, out=True)
    _event(pen, made, events.HANDED_OUT, at, _facts(made))


def give_back(pen: Pen, stock: Stock, made: Made, at: datetime) -> None:
    """All of it comes back; one in twenty-five is brought by somebody else."""
    row, another = made.row, pen.rng.random() < 0.04
    name = pen.pick(stock.colleagues).name if another else row.holder
    for line in made.lines:
        line.state, line.returned_at, line.returned_by = L.RETURNED, at, name
        line.by_another, line.taken_by = name != row.holder, row.asked_by
        line.checks = "" if made.key.category is KeyCategory.VEHICLE else _TICKED
    row.state, row.closed_at = S.CLOSED, at
    _step(pen, made, at, out=False)
    said = {"number": row.number, "state": row.state, "lines": [line.id for line in made.lines]}
    pen.event(events.GIVEN_BACK, row.id, at, row.asked_by, said)


def _step(pen: Pen, made: Made, at: datetime, *, out: bool) -> None:
    """From hand to hand, as the other desks hear it."""
    last: dict[int, int] = pen.remembered.setdefault(CustodyRow, {})
    for copy in made.copies:
        step = pen.row(
            CustodyRow,
            id=pen.id_at(at, LANE),
            copy=copy.id,
            prev=last.get(copy.id, 0),
            desk=pen.bench.desk.desk_number,
            handout=made.row.id,
            out=out,
            at=at,
            holder=made.row.holder if out else "",
            due=made.row.due if out else None,
        )
        last[copy.id] = step.id
        made.beside.append((CustodyRow, step))


def keep(pen: Pen, made: Made) -> None:
    """The borrowing is as it stays."""
    rows: list[tuple[type[Base], Any]] = [
        (HandoutRow, made.row),
        *((LineRow, line) for line in made.lines),
        *made.beside,
    ]
    for table, row in rows:
        for name, value in EMPTIED.get(table, {}).items() if made.old else ():
            setattr(row, name, value)
        pen.add(table, row)
    if not made.old:
        pen.find(handout_entry(made.row, [copy.code for copy in made.copies]))


def _call_owner(pen: Pen, made: Made) -> None:
    row, key = made.row, made.key
    call = pen.row(
        CallRow,
        id=pen.id_at(row.asked_at, LANE),
        handout=row.id,
        at=row.asked_at,
        by=row.asked_by,
        owner=True,
        spoke_to=key.owner or key.tenant_name,
        phone=key.owner_phone,
        reached=True,
        words="业主同意，工作人员陪同",
    )
    made.beside.append((CallRow, call))


def _facts(made: Made) -> dict[str, object]:
    return facts(made.row, [copy.id for copy in made.copies])


def _event(pen: Pen, made: Made, kind: EventKind, at: datetime, said: dict[str, object]) -> None:
    pen.event(kind, made.row.id, at, made.row.asked_by, said, None if made.old else personal(made.row))
