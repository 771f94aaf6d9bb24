"""The orders of the demo building while it is written: everything is done in the order of time, as at a real desk.

An order's life is a generator that does a step and gives the moment of the next one. What happens on which day is in
`demo.py` and `demo_today.py`.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.colleagues.reading import colleagues
from desk_app.services.colleagues.records import Colleague
from desk_app.services.core.changes import EventKind
from desk_app.services.core.people import Role
from desk_app.services.db.base import Base
from desk_app.services.demo.pen import Mind, Pen
from desk_app.services.directory.records import Trade
from desk_app.services.repairs import events
from desk_app.services.repairs.mapping import facts, personal, standing
from desk_app.services.repairs.pricing import quote
from desk_app.services.repairs.records import ClockKind, OrderKind, OrderState, PricedLine, Urgency
from desk_app.services.repairs.searching import order_entry
from desk_app.services.repairs.tables import OrderRow, PricedRow, PriceRow, StoryRow
from desk_app.services.repairs.taking_in import CODES

LANE = 8
S = OrderState
Life = Iterator[datetime]
PRICES = (
    (Trade.ELECTRICAL, "更换灯管（人工）", 3_000, "支"), (Trade.ELECTRICAL, "加装插座（人工）", 6_000, "个"),
    (Trade.LOW_VOLTAGE, "增设网络点（人工）", 8_000, "点"),
    (Trade.PLUMBING, "更换水龙头（人工）", 5_000, "个"), (Trade.PLUMBING, "疏通下水（人工）", 10_000, "次"),
    (Trade.HVAC, "清洗空调滤网（人工）", 6_000, "台"),
    (Trade.LOCKS, "更换锁芯（人工）", 5_000, "把"),
    (Trade.CIVIL, "修补墙面（人工）", 8_000, "平方米"), (Trade.OTHER, "搬运家具（人工）", 5_000, "人次"),
)  # fmt: skip
"""(trade, name, fen, unit): work alone, for the night surcharge is on it; material is typed with the order."""


@dataclass(frozen=True)
class Report:
    """What somebody reports."""

    what: str
    trade: Trade | None = None
    kind: OrderKind = OrderKind.REPAIR
    department: str = "engineering"
    area: str = ""
    """A public place; empty: at the reporter's own unit."""


@dataclass
class Made:
    """An order on its way through the demo building."""

    row: OrderRow
    beside: list[tuple[type[Base], Any]] = field(default_factory=list)
    """Rows that hang on the order."""


