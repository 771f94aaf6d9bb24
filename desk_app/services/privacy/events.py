"""What happens to a person's request, as journal events. Whose it was stands nowhere."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

PRIVACY = Topic("privacy")

EXPORTED = EventKind("privacy.exported", PRIVACY)
ERASED = EventKind("privacy.erased", PRIVACY)

EVENTS = (EXPORTED, ERASED)
