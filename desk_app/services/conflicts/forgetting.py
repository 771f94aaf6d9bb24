"""What of settled conflicts is forgotten: their words, and who did what. That there was one stays."""

from __future__ import annotations

from desk_app.services.conflicts import events
from desk_app.services.conflicts.options import KEEP_YEARS
from desk_app.services.conflicts.tables import ConflictRow
from desk_app.services.core.words import N_
from desk_app.services.retention.kept import Kept, Retained, Unit

RETENTION = (
    Retained(
        N_("Settled conflicts: words and names"),
        KEEP_YEARS,
        Unit.YEARS,
        (
            Kept(
                ConflictRow,
                ConflictRow.settled_at,
                {"title": "", "sides": "[]", "outcome": "", "settled_by_name": ""},
                events.FORGOTTEN,
            ),
        ),
    ),
)
