from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.settings import LocalSettings
from desk_app.services.gate.options import LOOK
from tests.desk_fixtures import People
from tests.ui.gate.build import GateParts, build


@pytest.fixture
def gate(
    qtbot: QtBot, qapp: QApplication, desk: Services, folder: DataFolder, people: People
) -> Iterator[GateParts]:
    """The guard's window in front of the guard, in English, by day: dressing the program takes time."""
    LocalSettings(folder.local_settings).put(LOOK, "light")
    parts = build(desk, folder, people.guard)
    qtbot.addWidget(parts.window)
    parts.window.resize(1366, 768)
    parts.window.show()
    yield parts
    assert parts.tasks.shown == []
    parts.window.close()
