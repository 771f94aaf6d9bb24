"""Due times, tails, refusals and findings: what the manual decides without a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.calendar.days import WorkCalendar, is_working_day
from desk_app.services.core.clocks import DEFAULT_ZONE
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.findings import Weight
from desk_app.services.loans import rules
from desk_app.services.loans.records import Category, Suspension
from desk_app.services.loans.rules import Held, Standing
from desk_app.services.loans.standard import STANDARD, TROLLEY, UMBRELLA
from desk_app.services.loans.terms import ItemState, LineState

BY_ID = {one.id: one for one in STANDARD}
FREE = WorkCalendar()
MONDAY = date(2026, 11, 23)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), DEFAULT_ZONE)


def due(category: Category, now: datetime, calendar: WorkCalendar = FREE) -> datetime:
    found = rules.due_time(category, now, calendar)
    assert found.tzinfo is UTC
    return found.astimezone(DEFAULT_ZONE)


def test_an_umbrella_is_due_the_next_day_a_trolley_the_same() -> None:
    assert due(BY_ID[UMBRELLA], at(MONDAY, 9)) == at(date(2026, 11, 24), 18)
    assert due(BY_ID[UMBRELLA], at(MONDAY, 23, 59)) == at(date(2026, 11, 24), 18)
    assert due(BY_ID[TROLLEY], at(MONDAY, 17, 59)) == at(MONDAY, 18)


def test_what_is_past_today_is_due_a_day_later() -> None:
    assert due(BY_ID[TROLLEY], at(MONDAY, 18)) == at(date(2026, 11, 24), 18)
    assert due(BY_ID[TROLLEY], at(MONDAY, 20)) == at(date(2026, 11, 24), 18)


def test_working_days_leave_out_weekends_and_holidays() -> None:
    umbrella = replace(BY_ID[UMBRELLA], working_days=True)
    friday, monday = date(2026, 11, 27), date(2026, 11, 30)
    assert due(umbrella, at(friday, 9)) == at(monday, 18)
    assert due(umbrella, at(friday, 9), WorkCalendar(frozenset({monday}))) == at(date(2026, 12, 1), 18)
    assert due(umbrella, at(friday, 9), WorkCalendar(extra=frozenset({date(2026, 11, 28)}))) == at(
        date(2026, 11, 28), 18
    )
    trolley = replace(BY_ID[TROLLEY], working_days=True)
    assert due(trolley, at(friday, 20)) == at(monday, 18)
    assert due(trolley, at(friday, 9)) == at(friday, 18)


@given(
    days=st.integers(0, 30),
    minute=st.integers(0, 24 * 60 - 1),
    working=st.booleans(),
    now=st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)),
    holidays=st.frozensets(st.dates(date(2026, 1, 1), date(2026, 3, 1)), max_size=5),
)
def test_a_due_time_lies_ahead_at_the_categorys_time(
    days: int, minute: int, working: bool, now: datetime, holidays: frozenset[date]
) -> None:
    here, calendar = now.replace(tzinfo=DEFAULT_ZONE), WorkCalendar(holidays)
    category = replace(BY_ID[UMBRELLA], days=days, due_time=time(*divmod(minute, 60)), working_days=working)
    found = due(category, here, calendar)
    assert found > here and found.time() == category.due_time
    if working and found.date() != here.date():
        assert is_working_day(found.date(), calendar)
    if not working:
        assert found.date() - here.date() in (timedelta(days=days), timedelta(days=days + 1))


@pytest.mark.parametrize(
    ("phone", "tail"),
    [
        ("13812345678", "5678"),
        ("0755-12345678-801", "5678"),
        ("+85291234567", "4567"),
        ("95338", "5338"),
        ("110", "110"),
        ("", ""),
    ],
)
def test_the_tail_of_a_phone(phone: str, tail: str) -> None:
    assert rules.tail_of(phone) == tail


@pytest.mark.parametrize(("step", "state"), list(product(rules.LINE_NOT, LineState)))
def test_every_step_of_a_line_in_every_state(step: str, state: LineState) -> None:
    right = {
        "undo_take_back": {LineState.RETURNED},
        "refund": {LineState.RETURNED, LineState.LOST},
    }.get(step, {LineState.OUT})
    if state in right:
        rules.require_line(step, state, "伞 001")
        return
    with pytest.raises(IllegalStep) as caught:
        rules.require_line(step, state, "伞 001")
    assert caught.value.message == rules.LINE_NOT[step][state]


@pytest.mark.parametrize(("step", "state"), list(product(rules.ITEM_NOT, ItemState)))
def test_every_step_of_an_item_in_every_state(step: str, state: ItemState) -> None:
    right = {"lend": ItemState.AVAILABLE, "take_back_by_tag": ItemState.LENT, "find_again": ItemState.LOST}
    if state is right[step]:
        rules.require_item(step, state, "伞 001")
        return
    with pytest.raises(IllegalStep):
        rules.require_item(step, state, "伞 001")


def test_every_refusal_has_its_own_sentence() -> None:
    for said in (list(table.values()) for table in rules.LINE_NOT.values()):
        assert len(set(said)) == len(said)
    for said in (list(table.values()) for table in rules.ITEM_NOT.values()):
        assert len(set(said)) == len(said)
    assert len(set(rules.LOAN_NOT.values())) == len(rules.LOAN_NOT)


def test_what_speaks_against_a_borrower_and_in_which_order() -> None:
    now = at(MONDAY, 9)
    umbrella = BY_ID[UMBRELLA]
    standing = Standing(
        (Held(TROLLEY, now - timedelta(days=2), 7), Held(UMBRELLA, now - timedelta(milliseconds=1), 8)),
        Suspension(1, "张", "13812345678", "屡次不还", MONDAY, MONDAY, True, 1),
    )
    found = rules.borrower_findings(standing, [umbrella, umbrella], now)
    assert [one.weight for one in found] == [Weight.APPROVAL] * 3
    assert found[1].values == {"n": 2, "due": date(2026, 11, 21)} and found[1].record == 7
    assert (found[2].values["n"], found[2].record, found[2].field) == (3, 8, "lines")
    assert "until" in found[0].values
    forever = replace(standing, suspension=replace(standing.suspension, until=None))  # type: ignore[type-var]
    assert "until" not in rules.borrower_findings(forever, [], now)[0].values


def test_what_is_due_this_very_moment_is_not_overdue() -> None:
    now = at(MONDAY, 9)
    assert rules.borrower_findings(Standing((Held(TROLLEY, now, 7),)), [BY_ID[UMBRELLA]], now) == []


def test_any_number_where_the_category_sets_none() -> None:
    many = replace(BY_ID[UMBRELLA], per_person=0)
    assert rules.borrower_findings(Standing(), [many] * 5, at(MONDAY, 9)) == []


def test_low_stock_and_advice_are_told_once_a_category() -> None:
    trolley, umbrella = BY_ID[TROLLEY], BY_ID[UMBRELLA]
    found = rules.advice([trolley, trolley, umbrella], {TROLLEY: 9, UMBRELLA: 5})
    assert [one.values["category"] for one in found] == [trolley.name, umbrella.name]
    assert found[1].values["n"] == 4
    assert rules.advice([umbrella], {UMBRELLA: 6}) == []
    assert rules.advice([umbrella], {})[0].values["n"] == 0
