"""Changing the building's settings."""

from __future__ import annotations

import json
import zlib

from desk_app.services.core.changes import Changes, EventKind, Topic
from desk_app.services.core.people import SUPERVISORS, Actor
from desk_app.services.core.settings import Setting, T
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.settings.tables import SettingRow
from desk_app.services.settings.values import StoredSettings

SETTINGS = Topic("settings")
CHANGED = EventKind("setting.changed", SETTINGS)


class SettingsService(Service):
    """The supervisor's settings."""

    area = "settings"

    def change(self, by: Actor, setting: Setting[T], value: T) -> Changes[None]:
        """Set a value from now on. Raises UserError when it is out of range, NotPermitted for other roles."""
        changes = self.store(by, setting, value)
        if isinstance(self.bench.settings, StoredSettings):
            self.bench.settings.reload()
        return changes

    @command(allow=SUPERVISORS)
    def store(self, work: Work, setting: Setting[T], value: T) -> None:
        """Write a checked value; `change` is the verb for people."""
        raw = json.dumps(setting.to_json(setting.check(value)), ensure_ascii=False)
        work.session.merge(SettingRow(key=setting.key, value=raw))
        work.record(CHANGED, zlib.crc32(setting.key.encode()), {"key": setting.key, "value": raw})
        work.note(key=setting.key)
