"""What the visitor log has to tell of a period (operating manual, Shift and day: end-of-day report)."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select

from desk_app.services.core.figures import (
    MOST_ROWS,
    Axis,
    Cell,
    Course,
    Figure,
    Heading,
    Listing,
    Period,
    Section,
    Tone,
    counts_of,
)
from desk_app.services.core.words import N_
from desk_app.services.db.own import given_out_by
from desk_app.services.journal.periods import (
    by_hour,
    by_time,
    counted_by,
    entered_after,
    on_days,
    parts,
    total,
)
from desk_app.services.journal.work import Read
from desk_app.services.visitors import rules
from desk_app.services.visitors.records import PURPOSE_NAMES, STATE_NAMES, Purpose, VisitState
from desk_app.services.visitors.tables import VisitRow

S = VisitState
_INSIDE = VisitRow.state.in_([one.value for one in sorted(rules.IN_BUILDING)])
_CAME = VisitRow.arrived_at.is_not(None)
_BADGE_OUT = and_(VisitRow.badge != "", VisitRow.badge_returned.is_(False))
_HEADINGS = (
    Heading(N_("Number"), width=32),
    Heading(N_("Visitor"), width=30),
    Heading(N_("Company visited"), width=56),
    Heading(N_("Came in", "report"), "moment", 34),
)


def visitor_report(read: Read, period: Period) -> Section:
    """Who came, who is still here, who was turned away."""
    figures = (*_happened(read, period), *_stands(read, period))
    late = entered_after(read, period, (VisitRow.id, VisitRow.number, VisitRow.day))
    return Section(
        "visitors",
        N_("Visitors"),
        figures,
        _courses(read, period),
        (*_listings(read, period, figures), *late.listings) if period.one_day else (),
        late.count,
    )


def _happened(read: Read, period: Period) -> tuple[Figure, ...]:
    here = and_(on_days(VisitRow.day, period), _own(read))
    states = (S.LEFT, S.PROBABLY_LEFT, S.NO_SHOW, S.REFUSED, S.CANCELLED)
    n = parts(
        read,
        {
            "arrived": _CAME,
            "announced": VisitRow.expected_from.is_not(None),
            "stopped": VisitRow.watch_entry.is_not(None),
            "reprints": VisitRow.copies > 1,
            "badges": _BADGE_OUT,
            **{one.value: VisitRow.state == one.value for one in states},
        },
        here,
    )
    came = n["arrived"]
    people = total(read, VisitRow.party_size, here, _CAME)
    return (
        Figure("arrived", N_("Visits", "report"), came),
        Figure("people", N_("People who came", "report"), people),
        Figure("announced", N_("Announced visits", "report"), n["announced"]),
        Figure("left", N_("Left", "report"), n[S.LEFT], of=came),
        Figure("unconfirmed", N_("Not signed out", "report"), n[S.PROBABLY_LEFT], tone=Tone.NOTE, of=came),
        Figure("no_show", N_("Announced and not come", "report"), n[S.NO_SHOW], of=n["announced"]),
        Figure("cancelled", N_("Announcements cancelled", "report"), n[S.CANCELLED], of=n["announced"]),
        Figure("refused", N_("Turned away", "report"), n[S.REFUSED], tone=Tone.NOTE),
        Figure("stopped", N_("Stopped by the watch list", "report"), n["stopped"], tone=Tone.BAD),
        Figure("reprints", N_("Passes printed again", "report"), n["reprints"], tone=Tone.NOTE),
        Figure("badges", N_("Badges not returned", "report"), n["badges"], tone=Tone.NOTE),
    )


def _stands(read: Read, period: Period) -> tuple[Figure, ...]:
    last = min(period.last, read.today)
    of = {"inside": _INSIDE, "before": and_(_INSIDE, VisitRow.day < last), "waiting": ~_INSIDE}
    n = parts(read, of, *_open_then(period), _own(read))
    return (
        Figure("inside", N_("Still in the building", "report"), n["inside"], tone=Tone.NOTE, now=True),
        Figure(
            "overdue",
            N_("In the building since an earlier day", "report"),
            n["before"],
            tone=Tone.BAD,
            now=True,
        ),
        Figure("waiting", N_("Waiting for the supervisor", "report"), n["waiting"], tone=Tone.NOTE, now=True),
    )


def _own(read: Read) -> ColumnElement[bool]:
    """The other desks report theirs."""
    return given_out_by(VisitRow.id, read.desk.desk_number)


def _open_then(period: Period) -> tuple[ColumnElement[bool], ...]:
    """Who came until then and is inside, or waits at the desk."""
    states = [one.value for one in sorted(rules.IN_BUILDING | {S.WAITING})]
    return VisitRow.state.in_(states), VisitRow.day <= period.last


def _courses(read: Read, period: Period) -> tuple[Course, ...]:
    here = and_(on_days(VisitRow.day, period), _own(read))
    courses = [
        Course("hours", N_("Visits by hour", "report"), Axis.HOURS, by_hour(read, VisitRow.arrived_at, here))
    ]
    if not period.one_day:
        axis, points = by_time(read, VisitRow.day, period, _CAME)
        courses.append(Course("time", N_("Visits over time", "report"), axis, points))
    purposes = counted_by(read, VisitRow.purpose, here, _CAME)
    named = ((PURPOSE_NAMES[Purpose(one)], n) for one, n in purposes.items())
    courses.append(Course.named("purposes", N_("Visits by purpose", "report"), named))
    return tuple(courses)


def _listings(read: Read, period: Period, figures: tuple[Figure, ...]) -> tuple[Listing, ...]:
    """Whom nobody saw leave, and whose badge is missing."""
    count = counts_of(figures)
    still = _rows(read, *_open_then(period))
    unseen = _rows(read, VisitRow.day == period.last, VisitRow.state == S.PROBABLY_LEFT.value)
    badges = _rows(read, VisitRow.day == period.last, _BADGE_OUT)
    state, badge = Heading(N_("State"), width=24), Heading(N_("Badge"), width=24)
    return (
        Listing.first_of(
            N_("Still in the building", "report"),
            (*_HEADINGS, state),
            [(*_cells(row), STATE_NAMES[VisitState(row.state)]) for row in still],
            of=count["inside"] + count["waiting"],
        ),
        Listing.first_of(
            N_("Not signed out", "report"),
            _HEADINGS,
            [_cells(row) for row in unseen],
            of=count["unconfirmed"],
        ),
        Listing.first_of(
            N_("Badges not returned", "report"),
            (*_HEADINGS, badge),
            [(*_cells(row), row.badge) for row in badges],
            of=count["badges"],
        ),
    )


def _rows(read: Read, *where: ColumnElement[bool]) -> list[VisitRow]:
    """The longest here first."""
    wanted = (
        select(VisitRow).where(*where, _own(read)).order_by(VisitRow.arrived_at, VisitRow.id).limit(MOST_ROWS)
    )
    return list(read.session.scalars(wanted))


def _cells(row: VisitRow) -> tuple[Cell, ...]:
    return (
        row.number,
        row.name,
        " ".join(part for part in (row.host_name, row.host_unit) if part),
        row.arrived_at,
    )
