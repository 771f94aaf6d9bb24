"""What the visitor log has to tell of a period (operating manual, Shift and day: end-of-day report)."""

from __future__ import annotations

from sqlalchemy import and_

from desk_app.services.core.figures import Axis, Course, Figure, Period, Section, Tone
from desk_app.services.core.words import N_
from desk_app.services.journal.periods import (
    by_hour,
    by_time,
    counted_by,
    entered_late,
    how_many,
    on_days,
    total,
)
from desk_app.services.journal.work import Read
from desk_app.services.visitors import rules
from desk_app.services.visitors.records import PURPOSE_NAMES, Purpose, VisitState
from desk_app.services.visitors.tables import VisitRow

S = VisitState


def visitor_report(read: Read, period: Period) -> Section:
    """Who came, who is still here, who was turned away."""
    here = on_days(VisitRow.day, period)
    came = and_(here, VisitRow.arrived_at.is_not(None))
    states = counted_by(read, VisitRow.state, here)
    inside = how_many(
        read, VisitRow.day <= period.last, VisitRow.state.in_([one.value for one in rules.IN_BUILDING])
    )
    arrived = how_many(read, came)
    figures = (
        Figure("arrived", N_("Visits", "report"), arrived),
        Figure("people", N_("People who came", "report"), total(read, VisitRow.party_size, came)),
        Figure(
            "announced",
            N_("Announced visits", "report"),
            how_many(read, here, VisitRow.expected_from.is_not(None)),
        ),
        Figure("left", N_("Left", "report"), states.get(S.LEFT, 0), of=arrived),
        Figure("inside", N_("Still in the building", "report"), inside, tone=Tone.NOTE, now=True),
        Figure(
            "unconfirmed",
            N_("Not signed out", "report"),
            states.get(S.PROBABLY_LEFT, 0),
            tone=Tone.NOTE,
            of=arrived,
        ),
        Figure("no_show", N_("Announced and not come", "report"), states.get(S.NO_SHOW, 0)),
        Figure("refused", N_("Turned away", "report"), states.get(S.REFUSED, 0), tone=Tone.NOTE),
        Figure(
            "stopped",
            N_("Stopped by the watch list", "report"),
            how_many(read, here, VisitRow.watch_entry.is_not(None)),
            tone=Tone.BAD,
        ),
        Figure(
            "reprints",
            N_("Passes printed again", "report"),
            how_many(read, here, VisitRow.copies > 1),
            tone=Tone.NOTE,
        ),
        Figure(
            "badges",
            N_("Badges not returned", "report"),
            how_many(read, here, VisitRow.badge != "", VisitRow.badge_returned.is_(False)),
            tone=Tone.NOTE,
        ),
    )
    return Section(
        "visitors",
        N_("Visitors"),
        figures,
        courses=_courses(read, period),
        late=entered_late(read, VisitRow.id, period, here),
    )


def _courses(read: Read, period: Period) -> tuple[Course, ...]:
    came = VisitRow.arrived_at.is_not(None)
    here = on_days(VisitRow.day, period)
    purposes = counted_by(read, VisitRow.purpose, here, came)
    named: dict[str, int] = {
        PURPOSE_NAMES[Purpose(one)]: n for one, n in sorted(purposes.items(), key=lambda each: -each[1])
    }
    courses = [
        Course("hours", N_("Visits by hour", "report"), Axis.HOURS, by_hour(read, VisitRow.arrived_at, here))
    ]
    if not period.one_day:
        axis, points = by_time(read, VisitRow.day, period, came)
        courses.append(Course("time", N_("Visits over time", "report"), axis, points))
    courses.append(Course("purposes", N_("Visits by purpose", "report"), Axis.NAMES, named))
    return tuple(courses)
