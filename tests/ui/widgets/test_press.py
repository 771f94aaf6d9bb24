import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from desk_app.services.core.words import N_
from desk_app.ui.widgets.parts import button, column
from desk_app.ui.widgets.press import PushButton, ToolButton

PACKAGE = Path(__file__).resolve().parents[3] / "desk_app" / "ui"


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_presses_the_button_with_the_focus_once(qtbot, key: Qt.Key) -> None:
    pressed: list[str] = []
    dialog, field = QDialog(), QLineEdit()
    qtbot.addWidget(dialog)
    save = button(N_("Save"), lambda: pressed.append("save"), kind="primary")
    close = button(N_("Close"), lambda: pressed.append("close"))
    save.setDefault(True)
    dialog.setLayout(column(field, save, close))
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    for made in (close, save):
        made.setFocus()
        qtbot.keyClick(made, key)
    assert pressed == ["close", "save"]
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert pressed == ["close", "save", "save"]
    assert dialog.isVisible()


def test_a_key_held_down_and_ctrl_enter_press_nothing(qtbot) -> None:
    pressed: list[bool] = []
    for made in (PushButton(), ToolButton()):
        qtbot.addWidget(made)
        made.clicked.connect(lambda: pressed.append(True))
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True)
        QApplication.sendEvent(made, held)
        qtbot.keyClick(made, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert pressed == []
        qtbot.keyClick(made, Qt.Key.Key_Return)
        assert pressed.pop()


def test_every_button_is_one_that_enter_presses() -> None:
    bare = re.compile(r"\b(QPushButton|QToolButton)\([^)]*\)(?!:)")
    users = [path.name for path in PACKAGE.rglob("*.py") if bare.search(path.read_text(encoding="utf-8"))]
    assert users == []
