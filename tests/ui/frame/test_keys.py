"""No tab takes a key that the window has everywhere: with two that answer, neither does."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QAction, QShortcut

import desk_app.ui.tabs
from desk_app.ui.pages.shortcuts import EVERYWHERE
from tests.desk_fixtures import People
from tests.ui.frame.conftest import Stage

TABS = Path(desk_app.ui.tabs.__file__).parent
_KEY = re.compile(r"(?:(?:Ctrl|Alt|Shift)\+)+(?:[A-Z0-9]|F\d+|\w+)|F\d+")
_UNDO = "Ctrl+Z"
"""The window's answers only while a message with Undo stands; on a page it takes back the same."""
IN_DIALOGS = {("mail", "F2"), ("loans", "F6")}
"""While a dialog is open the window's keys rest."""


def _window_keys(stage: Stage) -> set[str]:
    shortcuts = [one.key().toString() for one in stage.window.findChildren(QShortcut)]
    actions = [one.shortcut().toString() for one in stage.window.findChildren(QAction)]
    return {key for key in (*shortcuts, *actions) if key} - {_UNDO}


def _tab_keys() -> Iterator[tuple[str, str]]:
    for source in TABS.rglob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and _KEY.fullmatch(node.value):
                yield source.relative_to(TABS).parts[0], node.value


def test_no_key_of_a_tab_is_one_of_the_windows(stage: Stage, people: People) -> None:
    stage.enter(people.receptionist)
    window = _window_keys(stage) | {f"Ctrl+{n}" for n in range(10)}
    assert {"Ctrl+L", "Ctrl+F", "F1", "F2", "F6", "F12"} <= window
    assert {one.keys for one in EVERYWHERE.shortcuts} - {"Return", "Esc", _UNDO} <= window
    assert sorted({one for one in _tab_keys() if one[1] in window} - IN_DIALOGS) == []