class Ledger(Mind):
    """What the demo's repairs remember from day to day."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen)
        self.at = pen.moment(pen.first_day, datetime.min.time())
        self.prepared = False
        self._plans: list[tuple[datetime, int, Life]] = []
        self._turn = count()
        self._unfinished: dict[int, Made] = {}
        with pen.bench.database.read() as session:
            staff = [one for one in colleagues(session) if not one.has_account] or colleagues(session)
        self._sent: dict[Trade | None, list[Colleague]] = {
            trade: [one for one in staff if one.trade is trade] or staff for trade in (None, *Trade)
        }

    @property
    def clerk(self) -> int:
        """Whoever is at the desk."""
        return self.pick(self.pen.desk_staff).staff_id

    def plan(self, at: datetime, life: Life) -> None:
        """Have a life begin at a moment."""
        heapq.heappush(self._plans, (at.astimezone(UTC), next(self._turn), life))

    def run(self, until: datetime) -> None:
        """Do whatever comes up to a moment, in its order."""
        while self._plans and self._plans[0][0] <= until:
            self.at, _, life = heapq.heappop(self._plans)
            following = next(life, None)
            if following is not None:
                self.plan(max(following, self.at), life)

    def price_list(self, at: datetime) -> None:
        """The price list, on the first day."""
        boss = next(one.staff_id for one in self.pen.staff if one.role is Role.SUPERVISOR)
        for trade, name, fen, unit in PRICES:
            row = self.pen.row(
                PriceRow, id=self.pen.id_at(at, LANE), trade=trade.value, name=name, fen=fen, unit=unit
            )
            self.pen.add(PriceRow, row)
            said = {"trade": row.trade, "name": row.name, "fen": row.fen, "active": True}
            self.pen.event(events.PRICE_SAVED, row.id, at, boss, said)

    def take_in(self, report: Report, urgency: Urgency = Urgency.NORMAL, **more: Any) -> Made:
        """A report comes in now."""
        pen, at = self.pen, self.at
        who, tenant = self.pick(pen.people), self.pick(pen.tenants)
        day = self._day
        row = pen.row(
            OrderRow,
            id=pen.id_at(at, LANE),
            number=pen.number(day),
            code=ShortNumber(Kind.REPAIR, pen.bench.desk.desk_number, pen.count(CODES)).digits,
            kind=report.kind.value,
            state=S.RECEIVED.value,
            source="phone" if self.rng.random() < 0.85 else "counter",
            day=day,
            reporter=who.name,
            phone=who.phone,
            tenant=tenant.id,
            company=tenant.name,
            unit="" if report.area else tenant.unit,
            floor="1" if report.area else tenant.floor,
            area=report.area,
            trade=report.trade.value if report.trade else "",
            department=report.department,
            description=report.what,
            urgency=urgency.value,
            received_at=at,
            received_by=self.clerk,
        )
        row.__dict__.update(more)
        return self.received(Made(row))

    @property
    def _day(self) -> date:
        return self.at.astimezone(self.pen.bench.clock.zone).date()

    def received(self, made: Made) -> Made:
        """Its first event; it is found from now on."""
        row = made.row
        self._unfinished[row.id] = made
        said = {**facts(row), "source": row.source, "paid": row.paid, "rework_of": row.rework_of}
        self.pen.event(events.RECEIVED, row.id, self.at, row.received_by, said, personal(row))
        self.tell(made, "", row.state)
        return made

    def tell(self, made: Made, words: str, state: str = "") -> None:
        """A line of its story."""
        line = self.pen.row(
            StoryRow,
            id=self.pen.id_at(self.at, LANE),
            order=made.row.id,
            at=self.at,
            by=made.row.received_by,
            words=words,
            state=state,
        )
        made.beside.append((StoryRow, line))

    def step(
        self, made: Made, kind: EventKind, state: OrderState | None = None, words: str = "", **said: Any
    ) -> None:
        """A step now."""
        row = made.row
        if state is not None:
            row.state = state.value
        self.tell(made, words, state.value if state is not None else "")
        private = {"words": words} if words else None
        self.pen.event(kind, row.id, self.at, row.received_by, {**standing(row), **said}, private)

    def pass_on(self, made: Made) -> None:
        """A complaint's department knows of it."""
        made.row.passed_on_at = self.at
        self.step(made, events.PASSED_ON)

    def dispatch(self, made: Made, promised: timedelta | None = None) -> None:
        """Somebody is sent."""
        row = made.row
        who = self.pick(self._sent[Trade(row.trade) if row.trade else None])
        row.colleague, row.colleague_name, row.dispatched_at, row.progress_at = (
            who.id,
            who.name,
            self.at,
            self.at,
        )
        row.passed_on_at = row.passed_on_at or self.at
        row.promised_at = self.at + promised if promised is not None else None
        self.step(made, events.DISPATCHED, S.DISPATCHED, colleague=who.id)

    def arrive(self, made: Made) -> None:
        """Somebody is there."""
        made.row.arrived_at = made.row.progress_at = self.at
        self.step(made, events.ARRIVED, S.ON_SITE, at=self.at.isoformat())

    def miss(self, made: Made, kind: ClockKind) -> None:
        """A clock was missed."""
        made.row.missed = f"{made.row.missed} {kind.value}".strip()
        self.pen.event(
            events.CLOCK_MISSED, made.row.id, self.at, 0, {"number": made.row.number, "clock": kind.value}
        )

    def progress(self, made: Made, words: str) -> None:
        """How it goes."""
        made.row.progress_at = self.at
        self.step(made, events.PROGRESSED, words=words)

    def price(self, made: Made, lines: Sequence[PricedLine]) -> None:
        """What it costs, agreed to now; at night with the surcharge."""
        row, pen = made.row, self.pen
        row.paid, row.price_confirmed_at = True, self.at
        local = self.at.astimezone(pen.bench.clock.zone)
        night = local.replace(hour=20, minute=0).time(), local.replace(hour=8, minute=0).time()
        row.surcharge = quote(lines, local, night, 30).surcharge
        for position, line in enumerate(lines, 1):
            priced = pen.row(
                PricedRow, order=row.id, position=position, name=line.name, quantity=line.quantity, fen=line.fen,
                material=line.material,
            )  # fmt: skip
            made.beside.append((PricedRow, priced))
        self.step(made, events.PRICED, lines=len(lines), surcharge=row.surcharge, confirmed=True)

    def done(self, made: Made, words: str) -> None:
        """It works again, or is settled."""
        row = made.row
        row.done_at, row.done_words, row.passed_on_at = self.at, words, row.passed_on_at or self.at
        self.step(made, events.DONE, S.DONE, words, signed=False)

    def call_back(self, made: Made, why: str = "") -> None:
        """Whoever reported it is satisfied, or says why not."""
        row = made.row
        row.called_back_at, row.called_back_by = self.at, row.received_by
        row.satisfied, row.dissatisfied_why = not why, why
        self.step(made, events.CALLED_BACK, S.CALLED_BACK, why, satisfied=not why)

    def close(self, made: Made) -> None:
        """Nothing is left to do."""
        made.row.closed_at = self.at
        self.step(made, events.CLOSED, S.CLOSED)
        self.keep(made)

    def repeat(self, made: Made, words: str) -> None:
        """The same is reported again by somebody of the same place."""
        row, first = made.row, made.row.id
        again = self.take_in(
            Report(words, Trade(row.trade), area=row.area), tenant=row.tenant, company=row.company, unit=row.unit,
            floor=row.floor, state=S.JOINED.value, joined_to=first, closed_at=self.at,
        )  # fmt: skip
        row.repeats += 1
        self.tell(made, words)
        said = {**standing(row), "repeats": row.repeats, "report": again.row.id}
        self.pen.event(events.JOINED, first, self.at, again.row.received_by, said)
        self.keep(again)

    def keep(self, made: Made) -> None:
        """It stays as it is."""
        del self._unfinished[made.row.id]
        self.pen.add(OrderRow, made.row)
        for table, row in made.beside:
            self.pen.add(table, row)
        self.pen.find(order_entry(made.row))

    def keep_all(self) -> None:
        """Today's end: everything as it stands."""
        for made in list(self._unfinished.values()):
            self.keep(made)
