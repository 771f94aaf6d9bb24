"""What can happen to the times of keeping, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

RETENTION = Topic("retention")

RULE_MOVED = EventKind("retention.rule_moved", RETENTION)
AGREED = EventKind("retention.agreed", RETENTION)
HELD = EventKind("retention.held", RETENTION)
PURGED = EventKind("retention.purged", RETENTION)
RUN_ENDED = EventKind("retention.run_ended", RETENTION)

EVENTS = (RULE_MOVED, AGREED, HELD, PURGED, RUN_ENDED)
