"""What can happen to a visit, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

VISITS = Topic("visits")
WATCH_LIST = Topic("watch_list")

EXPECTED = EventKind("visit.expected", VISITS)
CHECKED_IN = EventKind("visit.checked_in", VISITS)
STOPPED = EventKind("visit.stopped", VISITS)
ADMITTED = EventKind("visit.admitted", VISITS)
REFUSED = EventKind("visit.refused", VISITS)
STEPPED_OUT = EventKind("visit.stepped_out", VISITS)
CAME_BACK = EventKind("visit.came_back", VISITS)
CHECKED_OUT = EventKind("visit.checked_out", VISITS)
CHECK_OUT_UNDONE = EventKind("visit.check_out_undone", VISITS)
PROBABLY_LEFT = EventKind("visit.probably_left", VISITS)
SEEN = EventKind("visit.seen", VISITS)
CORRECTED = EventKind("visit.corrected", VISITS)
CANCELLED = EventKind("visit.cancelled", VISITS)
NO_SHOW = EventKind("visit.no_show", VISITS)
PASS_PRINTED = EventKind("visit.pass_printed", VISITS)
FORGOTTEN = EventKind("visit.forgotten", VISITS)
HEARD = EventKind("visit.heard", VISITS)
"""Another desk told of it: a visit of its own, or what it did about one."""
WATCHED = EventKind("watch.added", WATCH_LIST)
UNWATCHED = EventKind("watch.ended", WATCH_LIST)
WATCH_FORGOTTEN = EventKind("watch.forgotten", WATCH_LIST)

EVENTS = (
    EXPECTED,
    CHECKED_IN,
    STOPPED,
    ADMITTED,
    REFUSED,
    STEPPED_OUT,
    CAME_BACK,
    CHECKED_OUT,
    CHECK_OUT_UNDONE,
    PROBABLY_LEFT,
    SEEN,
    CORRECTED,
    CANCELLED,
    NO_SHOW,
    PASS_PRINTED,
    FORGOTTEN,
    HEARD,
    WATCHED,
    UNWATCHED,
    WATCH_FORGOTTEN,
)
