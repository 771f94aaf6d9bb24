"""Questions about a day, a month, a year."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from desk_app.services.core.errors import NotFound
from desk_app.services.core.figures import Period, Span, disagreements
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.report.closing import (
    closed,
    not_closed,
    refuse_early,
    require_come,
    sections_of,
)
from desk_app.services.report.records import Report
from desk_app.services.report.usual import usual_hours


class ReportQueries(Queries):
    """What every feature has to tell."""

    area = "report"

    @query(allow=DESK)
    def report(self, read: Read, span: Span, day: date) -> Report:
        """The report of the day, month or year in which `day` lies.

        Raises InvalidInput for one that has not begun, or lies before any desk.
        """
        period = Period.of(span, day)
        require_come(read, period.first)
        closing = closed(read, day) if span is Span.DAY else None
        if closing is not None:
            period = period.closed(closing.at, closing.id)
        sections = sections_of(read, period)
        return Report(period, read.now, sections, tuple(disagreements(sections)), closing)

    @query(allow=SUPERVISORS)
    def usual(self, read: Read, features: Collection[str], day: date) -> dict[str, dict[str, float]]:
        """By feature: how many there are in each hour of such a day, the mean of the last four of its weekday."""
        asked = [one for one in read.bench.features if one.id in features and one.report is not None]
        return {one.id: usual_hours(one, read, day) for one in asked}

    @query(allow=DESK)
    def signed(self, read: Read, day: date) -> Report:
        """A closed day as it was signed, without lists. Raises NotFound for a day that is not closed."""
        closing = closed(read, day)
        if closing is None:
            raise NotFound(N_("{day} is not closed yet."), day=day.isoformat())
        period = Period.of(Span.DAY, day).closed(closing.at, closing.id)
        return Report(period, closing.at, closing.sections, closing.disagreements, closing, as_signed=True)

    @query(allow=DESK)
    def require_closable(self, read: Read, day: date) -> None:
        """Before anybody signs: raise InvalidInput for a day that cannot be closed, or not yet."""
        refuse_early(read, day)

    @query(allow=DESK)
    def not_closed(self, read: Read) -> list[date]:
        """Days of the last month with records that were never closed; the oldest first. Today is none of them."""
        return not_closed(read)
