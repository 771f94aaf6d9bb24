"""Counting working time: pure. A clock that stands still at night is one that counts only what lies in its hours.

Everything is computed in UTC; the building's zone only says when a day's hours begin and end. So the time between two
moments is never negative and never counted twice, also where the wall clock goes back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from desk_app.services.calendar.days import WorkCalendar, is_working_day

_LONGEST = 800
"""So many days are looked at; a calendar without any working day stops no clock for ever."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When a clock runs: from `start` to `end` on working days, over midnight if `end` is not after `start`."""

    start: time
    end: time
    zone: tzinfo
    calendar: WorkCalendar = field(default_factory=WorkCalendar)


def worked(hours: Hours | None, start: datetime, end: datetime) -> timedelta:
    """How much time within `hours` lies between two moments; all of it without hours. Never negative."""
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    if end <= start:
        return timedelta()
    if hours is None:
        return end - start
    total = timedelta()
    for begins, ends in _windows(hours, start):
        if begins >= end:
            break
        total += max(timedelta(), min(ends, end) - max(begins, start))
    return total


def after(hours: Hours | None, start: datetime, span: timedelta) -> datetime:
    """When `span` of time within `hours` will have passed since `start`."""
    start = start.astimezone(UTC)
    if hours is None or span <= timedelta():
        return start + span
    left = span
    for begins, ends in _windows(hours, start):
        room = max(timedelta(), ends - max(begins, start))
        if room >= left:
            return max(begins, start) + left
        left -= room
    return start + span


def _windows(hours: Hours, start: datetime) -> Iterator[tuple[datetime, datetime]]:
    """The hours of each day, from those that may still run at `start` on; they never overlap."""
    first = start.astimezone(hours.zone).date() - timedelta(days=1)
    over_midnight = hours.end <= hours.start
    before = datetime.min.replace(tzinfo=UTC)
    for ahead in range(_LONGEST):
        day = first + timedelta(days=ahead)
        if not is_working_day(day, hours.calendar):
            continue
        begins = max(before, _moment(day, hours.start, hours.zone))
        ends = max(begins, _moment(day + timedelta(days=over_midnight), hours.end, hours.zone))
        before = ends
        yield begins, ends


def _moment(day: date, at: time, zone: tzinfo) -> datetime:
    return datetime.combine(day, at, zone).astimezone(UTC)


def day_end(moment: datetime, hours: Hours) -> datetime:
    """When the working day that `moment` lies in ends, worked or not; after its end: midnight."""
    day = moment.astimezone(hours.zone).date()
    end = _moment(day, hours.end, hours.zone)
    if hours.end > hours.start and end > moment:
        return end
    return _moment(day + timedelta(days=1), time(), hours.zone)


def next_of(moment: datetime, times: tuple[time, ...], zone: tzinfo, hours: Hours | None = None) -> datetime:
    """The first of these times of day after `moment`; with `hours` on a day that is worked, or within its hours."""
    day = moment.astimezone(zone).date()
    days = (day + timedelta(days=ahead) for ahead in range(_LONGEST))
    found = (end for one in days for end in sorted(_moment(one, at, zone) for at in times) if end > moment)
    first = next(found)
    return (
        first if _is_worked(first, hours) else next((one for one in found if _is_worked(one, hours)), first)
    )


def _is_worked(end: datetime, hours: Hours | None) -> bool:
    if hours is None:
        return True
    local = end.astimezone(hours.zone)
    if is_working_day(local.date(), hours.calendar):
        return True
    tail = hours.end <= hours.start and local.time() <= hours.end
    return tail and is_working_day(local.date() - timedelta(days=1), hours.calendar)
