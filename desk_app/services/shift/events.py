"""What can happen to a shift's handover and to notices, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

SHIFTS = Topic("shifts")
NOTICES = Topic("notices")

COUNTED = EventKind("shift.counted", SHIFTS)
GIVEN_UP = EventKind("shift.count_given_up", SHIFTS)
HANDED_OVER = EventKind("shift.handed_over", SHIFTS)
PRINTED = EventKind("shift.printed", SHIFTS)
POSTED = EventKind("notice.posted", NOTICES)
READ = EventKind("notice.read", NOTICES)
WITHDRAWN = EventKind("notice.withdrawn", NOTICES)
FORGOTTEN = EventKind("shift.forgotten", SHIFTS)
NOTICE_FORGOTTEN = EventKind("notice.forgotten", NOTICES)
NOTICE_HEARD = EventKind("notice.heard", NOTICES)
"""Another desk posted or withdrew it."""

EVENTS = (
    *(COUNTED, GIVEN_UP, HANDED_OVER, PRINTED, FORGOTTEN),
    *(POSTED, READ, WITHDRAWN, NOTICE_FORGOTTEN, NOTICE_HEARD),
)
