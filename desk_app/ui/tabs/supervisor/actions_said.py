"""Entries of the audit log in words: the action, and what it concerned as far as that is nobody's secret."""

from __future__ import annotations

import json
from collections.abc import Mapping

from desk_app.services.audit.records import AuditEntry
from desk_app.services.catalogue import declared_settings, features
from desk_app.services.core.words import N_, Message
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.supervisor.action_names import NAMES

_FACTS: dict[str, Message] = {
    "reason": N_("Reason: {value}", "audit"),
    "backup": N_("File: {value}", "audit"),
    "rows": N_("Records: {value}", "audit"),
    "added": N_("Added: {value}", "audit"),
    "changed": N_("Changed: {value}", "audit"),
    "desk": N_("Desk number: {value}", "audit"),
}
"""What entries note beside ids, and how it is said. What is not here is not shown."""
_REASONED = N_("A reason is on record", "audit")
"""Free words may name people: they stand with the record, where they can expire, and not in the log that stays."""


_WAYS: dict[str, Message] = {
    "phone": N_("fingerprint compared by phone", "audit"),
    "file": N_("card brought by hand", "audit"),
}
"""How a desk's key card was known to be that desk's."""


def say_action(action: str) -> str:
    """An action in the language in use; one of a newer or older program as it is written."""
    return tr(NAMES[action]) if action in NAMES else action


def say_detail(entry: AuditEntry, names: Mapping[int, str]) -> str:
    """What an entry concerned: records by `names`, the setting, the reason. Ids without a name are left out."""
    noted = json.loads(entry.detail)
    said = [names[one] for one in concerned(entry) if one in names]
    if "key" in noted:
        said.append(_setting(str(noted["key"])))
    said += [tr(text, value=noted[key]) for key, text in _FACTS.items() if noted.get(key) not in (None, "")]
    said += [tr(_REASONED)] if noted.get("reasoned") else []
    said += [tr(_WAYS[noted["way"]])] if noted.get("way") in _WAYS else []
    return " · ".join(said)


def concerned(entry: AuditEntry) -> list[int]:
    """The ids of the records an entry is about, each once."""
    noted = json.loads(entry.detail)
    return list(dict.fromkeys([*noted.get("of", ()), *([noted["visit"]] if "visit" in noted else [])]))


def _setting(key: str) -> str:
    return next((tr(one.label) for one in declared_settings() if one.key == key), key)


def area_titles() -> dict[object, Message]:
    """The beginning of a feature's actions, and what the feature is called."""
    titles: dict[object, Message] = {f"{one.id}.": one.title for one in features() if one.services}
    return {**titles, "watch_list.": N_("Watch list"), "notices.": N_("Notices"), "demo.": N_("Demo building")}
