"""What handovers have to tell of a period."""

from __future__ import annotations

from sqlalchemy import func, select

from desk_app.services.core.figures import MOST_ROWS, Figure, Heading, Listing, Period, Section, Tone, Unit
from desk_app.services.core.words import N_
from desk_app.services.journal.periods import how_many, in_moments, parts, sums, written
from desk_app.services.journal.work import Read
from desk_app.services.shift.records import CountingState
from desk_app.services.shift.tables import CountingRow, CountLineRow, HandoverRow, NoticeRow

_HEADINGS = (
    Heading(N_("Signed", "report"), "moment", 36),
    Heading(N_("Handover", "report"), width=44),
    Heading(N_("Lines that differed", "report"), Unit.COUNT, 48),
    Heading(N_("Incidents open", "report"), Unit.COUNT, 48),
)


def shift_report(read: Read, period: Period) -> Section:
    """How often, with which differences, and whether an incident ran."""
    here = in_moments(HandoverRow.at, read, period)
    n = sums(
        read,
        {
            "all": func.count(),
            "differing": func.count().filter(HandoverRow.differing > 0),
            "lines": func.sum(HandoverRow.differing),
            "waived": func.count().filter(HandoverRow.incidents > 0),
            "agreed": func.count().filter(HandoverRow.waived_by != 0),
        },
        here,
    )
    given_up = how_many(
        read,
        written(read, CountingRow.id, CountingRow.at, period),
        CountingRow.state == CountingState.GIVEN_UP.value,
    )
    counted = parts(
        read,
        {"not": CountLineRow.first.is_(None), "again": CountLineRow.again.is_not(None)},
        CountLineRow.counting == HandoverRow.counting,
        here,
    )
    posted = how_many(read, written(read, NoticeRow.id, NoticeRow.at, period))
    figures = (
        Figure("handovers", N_("Shifts handed over", "report"), n["all"]),
        Figure(
            "differing",
            N_("Of these with differences", "report"),
            n["differing"],
            tone=Tone.NOTE,
            of=n["all"],
        ),
        Figure("lines", N_("Lines that differed", "report"), n["lines"], tone=Tone.NOTE),
        Figure("again", N_("Lines counted again", "report"), counted["again"]),
        Figure("not_counted", N_("Lines not counted", "report"), counted["not"], tone=Tone.NOTE),
        Figure("given_up", N_("Counts given up", "report"), given_up, tone=Tone.NOTE),
        Figure("waived", N_("Handed over with an incident open", "report"), n["waived"], tone=Tone.NOTE),
        Figure(
            "agreed", N_("Handed over by the supervisor's agreement", "report"), n["agreed"], tone=Tone.NOTE
        ),
        Figure("notices", N_("Notices posted", "report"), posted),
    )
    listings = (_differing(read, period, n["differing"]),) if period.one_day else ()
    return Section("shift", N_("Shift handover"), figures, (), listings)


def _differing(read: Read, period: Period, count: int) -> Listing:
    wanted = (
        select(HandoverRow)
        .where(in_moments(HandoverRow.at, read, period), HandoverRow.differing > 0)
        .order_by(HandoverRow.at)
        .limit(MOST_ROWS)
    )
    rows = tuple((row.at, row.number, row.differing, row.incidents) for row in read.session.scalars(wanted))
    return Listing.first_of(N_("Handovers with differences", "report"), _HEADINGS, rows, of=count)
