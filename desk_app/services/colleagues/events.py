"""What can happen to a colleague, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

COLLEAGUES = Topic("colleagues")

ADDED = EventKind("colleague.added", COLLEAGUES)
CORRECTED = EventKind("colleague.corrected", COLLEAGUES)
LEFT = EventKind("colleague.left", COLLEAGUES)
BACK = EventKind("colleague.back", COLLEAGUES)
FORGOTTEN = EventKind("colleague.forgotten", COLLEAGUES)

EVENTS = (ADDED, CORRECTED, LEFT, BACK, FORGOTTEN)
