"""A section of the report, and what a recount by hand of the same rows needs: plain Python over all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, datetime
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import select

from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Axis, Course, Period, Section, Span
from desk_app.services.core.people import Actor, Role
from desk_app.services.report.queries import ReportQueries
from desk_app.services.staff.queries import StaffQueries
from tests.services.demo.conftest import NOW
from tests.services.statements import asked, plans

R = TypeVar("R")
OF_WHAT_IS_OPEN = ("_open", "_outside", "_running")
"""How indexes end that know of open rows alone."""
BERLIN = ZoneInfo("Europe/Berlin")
"""Its 31 October 2027 has 25 hours."""
SPANS = [
    (Span.DAY, NOW.date()),
    (Span.DAY, date(2026, 11, 18)),
    (Span.MONTH, NOW.date()),
    (Span.YEAR, NOW.date()),
]


def section(desk: Services, feature: str, span: Span, day: date) -> Section:
    """What a feature tells of a period."""
    boss = next(one for one in desk.get(StaffQueries).who_can_sign_in() if one.role is Role.SUPERVISOR)
    report = desk.get(ReportQueries).report(Actor(boss.id, boss.name, boss.role), span, day)
    return report.section(feature)


def values(found: Section) -> dict[str, int | None]:
    """Its figures by key."""
    return {one.key: one.value for one in found.figures}


def course(found: Section, key: str) -> Course:
    """One of its courses."""
    return next(one for one in found.courses if one.key == key)


def listed(found: Section) -> list[int]:
    """How many rows each of its listings has, those not printed too."""
    return [len(one.rows) + one.more for one in found.listings]


def whole_scans(desk: Services, feature: str, day: date, tables: Collection[str]) -> list[str]:
    """Which of these tables are read whole for the report of a day. An index of what is open is no table."""
    with asked(desk) as said:
        section(desk, feature, Span.DAY, day)
    lines = (line for plan in plans(desk, said).values() for line in plan)
    return [
        line
        for line in lines
        if line.startswith("SCAN") and line.split()[1] in tables and not line.endswith(OF_WHAT_IS_OPEN)
    ]


class Recount:
    """All rows of a building, and a period to hold them against."""

    def __init__(self, desk: Services, span: Span, day: date) -> None:
        self.desk, self.period = desk, Period.of(span, day)
        self.now = desk.bench.clock.now()
        self.zone = desk.bench.clock.zone
        self.today = self.now.astimezone(self.zone).date()
        self._read: dict[type[Any], list[Any]] = {}

    def rows(self, table: type[R]) -> list[R]:
        """Every row. A table is read once."""
        if table in self._read:
            return self._read[table]
        with self.desk.bench.database.read() as session:
            found = list(session.scalars(select(table)))
            session.expunge_all()
        self._read[table] = found
        return found

    def fell(self, moment: datetime | date | None) -> bool:
        """Whether it was in the period."""
        if moment is None:
            return False
        day = moment.astimezone(self.zone).date() if isinstance(moment, datetime) else moment
        return self.period.first <= day <= self.period.last

    def until(self, moment: datetime | date) -> bool:
        """Whether it was in the period or before it."""
        day = moment.astimezone(self.zone).date() if isinstance(moment, datetime) else moment
        return day <= self.period.last

    def hours(self, moments: Iterable[datetime | None]) -> dict[str, int]:
        """By hour."""
        return dict(Counter(f"{one.astimezone(self.zone).hour:02}" for one in moments if one is not None))

    def over_time(self, days: Iterable[date]) -> tuple[Axis, dict[str, int]]:
        """By day or month."""
        year = self.period.span is Span.YEAR
        counted = Counter(one.isoformat()[: 7 if year else 10] for one in days)
        return (Axis.MONTHS if year else Axis.DAYS), dict(counted)


def count(rows: Iterable[Any]) -> int:
    """How many."""
    return sum(1 for _ in rows)
