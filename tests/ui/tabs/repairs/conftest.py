"""Repairs on a real desk: work done at once, questions answered by `asked`, papers kept in a tray."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.directory.records import Trade
from desk_app.services.repairs.records import Order, View
from desk_app.ui.tabs.repairs.intake import Intake
from desk_app.ui.tabs.repairs.page import RepairsPage
from desk_app.ui.tabs.repairs.panel import OrderPanel
from desk_app.ui.widgets.picker import Picker
from tests.desk_fixtures import People
from tests.fakes import Asked, FakeClock
from tests.services.repairs.repair_desk import RepairDesk
from tests.ui.tabs.conftest import Stage, settle

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)


@dataclass
class Desk:
    """The page in its window, and everything a test looks at."""

    page: RepairsPage
    stage: Stage
    ledger: RepairDesk

    @property
    def asked(self) -> Asked:
        return self.stage.asked

    @property
    def clock(self) -> FakeClock:
        return self.ledger.clock

    @property
    def toast(self) -> str:
        return self.stage.toast

    @property
    def form(self) -> Intake:
        return self.page.intake

    @property
    def panel(self) -> OrderPanel:
        assert self.page.panel is not None
        return self.page.panel

    @property
    def rows(self) -> list[Order]:
        return list(self.page.table.rows_model.rows)

    def orders(self, view: View = View.OPEN) -> list[Order]:
        today = self.clock.now().astimezone(self.clock.zone).date()
        return self.ledger.ask.orders(self.stage.ctx.actor, view, today)

    def only(self, view: View = View.OPEN) -> Order:
        (one,) = self.orders(view)
        return one

    def load(self) -> None:
        """What the bus would make the page do after a change."""
        self.page.load()
        settle()

    def open(self, order: Order) -> OrderPanel:
        self.page.show_record("repair", order.id)
        settle()
        return self.panel

    def say(self, where: str = "2401", what: str = "走廊灯不亮", phone: str = "13812345678") -> None:
        """A report stands in the form, looked at for duplicates."""
        self.form.who.phone.setText(phone)
        self.form.who.where.set_draft((None, where))
        self.form.who.where.editingFinished.emit()
        self.form.what.description.setPlainText(what)
        self.rest()

    def rest(self) -> None:
        """The keys have rested."""
        self.form.look_for_duplicates()
        settle()

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

    def choose(self, picker: Picker, text: str) -> None:
        """Type, and take the first suggestion with Enter."""
        picker.setFocus()
        picker.setText(text)
        picker.textEdited.emit(text)
        picker.query.emit(text)
        settle()  # the list stands, as it does when somebody has read it
        self.key(Qt.Key.Key_Return, at=picker)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, at: QWidget | None = None) -> None:
        QTest.keyClick(at or QApplication.focusWidget() or self.page, key, modifiers)
        settle()
        if QApplication.activeModalWidget() is None:  # without a window manager nobody does it after a popup
            self.stage.window.activateWindow()
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


@pytest.fixture
def ledger(desk: Services, people: People, clock: FakeClock) -> RepairDesk:
    """Monday 9:00: a tenant in 2301 and 2302, a vacant 2401, an electrician and a plumber."""
    return RepairDesk(desk, people, clock)


@pytest.fixture
def front_of(stage: Callable[[Actor], Stage], ledger: RepairDesk) -> Callable[[Actor], Desk]:
    """The page as somebody sees it."""

    def make(actor: Actor) -> Desk:
        made = stage(actor)
        page = RepairsPage(made.ctx)
        made.show(page)
        made.window.activateWindow()
        settle()
        return Desk(page, made, ledger)

    return make


@pytest.fixture
def front(front_of: Callable[[Actor], Desk], people: People) -> Desk:
    """The page as the receptionist sees it."""
    return front_of(people.receptionist)


def keep_price(ledger: RepairDesk, name: str = "更换灯管", yuan: str = "30") -> None:
    """A line of the price list."""
    verbs, boss = ledger.verbs, ledger.people.supervisor
    verbs.save_price(boss, None, Trade.ELECTRICAL, name, yuan, "支", True)
