"""Lending on a real desk: work done at once, questions answered by `asked`, papers kept in a tray."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QPushButton, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.loans.records import Loan, LoanDraft, SuspensionDraft, View
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.printing.model import Document
from desk_app.ui.context import AppContext
from desk_app.ui.tabs.loans.item_panel import ItemPanel
from desk_app.ui.tabs.loans.lend_form import LendForm
from desk_app.ui.tabs.loans.loan_panel import LoanPanel
from desk_app.ui.tabs.loans.page import LoansPage
from desk_app.ui.widgets.picker import Picker
from tests.desk_fixtures import People
from tests.fakes import Asked, FakeClock
from tests.services.loans.lending_desk import Counter
from tests.ui.tabs.conftest import Stage, settle
from tests.ui.tabs.directory.conftest import fill

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)


@dataclass
class Lobby:
    """The page in its window, and everything a test looks at."""

    page: LoansPage
    stage: Stage
    counter: Counter

    @property
    def ctx(self) -> AppContext:
        return self.stage.ctx

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
    def form(self) -> LendForm:
        return self.page.form

    @property
    def panel(self) -> LoanPanel:
        assert isinstance(self.page.panel, LoanPanel)
        return self.page.panel

    @property
    def item_panel(self) -> ItemPanel:
        assert isinstance(self.page.panel, ItemPanel)
        return self.page.panel

    @property
    def printed(self) -> list[Document]:
        return self.ctx.printing.printed  # type: ignore[attr-defined, no-any-return]

    @property
    def previewed(self) -> list[Document]:
        return self.ctx.printing.previewed  # type: ignore[attr-defined, no-any-return]

    def on_record(self, view: View = View.OUT) -> list[Loan]:
        today = self.clock.now().astimezone(self.clock.zone).date()
        return self.counter.ask.loans(self.counter.people.receptionist, view, today)

    def only(self, view: View = View.OUT) -> Loan:
        (one,) = self.on_record(view)
        return one

    def scan(self, code: str) -> None:
        self.page.show_code(code)
        self.load()

    def load(self) -> None:
        """What the bus would make the page do after a change."""
        self.page.load()
        settle()

    def open(self, loan: Loan) -> LoanPanel:
        self.page.show_record("loan", loan.id)
        settle()
        return self.panel

    def who(self, name: str = "张伟明", phone: str = "13812345678") -> None:
        """Somebody stands in the form."""
        self.form.who.fill(LoanDraft((), name, phone=phone))
        settle()

    def judge(self) -> None:
        """The keys have rested."""
        self.form._rest.stop()
        self.form.judge()
        settle()

    def dialog(self, kind: type[W]) -> W:
        (found,) = [one for one in self.stage.window.findChildren(kind) if one.isVisible()]
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
    found = [
        one for one in root.findChildren(QPushButton) if one.isVisible() and one.accessibleName() == text
    ]
    assert len(found) == 1, (text, [one.accessibleName() for one in root.findChildren(QPushButton)])
    found[0].click()
    settle()


def choices(root: QWidget) -> dict[str, QAction]:
    """What the menus of its buttons hold."""
    return {one.text(): one for menu in root.findChildren(QMenu) for one in menu.actions()}


def pick(root: QWidget, text: str) -> None:
    """Choose a step from a menu."""
    choices(root)[text].trigger()
    settle()


def offered(root: QWidget) -> set[str]:
    """What the buttons in sight say."""
    return {
        one.accessibleName() for one in root.findChildren(QPushButton) if one.isVisible() and one.isEnabled()
    }


def write(dialog: QDialog, **fields: str) -> None:
    """Type into the fields of a dialog's form."""
    for name, text in fields.items():
        field = dialog.form.field(name)  # type: ignore[attr-defined]
        assert isinstance(field, QLineEdit), name
        field.setText(text)


@pytest.fixture
def counter(desk: Services, people: People, clock: FakeClock) -> Counter:
    """Things to lend."""
    return Counter(desk, people, clock)


@pytest.fixture
def lobby_of(stage: Callable[[Actor], Stage], counter: Counter) -> Callable[[Actor], Lobby]:
    """The page as somebody sees it."""

    def make(actor: Actor) -> Lobby:
        fill(counter.desk, counter.people.supervisor)
        made = stage(actor)
        page = LoansPage(made.ctx)
        made.show(page)
        made.window.activateWindow()
        settle()
        return Lobby(page, made, counter)

    return make


@pytest.fixture
def lobby(lobby_of: Callable[[Actor], Lobby], people: People) -> Lobby:
    """The page as the receptionist sees it."""
    return lobby_of(people.receptionist)


def tenant(counter: Counter, name: str = "云帆") -> int:
    """A tenant's id."""
    return counter.desk.get(DirectoryQueries).tenants(counter.people.supervisor, name)[0].id


def suspend(counter: Counter, phone: str, until: date | None = None) -> None:
    """The supervisor suspends a borrower."""
    draft = SuspensionDraft(phone, "李强", "多次逾期不还", until)
    counter.desk.get(Suspensions).suspend(counter.people.supervisor, draft)
