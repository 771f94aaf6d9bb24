"""Actions of the audit log in words. What has none is shown as its feature's title and the verb's own name."""

from __future__ import annotations

import json

from desk_app.services.audit.records import AuditEntry
from desk_app.services.catalogue import features
from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import tr

SAID: dict[str, Message] = {
    "staff.sign_in": N_("Signed in"),
    "staff.sign_out": N_("Signed out"),
    "staff.lock": N_("Screen locked"),
    "staff.approve": N_("Approved at a colleague's desk"),
    "staff.add": N_("Account opened"),
    "staff.change": N_("Account changed"),
    "staff.set_pin": N_("New PIN given"),
    "staff.choose_pin": N_("Own PIN chosen"),
    "staff.close": N_("Account closed"),
    "staff.reopen": N_("Account opened again"),
    "settings.store": N_("Setting changed"),
    "audit.entries": N_("Audit log looked at"),
    "backups.order": N_("Backup made by hand"),
    "backups.order_restore": N_("Restore begun"),
    "backups.note_restored": N_("Restored from a backup"),
}


def say_action(action: str) -> str:
    """An action in the language in use."""
    if action in SAID:
        return tr(SAID[action])
    area, _, verb = action.partition(".")
    title = area_titles().get(f"{area}.")
    return f"{tr(title)}: {verb.replace('_', ' ')}" if title else action


def say_detail(entry: AuditEntry) -> str:
    """What an entry adds: facts as they were noted, without the ids of records."""
    noted = json.loads(entry.detail)
    return " · ".join(
        f"{key}: {value}" for key, value in noted.items() if key != "of" and value not in (None, "")
    )


def area_titles() -> dict[object, Message]:
    """The beginning of a feature's actions, and what the feature is called."""
    return {f"{feature.id}.": feature.title for feature in features() if feature.services}
