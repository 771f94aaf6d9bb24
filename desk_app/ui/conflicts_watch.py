"""Keeps the status strip's count of open conflicts, while a supervisor is signed in."""

from __future__ import annotations

from desk_app.services.conflicts.queries import ConflictQueries
from desk_app.ui.context import AppContext
from desk_app.ui.status_strip import StatusStrip
from desk_app.ui.strip_watch import StripWatch

TOPICS = frozenset({"conflicts"})
KIND = "conflict"
"""How a click asks for the page, as a search hit would."""


class ConflictsWatch(StripWatch):
    """Asks at sign-in and whenever a conflict was found or settled."""

    def __init__(self, ctx: AppContext, strip: StatusStrip) -> None:
        count = ctx.services.get(ConflictQueries).count_open
        super().__init__(ctx, strip, TOPICS, count, strip.show_conflicts)
