"""The first day of a desk: set it up, sign in, lock, come back; in the real program, with keys as from a keyboard."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk_app.opening import Program
from desk_app.services import assembly
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.settings import LocalSettings
from desk_app.ui.main_window import MainWindow
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeSecrets

pytestmark = [
    pytest.mark.story,
    pytest.mark.skipif(not shutil.which("xdotool"), reason="xdotool is not installed"),
]
A_PERSON_MS = "90"
"""From key to key: slower than any scanner."""


def types(text: str) -> None:
    subprocess.run(["xdotool", "type", "--delay", A_PERSON_MS, text], check=True)


def press(*keys: str) -> None:
    subprocess.run(["xdotool", "key", "--delay", A_PERSON_MS, *keys], check=True)


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    """The program on an empty folder."""
    quick_pins(monkeypatch)
    secrets = FakeSecrets()
    monkeypatch.setattr(assembly, "open_secret_store", lambda folder, name: secrets)
    folder = DataFolder(tmp_path / "data")
    window = MainWindow()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.open_up(maximised=False)
    made = Program(window, folder, LocalSettings(folder.local_settings))
    made.start()
    yield made
    made.end()


def focused(widget: QWidget) -> bool:
    return widget.hasFocus()


def test_from_an_empty_folder_to_a_locked_desk(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: program.first_start is not None and program.first_start.isVisible())
    page = program.first_start
    assert page is not None
    page._choose_language("en")
    page.own_button.click()
    qtbot.waitUntil(lambda: focused(page.desk.field("building")))
    types("Harbour Tower")
    press("Return")
    types("HT")
    press("Return")
    types("A1")
    press("ctrl+Return")
    qtbot.waitUntil(lambda: focused(page.person.field("name")))
    types("Grace Lim")
    press("Return")
    types("738291")
    press("Return")
    types("738291")
    press("ctrl+Return")
    qtbot.waitUntil(lambda: program.desk is not None)
    assert program.desk is not None
    doors, session = program.desk.frame.doors, program.desk.session
    qtbot.waitUntil(lambda: focused(doors.sign_in_page.pad.field))
    types("738291")
    press("Return")
    qtbot.waitUntil(lambda: session.open)
    press("ctrl+l")
    qtbot.waitUntil(lambda: doors.cover.isVisible())
    assert not session.open
    press("space")
    qtbot.waitUntil(lambda: focused(doors.sign_in_page.pad.field))
    types("738291")
    press("Return")
    qtbot.waitUntil(lambda: session.open)
    press("F2")
    qtbot.waitUntil(lambda: focused(program.desk.frame.search))  # type: ignore[union-attr]
