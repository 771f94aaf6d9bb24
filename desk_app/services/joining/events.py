"""What can happen when PCs join, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

JOINING = Topic("joining")

FILE_MADE = EventKind("join_file.made", JOINING)
JOINED = EventKind("desk.joined", JOINING)
REPLACED = EventKind("desk.replaced", JOINING)

EVENTS = (FILE_MADE, JOINED, REPLACED)
