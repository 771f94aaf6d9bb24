"""The building's settings as services read them: a copy in memory, filled once and after every change."""

from __future__ import annotations

import json

from sqlalchemy import select

from desk_app.services.core.settings import Setting, T
from desk_app.services.db.database import Database
from desk_app.services.settings.tables import SettingRow


class StoredSettings:
    """Settings of the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._values: dict[str, object] = {}
        self.reload()

    def reload(self) -> None:
        """Read all of them again."""
        with self._database.read() as session:
            rows = session.execute(select(SettingRow.key, SettingRow.value)).all()
        self._values = {key: json.loads(value) for key, value in rows}

    def get(self, setting: Setting[T]) -> T:
        """The value in force, or the default."""
        return (
            setting.from_json(self._values[setting.key]) if setting.key in self._values else setting.default
        )
