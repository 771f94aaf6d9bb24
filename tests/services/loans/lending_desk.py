"""The desk of the loans' tests, with short words for what they do all the time."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from sqlalchemy import func, select

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.core.findings import Finding, Unsettled
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.drawer.records import DrawerState
from desk_app.services.drawer.tables import MovementRow
from desk_app.services.journal.tables import EventRow
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import (
    Item,
    ItemsDraft,
    LineDraft,
    Loan,
    LoanDraft,
    ReturnDraft,
    TakenBack,
)
from desk_app.services.loans.service import Loans
from desk_app.services.loans.standard import TROLLEY, UMBRELLA, WHEELCHAIR
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.tables import LoanLineRow
from desk_app.services.loans.terms import LineState
from tests.desk_fixtures import People
from tests.fakes import FakeClock

PHONE, OTHER = "13812345678", "13912345679"


@dataclass
class Counter:
    """Three umbrellas, two wheelchairs (deposit ¥100), a trolley (¥50), and somebody who lends them."""

    desk: Services
    people: People
    clock: FakeClock
    umbrellas: list[Item] = field(default_factory=list)
    chairs: list[Item] = field(default_factory=list)
    trolleys: list[Item] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.umbrellas = self.add(UMBRELLA, 3, "伞")
        self.chairs = self.add(WHEELCHAIR, 2, "轮椅")
        self.trolleys = self.add(TROLLEY, 1, "手推车")

    def add(self, category: int, count: int, prefix: str) -> list[Item]:
        return (
            self.desk.get(Stock)
            .add_items(self.people.receptionist, ItemsDraft(category, count, prefix, hooks=False))
            .result
        )

    @property
    def verbs(self) -> Loans:
        return self.desk.get(Loans)

    @property
    def ask(self) -> LoanQueries:
        return self.desk.get(LoanQueries)

    def draft(self, *items: Item | LineDraft, **changes: Any) -> LoanDraft:
        lines = tuple(one if isinstance(one, LineDraft) else LineDraft(one.id) for one in items)
        return LoanDraft(**{"lines": lines, "borrower": "张伟明", "phone": PHONE, **changes})

    def lend(self, *items: Item | LineDraft, **changes: Any) -> Loan:
        return self.verbs.lend(self.people.receptionist, self.draft(*items, **changes)).result

    def take_back(self, loan: Loan, at: int = 0, **how: Any) -> TakenBack:
        draft = ReturnDraft(**how)
        return self.verbs.take_back(self.people.receptionist, loan.lines[at].id, draft).result

    def scan_back(self, tag: str, request: str = "") -> TakenBack:
        return self.verbs.take_back_by_tag(self.people.receptionist, tag, request).result

    def problems(self, draft: LoanDraft) -> dict[str, str]:
        """What lending a draft says, by field."""
        with pytest.raises(InvalidInput) as caught:
            self.verbs.lend(self.people.receptionist, draft)
        return {at: str(one.message) for at, one in caught.value.problems.items()}

    def unsettled(self, draft: LoanDraft) -> tuple[Finding, ...]:
        """What speaks against lending a draft."""
        with pytest.raises(Unsettled) as caught:
            self.verbs.lend(self.people.receptionist, draft)
        return caught.value.findings

    def item(self, item: Item) -> Item:
        """The item as it is now."""
        return self.desk.get(StockQueries).item(self.people.receptionist, item.id).item

    def loan(self, loan: Loan) -> Loan:
        """The loan as it is now."""
        return self.ask.card(self.people.receptionist, loan.id).loan

    @property
    def drawer(self) -> DrawerState:
        return self.desk.get(DrawerQueries).state(self.people.receptionist)

    def book(self) -> tuple[int, int]:
        """Cash and what is held, from every movement."""
        with self.desk.bench.database.read() as session:
            cash, held = session.execute(
                select(
                    func.coalesce(func.sum(MovementRow.cash), 0), func.coalesce(func.sum(MovementRow.held), 0)
                )
            ).one()
            out = session.execute(
                select(func.coalesce(func.sum(LoanLineRow.deposit), 0)).where(
                    LoanLineRow.state == LineState.OUT
                )
            ).scalar_one()
        assert held == out, "what is held is what was taken for things that are out"
        return cash, held

    def events(self) -> int:
        """How many events are on record."""
        with self.desk.bench.database.read() as session:
            return session.execute(select(func.count()).select_from(EventRow)).scalar_one()


class Refused:
    """A step that is refused with its own sentence and changes nothing."""

    said: str = ""

    def __init__(self, counter: Counter, *errors: type[Exception]) -> None:
        self._counter, self._errors = counter, errors or (IllegalStep,)

    def __enter__(self) -> Refused:
        self._before = self._counter.events()
        return self

    def __exit__(self, _: object, error: BaseException | None, __: object) -> bool:
        assert isinstance(error, self._errors), f"not refused: {error!r}"
        assert self._counter.events() == self._before, "refused and changed something"
        self.said = str(error)
        return True
