"""What the section of exit passes draws and lists: busy hours, kinds, refusals; goods outside, missing papers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute

from desk_app.services.core.figures import (
    MOST_ROWS,
    Axis,
    Cell,
    Course,
    Figure,
    Heading,
    Listing,
    Period,
    counts_of,
)
from desk_app.services.core.words import N_
from desk_app.services.journal.periods import by_hour, by_time, counted_by, end_of, in_moments, on_days
from desk_app.services.journal.work import Read
from desk_app.services.passes.options import PAPER_DAYS
from desk_app.services.passes.records import (
    EXIT_KIND_NAMES,
    REFUSAL_NAMES,
    ExitKind,
    PassState,
    RefusalReason,
)
from desk_app.services.passes.tables import PassRow, RefusalRow, ReleaseRow

_NUMBER = Heading(N_("Number"), width=34)
_HOLDER = Heading(N_("Holder", "pass paper"), width=68)


def outside_then(read: Read, period: Period) -> tuple[ColumnElement[bool], ...]:
    """Returnable goods of passes issued until then; the first condition is the index's own.

    The moment of issue says when, for the day has an index of its own, and with it every pass would be looked at.
    """
    end = end_of(read, period)
    return PassRow.out > literal_column("0"), PassRow.issued_at < end


def overdue(read: Read, period: Period) -> ColumnElement[bool]:
    """Whether goods had to be back by then."""
    return PassRow.due < min(period.last + timedelta(days=1), read.today)


def home_missing(read: Read, period: Period) -> tuple[ColumnElement[bool], ...]:
    """Used passes whose paper has not come home, as the tab lists them; the first condition is the index's own."""
    end = end_of(read, period)
    since = read.now - timedelta(days=read.setting(PAPER_DAYS))
    fresh = exists().where(ReleaseRow.root == PassRow.pass_id, ReleaseRow.at > since)
    used = and_(PassRow.state == PassState.USED.value, ~fresh)
    return PassRow.paper_back_at.is_(None), used, PassRow.issued_at < end


def courses(read: Read, period: Period) -> tuple[Course, ...]:
    """When the gates are busy, how much is issued when, which kinds, why guards refused."""
    here, left = on_days(PassRow.day, period), in_moments(ReleaseRow.at, read, period)
    found = [
        Course(
            "hours", N_("Passes issued by hour", "report"), Axis.HOURS, by_hour(read, PassRow.issued_at, here)
        ),
        Course(
            "gate_hours", N_("Releases by hour", "report"), Axis.HOURS, by_hour(read, ReleaseRow.at, left)
        ),
    ]
    if not period.one_day:
        axis, points = by_time(read, PassRow.day, period)
        found.append(Course("time", N_("Passes issued over time", "report"), axis, points))
    kinds = counted_by(read, PassRow.kind, here)
    reasons = counted_by(
        read, RefusalRow.reason, in_moments(RefusalRow.at, read, period), RefusalRow.undone_at.is_(None)
    )
    named = ((EXIT_KIND_NAMES[ExitKind(one)], n) for one, n in kinds.items())
    refused = ((REFUSAL_NAMES[RefusalReason(one)], n) for one, n in reasons.items())
    return (
        *found,
        Course.named("kinds", N_("Passes by kind", "report"), named),
        Course.named("refusals", N_("Why guards refused", "report"), refused),
    )


def listings(read: Read, period: Period, figures: tuple[Figure, ...]) -> tuple[Listing, ...]:
    """Goods that are late, what guards refused, papers to look for."""
    count = counts_of(figures)
    late = _passes(read, *outside_then(read, period), overdue(read, period), order=PassRow.due)
    missing = _passes(read, *home_missing(read, period), order=PassRow.issued_at)
    refused = _refused(read, period)
    due, pieces = Heading(N_("Back by", "pass paper"), "day", 30), Heading(N_("Pieces", "report"), width=20)
    return (
        Listing(
            N_("Goods not back in time", "report"),
            (_NUMBER, _HOLDER, pieces, due),
            tuple((row.number, _holder(row), str(row.out), row.due) for row in late),
            count["overdue"] - len(late),
        ),
        Listing(
            N_("Not let out by the guards", "report"),
            (
                _NUMBER,
                Heading(N_("Refused at", "report"), "moment", 36),
                Heading(N_("Reason", "report"), width=70),
                Heading(N_("Guard", "report"), width=30),
            ),
            refused,
            count["refused"] - len(refused),
        ),
        Listing(
            N_("Papers not back at the desk", "report"),
            (_NUMBER, _HOLDER, Heading(N_("Issued at", "report"), "moment", 36)),
            tuple((row.number, _holder(row), row.issued_at) for row in missing),
            count["paper_missing"] - len(missing),
        ),
    )


def _passes(read: Read, *where: ColumnElement[bool], order: InstrumentedAttribute[Any]) -> list[PassRow]:
    wanted = select(PassRow).where(*where).order_by(order, PassRow.id).limit(MOST_ROWS)
    return list(read.session.scalars(wanted))


def _refused(read: Read, period: Period) -> tuple[tuple[Cell, ...], ...]:
    wanted = select(RefusalRow).where(in_moments(RefusalRow.at, read, period), RefusalRow.undone_at.is_(None))
    rows = read.session.scalars(wanted.order_by(RefusalRow.at).limit(MOST_ROWS))
    return tuple((row.number, row.at, REFUSAL_NAMES[RefusalReason(row.reason)], row.by_name) for row in rows)


def _holder(row: PassRow) -> str:
    return " ".join(part for part in (row.unit, row.holder) if part)
