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
    "master.applied": N_("Master data of head office taken in", "action"),
    "master.proposals": N_("Proposals to head office looked at", "action"),
    "master.master": N_("Asked how old the master data is", "action"),
    "joining.make_file": N_("Join file for a further PC saved", "action"),
    "joining.take_in": N_("This PC joined the building", "action"),
    "joining.take_place": N_("This PC took the place of a lost one", "action"),
}
