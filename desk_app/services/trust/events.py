"""What can happen to a key, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

PASS_KEYS = Topic("pass_keys")

NOTED = EventKind("pass_key.noted", PASS_KEYS)
"""A key of this desk itself went on record, or its end did."""
ADMITTED = EventKind("pass_key.admitted", PASS_KEYS)
ROTATED = EventKind("pass_key.rotated", PASS_KEYS)
REVOKED = EventKind("pass_key.revoked", PASS_KEYS)
WITHDRAWN = EventKind("desk.withdrawn", PASS_KEYS)
HEARD = EventKind("desk.heard", PASS_KEYS)
LISTED = EventKind("desk.listed", PASS_KEYS)
"""Head office's list of keys said something new of a desk."""

EVENTS = (NOTED, ADMITTED, ROTATED, REVOKED, WITHDRAWN, HEARD, LISTED)
