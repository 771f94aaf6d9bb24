"""The key register on a real desk: a few keys of every kind, colleagues who sign, work done at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import (
    Copy,
    Curfew,
    Handout,
    HandoutDraft,
    Key,
    KeyDraft,
    OwnerCall,
    Ring,
    RingDraft,
    View,
)
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.service import Keys
from desk_app.services.keys.terms import CopyState, KeyCategory, Purpose
from desk_app.services.printing.model import Document
from desk_app.services.staff.service import Staff
from desk_app.ui.context import AppContext
from desk_app.ui.tabs.keys.borrow_form import BorrowForm
from desk_app.ui.tabs.keys.handout_panel import HandoutPanel
from desk_app.ui.tabs.keys.page import KeysPage
from tests.desk_fixtures import PIN, People
from tests.fakes import Asked, FakeClock
from tests.ui.tabs.conftest import Stage, settle

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
W = TypeVar("W", bound=QWidget)
C = KeyCategory
VACANT, PLANT, TRUST, CAR, SAFE, STAIRS, ROOF = "K0231", "K0101", "K0305", "K0900", "K0700", "K0401", "K0402"
KEYS = (
    KeyDraft(VACANT, "23楼空置单元", C.VACANT, "23", "2301", copies=2, hooks=("A12", "A13")),
    KeyDraft(PLANT, "地下一层配电房", C.PLANT, "B1", curfew=Curfew(hours=2), approvals=1, hooks=("B1",)),
    KeyDraft(
        TRUST,
        "云帆科技",
        C.TRUST,
        "12",
        "1205",
        approvals=1,
        hooks=("A20",),
        owner="刘晓红",
        owner_phone="13912345678",
    ),
    KeyDraft(CAR, "巡逻电瓶车", C.VEHICLE, hooks=("B9",), instruction="归还前请充电。"),
    KeyDraft(SAFE, "档案室", C.COMMON, "3", curfew=Curfew(time(17, 30)), approvals=2, hooks=("A30",)),
    KeyDraft(STAIRS, "东侧消防楼梯", C.COMMON, hooks=("A40",)),
    KeyDraft(ROOF, "屋面通道", C.COMMON, hooks=("A41",)),
)
STAFF = (
    ColleagueDraft("王强", "engineering", phone="13800138001"),
    ColleagueDraft("陈刚", "cleaning", phone="13800138002"),
    ColleagueDraft("李娜", "customer_service", phone="13800138003"),
)
RING = "R01"


@dataclass
class Counter:
    """The page in its window, and everything a test looks at."""

    page: KeysPage
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
    def form(self) -> BorrowForm:
        return self.page.borrow.form

    @property
    def panel(self) -> HandoutPanel:
        assert isinstance(self.page.panel, HandoutPanel)
        return self.page.panel

    @property
    def rows(self) -> list[Handout]:
        return list(self.page.table.rows_model.rows)

    @property
    def steps(self) -> list[str]:
        """What may be done with what is in sight, in its order."""
        assert self.page.panel is not None
        return [one.text() for one in self.page.panel.findChildren(QPushButton) if one.isVisible()]

    # On record

    def key(self, code: str) -> Key:
        (found,) = [
            one
            for one in self.desk.get(KeyRegisterQueries).keys(self.people.receptionist)
            if one.code == code
        ]
        return found

    def copy(self, code: str, number: int = 1) -> Copy:
        return self.key(code).copies[number - 1]

    def ring(self) -> Ring:
        return self.desk.get(KeyRegisterQueries).rings(self.people.receptionist)[0]

    def colleague(self, name: str = "王强") -> int:
        (found,) = [
            one.id
            for one in self.desk.get(ColleagueQueries).all(self.people.receptionist)
            if one.name == name
        ]
        return found

    def handouts(self, view: View = View.DAY) -> list[Handout]:
        return self.desk.get(KeyQueries).handouts(self.people.receptionist, view, self.page.today())

    def lend(self, *codes: str, **other: Any) -> Handout:
        """Lent without the page."""
        copies = tuple(next(c.id for c in self.key(one).copies if c.state is CopyState.IN) for one in codes)
        typed = {"purpose": Purpose.REPAIR, "colleague": self.colleague()} | other
        draft = HandoutDraft(copies=copies, request=f"{codes}{self.clock.now()}", **typed)
        made = self.desk.get(Keys).borrow(self.people.receptionist, draft).result
        self.page.load()
        settle()
        return made

    def trust(self, **other: Any) -> Handout:
        return self.lend(TRUST, owner_call=OwnerCall("刘晓红", "13912345678"), **other)

    # At the screen

    def scan(self, digits: str) -> None:
        self.page.show_code(digits)
        settle()

    def scan_copy(self, code: str, number: int = 1) -> None:
        self.scan(self.copy(code, number).tag)

    def open(self, one: Handout) -> HandoutPanel:
        self.page.show_record("key_handout", one.id)
        settle()
        return self.panel

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, at: QWidget | None = None) -> None:
        QTest.keyClick(at or QApplication.focusWidget() or self.page, key, modifiers)
        settle()
        if QApplication.activeModalWidget() is None:  # without a window manager nobody does it after a popup
            self.stage.window.activateWindow()
            settle()

    def keys(self, text: str) -> None:
        """Type where the keyboard is, and let the suggestions come."""
        at = QApplication.focusWidget()
        assert isinstance(at, QLineEdit), at
        QTest.keyClicks(at, text)
        if hasattr(at, "query"):
            at.query.emit(at.text())
        settle()

    def step(self, text: str) -> None:
        """Press a button of what is in sight at the side."""
        press(self.page.side, text)

    def fill(self, *codes: str, purpose: Purpose = Purpose.REPAIR, who: str = "王强") -> None:
        """Fill the form without typing."""
        for code in codes:
            self.scan_copy(code)
        self.sign(who)
        self.form.purpose.choose(purpose)
        settle()

    def sign(self, who: str = "王强") -> None:
        one = self.desk.get(ColleagueQueries).one(self.people.receptionist, self.colleague(who))
        assert one is not None
        self.form.colleague.set_draft((one, one.name))

    def judge(self) -> None:
        """The keys have rested."""
        self.page.borrow.judge()
        settle()

    def submit(self) -> None:
        self.page.borrow.lend.click()
        settle()


def press(where: QWidget, text: str) -> None:
    """Press the visible button that says so."""
    (found,) = [
        one
        for one in where.findChildren(QPushButton)
        if text in (one.text(), one.accessibleName()) and one.isVisible()
    ]
    found.click()
    settle()


def dialog_of(page: QWidget, kind: type[W]) -> W:
    """The open dialog of this kind."""
    (found,) = [one for one in page.window().findChildren(kind) if one.isVisible()]
    return found


def furnish(desk: Services, boss: Actor) -> None:
    """Keys, a ring, colleagues."""
    register = desk.get(KeyRegister)
    made = [register.add_key(boss, one).result for one in KEYS]
    on_ring = tuple(key.copies[0].id for key in made if key.code in (STAIRS, ROOF))
    register.save_ring(boss, None, RingDraft(RING, "A50", on_ring))
    for one in STAFF:
        desk.get(Colleagues).add(boss, one)


def another_supervisor(desk: Services) -> Actor:
    made = desk.get(Staff).add(SYSTEM, "孙丽", Role.SUPERVISOR, PIN).result
    return Actor(made, "孙丽", Role.SUPERVISOR)


def later(clock: FakeClock, **span: float) -> None:
    clock.set(clock.now() + timedelta(**span))


@pytest.fixture
def counter_of(
    stage: Callable[[Actor], Stage], desk: Services, people: People, clock: FakeClock
) -> Callable[[Actor], Counter]:
    """The page as somebody sees it."""

    def make(actor: Actor) -> Counter:
        furnish(desk, people.supervisor)
        made = stage(actor)
        page = KeysPage(made.ctx)
        made.ctx.bus.follow(page, {"keys", "key_handouts", "colleagues"}, page.load)
        made.show(page)
        made.window.activateWindow()
        settle()
        return Counter(page, made, desk, people, clock)

    return make


@pytest.fixture
def counter(counter_of: Callable[[Actor], Counter], people: People) -> Counter:
    """The receptionist's page."""
    return counter_of(people.receptionist)
