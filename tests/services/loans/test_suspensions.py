"""Suspended borrowers: by phone, until a day or until lifted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, NotPermitted
from desk_app.services.journal.tables import EventRow
from desk_app.services.loans.records import Suspension, SuspensionDraft
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.suspensions import Suspensions, active_suspension, suspended_among
from tests.services.loans.lending_desk import OTHER, PHONE, Counter

TODAY = date(2026, 11, 23)


def suspend(counter: Counter, **changes: object) -> Suspension:
    usual = {"phone": PHONE, "name": "张伟明", "reason": "多次逾期", **changes}
    return counter.desk.get(Suspensions).suspend(counter.people.supervisor, SuspensionDraft(**usual)).result  # type: ignore[arg-type]


def lift(counter: Counter, suspension: int, reason: str = "已归还") -> None:
    counter.desk.get(Suspensions).lift(counter.people.supervisor, suspension, reason)


def now(counter: Counter, phone: str = PHONE) -> Suspension | None:
    return counter.desk.get(StockQueries).suspended(counter.people.receptionist, phone)


def test_suspended_until_lifted(counter: Counter) -> None:
    one = suspend(counter, phone=" 138 1234-5678 ")
    assert (one.phone, one.since, one.until, one.active) == (PHONE, TODAY, None, True)
    assert one.by == counter.people.supervisor.staff_id
    assert now(counter, "+86 138-1234-5678") == one and now(counter, OTHER) is None
    assert counter.loan(counter.lend(counter.umbrellas[0], phone=OTHER, borrower="李娜")).suspended is False
    lift(counter, one.id)
    assert now(counter) is None
    (kept,) = counter.desk.get(StockQueries).suspensions(counter.people.receptionist)
    assert (kept.id, kept.active, kept.reason) == (one.id, False, "多次逾期")
    with pytest.raises(IllegalStep, match="lifted already"):
        lift(counter, one.id)


def test_its_last_day_counts(counter: Counter) -> None:
    one = suspend(counter, until=TODAY + timedelta(days=1))
    with counter.desk.bench.database.read() as session:
        found = [active_suspension(session, PHONE, TODAY + timedelta(days=day)) for day in (-1, 0, 1, 2)]
        assert [one is not None for one in found] == [False, True, True, False]
        assert active_suspension(session, "", TODAY) is None
    counter.clock.advance(days=2)
    with pytest.raises(IllegalStep, match="over"):
        lift(counter, one.id)
    (kept,) = counter.desk.get(StockQueries).suspensions(counter.people.receptionist)
    assert kept.active is False, "it is over"
    again = suspend(counter)
    listed = counter.desk.get(StockQueries).suspensions(counter.people.receptionist)
    assert [(one.id, one.active) for one in listed] == [(again.id, True), (one.id, False)]


def test_many_are_looked_up_at_once(counter: Counter) -> None:
    suspend(counter)
    lifted = suspend(counter, phone=OTHER)
    lift(counter, lifted.id)
    phones = [PHONE, OTHER, "", *[f"139{number:08d}" for number in range(1200)]]
    with counter.desk.bench.database.read() as session:
        assert suspended_among(session, phones, TODAY) == {PHONE}
        assert suspended_among(session, [], TODAY) == frozenset()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"phone": ""}, "phone"),
        ({"phone": "5678"}, "phone"),
        ({"phone": "1381234567"}, "phone"),
        ({"name": "张"}, "name"),
        ({"reason": ""}, "reason"),
        ({"reason": "长" * 201}, "reason"),
        ({"until": TODAY - timedelta(days=1)}, "until"),
    ],
)
def test_rubbish_is_refused_at_its_field(counter: Counter, changes: dict[str, object], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        suspend(counter, **changes)
    assert set(caught.value.problems) == {field}


def test_once_is_enough_and_a_name_may_be_unknown(counter: Counter) -> None:
    assert suspend(counter, name="").name == ""
    with pytest.raises(InvalidInput, match="suspended already"):
        suspend(counter)


def test_the_supervisor_alone_with_a_reason(counter: Counter) -> None:
    one = suspend(counter)
    verbs, by = counter.desk.get(Suspensions), counter.people.receptionist
    with pytest.raises(NotPermitted):
        verbs.suspend(by, SuspensionDraft(OTHER, "李丽", "多次逾期"))
    with pytest.raises(NotPermitted):
        verbs.lift(by, one.id, "已归还")
    with pytest.raises(InvalidInput):
        lift(counter, one.id, " ")
    with pytest.raises(NotFound):
        lift(counter, 4711)
    assert now(counter) == one


def test_who_it_is_stays_out_of_the_open_part_of_the_journal(counter: Counter) -> None:
    one = suspend(counter)
    lift(counter, one.id, "张伟明已归还")
    with counter.desk.bench.database.read() as session:
        events = session.query(EventRow).filter_by(entity=one.id).all()
    assert [event.kind for event in events] == ["borrower.suspended", "borrower.suspension_lifted"]
    said = " ".join(str(event.payload) for event in events)
    assert PHONE not in said and "张伟明" not in said and "逾期" not in said
