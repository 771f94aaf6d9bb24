"""The list, the room, the places, scans, and what opens the page from elsewhere."""

from __future__ import annotations

from PySide6.QtCore import Qt

from tests.services.mail.sorting_desk import Counter, K
from tests.ui.tabs.mail.conftest import Desk


def test_the_list_shows_what_waits(front: Desk, counter: Counter) -> None:
    piece = counter.piece(K.PARCEL, place="A-3", recipient="张伟明")
    front.load()
    assert [one.id for one in front.rows] == [piece.id]
    panel = front.open(piece)
    front.key(Qt.Key.Key_Escape, at=panel)
    assert front.page.panel is None
