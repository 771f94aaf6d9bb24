"""How features count what fell into a period: conditions that fit an index, and courses over hours, days and months.

Days are columns of dates on the building's calendar; moments are milliseconds in UTC.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, func, literal_column, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.types import BigInteger

from desk_app.services.core.clocks import first_id, from_ms, id_moment
from desk_app.services.core.figures import MOST_ROWS, Axis, Cell, Heading, Listing, Period
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read

_QUARTER_MS = 900_000
"""Zones differ from UTC by whole quarters of an hour."""
_CLOCK_SLACK = timedelta(days=1)
"""An id never goes back, even when the PC's clock is set back: by no more than this."""
_ENTERED_LATER = timedelta(days=91)
"""What was written by hand is typed in afterwards, so long later at most: its row says when it happened, its id when it
was typed."""


def end_of(read: Read, period: Period) -> datetime:
    """Until before when, by the building's clock."""
    return period.moments(read.bench.clock.zone)[1]


def on_days(
    column: InstrumentedAttribute[date] | InstrumentedAttribute[date | None], period: Period
) -> ColumnElement[bool]:
    """Whether a day lies in the period."""
    return column.between(period.first, period.last)


def in_moments(
    column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    read: Read,
    period: Period,
) -> ColumnElement[bool]:
    """Whether a moment lies in the period, by the building's clock."""
    begin, end = period.moments(read.bench.clock.zone)
    return (column >= begin) & (column < end)


def written(
    read: Read, entity: InstrumentedAttribute[int], moment: InstrumentedAttribute[datetime], period: Period
) -> ColumnElement[bool]:
    """Whether a row without an index on its moment was written in the period: its id says when, roughly."""
    begin, end = period.moments(read.bench.clock.zone)
    first, after = first_id(begin - _CLOCK_SLACK), first_id(end + _ENTERED_LATER)
    return and_(entity >= first, entity < after, in_moments(moment, read, period))


def parts(read: Read, of: Mapping[str, ColumnElement[bool]], *where: ColumnElement[bool]) -> dict[str, int]:
    """How many of the rows fulfil each condition, in one go through them."""
    counts = (func.count().filter(one).label(name) for name, one in of.items())
    return dict(read.session.execute(select(*counts).where(*where)).one()._mapping)


def counted_by(
    read: Read, what: ColumnElement[Any] | InstrumentedAttribute[Any], *where: ColumnElement[bool]
) -> dict[Any, int]:
    """How many rows have each value of `what`."""
    counted = select(what, func.count()).where(*where).group_by(what)
    return dict(read.session.execute(counted).all())


def how_many(read: Read, *where: ColumnElement[bool]) -> int:
    """How many rows."""
    return read.session.execute(select(func.count()).where(*where)).scalar_one()


def total(
    read: Read, what: ColumnElement[Any] | InstrumentedAttribute[Any], *where: ColumnElement[bool]
) -> int:
    """The sum of a column; 0 for no rows."""
    return int(read.session.execute(select(func.coalesce(func.sum(what), 0)).where(*where)).scalar_one())


def by_hour(
    read: Read,
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    *where: ColumnElement[bool],
) -> dict[str, int]:
    """How many rows fell on each hour of the building's day, "00" to "23"."""
    hours: Counter[str] = Counter()
    for at, n in _quarters(read, moment, *where, moment.is_not(None)):
        hours[f"{at.hour:02}"] += n
    return dict(hours)


def _quarters(
    read: Read,
    moment: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    *where: ColumnElement[bool],
) -> Iterator[tuple[datetime, int]]:
    """How many rows fell on each quarter of an hour, on the building's wall clock."""
    quarter = type_coerce(moment, BigInteger).op("/")(literal_column(str(_QUARTER_MS)))
    for value, n in counted_by(read, quarter, *where).items():
        yield read.local(from_ms(value * _QUARTER_MS)), n


def by_time(
    read: Read, day: InstrumentedAttribute[date], period: Period, *where: ColumnElement[bool]
) -> tuple[Axis, Mapping[str, int]]:
    """How many rows fell on each day of a month ("2026-11-22"), or on each month of a year ("2026-11")."""
    counts: Counter[str] = Counter()
    months = (period.last - period.first).days > 31
    for value, n in counted_by(read, day, on_days(day, period), *where).items():
        counts[value.isoformat()[:7] if months else value.isoformat()] += n
    return Axis.MONTHS if months else Axis.DAYS, dict(sorted(counts.items()))


def by_moment(
    read: Read, moment: InstrumentedAttribute[datetime], period: Period, *where: ColumnElement[bool]
) -> tuple[Axis, Mapping[str, int]]:
    """As `by_time`, for rows that have a moment and no day of their own."""
    counts: Counter[str] = Counter()
    months = (period.last - period.first).days > 31
    for at, n in _quarters(read, moment, in_moments(moment, read, period), *where):
        day = at.date().isoformat()
        counts[day[:7] if months else day] += n
    return Axis.MONTHS if months else Axis.DAYS, dict(sorted(counts.items()))


def entered_late(
    read: Read, entity: InstrumentedAttribute[int], period: Period, *where: ColumnElement[bool]
) -> int:
    """How many rows of a closed day were entered after it was closed: an id says when its record was made."""
    later = _later(entity, period)
    return 0 if later is None else how_many(read, later, *where)


def _later(entity: InstrumentedAttribute[int], period: Period) -> ColumnElement[bool] | None:
    """Whether a row was made after the day was closed; None for a period that is not closed."""
    if period.closing:
        return entity > period.closing
    return None if period.closed_at is None else entity >= first_id(period.closed_at)


@dataclass(frozen=True, slots=True)
class Late:
    """What was entered for a day after it was closed (补录)."""

    count: int = 0
    listings: tuple[Listing, ...] = ()


Records = tuple[
    InstrumentedAttribute[int],
    InstrumentedAttribute[str] | None,
    InstrumentedAttribute[Any],
]
"""Columns of a kind of record: its id, its number where it has one, the day or moment on which it counts."""


def entered_after(read: Read, period: Period, *kinds: Records) -> Late:
    """How many records were entered for a closed day later, and which: number, when it happened, when it was typed.

    Nothing for a period that is not closed.
    """
    count, rows = 0, list[tuple[Cell, ...]]()
    for entity, number, happened in kinds:
        later = _later(entity, period)
        if later is None:
            return Late()
        is_day = isinstance(happened.type, Date)
        here = on_days(happened, period) if is_day else in_moments(happened, read, period)
        count += how_many(read, later, here)
        columns: tuple[Any, ...] = (entity, happened) if number is None else (entity, happened, number)
        found = select(*columns).where(later, here).order_by(entity).limit(MOST_ROWS)
        for made, at, *said in read.session.execute(found):
            rows.append((said[0] if said else "", at, id_moment(made)))
    rows.sort(key=lambda row: str(row[2]))
    if not count:
        return Late()
    day = all(not isinstance(row[1], datetime) for row in rows)
    headings = (
        Heading(N_("Number"), width=40),
        Heading(N_("Happened", "report"), "day" if day else "moment", 40),
        Heading(N_("Entered", "report"), "moment", 40),
    )
    return Late(count, (Listing.first_of(N_("Entered after closing", "report"), headings, rows, of=count),))


def sums(read: Read, of: Mapping[str, ColumnElement[int]], *where: ColumnElement[bool]) -> dict[str, int]:
    """Several aggregates in one go through the rows; 0 for no rows."""
    wanted = (func.coalesce(one, 0).label(name) for name, one in of.items())
    row = read.session.execute(select(*wanted).where(*where)).one()
    return {name: int(value) for name, value in row._mapping.items()}
