"""What the actions of the exchange are called in the audit log."""

from __future__ import annotations

from desk_app.services.core.words import N_, Message

SYNC: dict[str, Message] = {
    "sync.connect": N_("Connected with head office", "action"),
    "sync.disconnect": N_("Disconnected from head office", "action"),
    "sync.begin_epoch": N_("This PC declared the one that counts", "action"),
    "sync.standing": N_("State of the exchange looked at", "action"),
    "sync.where": N_("Where records are looked up", "action"),
    "sync.quarantine": N_("Refused files looked at", "action"),
    "sync.card": N_("This desk's card for head office saved", "action"),
}
