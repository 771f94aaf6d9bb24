"""What can happen to a conflict, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

CONFLICTS = Topic("conflicts")

OPENED = EventKind("conflict.opened", CONFLICTS)
GREW = EventKind("conflict.grew", CONFLICTS)
SETTLED = EventKind("conflict.settled", CONFLICTS)
FORGOTTEN = EventKind("conflict.forgotten", CONFLICTS)

EVENTS = (OPENED, GREW, SETTLED, FORGOTTEN)
