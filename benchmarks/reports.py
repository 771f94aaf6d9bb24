"""The report: a day, a month and a year from the rows, and beside them the same counted by going through every row."""

from __future__ import annotations

from datetime import date

from sqlalchemy import text

from benchmarks.building import Building, actor
from benchmarks.figures import Figure, one_ms, shown, spans_ms
from desk_app.services.catalogue import Services
from desk_app.services.core.figures import Span
from desk_app.services.core.people import Role
from desk_app.services.db.base import Base
from desk_app.services.report.queries import ReportQueries
from desk_app.services.visitors.queries import VisitorQueries

_ROUNDS = {Span.DAY: 10, Span.MONTH: 5, Span.YEAR: 3}
_GOALS = {Span.DAY: "1 s", Span.MONTH: "", Span.YEAR: "3 s"}


def measure(made: Building, command: str = "python -m benchmarks --only reports") -> list[Figure]:
    """The newest day with records, its month, the year before: whole and full."""
    with made.opened() as desk:
        by, ask = actor(desk, Role.SUPERVISOR), desk.get(ReportQueries)
        today = max(visit.day for visit, _ in desk.get(VisitorQueries).present(by))
        days = {Span.DAY: today, Span.MONTH: today, Span.YEAR: date(today.year - 1, 6, 1)}
        spans = {
            span: spans_ms(lambda: ask.report(by, span, day), _ROUNDS[span])  # noqa: B023
            for span, day in days.items()
        }
        naive = one_ms(lambda: _every_row(desk))
        year = sorted(spans[Span.YEAR])[0]
        return [
            *(
                Figure(f"report of a {span}, every section", shown(found), _GOALS[span], command)
                for span, found in spans.items()
            ),
            Figure("every row of every table, read once", f"{naive / 1000:.1f} s", "", command),
            Figure("report of a year, ratio to reading every row", f"{year / naive:.2f} ×", "", command),
        ]


_NO_RECORDS = ("journal_events", "audit_entries", "search_", "blobs", "alembic")


def _every_row(desk: Services) -> int:
    """What a recount would have to look at: all rows of the features, without counting anything."""
    names = [one for one in Base.metadata.tables if not one.startswith(_NO_RECORDS)]
    rows = 0
    with desk.bench.database.read() as session:
        for name in names:
            for _ in session.execute(text(f'SELECT * FROM "{name}"')):
                rows += 1
    return rows
