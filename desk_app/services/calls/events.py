"""What can happen to a call, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

CALLS = Topic("calls")

TAKEN = EventKind("call.taken", CALLS)
PASSED_ON = EventKind("call.passed_on", CALLS)
PASS_ON_UNDONE = EventKind("call.pass_on_undone", CALLS)
CORRECTED = EventKind("call.corrected", CALLS)
BECAME = EventKind("call.became", CALLS)
FORGOTTEN = EventKind("call.forgotten", CALLS)

EVENTS = (TAKEN, PASSED_ON, PASS_ON_UNDONE, CORRECTED, BECAME, FORGOTTEN)
