"""What the duty log has to tell of a period (operating manual, Shift and day: end-of-day report). Nobody's words."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, select, type_coerce
from sqlalchemy.orm import aliased
from sqlalchemy.types import BigInteger

from desk_app.services.core.clocks import to_ms
from desk_app.services.core.figures import (
    Axis,
    Cell,
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
from desk_app.services.duty_log.kinds import kinds_of
from desk_app.services.duty_log.open import open_incidents
from desk_app.services.duty_log.tables import EntryRow, IncidentRow
from desk_app.services.journal.periods import (
    by_hour,
    by_moment,
    counted_by,
    end_of,
    entered_late,
    how_many,
    in_moments,
    parts,
    total,
)
from desk_app.services.journal.work import Read

_MINUTE = 60_000
_REPORTED = type_coerce(IncidentRow.reported_at, BigInteger)
_TOOK = type_coerce(IncidentRow.arrived_at, BigInteger) - _REPORTED
_ALLOWED = IncidentRow.target_minutes * _MINUTE
_ARRIVED = IncidentRow.arrived_at.is_not(None)
_HEADINGS = (
    Heading(N_("Number"), width=34),
    Heading(N_("Kind", "report"), width=26),
    Heading(N_("Place of the incident", "report"), width=44),
    Heading(N_("Incident reported at", "report"), "moment", 24),
    Heading(N_("Somebody there at", "report"), "moment", 24),
    Heading(N_("Incident closed at", "report"), "moment", 24),
)


def duty_report(read: Read, period: Period) -> Section:
    """What was written, which incidents there were, how soon somebody was there, what still runs or is missing."""
    here = in_moments(EntryRow.happened_at, read, period)
    return Section(
        "duty_log",
        N_("Duty log"),
        (*_written(read, here), *_incidents(read, period), *_stands(read, period)),
        _courses(read, period),
        (_listing(read, period),) if period.one_day else (),
        entered_late(read, EntryRow.id, period, here),
    )


def _written(read: Read, here: ColumnElement[bool]) -> tuple[Figure, ...]:
    later = aliased(EntryRow)
    again = select(later.id).where(later.corrects == EntryRow.id).exists()
    first = EntryRow.corrects.is_(None)
    n = parts(read, {"all": first, "corrected": and_(first, again)}, here)
    return (
        Figure("entries", N_("Entries in the duty log", "report"), n["all"]),
        Figure("corrected", N_("Of these corrected", "report"), n["corrected"], of=n["all"]),
    )


def _incidents(read: Read, period: Period) -> tuple[Figure, ...]:
    here = in_moments(IncidentRow.reported_at, read, period)
    of = {
        "all": IncidentRow.id != 0,
        "hurt": IncidentRow.injured.is_(True),
        "arrived": _ARRIVED,
        "late": _late(read),
    }
    n = parts(read, of, here)
    closed = how_many(read, in_moments(IncidentRow.closed_at, read, period))
    mean = total(read, _TOOK, here, _ARRIVED) // n["arrived"] // _MINUTE if n["arrived"] else None
    return (
        Figure("incidents", N_("Incidents reported", "report"), n["all"]),
        Figure("hurt", N_("Incidents with somebody hurt", "report"), n["hurt"], tone=Tone.NOTE, of=n["all"]),
        Figure("closed", N_("Incidents closed", "report"), closed),
        Figure("arrival", N_("Minutes until somebody was there, on average", "report"), mean, Unit.MINUTES),
        Figure(
            "late",
            N_("Incidents where nobody was there in time", "report"),
            n["late"],
            tone=Tone.BAD,
            of=n["all"],
        ),
    )


def _late(read: Read) -> ColumnElement[bool]:
    """Nobody was there in time: of one that still runs, up to now; of one that is over, up to its end."""
    until = (type_coerce(one, BigInteger) for one in (IncidentRow.arrived_at, IncidentRow.closed_at))
    took = func.coalesce(*until, to_ms(read.now)) - _REPORTED
    return and_(IncidentRow.target_minutes > 0, type_coerce(took, BigInteger) > _ALLOWED)


def _stands(read: Read, period: Period) -> tuple[Figure, ...]:
    end = end_of(read, period)
    still = [one for one in open_incidents(read) if one.reported_at < end]
    missing = sum(len(one.missing) for one in still)
    return (
        Figure("open", N_("Incidents still open", "report"), len(still), tone=Tone.BAD, now=True),
        Figure("missing", N_("Required times missing", "report"), missing, tone=Tone.BAD, now=True),
    )


def _courses(read: Read, period: Period) -> tuple[Course, ...]:
    kinds = counted_by(read, IncidentRow.kind, in_moments(IncidentRow.reported_at, read, period))
    names = {one.id: one.title for one in kinds_of(read.session, read.bench.settings)}
    hours = by_hour(read, EntryRow.happened_at, in_moments(EntryRow.happened_at, read, period))
    found = [
        Course("hours", N_("Entries by hour", "report"), Axis.HOURS, hours),
        Course.named(
            "kinds", N_("Incidents by kind", "report"), ((names[one], n) for one, n in kinds.items())
        ),
    ]
    if not period.one_day:
        axis, over_time = by_moment(read, IncidentRow.reported_at, period)
        found.append(Course("time", N_("Incidents over time", "report"), axis, over_time))
    return tuple(found)


def _listing(read: Read, period: Period) -> Listing:
    """Those of the day, and those of earlier days that still run."""
    begin, _ = period.moments(read.bench.clock.zone)
    early = and_(IncidentRow.closed_at.is_(None), IncidentRow.reported_at < begin)
    names = {one.id: one.title for one in kinds_of(read.session, read.bench.settings)}
    rows: list[tuple[Cell, ...]] = [
        (row.number, names[row.kind], row.place, row.reported_at, row.arrived_at, row.closed_at)
        for here in (early, in_moments(IncidentRow.reported_at, read, period))
        for row in read.session.scalars(select(IncidentRow).where(here).order_by(IncidentRow.reported_at))
    ]
    return Listing.first_of(N_("Incidents of the day", "report"), _HEADINGS, rows)
