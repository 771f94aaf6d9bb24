"""Lost property on a real desk: work done at once, questions answered by `asked`, papers kept in a tray."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.lost_property.records import FOUND_KIND, FoundItem, View
from desk_app.ui.tabs.lost_property.found_fields import FoundFields
from desk_app.ui.tabs.lost_property.page import LostPropertyPage
from desk_app.ui.tabs.lost_property.panel import ItemPanel
from desk_app.ui.tabs.lost_property.take_in import TakeIn
from desk_app.ui.widgets.second_person import SecondPersonDialog
from tests.desk_fixtures import PIN, People
from tests.fakes import Asked, FakeClock
from tests.services.lost_property.found_desk import FoundDesk
from tests.ui.tabs.conftest import Stage, settle

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)


@dataclass
class Desk:
    """The page in its window, and everything a test looks at."""

    page: LostPropertyPage
    stage: Stage
    counter: FoundDesk

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
    def tray(self) -> Any:
        return self.stage.ctx.printing

    @property
    def form(self) -> TakeIn:
        return self.page.form

    @property
    def fields(self) -> FoundFields:
        return self.page.form.fields

    @property
    def panel(self) -> ItemPanel:
        assert self.page.panel is not None
        return self.page.panel

    @property
    def rows(self) -> list[FoundItem]:
        return list(self.page.table.rows_model.rows)

    def items(self, view: View = View.OPEN) -> list[FoundItem]:
        today = self.clock.now().astimezone(self.clock.zone).date()
        return self.counter.ask.items(self.counter.boss, view, today)

    def only(self, view: View = View.OPEN) -> FoundItem:
        (one,) = self.items(view)
        return one

    def load(self) -> None:
        """What the bus would make the page do after a change."""
        self.page.load()
        settle()

    def open(self, item: FoundItem) -> ItemPanel:
        self.page.show_record(FOUND_KIND, item.id)
        settle()
        return self.panel

    def write(self, what: str = "黑色雨伞", place: str = "大堂沙发", secret: str = "", **others: str) -> None:
        """An item stands in the form."""
        self.fields.what.setText(what)
        self.fields.place.set_draft((None, place))
        self.fields.secret.setPlainText(secret)
        for name, text in others.items():
            field = getattr(self.fields, name)
            (field.setPlainText if isinstance(field, QPlainTextEdit) else field.setText)(text)

    def submit(self) -> None:
        self.form.submit()
        settle()

    def dialog(self, kind: type[W]) -> W:
        """The dialog of this kind that is open, with the keyboard in it."""
        settle()
        (found,) = [one for one in self.stage.window.findChildren(kind) if one.isVisible()]
        found.activateWindow()
        settle()
        return found

    def second(self, pin: str = PIN) -> SecondPersonDialog:
        """The second person types a PIN."""
        dialog = self.dialog(SecondPersonDialog)
        dialog.who.choose(self.counter.second.staff_id)
        dialog.pin.setText(pin)
        dialog.submit()
        settle()
        return dialog

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, at: QWidget | None = None) -> None:
        QTest.keyClick(at or QApplication.focusWidget() or self.page, key, modifiers)
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


def told(root: QWidget) -> str:
    """Everything that stands in a widget: labels, fields, buttons, tips, names for the screen reader."""
    widgets = [root, *root.findChildren(QWidget)]
    said = [text for one in widgets for text in (one.toolTip(), one.accessibleName(), one.windowTitle())]
    said += [one.text() for one in widgets if isinstance(one, QLabel | QLineEdit | QPushButton)]
    said += [one.toPlainText() for one in widgets if isinstance(one, QPlainTextEdit)]
    return "\n".join(said)


@pytest.fixture
def counter(desk: Services, people: People, clock: FakeClock) -> FoundDesk:
    """Somebody who takes things in, and a second one who confirms them."""
    return FoundDesk(desk, people, clock)


@pytest.fixture
def front_of(stage: Callable[[Actor], Stage], counter: FoundDesk) -> Callable[[Actor], Desk]:
    """The page as somebody sees it."""

    def make(actor: Actor) -> Desk:
        made = stage(actor)
        page = LostPropertyPage(made.ctx)
        made.show(page)
        made.window.activateWindow()
        settle()
        return Desk(page, made, counter)

    return make


@pytest.fixture
def front(front_of: Callable[[Actor], Desk], people: People) -> Desk:
    """The page as the receptionist sees it."""
    return front_of(people.receptionist)
