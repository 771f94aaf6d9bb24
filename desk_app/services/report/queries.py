"""Questions about a day, a month, a year."""

from __future__ import annotations

from datetime import date

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.figures import Period, Span, disagreements
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.report.records import Report


class ReportQueries(Queries):
    """What every feature has to tell."""

    area = "report"

    @query(allow=DESK)
    def report(self, read: Read, span: Span, day: date) -> Report:
        """The report of the day, month or year in which `day` lies. Raises InvalidInput for one that has not begun."""
        period = Period.of(span, day)
        if period.first > read.today:
            raise InvalidInput(
                {"day": UserError(N_("This day has not come yet. Choose today or an earlier day."))}
            )
        sections = tuple(ask(read, period) for ask in read.bench.reports)
        return Report(period, read.now, sections, tuple(disagreements(sections)))
