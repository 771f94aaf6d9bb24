"""What of the duty log is forgotten after the time of keeping: words, names, places. Times, kinds and floors stay."""

from __future__ import annotations

from sqlalchemy import case
from sqlalchemy.orm import InstrumentedAttribute

from desk_app.services.duty_log import events
from desk_app.services.duty_log.tables import EntryRow, IncidentRow
from desk_app.services.retention import Hanging, Kept

_WORDS = {"words": "", "who": "", "why": ""}
_INCIDENT: InstrumentedAttribute[int] = EntryRow.incident  # type: ignore[assignment]  # those of an incident have one

KEPT = (
    Kept(
        IncidentRow,
        IncidentRow.closed_at,
        {"place": ""},
        events.INCIDENT_FORGOTTEN,
        [Hanging(_INCIDENT, _WORDS)],
    ),
    Kept(EntryRow, case((EntryRow.incident.is_(None), EntryRow.entered_at)), _WORDS, events.FORGOTTEN),
)
"""What stands in an incident's story goes with the incident, once that is closed. A place may name a person."""
