"""The mail tab on a real desk: work done at once, questions answered by `asked`, papers kept in a tray."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.mail.documents import LABEL, RETURN_LABEL
from desk_app.services.mail.records import Piece, View
from desk_app.services.printing.model import Document, Size
from desk_app.ui.tabs.mail.page import MailPage
from desk_app.ui.tabs.mail.panel import PiecePanel
from desk_app.ui.tabs.mail.room import Room
from desk_app.ui.widgets.picker import Picker
from desk_app.ui.widgets.signature_pad import SignaturePad
from tests.desk_fixtures import People
from tests.fakes import Asked, FakeClock
from tests.services.mail.sorting_desk import Counter
from tests.ui.page_context import PaperTray
from tests.ui.tabs.conftest import Stage, settle

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)
LABELS = (LABEL, RETURN_LABEL)


@dataclass
class Desk:
    """The page in its window, and everything a test looks at."""

    page: MailPage
    stage: Stage
    counter: Counter

    @property
    def asked(self) -> Asked:
        return self.stage.asked

    @property
    def clock(self) -> FakeClock:
        return self.counter.clock

    @property
    def toast(self) -> str:
        return self.stage.toast

    @property
    def room(self) -> Room:
        return self.page.room

    @property
    def panel(self) -> PiecePanel:
        assert self.page.panel is not None
        return self.page.panel

    @property
    def rows(self) -> list[Piece]:
        return list(self.page.table.rows_model.rows)

    @property
    def papers(self) -> PaperTray:
        tray = self.stage.ctx.printing
        assert isinstance(tray, PaperTray)
        return tray

    @property
    def printed(self) -> list[Document]:
        return self.papers.printed

    def pieces(self, view: View = View.WAITING) -> list[Piece]:
        today = self.clock.now().astimezone(self.clock.zone).date()
        return self.counter.ask.pieces(self.stage.ctx.actor, view, today)

    def load(self) -> None:
        """What the bus would make the page do after a change."""
        self.page.load()
        settle()

    def open(self, piece: Piece) -> PiecePanel:
        self.page.show_record("mail", piece.id)
        settle()
        return self.panel

    def dialog(self, kind: type[W]) -> W:
        """The dialog of this kind that is open, with the keyboard in it."""
        settle()
        (found,) = [one for one in self.stage.window.findChildren(kind) if one.isVisible()]
        found.activateWindow()
        settle()
        return found

    def none_open(self, kind: type[QWidget]) -> bool:
        settle()
        return not [one for one in self.stage.window.findChildren(kind) if one.isVisible()]

    def type(self, picker: Picker, text: str) -> None:
        """Type into a field with suggestions, and let the keys rest."""
        picker.setFocus()
        picker.setText(text)
        picker.textEdited.emit(text)
        picker.query.emit(text)
        settle()

    def choose(self, picker: Picker, text: str) -> None:
        """Type, and take the first suggestion with Enter."""
        self.type(picker, text)
        self.key(Qt.Key.Key_Return, at=picker)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, at: QWidget | None = None) -> None:
        QTest.keyClick(at or QApplication.focusWidget() or self.page, key, modifiers)
        settle()
        if QApplication.activeModalWidget() is None:  # without a window manager nobody does it after a popup
            self.stage.window.activateWindow()
            settle()


def sign(pad: SignaturePad) -> None:
    """Somebody signs with the mouse."""
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, NONE, QPoint(20, 60))
    for at in range(30, 120, 10):
        QTest.mouseMove(pad, QPoint(at, 40 + at % 30))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, NONE, QPoint(130, 60))
    settle()


def press(root: QWidget, text: str) -> None:
    """Press the one button in sight that says this."""
    buttons = [one for one in root.findChildren(QPushButton) if one.isVisible()]
    found = [one for one in buttons if one.accessibleName() == text]
    assert len(found) == 1, (text, [one.accessibleName() for one in buttons])
    found[0].click()
    settle()


def offered(root: QWidget) -> list[str]:
    """What the buttons in sight say."""
    buttons = root.findChildren(QPushButton)
    return [one.accessibleName() for one in buttons if one.isVisible() and one.isEnabled()]


def first_offer(root: QWidget) -> str:
    """What the large button says."""
    (one,) = [one for one in root.findChildren(QPushButton) if one.property("kind") == "primary"]
    return one.accessibleName()


@pytest.fixture(autouse=True)
def label_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Labels are printed on labels, all else on a sheet."""
    monkeypatch.setattr(PaperTray, "size", lambda _, kind: Size.LABEL_60_40 if kind in LABELS else Size.A5)


@pytest.fixture
def counter(desk: Services, people: People, clock: FakeClock) -> Counter:
    """Monday 9:00: three tenants and no mail yet."""
    return Counter(desk, people, clock)


@pytest.fixture
def front_of(stage: Callable[[Actor], Stage], counter: Counter) -> Callable[[Actor], Desk]:
    """The page as somebody sees it."""

    def make(actor: Actor) -> Desk:
        made = stage(actor)
        page = MailPage(made.ctx)
        made.show(page)
        made.window.activateWindow()
        settle()
        return Desk(page, made, counter)

    return make


@pytest.fixture
def front(front_of: Callable[[Actor], Desk], people: People) -> Desk:
    """The page as the receptionist sees it."""
    return front_of(people.receptionist)
