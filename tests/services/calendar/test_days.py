"""Working days: the week, holidays, and the weekends that make up for them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.calendar.days import (
    WorkCalendar,
    after_working_days,
    is_working_day,
    read_days,
    work_calendar,
    working_days_between,
)
from desk_app.services.calendar.options import EXTRA_DAYS, HOLIDAYS
from desk_app.services.catalogue import Services
from desk_app.services.settings.service import SettingsService
from tests.desk_fixtures import People

MONDAY = date(2026, 11, 23)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
CALENDARS = st.builds(WorkCalendar, st.frozensets(DAYS, max_size=20), st.frozensets(DAYS, max_size=20))


def test_monday_to_friday_but_for_the_lists() -> None:
    saturday = MONDAY + timedelta(days=5)
    changed = WorkCalendar(frozenset({MONDAY}), frozenset({saturday, MONDAY}))
    assert is_working_day(MONDAY, WorkCalendar()) and not is_working_day(saturday, WorkCalendar())
    assert not is_working_day(MONDAY, changed), "a holiday though it is in both lists"
    assert is_working_day(saturday, changed)


@pytest.mark.parametrize(
    ("days", "count"), [(-3, 0), (0, 0), (1, 1), (3, 3), (4, 4), (6, 4), (7, 5), (14, 10)]
)
def test_days_after_a_monday(days: int, count: int) -> None:
    assert working_days_between(MONDAY, MONDAY + timedelta(days=days), WorkCalendar()) == count


@given(DAYS, st.integers(0, 500), CALENDARS)
def test_the_count_is_what_counting_on_fingers_gives(
    start: date, length: int, calendar: WorkCalendar
) -> None:
    end = start + timedelta(days=length)
    fingers = sum(is_working_day(start + timedelta(days=ahead), calendar) for ahead in range(1, length + 1))
    assert working_days_between(start, end, calendar) == fingers


@given(DAYS, st.integers(0, 60), CALENDARS)
def test_the_first_day_with_enough_days_before_it(start: date, count: int, calendar: WorkCalendar) -> None:
    day = after_working_days(start, count, calendar)
    assert working_days_between(start, day, calendar) == count
    assert count == 0 or working_days_between(start, day - timedelta(days=1), calendar) == count - 1


def test_what_is_no_date_is_passed_over() -> None:
    assert read_days(" 2026-10-01，2026-10-02、soon;2026-13-40 ") == {date(2026, 10, 1), date(2026, 10, 2)}
    assert read_days("") == frozenset()


def test_the_building_s_lists(desk: Services, people: People) -> None:
    settings = desk.get(SettingsService)
    settings.change(people.supervisor, HOLIDAYS, "2026-10-01")
    settings.change(people.supervisor, EXTRA_DAYS, "2026-10-10")
    assert work_calendar(desk.bench.settings) == WorkCalendar(
        frozenset({date(2026, 10, 1)}), frozenset({date(2026, 10, 10)})
    )
