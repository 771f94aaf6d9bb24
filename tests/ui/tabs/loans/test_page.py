"""The page itself: its tools at every width."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from desk_app.ui.tabs.loans.drawer_dialog import DrawerDialog
from desk_app.ui.tabs.loans.stock_dialog import StockDialog
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.loans.conftest import CTRL, Lobby


@pytest.mark.parametrize("width", [880, 1290])
@pytest.mark.parametrize(("key", "dialog"), [(Qt.Key.Key_D, DrawerDialog), (Qt.Key.Key_E, StockDialog)])
def test_drawer_and_stock_open_by_their_keys_at_every_width(
    lobby: Lobby, width: int, key: Qt.Key, dialog: type[QDialog]
) -> None:
    lobby.stage.window.resize(width, 640)
    settle()
    assert lobby.page.narrow is (width == 880)
    lobby.key(key, CTRL, at=lobby.page)
    lobby.dialog(dialog).close()
