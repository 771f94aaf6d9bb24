"""What can happen to the drawer, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

DRAWER = Topic("drawer")

MOVED = EventKind("drawer.moved", DRAWER)
COUNTED = EventKind("drawer.counted", DRAWER)

EVENTS = (MOVED, COUNTED)
