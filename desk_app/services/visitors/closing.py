"""Closing time: what becomes of visits that nobody closed (operating manual, Visitors 10)."""

from __future__ import annotations

from desk_app.services.core.changes import Changes
from desk_app.services.core.people import SYSTEM
from desk_app.services.journal.work import Bench
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.service import Visitors


def closing_round(bench: Bench) -> Changes[object] | None:
    """Close what closing time left open; None when there is nothing. Days on which the PC was off are caught up."""
    if not VisitorQueries(bench).closing_due(SYSTEM):
        return None
    return Visitors(bench).close_day(SYSTEM)
