"""What can happen to the exchange itself, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

SYNC = Topic("sync")

CONNECTED = EventKind("sync.connected", SYNC)
DISCONNECTED = EventKind("sync.disconnected", SYNC)
EPOCH_BEGUN = EventKind("sync.epoch_begun", SYNC)

EVENTS = (CONNECTED, DISCONNECTED, EPOCH_BEGUN)
