"""Working time is counted in UTC: never negative, never twice, also where the wall clock goes back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.calendar.days import WorkCalendar
from desk_app.services.core.clocks import DEFAULT_ZONE
from desk_app.services.repairs.hours import Hours, after, day_end, next_of, worked

ZONES = [
    DEFAULT_ZONE,
    ZoneInfo("Europe/Berlin"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Australia/Lord_Howe"),
]
moments = st.datetimes(datetime(2026, 3, 1), datetime(2026, 11, 30), timezones=st.just(UTC))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
hours = st.builds(
    Hours, times, times, st.sampled_from(ZONES), st.just(WorkCalendar(frozenset({date(2026, 10, 1)})))
)
spans = st.timedeltas(timedelta(), timedelta(days=20))
DAY = Hours(time(8), time(22), DEFAULT_ZONE)


@given(hours | st.none(), moments, spans, spans)
def test_time_adds_up(one: Hours | None, start: datetime, first: timedelta, second: timedelta) -> None:
    middle, end = start + first, start + first + second
    whole = worked(one, start, end)
    assert whole == worked(one, start, middle) + worked(one, middle, end)
    assert timedelta() <= whole <= end - start
    assert worked(one, end, start) == timedelta()


@given(hours | st.none(), moments, st.timedeltas(timedelta(minutes=1), timedelta(hours=30)))
def test_what_is_due_has_exactly_that_much_time(one: Hours | None, start: datetime, span: timedelta) -> None:
    if one is not None and worked(one, start, start + timedelta(days=400)) < span:
        return
    due = after(one, start, span)
    assert due >= start + span and worked(one, start, due) == span


def test_a_calendar_without_a_working_day_stops_no_clock() -> None:
    everyday = frozenset(date(2026, 1, 1) + timedelta(days=ahead) for ahead in range(2000))
    start = datetime(2026, 11, 23, tzinfo=UTC)
    closed = Hours(time(8), time(22), DEFAULT_ZONE, WorkCalendar(everyday))
    assert after(closed, start, timedelta(hours=1)) == start + timedelta(hours=1)


def test_the_ends_of_days_and_shifts() -> None:
    nine, late = datetime(2026, 11, 23, 1, tzinfo=UTC), datetime(2026, 11, 23, 15, tzinfo=UTC)
    assert day_end(nine, DAY) == datetime(2026, 11, 23, 14, tzinfo=UTC)
    assert day_end(late, DAY) == datetime(2026, 11, 23, 16, tzinfo=UTC)
    shifts = (time(12), time(18))
    assert next_of(nine, shifts, DEFAULT_ZONE) == datetime(2026, 11, 23, 4, tzinfo=UTC)
    assert next_of(late, shifts, DEFAULT_ZONE) == datetime(2026, 11, 24, 4, tzinfo=UTC)


def test_a_night_shift_ends_on_the_day_after() -> None:
    night = Hours(time(20), time(6), DEFAULT_ZONE)
    late = datetime(2026, 11, 27, 14, tzinfo=UTC)  # Friday 22:00
    saturday, monday = datetime(2026, 11, 27, 22, tzinfo=UTC), datetime(2026, 11, 30, 10, tzinfo=UTC)
    assert next_of(late, (time(6), time(18)), DEFAULT_ZONE, night) == saturday
    assert next_of(saturday, (time(18),), DEFAULT_ZONE, night) == monday


def test_without_any_working_day_a_shift_ends_all_the_same() -> None:
    everyday = frozenset(date(2026, 1, 1) + timedelta(days=ahead) for ahead in range(2000))
    never = Hours(time(8), time(22), DEFAULT_ZONE, WorkCalendar(everyday))
    nine = datetime(2026, 11, 23, 1, tzinfo=UTC)
    assert next_of(nine, (time(12),), DEFAULT_ZONE, never) == datetime(2026, 11, 23, 4, tzinfo=UTC)
