"""What can happen in a roll-call, as journal events; the entity is the roll-call."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

ROLL_CALLS = Topic("roll_calls")

STARTED = EventKind("roll_call.started", ROLL_CALLS)
MARKED = EventKind("roll_call.marked", ROLL_CALLS)
ADDED = EventKind("roll_call.added", ROLL_CALLS)
ENDED = EventKind("roll_call.ended", ROLL_CALLS)
FORGOTTEN = EventKind("roll_call.forgotten", ROLL_CALLS)

EVENTS = (STARTED, MARKED, ADDED, ENDED, FORGOTTEN)
