"""Two windows at once: one item goes to one person, one form is one loan, one scan gives one deposit back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from desk_app.services import assembly
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.core.paths import DataFolder
from desk_app.services.loans.service import Loans
from desk_app.services.loans.tables import LoanLineRow
from desk_app.services.loans.terms import LineState
from tests.desk_fixtures import People
from tests.fakes import FakeClock, FakeSecrets
from tests.services.loans.lending_desk import OTHER, Counter


@pytest.fixture
def counter(desk: Services, people: People, clock: FakeClock) -> Counter:
    return Counter(desk, people, clock)


@pytest.fixture
def second(desk: Services, folder: DataFolder, clock: FakeClock, secrets: FakeSecrets) -> Iterator[Services]:
    """Another program on the same data."""
    services = assembly.open_services(folder, clock=clock, secrets=secrets)
    yield services
    services.bench.database.close()


def at_once(*verbs: Callable[[], Any]) -> list[Any]:
    """What each gives, or the exception it raised; all begin together."""
    together = Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> Any:
        together.wait(10)
        try:
            return verb()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


def test_one_item_goes_to_one_person(counter: Counter, second: Services) -> None:
    clerk = counter.people.receptionist
    draft = counter.draft(counter.chairs[0])
    results = at_once(
        lambda: counter.verbs.lend(clerk, draft),
        lambda: second.get(Loans).lend(clerk, replace(draft, phone=OTHER)),
    )
    (lost,) = (one for one in results if isinstance(one, Exception))
    assert isinstance(lost, InvalidInput) and list(lost.problems) == ["lines.0.item"]
    assert counter.book() == (10000, 10000)


def test_a_double_click_is_one_loan(counter: Counter, second: Services) -> None:
    clerk = counter.people.receptionist
    draft = counter.draft(counter.chairs[0], request="form-1")
    one, two = at_once(
        lambda: counter.verbs.lend(clerk, draft).result, lambda: second.get(Loans).lend(clerk, draft).result
    )
    assert one == two and counter.book() == (10000, 10000)


def test_one_return_gives_one_deposit_back(counter: Counter, second: Services) -> None:
    clerk = counter.people.receptionist
    counter.lend(counter.chairs[0])
    tag = counter.chairs[0].tag
    results = at_once(
        lambda: counter.verbs.take_back_by_tag(clerk, tag, "a"),
        lambda: second.get(Loans).take_back_by_tag(clerk, tag, "b"),
    )
    assert sum(isinstance(one, IllegalStep) for one in results) == 1
    assert counter.book() == (0, 0)


def test_the_database_itself_keeps_an_item_from_two_people(counter: Counter) -> None:
    loan = counter.lend(counter.chairs[0])
    with pytest.raises(IntegrityError), counter.desk.bench.database.write() as session:
        kept = session.scalars(select(LoanLineRow).where(LoanLineRow.loan == loan.id)).one()
        session.add(
            LoanLineRow(
                id=kept.id + 1,
                loan=loan.id,
                position=2,
                item=kept.item,
                category=kept.category,
                due=kept.due,
                state=LineState.OUT.value,
            )
        )
