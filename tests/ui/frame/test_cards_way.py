"""The way to somebody's card: from a hit of the search on top, and from any page by one of its records."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.ui.errors import Errors
from desk_app.ui.frame import Frame
from desk_app.ui.session import Session
from tests.desk_fixtures import People
from tests.fakes import Asked, FakeClock, InstantTasks
from tests.ui.frame.conftest import CARDS, KEYS, VISITS, Hit, Stage
from tests.ui.page_context import make_context

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def with_cards(desk: Services, folder: DataFolder, clock: FakeClock, qtbot: QtBot) -> Iterator[Stage]:
    """A frame whose tabs include that of the cards, which a guard does not have."""
    window, tasks, asked = QMainWindow(), InstantTasks(), Asked()
    qtbot.addWidget(window)
    session = Session(clock, lambda: 3)
    frames: list[Frame] = []

    def lead(kind: str, record: int) -> None:
        if frames[0].place is not None:
            frames[0].place.show_record(kind, record)

    ctx = make_context(
        desk, folder, window, session, tasks=tasks, errors=Errors(asked), ask=asked, open_record=lead
    )
    found = [Hit("visit", 1, "王大锤"), Hit("key", 2, "K-12")]
    frames.append(Frame(ctx, (VISITS, CARDS, KEYS), lambda actor, text: list(found)))
    window.setCentralWidget(frames[0])
    window.resize(1200, 700)
    window.show()
    window.activateWindow()
    frames[0].doors.ask()
    yield Stage(window, ctx, frames[0], clock, tasks, asked, found)
    ctx.session.close()
    ctx.toasts.close()
    frames[0].close_down()


def test_ctrl_enter_on_a_hit_leads_to_the_card(with_cards: Stage, people: People) -> None:
    with_cards.enter(people.receptionist)
    shortcut, pressed = QShortcut(QKeySequence("Ctrl+Return"), with_cards.frame), []
    shortcut.activated.connect(lambda: pressed.append(True))
    search = with_cards.frame.search
    search.setFocus()
    QTest.keyClicks(search, "w")
    assert search.popup.hint.isVisible() and "Ctrl+Enter" in search.popup.hint.text()
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Return, CTRL)
    assert with_cards.page("cards").seen == ["load", ("card/key", 2)]
    assert pressed == [], "the page behind took nothing"
    assert search.text() == "" and not search.popup.isVisible()


def test_without_a_hit_ctrl_enter_is_the_page_s(with_cards: Stage, people: People) -> None:
    with_cards.enter(people.receptionist)
    with_cards.found.clear()
    search = with_cards.frame.search
    QTest.keyClicks(search, "w")
    assert not search.popup.hint.isVisible()
    QTest.keyClick(search, Qt.Key.Key_Return, CTRL)
    assert with_cards.page("cards").seen == ["load"]


def test_any_page_leads_to_the_card_of_its_record(with_cards: Stage, people: People) -> None:
    with_cards.enter(people.receptionist)
    with_cards.ctx.open_card("visit", 7)
    assert with_cards.page("cards").seen == ["load", ("card/visit", 7)]


def test_a_role_without_cards_is_offered_no_way_there(with_cards: Stage, people: People) -> None:
    with_cards.enter(people.guard)
    search = with_cards.frame.search
    QTest.keyClicks(search, "w")
    assert search.popup.isVisible() and not search.popup.hint.isVisible()
    QTest.keyClick(search, Qt.Key.Key_Return, CTRL)
    with_cards.ctx.open_card("visit", 7)
    assert with_cards.frame.place is not None
    assert [spec.id for spec in with_cards.frame.place.specs] == ["visits"]
    assert ("card/visit", 7) not in with_cards.page("visits").seen
