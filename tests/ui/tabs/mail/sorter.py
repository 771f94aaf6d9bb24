"""Somebody who sorts, for the tests of the sorting place: types, scans, presses."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desk_app.services.mail.records import Batch, OrdinaryCount, Piece
from desk_app.ui.tabs.mail import TAB
from desk_app.ui.tabs.mail.sorting import SortingPlace
from tests.services.mail.sorting_desk import TODAY, Counter
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.mail.conftest import CTRL, NONE, Desk

CLOUD, STAR, GONE = "深圳云帆科技有限公司", "北极星咨询有限公司", "旧梦影业有限公司"
ALT = Qt.KeyboardModifier.AltModifier


@dataclass
class Sorter:
    """The place with a batch in it."""

    front: Desk
    counter: Counter
    batch: Batch

    @property
    def place(self) -> SortingPlace:
        return self.front.page.sorting

    @property
    def line(self) -> QLineEdit:
        return self.place.fields.who.line

    @property
    def offered(self) -> list[str]:
        return [one.accessibleName() for one in self.place.offer.buttons if one.isVisible()]

    @property
    def said(self) -> str:
        """What is wrong at the line."""
        return self.place.fields.who.problem

    @property
    def done(self) -> list[str]:
        return self.place.side.last.texts()

    @property
    def at(self) -> str:
        """Where the keyboard is."""
        focus = QApplication.focusWidget()
        return focus.accessibleName() if focus is not None else ""

    @property
    def counts(self) -> dict[tuple[str, str], int]:
        """Letters on record: by kind and tenant."""
        found: list[OrdinaryCount] = self.counter.ask.ordinary(self.counter.clerk, TODAY)
        return {(one.kind.value, one.company): one.quantity for one in found}

    @property
    def pieces(self) -> list[Piece]:
        return self.counter.ask.sorted_of(self.counter.clerk, self.batch.id)

    def rest(self) -> None:
        """The keys have rested."""
        self.place.hand._ask()
        settle()

    def type(self, text: str, *, rest: bool = True) -> None:
        """Into whatever has the keyboard."""
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit)
        QTest.keyClicks(focus, text)  # Latin alone
        if rest:
            self.rest()

    def fill(self, text: str) -> None:
        """As `type`, for Chinese too."""
        focus = QApplication.focusWidget()
        assert isinstance(focus, QLineEdit)
        focus.setText(text)
        focus.textEdited.emit(text)
        self.rest()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.place, key, modifiers)
        settle()

    def enter(self) -> None:
        self.key(Qt.Key.Key_Return)

    def kind(self, number: int) -> None:
        self.key(Qt.Key(Qt.Key.Key_0.value + number), ALT)

    def scan(self, code: str) -> None:
        """Digits alone reach no field; a code with letters is taken out again of the field in use."""
        if not code.isdigit():
            assert self.front.page.take_barcode(code)
        else:
            assert self.front.page.take_scan(code)
        settle()
        self.rest()

    def finish(self) -> None:
        self.key(Qt.Key.Key_Return, CTRL)

    def letter(self, text: str) -> None:
        self.fill(text)
        self.enter()


def begin(front: Desk, counter: Counter, **counts: int) -> Sorter:
    """A batch of the post has come and is sorted."""
    front.stage.ctx.bus.follow(front.page, TAB.topics, front.page.load)
    batch = counter.arrive(**counts)
    front.page.sort(batch.id)
    settle()
    front.stage.window.activateWindow()
    settle()
    return Sorter(front, counter, batch)


def texts(root: QWidget) -> str:
    """All that stands in sight there."""
    return "\n".join(one.text() for one in root.findChildren(QLabel) if one.isVisible())
