"""Outgoing mail on a real desk: the place alone in a window, work done at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.core.people import Actor
from desk_app.services.mail.records import Outgoing
from desk_app.ui.tabs.mail.months import Months
from desk_app.ui.tabs.mail.outgoing_form import OutgoingForm
from desk_app.ui.tabs.mail.outgoing_place import MONTHS, WEEKS, OutgoingPlace
from desk_app.ui.tabs.mail.outgoing_register import Register
from desk_app.ui.tabs.mail.weeks import Weeks
from desk_app.ui.widgets.signature_pad import SignaturePad
from tests.desk_fixtures import People
from tests.services.mail.sorting_desk import Counter
from tests.ui.tabs.conftest import Stage, settle

NONE = Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)


@dataclass
class Post:
    """The place in its window, and everything a test looks at."""

    place: OutgoingPlace
    stage: Stage
    counter: Counter

    @property
    def register(self) -> Register:
        return self.place.register

    @property
    def form(self) -> OutgoingForm:
        return self.place.register.form

    @property
    def weeks(self) -> Weeks:
        return self.place.weeks

    @property
    def months(self) -> Months:
        return self.place.months

    @property
    def toast(self) -> str:
        return self.stage.toast

    @property
    def items(self) -> list[Outgoing]:
        """What the register shows."""
        return list(self.register.table.rows_model.rows)

    def load(self) -> None:
        """What the bus would make the page do after a change."""
        self.place.load()
        settle()

    def to_weeks(self) -> Weeks:
        self.place.chips.choose(WEEKS)
        settle()
        return self.weeks

    def to_months(self) -> Months:
        self.place.chips.choose(MONTHS)
        settle()
        return self.months

    def type(self, text: str) -> None:
        """Into whatever has the keyboard, in one go: as an input method gives it."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), event)
        settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.place, key, modifiers)
        settle()
        if QApplication.activeModalWidget() is None:
            self.stage.window.activateWindow()
            settle()

    def enter(self) -> None:
        self.key(Qt.Key.Key_Return)

    def dialog(self, kind: type[W]) -> W:
        """The dialog of this kind that is open, with the keyboard in it."""
        settle()
        (found,) = [one for one in self.stage.window.findChildren(kind) if one.isVisible()]
        found.activateWindow()
        settle()
        return found

    def field(self) -> QWidget | None:
        """What has the keyboard."""
        return QApplication.focusWidget()


def sign(pad: SignaturePad) -> None:
    """A stroke with a few points."""
    pad._begin(QPointF(40, 60))
    for step in range(1, 8):
        pad._go(QPointF(40 + 20 * step, 60 + 6 * (step % 3)))


@pytest.fixture
def post_of(stage: Callable[[Actor], Stage], counter: Counter) -> Callable[[Actor], Post]:
    """The place as somebody sees it."""

    def make(actor: Actor) -> Post:
        made = stage(actor)
        place = OutgoingPlace(made.ctx)
        made.show(place)
        made.window.activateWindow()
        place.begin()
        settle()
        return Post(place, made, counter)

    return make


@pytest.fixture
def post(post_of: Callable[[Actor], Post], people: People) -> Post:
    """The place as the receptionist sees it."""
    return post_of(people.receptionist)
