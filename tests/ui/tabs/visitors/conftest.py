"""The visitor log on a real desk: work done at once, questions answered by `asked`, papers kept in a tray."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.printing.model import Document
from desk_app.services.visitors.queries import View, VisitCard, VisitorQueries
from desk_app.services.visitors.records import Arrival, Expectation, Host, Visit
from desk_app.services.visitors.service import Visitors
from desk_app.ui.context import AppContext
from desk_app.ui.tabs.visitors.check_in import CheckIn
from desk_app.ui.tabs.visitors.page import VisitorsPage
from desk_app.ui.tabs.visitors.visit_form import VisitForm
from desk_app.ui.tabs.visitors.visit_panel import VisitPanel
from tests.desk_fixtures import People
from tests.fakes import Asked, FakeClock
from tests.ui.tabs.conftest import Stage, settle

HOST = Host(tenant="云帆科技", unit="1205", floor="12", person="陈丽")
KNOWN = Arrival(name="张伟明", phone="13812345678", company="华岳贸易", host=HOST)
ID_NUMBER = "11010519491231002X"
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)


@dataclass
class Log:
    """The page in its window, and everything a test looks at."""

    page: VisitorsPage
    stage: Stage
    desk: Services
    people: People
    clock: FakeClock

    @property
    def ctx(self) -> AppContext:
        return self.stage.ctx

    @property
    def asked(self) -> Asked:
        return self.stage.asked

    @property
    def toast(self) -> str:
        return self.stage.toast

    @property
    def printed(self) -> list[Document]:
        return self.ctx.printing.printed  # type: ignore[attr-defined, no-any-return]

    @property
    def previewed(self) -> list[Document]:
        return self.ctx.printing.previewed  # type: ignore[attr-defined, no-any-return]

    @property
    def check_in(self) -> CheckIn:
        assert self.page.check_in is not None
        return self.page.check_in

    @property
    def form(self) -> VisitForm:
        return self.check_in.form

    @property
    def panel(self) -> VisitPanel:
        assert self.page.panel is not None
        return self.page.panel

    @property
    def rows(self) -> list[Visit]:
        return list(self.page.table.rows_model.rows)

    @property
    def steps(self) -> list[str]:
        """What may be done with the visit in sight, in its order."""
        return [one.text() for one in self.panel.findChildren(QPushButton) if one.property("kind") != "link"]

    def visits(self) -> list[Visit]:
        """Today's visits as they are on record."""
        return self.desk.get(VisitorQueries).visits(self.people.supervisor, self.page.today(), View.ALL)

    def card(self, visit: Visit) -> VisitCard:
        return self.desk.get(VisitorQueries).card(self.people.supervisor, visit.id)

    def come(self, arrival: Arrival = KNOWN, **other: Any) -> Visit:
        """Somebody checked in without the page."""
        service = self.desk.get(Visitors)
        visit = service.check_in(self.people.receptionist, replace(arrival, **other)).result.visit
        self.page.load()
        return visit

    def expect(self, **other: Any) -> Visit:
        """Somebody announced without the page."""
        typed = Expectation(**{"name": "李建国", "day": self.page.today(), "host": HOST} | other)
        visit = self.desk.get(Visitors).expect(self.people.receptionist, typed).result
        self.page.load()
        return visit

    def open(self, visit: Visit) -> VisitPanel:
        self.page.show_record("visit", visit.id)
        settle()
        return self.panel

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, at: QWidget | None = None) -> None:
        QTest.keyClick(at or QApplication.focusWidget() or self.page, key, modifiers)
        settle()

    def type(self, **fields: str) -> None:
        """Write into the fields of the check-in, as somebody who types."""
        for name, text in fields.items():
            write(self.form, name, text)

    def submit(self) -> None:
        self.check_in.save.click()
        settle()

    def undo(self) -> None:
        """Undo of the toast."""
        self.ctx.toasts.undo()
        settle()

    def step(self, text: str) -> None:
        """Press a button of the visit in sight."""
        press(self.panel, text)


def write(form: VisitForm, name: str, text: str) -> None:
    """Write a text into a field of a form."""
    where = form.main if name in form.main.draft() else form.extra
    field: Any = where.field(name)
    field.setPlainText(text) if hasattr(field, "setPlainText") else field.setText(text)


def press(where: QWidget, text: str) -> None:
    """Press the button that says so."""
    (found,) = [one for one in where.findChildren(QPushButton) if text in (one.text(), one.accessibleName())]
    found.click()
    settle()


def dialog_of(page: QWidget, kind: type[W]) -> W:
    """The open dialog of this kind."""
    (found,) = [one for one in page.window().findChildren(kind) if one.isVisible()]
    return found


@pytest.fixture
def log_of(
    stage: Callable[[Actor], Stage], desk: Services, people: People, clock: FakeClock
) -> Iterator[Callable[[Actor], Log]]:
    """The page as somebody sees it."""

    def make(actor: Actor) -> Log:
        made = stage(actor)
        page = VisitorsPage(made.ctx)
        made.ctx.bus.follow(page, {"visits"}, page.load)
        made.show(page)
        made.window.activateWindow()
        settle()
        return Log(page, made, desk, people, clock)

    yield make


@pytest.fixture
def log(log_of: Callable[[Actor], Log], people: People) -> Log:
    """The receptionist's page."""
    return log_of(people.receptionist)
