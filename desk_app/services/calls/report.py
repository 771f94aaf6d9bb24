"""What the call log has to tell of a period (operating manual, Shift and day: end-of-day report)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select, type_coerce
from sqlalchemy.types import BigInteger

from desk_app.services.calls.tables import CallRow
from desk_app.services.core.figures import (
    MOST_ROWS,
    Axis,
    Course,
    Figure,
    Heading,
    Listing,
    Period,
    Section,
    Tone,
    Unit,
)
from desk_app.services.core.words import N_
from desk_app.services.journal.periods import (
    by_hour,
    by_moment,
    end_of,
    entered_after,
    in_moments,
    parts,
    total,
)
from desk_app.services.journal.work import Read

_PASSED = and_(CallRow.passed_at.is_not(None), CallRow.became.is_(None))
_WAITED = type_coerce(CallRow.passed_at, BigInteger) - type_coerce(CallRow.at, BigInteger)
_MINUTE = 60_000
_HEADINGS = (
    Heading(N_("Number"), width=34),
    Heading(N_("Called at", "report"), "moment", 36),
    Heading(N_("For whom", "report"), width=106),
)
"""Neither who rang nor what about: that stays in the log."""


def call_report(read: Read, period: Period) -> Section:
    """Who rang, whether it was passed on and how soon, what waits."""
    stands = _stands(read, period)
    here = in_moments(CallRow.at, read, period)
    waiting = (_waiting(read, period, stands[0].value or 0),) if period.one_day else ()
    late = entered_after(read, period, (CallRow.id, CallRow.number, CallRow.at))
    return Section(
        "calls",
        N_("Calls"),
        (*_happened(read, here), *stands),
        _courses(read, period),
        (*waiting, *late.listings),
        late.count,
    )


def _happened(read: Read, here: ColumnElement[bool]) -> tuple[Figure, ...]:
    n = parts(read, {"all": CallRow.id != 0, "passed": _PASSED, "became": CallRow.became.is_not(None)}, here)
    waited = total(read, _WAITED, here, _PASSED)
    mean = waited // n["passed"] // _MINUTE if n["passed"] else None
    return (
        Figure("taken", N_("Calls taken", "report"), n["all"]),
        Figure("passed_on", N_("Messages passed on", "report"), n["passed"], of=n["all"]),
        Figure("became", N_("Calls followed up", "report"), n["became"], of=n["all"]),
        Figure("waited", N_("Minutes until passed on, on average", "report"), mean, Unit.MINUTES),
    )


def _stands(read: Read, period: Period) -> tuple[Figure, ...]:
    begin, _ = Period(min(period.last, read.today), period.last).moments(read.bench.clock.zone)
    n = parts(read, {"all": CallRow.id != 0, "before": CallRow.at < begin}, *_open_then(read, period))
    return (
        Figure("open", N_("Messages not passed on", "report"), n["all"], tone=Tone.NOTE, now=True),
        Figure(
            "overdue",
            N_("Messages of earlier days not passed on", "report"),
            n["before"],
            tone=Tone.BAD,
            now=True,
        ),
    )


def _open_then(read: Read, period: Period) -> tuple[ColumnElement[bool], ...]:
    """What waits of what came until then; the first two conditions are the index's own."""
    end = end_of(read, period)
    return CallRow.passed_at.is_(None), CallRow.became.is_(None), CallRow.at < end


def _courses(read: Read, period: Period) -> tuple[Course, ...]:
    here = in_moments(CallRow.at, read, period)
    courses = [Course("hours", N_("Calls by hour", "report"), Axis.HOURS, by_hour(read, CallRow.at, here))]
    if not period.one_day:
        axis, points = by_moment(read, CallRow.at, period)
        courses.append(Course("time", N_("Calls over time", "report"), axis, points))
    return tuple(courses)


def _waiting(read: Read, period: Period, count: int) -> Listing:
    wanted = select(CallRow).where(*_open_then(read, period)).order_by(CallRow.at).limit(MOST_ROWS)
    rows = tuple((row.number, row.at, _whom(row)) for row in read.session.scalars(wanted))
    return Listing.first_of(N_("Messages not passed on", "report"), _HEADINGS, rows, of=count)


def _whom(row: CallRow) -> str:
    return " ".join(part for part in (row.host_name, row.host_unit, row.host_person) if part)
