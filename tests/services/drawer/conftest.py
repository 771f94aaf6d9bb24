"""A drawer with short words for what is booked all the time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.core.people import DESK, Actor
from desk_app.services.drawer.booking import book, refund_later, unbook
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.drawer.records import DrawerState, MovementKind
from desk_app.services.drawer.service import Drawer
from desk_app.services.journal.work import Work
from tests.desk_fixtures import People

LINE, OTHER = 4711, 4712
NUMBER = "YF-A1-261123-001"
KIND = "loan"


@dataclass(frozen=True)
class Till:
    """The desk's drawer."""

    desk: Services
    by: Actor

    @property
    def verbs(self) -> Drawer:
        return self.desk.get(Drawer)

    @property
    def ask(self) -> DrawerQueries:
        return self.desk.get(DrawerQueries)

    @property
    def state(self) -> DrawerState:
        return self.ask.state(self.by)

    @property
    def sums(self) -> tuple[int, int]:
        """Cash, held."""
        state = self.state
        return state.cash, state.held

    @contextmanager
    def work(self) -> Iterator[Work]:
        with self.desk.bench.work(self.by, "test.booked", DESK) as work:
            yield work

    def book(self, kind: MovementKind, amount: int, line: int = LINE, remark: str = "") -> None:
        with self.work() as work:
            book(work, kind, amount, record_kind=KIND, record=line, number=NUMBER, remark=remark)

    def refund_later(self, amount: int, line: int = LINE) -> None:
        with self.work() as work:
            refund_later(work, amount, record_kind=KIND, record=line, number=NUMBER)

    def unbook(self, line: int = LINE) -> None:
        with self.work() as work:
            unbook(work, KIND, line, NUMBER)


@pytest.fixture
def till(desk: Services, people: People) -> Till:
    return Till(desk, people.receptionist)
