"""The scanner's keys with everything that goes wrong on the way, at a button: a pass comes out or a clean reject, and
nothing is pressed by it.
"""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk_app.services.codes.scanned import Scan, read
from tests.services.codes.wedge import INPUTS
from tests.ui.test_scan import Desk, desk, send, strike

__all__ = ["desk"]
NO_KEYS = {"null bytes"}
"""No keyboard has such a key, and Qt's own test keys stumble over it."""
ENDS = {"\r": Qt.Key.Key_Return, "\n": Qt.Key.Key_Enter, "\t": Qt.Key.Key_Tab}


def types(desk: Desk, raw: str) -> None:
    for char in raw:
        if char in ENDS:
            strike(desk, ENDS[char])
        elif char.isascii() and char.isprintable():
            strike(desk, char)
        else:
            send(desk, char)


@pytest.mark.parametrize("name", [name for name in INPUTS if name not in NO_KEYS])
def test_the_right_code_arrives_or_none_and_nothing_is_pressed(desk: Desk, qtbot: QtBot, name: str) -> None:
    raw, codes = INPUTS[name]
    desk.button.setFocus()
    types(desk, raw + "\r")
    qtbot.waitUntil(lambda: bool(desk.scans or desk.others), timeout=2000)
    QTest.qWait(1)
    found = [part for text in (*desk.scans, *desk.others) for part in (read(text).parts or (read(text),))]
    whole = [part.text for part in found if part.what in (Scan.SIGNED_CODE, Scan.SHORT_NUMBER)]
    assert list(dict.fromkeys(whole)) == list(codes)
    assert desk.pressed == []
    assert desk.field.text() == "before" and not desk.table.selection()
