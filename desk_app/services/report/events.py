"""What can happen to a day, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

DAY_CLOSINGS = Topic("day_closings")

CLOSED = EventKind("day.closed", DAY_CLOSINGS)

EVENTS = (CLOSED,)
