"""What can happen to an account, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

STAFF = Topic("staff")

ADDED = EventKind("staff.added", STAFF)
CHANGED = EventKind("staff.changed", STAFF)
PIN_SET = EventKind("staff.pin_set", STAFF)
CLOSED = EventKind("staff.closed", STAFF)
REOPENED = EventKind("staff.reopened", STAFF)
FORGOTTEN = EventKind("staff.forgotten", STAFF)
CLOSED_ELSEWHERE = EventKind("staff.closed_elsewhere", STAFF)
"""Another desk closed it."""

EVENTS = (ADDED, CHANGED, PIN_SET, CLOSED, REOPENED, FORGOTTEN, CLOSED_ELSEWHERE)
