"""Why a file on the share does not count, in words. A new `Fault` has its line here; a test looks."""

from __future__ import annotations

from desk_app.services.core.words import N_, Message
from desk_app.services.sync.frame import Fault

FAULTS: dict[Fault, Message] = {
    Fault.SIZE: N_("Cut off or too long", "fault"),
    Fault.DIGEST: N_("Damaged", "fault"),
    Fault.NAME: N_("Its name is not its own", "fault"),
    Fault.SIGNATURE: N_("Altered, or not signed by whom it says", "fault"),
    Fault.HEADER: N_("Cannot be read", "fault"),
    Fault.STRANGER: N_("From a desk that is not admitted", "fault"),
    Fault.OTHER_SHARE: N_("From another head office", "fault"),
    Fault.OTHER_DESK: N_("Of another desk", "fault"),
    Fault.CHAIN: N_("Does not follow the one before", "fault"),
    Fault.FORK: N_("From a copied PC", "fault"),
    Fault.OLD: N_("Older than what is here", "fault"),
    Fault.NEWER: N_("Needs a newer program", "fault"),
    Fault.SECTION: N_("A part cannot be opened", "fault"),
    Fault.TOO_LARGE: N_("Too large", "fault"),
    Fault.CONTENT: N_("Its content makes no sense", "fault"),
    Fault.HELD: N_("Held by another program, or not to be read by this PC", "fault"),
}
