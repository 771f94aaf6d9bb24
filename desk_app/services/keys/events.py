"""What can happen to keys, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

KEYS = Topic("keys")
HANDOUTS = Topic("key_handouts")

ADDED = EventKind("key.added", KEYS)
CORRECTED = EventKind("key.corrected", KEYS)
DEACTIVATED = EventKind("key.deactivated", KEYS)
REACTIVATED = EventKind("key.reactivated", KEYS)
COPY_ADDED = EventKind("key.copy_added", KEYS)
COPY_HUNG = EventKind("key.copy_hung", KEYS)
COPY_RETIRED = EventKind("key.copy_retired", KEYS)
RING_SAVED = EventKind("key.ring_saved", KEYS)
RING_DISSOLVED = EventKind("key.ring_dissolved", KEYS)
FAULT_REPORTED = EventKind("key.fault_reported", KEYS)
FAULT_MENDED = EventKind("key.fault_mended", KEYS)
LOST = EventKind("key.lost", KEYS)
FOUND = EventKind("key.found", KEYS)
FOLLOWED_UP = EventKind("key.loss_followed_up", KEYS)
RESERVED = EventKind("key.reserved", KEYS)
RESERVATION_CANCELLED = EventKind("key.reservation_cancelled", KEYS)
RESERVATION_USED = EventKind("key.reservation_used", KEYS)
KEY_FORGOTTEN = EventKind("key.forgotten", KEYS)
HEARD = EventKind("key.custody_heard", KEYS)
"""Another desk handed a copy out or took it back."""
REQUESTED = EventKind("key_handout.requested", HANDOUTS)
APPROVED = EventKind("key_handout.approved", HANDOUTS)
REFUSED = EventKind("key_handout.refused", HANDOUTS)
CANCELLED = EventKind("key_handout.cancelled", HANDOUTS)
HANDED_OUT = EventKind("key_handout.handed_out", HANDOUTS)
HANDED_ON = EventKind("key_handout.handed_on", HANDOUTS)
EXTENDED = EventKind("key_handout.extended", HANDOUTS)
GIVEN_BACK = EventKind("key_handout.given_back", HANDOUTS)
GIVE_BACK_UNDONE = EventKind("key_handout.give_back_undone", HANDOUTS)
EXPLAINED = EventKind("key_handout.explained", HANDOUTS)
CALLED = EventKind("key_handout.called", HANDOUTS)
PRINTED = EventKind("key_handout.printed", HANDOUTS)
SIGNED = EventKind("key_handout.signed", HANDOUTS)
LINE_LOST = EventKind("key_handout.lost", HANDOUTS)
FORGOTTEN = EventKind("key_handout.forgotten", HANDOUTS)

EVENTS = (
    ADDED,
    CORRECTED,
    DEACTIVATED,
    REACTIVATED,
    COPY_ADDED,
    COPY_HUNG,
    COPY_RETIRED,
    RING_SAVED,
    RING_DISSOLVED,
    FAULT_REPORTED,
    FAULT_MENDED,
    LOST,
    FOUND,
    FOLLOWED_UP,
    RESERVED,
    RESERVATION_CANCELLED,
    RESERVATION_USED,
    KEY_FORGOTTEN,
    HEARD,
    REQUESTED,
    APPROVED,
    REFUSED,
    CANCELLED,
    HANDED_OUT,
    HANDED_ON,
    EXTENDED,
    GIVEN_BACK,
    GIVE_BACK_UNDONE,
    EXPLAINED,
    CALLED,
    PRINTED,
    SIGNED,
    LINE_LOST,
    FORGOTTEN,
)
