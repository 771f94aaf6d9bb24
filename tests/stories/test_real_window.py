"""The screen the stories stand on: a window comes to the front and takes keys as from a keyboard."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

pytestmark = [
    pytest.mark.story,
    pytest.mark.skipif(not shutil.which("xdotool"), reason="xdotool is not installed"),
]


def test_a_window_takes_keys(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
    subprocess.run(["xdotool", "type", "--delay", "5", "130125"], check=True)
    qtbot.waitUntil(lambda: field.text() == "130125")
