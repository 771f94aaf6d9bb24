"""What can happen to a key, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

PASS_KEYS = Topic("pass_keys")

ADMITTED = EventKind("pass_key.admitted", PASS_KEYS)
ROTATED = EventKind("pass_key.rotated", PASS_KEYS)
REVOKED = EventKind("pass_key.revoked", PASS_KEYS)
HEARD = EventKind("desk.heard", PASS_KEYS)

EVENTS = (ADMITTED, ROTATED, REVOKED, HEARD)
