"""Counting working days: pure, but for reading the two settings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from desk_app.services.calendar.options import EXTRA_DAYS, HOLIDAYS
from desk_app.services.journal.work import SettingValues

_SEPARATORS = re.compile(r"[,，、;；\s]+")
_WORKING = 5
"""Monday to Friday."""


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """The days that differ from the week: `holidays` are free, `extra` are worked at a weekend."""

    holidays: frozenset[date] = frozenset()
    extra: frozenset[date] = frozenset()


def work_calendar(settings: SettingValues) -> WorkCalendar:
    """The building's calendar, from its settings."""
    return WorkCalendar(read_days(settings.get(HOLIDAYS)), read_days(settings.get(EXTRA_DAYS)))


def read_days(typed: str) -> frozenset[date]:
    """The days in a list of ISO dates; whatever is no date is passed over: a slip in a setting stops no desk."""
    found: set[date] = set()
    for part in _SEPARATORS.split(typed):
        try:
            found.add(date.fromisoformat(part))
        except ValueError:
            continue
    return frozenset(found)


def is_working_day(day: date, calendar: WorkCalendar) -> bool:
    """Whether people work on this day. A day in both lists is a holiday."""
    if day in calendar.holidays:
        return False
    return day.weekday() < _WORKING or day in calendar.extra


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """How many working days come after `start`, up to `end` and with it; 0 when `end` is not after `start`.

    What is announced on a Monday has three working days until Thursday.
    """
    if end <= start:
        return 0
    weeks, rest = divmod((end - start).days, 7)
    count = weeks * _WORKING
    count += sum((start.weekday() + ahead) % 7 < _WORKING for ahead in range(1, rest + 1))
    for day in calendar.holidays | calendar.extra:
        if start < day <= end:
            count += is_working_day(day, calendar) - (day.weekday() < _WORKING)
    return count


def after_working_days(start: date, count: int, calendar: WorkCalendar) -> date:
    """The first day that has `count` working days between it and `start`. Raises OverflowError after year 9999."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, calendar)
    return day
