"""What the demo building has to lend, who has it and what lies in the drawer, from day to day.

Everything is planned for a moment and done in the order of time, as at a real desk: so the drawer adds up, and no item
is ever with two people. What happens on which day is in `demo.py` and `demo_today.py`.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from sqlalchemy import insert, update

from desk_app.services.calendar.days import WorkCalendar
from desk_app.services.codes.short_number import Kind, ShortNumber
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.demo.pen import DemoTenant, Mind, Pen
from desk_app.services.demo.people import Person
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.drawer.demo import Till
from desk_app.services.drawer.records import MovementKind
from desk_app.services.loans import events, rules
from desk_app.services.loans.items import sought
from desk_app.services.loans.mapping import facts, outcome, personal, said_of
from desk_app.services.loans.records import Category
from desk_app.services.loans.searching import item_entry, loan_entry
from desk_app.services.loans.standard import STANDARD
from desk_app.services.loans.stock import CODES
from desk_app.services.loans.tables import (
    ItemRow,
    ItemStepRow,
    LoanLineRow,
    LoanRow,
    StockMovementRow,
    StockRow,
)
from desk_app.services.loans.terms import LOAN_KIND, ItemState, ItemStep, LineState, StockStep

LANE, OTHER_LANE = 5, 7
KINDS: dict[int, Category] = {one.id: one for one in STANDARD}
_CALENDAR = WorkCalendar()
Action = Callable[[datetime], None]


@dataclass
class Out:
    """One item of a loan on its way through the demo building."""

    loan: LoanRow
    line: LoanLineRow
    item: ItemRow


@dataclass(frozen=True)
class Borrower:
    """Who comes to the desk."""

    who: Person
    tenant: int | None
    company: str
    unit: str


class House(Mind):
    """The loans of the demo building while it is written."""

    def __init__(self, pen: Pen) -> None:
        super().__init__(pen)
        self.till = Till(pen, OTHER_LANE)
        self.items: list[ItemRow] = []
        self.free: defaultdict[int, list[ItemRow]] = defaultdict(list)
        self.out: dict[int, Out] = {}
        self.phones: set[str] = set()
        self.on_hand: defaultdict[int, int] = defaultdict(int)
        self._plans: list[tuple[datetime, int, Action]] = []
        self._turn = count()
        self._companies: dict[int, str] = {}

    def company(self, tenant: DemoTenant) -> str:
        """A tenant's whole name: what a loan says at the desk, too."""
        if not self._companies:
            self._companies = {one.id: one.name for one in DirectoryQueries(self.pen.bench).tenants(SYSTEM)}
        return self._companies.get(tenant.id, tenant.name)

    @property
    def boss(self) -> int:
        """The supervisor."""
        return next(one.staff_id for one in self.pen.staff if one.role is Role.SUPERVISOR)

    @property
    def clerk(self) -> int:
        """Whoever is at the desk."""
        return self.pick(self.pen.desk_staff).staff_id

    def plan(self, at: datetime, action: Action) -> None:
        """Have something done at a moment."""
        heapq.heappush(self._plans, (at, next(self._turn), action))

    def run(self, until: datetime) -> None:
        """Do whatever was planned up to a moment, in its order."""
        while self._plans and self._plans[0][0] <= until:
            at, _, action = heapq.heappop(self._plans)
            action(at)

    def stock_up(self, at: datetime, wanted: Iterable[tuple[int, str, int]]) -> None:
        """The first items: (category, what they are called, how many). Later rows hang on them: written at once."""
        for kind, prefix, n in wanted:
            for number in range(1, n + 1):
                self.items.append(self._new_item(at, kind, prefix, f"{number:03d}"))
        with self.pen.bench.database.write() as session:
            session.execute(insert(ItemRow), [vars(row) for row in self.items])
        self.pen.written += len(self.items)
        for row in self.items:
            self.step(at, row, ItemStep.ADDED, ItemState.AVAILABLE, by=self.boss)
            self.pen.find(item_entry(row, KINDS[row.category].name))
            self.free[row.category].append(row)

    def _new_item(self, at: datetime, kind: int, prefix: str, number: str) -> ItemRow:
        name, tag = f"{prefix} {number}", self._code()
        return self.pen.row(
            ItemRow,
            id=self.pen.id_at(at, OTHER_LANE),
            category=kind,
            tag=tag,
            name=name,
            hook=number,
            sought=sought(name, number, tag),
            state=ItemState.AVAILABLE.value,
            since=at,
        )

    def _code(self) -> str:
        pen = self.pen
        return ShortNumber(Kind.LOAN, pen.bench.desk.desk_number, pen.count(CODES)).digits

    def write_items(self) -> None:
        """The items as they stand at the end."""
        with self.pen.bench.database.write() as session:
            session.execute(
                update(ItemRow),
                [
                    {"id": row.id, "state": row.state, "since": row.since, "remark": row.remark}
                    for row in self.items
                ],
            )
        for out in self.out.values():
            self.pen.add(LoanLineRow, out.line)
        for kind, there in self.on_hand.items():
            self.pen.add(StockRow, self.pen.row(StockRow, category=kind, on_hand=there))

    def lend(
        self,
        at: datetime,
        kinds: Sequence[int],
        borrower: Borrower,
        due: datetime | None = None,
        *,
        rain: bool = False,
    ) -> list[Out]:
        """Lend an item of each kind on one loan; nothing where one is missing or the borrower has something."""
        if borrower.who.phone in self.phones or not all(self.free[kind] for kind in kinds):
            return []
        items = [self.free[kind].pop(int(self.rng.random() * len(self.free[kind]))) for kind in kinds]
        loan = self._loan(at, borrower, rain=rain)
        found = [
            Out(loan, self._line(at, loan, place, item, due), item) for place, item in enumerate(items, 1)
        ]
        for out in found:
            self.out[out.line.id] = out
            self._move(at, out.item, ItemStep.LENT, ItemState.LENT, loan.lent_by)
            whose = (LOAN_KIND, out.line.id, loan.number)
            self.till.book(at, loan.lent_by, MovementKind.DEPOSIT, out.line.deposit, whose)
        self.phones.add(loan.phone)
        self._keep(at, found)
        return found

    def _keep(self, at: datetime, lent: list[Out]) -> None:
        loan, lines = lent[0].loan, [out.line for out in lent]
        self.pen.event(events.LENT, loan.id, at, loan.lent_by, facts(loan, lines), personal(loan))
        if any(line.deposit for line in lines):
            loan.copies = 1
            self.pen.event(events.PRINTED, loan.id, at, loan.lent_by, {"number": loan.number, "copy": 0})
        self.pen.add(LoanRow, loan)
        self.pen.find(loan_entry(loan, [out.item.name for out in lent]))

    def _loan(self, at: datetime, borrower: Borrower, *, rain: bool) -> LoanRow:
        day = at.astimezone(self.pen.bench.clock.zone).date()
        return self.pen.row(
            LoanRow,
            id=self.pen.id_at(at, LANE),
            number=self.pen.number(day),
            code=self._code(),
            day=day,
            borrower=borrower.who.name,
            phone=borrower.who.phone,
            tail=rules.tail_of(borrower.who.phone),
            tenant=borrower.tenant,
            company=borrower.company,
            unit=borrower.unit,
            lent_at=at,
            lent_by=self.clerk,
            rain=rain,
        )

    def _line(
        self, at: datetime, loan: LoanRow, place: int, item: ItemRow, due: datetime | None
    ) -> LoanLineRow:
        kind = KINDS[item.category]
        return self.pen.row(
            LoanLineRow,
            id=self.pen.id_at(at, OTHER_LANE),
            loan=loan.id,
            position=place,
            item=item.id,
            category=kind.id,
            due=due or rules.due_time(kind, at.astimezone(self.pen.bench.clock.zone), _CALENDAR),
            state=LineState.OUT.value,
            deposit=kind.deposit,
        )

    def bring(self, at: datetime, out: Out, broken: str = "") -> None:
        """An item comes back, in good condition or with what is `broken` to be paid for."""
        by, kind = self.clerk, KINDS[out.item.category]
        out.line.fee = kind.damage_fee if broken else 0
        out.line.remark, out.line.condition = broken, "damaged" if broken else "good"
        out.line.refunded = out.line.deposit
        self._close(at, out, LineState.RETURNED, by)
        self.pen.event(events.RETURNED, out.loan.id, at, by, outcome(out.loan, out.line), said_of(out.line))
        self._move(at, out.item, ItemStep.RETURNED, ItemState.AVAILABLE, by)
        if broken:
            self.step(at, out.item, ItemStep.DAMAGED, ItemState.DAMAGED, broken, by=by)
        else:
            self.free[out.item.category].append(out.item)

    def lose(self, at: datetime, out: Out, words: str) -> None:
        """An item will not come back: the deposit is kept, or the fee is paid."""
        by = self.clerk
        out.line.kept, out.line.remark = out.line.deposit, words
        out.line.kept_reason = words if out.line.kept else ""
        out.line.fee = 0 if out.line.kept else KINDS[out.item.category].lost_fee
        self._close(at, out, LineState.LOST, by)
        self.pen.event(events.LOST, out.loan.id, at, by, outcome(out.loan, out.line), said_of(out.line))
        self.step(at, out.item, ItemStep.LOST, ItemState.LOST, words, by=by)

    def _close(self, at: datetime, out: Out, state: LineState, by: int) -> None:
        line = out.line
        line.state, line.returned_at, line.taken_by = state.value, at, by
        whose = (LOAN_KIND, line.id, out.loan.number)
        self.till.book(at, by, MovementKind.REFUND, line.refunded, whose)
        self.till.book(at, by, MovementKind.KEPT, line.kept, whose)
        self.till.book(at, by, MovementKind.FEE, line.fee, whose)
        self.pen.add(LoanLineRow, line)
        del self.out[line.id]
        self.phones.discard(out.loan.phone)

    def step(
        self, at: datetime, item: ItemRow, step: ItemStep, state: ItemState, words: str = "", *, by: int
    ) -> None:
        """A step of an item's own history."""
        row = self.pen.row(
            ItemStepRow,
            id=self.pen.id_at(at, OTHER_LANE),
            item=item.id,
            at=at,
            by=by,
            step=step.value,
            words=words,
        )
        self.pen.add(ItemStepRow, row)
        self._move(at, item, step, state, by, words)

    def back_in_stock(self, at: datetime, item: ItemRow, step: ItemStep, words: str) -> None:
        """Repaired, or found again."""
        self.step(at, item, step, ItemState.AVAILABLE, words, by=self.clerk)
        self.free[item.category].append(item)

    def _move(
        self, at: datetime, item: ItemRow, step: ItemStep, state: ItemState, by: int, words: str = ""
    ) -> None:
        item.state, item.since = state.value, at
        said = {"step": step.value, "state": state.value, "category": item.category, "tag": item.tag}
        self.pen.event(events.ITEM_CHANGED, item.id, at, by, said, {"words": words} if words else None)

    def stock(
        self, at: datetime, kind: int, step: StockStep, n: int, words: str = "", tenant: str = ""
    ) -> None:
        """Counted stock moves by `n`, signed, never below nothing."""
        n = max(n, -self.on_hand[kind])
        if not n:
            return
        self.on_hand[kind] += n
        by = self.clerk
        row = self.pen.row(
            StockMovementRow, id=self.pen.id_at(at, OTHER_LANE), category=kind, at=at, by=by, step=step.value,
            quantity=n, after=self.on_hand[kind], tenant=tenant, remark=words,
        )  # fmt: skip
        self.pen.add(StockMovementRow, row)
        said = {"category": kind, "step": step.value, "quantity": n, "after": row.after, "movement": row.id}
        private = {"tenant": tenant, "remark": words} if tenant or words else None
        self.pen.event(events.STOCK_MOVED, kind, at, by, said, private)
