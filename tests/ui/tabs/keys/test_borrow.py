"""Lending by keyboard and scanner alone."""

from __future__ import annotations

from PySide6.QtCore import Qt

from desk_app.services.keys.records import HandoutState, Purpose, View
from tests.ui.tabs.keys.conftest import CTRL, PLANT, RING, VACANT, Counter


def test_a_key_is_lent_by_scan_initials_and_purpose(counter: Counter) -> None:
    counter.scan_copy(VACANT)
    counter.keys("wq")
    counter.press(Qt.Key.Key_Return)
    counter.press(Qt.Key.Key_Return)
    counter.press(Qt.Key.Key_Down)
    counter.press(Qt.Key.Key_Return, CTRL)
    (one,) = counter.handouts(View.OUT)
    assert (one.holder, one.purpose, one.state) == ("王强", Purpose.INSPECTION, HandoutState.OUT)
    assert [line.code for line in one.lines] == ["K0231-1"]
    assert counter.form.blank and "K0231-1" in counter.toast
