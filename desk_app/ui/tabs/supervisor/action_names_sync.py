"""What the actions of the exchange with head office are called in the audit log."""

from __future__ import annotations

from desk_app.services.core.words import N_, Message

SYNC: dict[str, Message] = {
    "sync.connect": N_("Connected with head office", "action"),
    "sync.disconnect": N_("Parted from head office", "action"),
    "sync.begin_epoch": N_("New chain of batches begun", "action"),
    "sync.hear": N_("Other desks' records taken in", "action"),
    "sync.trust": N_("Head office's list of keys taken in", "action"),
    "sync.standing": N_("Exchange looked at", "action"),
    "sync.where": N_("Asked where records are", "action"),
    "sync.quarantine": N_("Files that do not count looked at", "action"),
    "sync.card": N_("Desk's card shown", "action"),
}
