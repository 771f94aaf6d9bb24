"""The form of an exit pass on a real desk: three tenants, people who may sign, a contractor in the building."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.directory.people import TenantPeople
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import GoodsKind, SignatoryDraft
from desk_app.services.directory.service import Directory
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import ExitPass, View
from desk_app.ui.context import AppContext
from desk_app.ui.tabs.passes.editor import PassEditor
from desk_app.ui.tabs.passes.line_row import LineRow
from tests.desk_fixtures import People
from tests.fakes import Asked
from tests.services.blobs.test_pictures import picture
from tests.ui.tabs.conftest import Stage, settle
from tests.ui.tabs.directory.conftest import fill

CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
TODAY = date(2026, 11, 23)
D = TypeVar("D", bound=QDialog)


@dataclass
class Writing:
    """The form in its window, and everything a test looks at."""

    form: PassEditor
    stage: Stage
    desk: Services
    people: People
    issued: list[ExitPass] = field(default_factory=list)
    closed: list[bool] = field(default_factory=list)

    @property
    def ctx(self) -> AppContext:
        return self.stage.ctx

    @property
    def asked(self) -> Asked:
        return self.stage.asked

    @property
    def row(self) -> LineRow:
        """The first line."""
        return self.form.lines.rows[0]

    @property
    def lines(self) -> list[tuple[str, int, str, str]]:
        return [(one.name, one.quantity, one.unit, one.serial) for one in self.form.lines.lines()]

    def tenant(self, name: str) -> int:
        return self.desk.get(DirectoryQueries).tenants(self.people.supervisor, name)[0].id

    def on_record(self) -> list[ExitPass]:
        return self.desk.get(PassQueries).passes(self.people.receptionist, TODAY, View.DAY)

    def choose_tenant(self, text: str = "1205") -> None:
        """Type into the tenant and leave: the one that fits is meant."""
        picker = self.form.who._picker
        picker.setFocus()
        picker.setText(text)
        picker.textEdited.emit(text)
        picker.query.emit(text)
        self.key(Qt.Key.Key_Return, at=picker)

    def line(
        self, name: str, quantity: str = "1", unit: str = "件", serial: str = "", at: int = -1
    ) -> LineRow:
        """Type a line."""
        made = self.form.lines.rows[at]
        made.name.setText(name)
        made.quantity.setText(quantity)
        made.unit.setText(unit)
        made.serial.setText(serial)
        settle()
        return made

    def sealed(self) -> None:
        self.form.signing.sealed.setChecked(True)

    def rest(self) -> None:
        """The keys have rested: the pass is judged."""
        self.form._rest.stop()
        self.form._judge()
        settle()

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, at: QWidget | None = None) -> None:
        QTest.keyClick(at or QApplication.focusWidget() or self.form, key, modifiers)
        settle()
        if QApplication.activeModalWidget() is None:  # without a window manager nobody does it after a popup
            self.stage.window.activateWindow()
            settle()

    def keys(self, text: str) -> None:
        """Type where the keyboard is; Chinese as an input method commits it."""
        at = QApplication.focusWidget()
        assert isinstance(at, QLineEdit), at
        if text.isascii():
            QTest.keyClicks(at, text)
        else:
            at.insert(text)
            at.textEdited.emit(at.text())
        settle()

    def dialog(self, kind: type[D]) -> D:
        (found,) = [one for one in self.form.window().findChildren(kind) if one.isVisible()]
        return found


def furnish(desk: Services, boss: Actor) -> None:
    """A tenant with signatories and one who moves out, and beside them one signatory whose time is over."""
    fill(desk, boss)
    moving = desk.get(DirectoryQueries).tenants(boss, "远航")[0].id
    people = desk.get(TenantPeople)
    people.add_signatory(boss, moving, SignatoryDraft("梁国华", "", date(2026, 11, 30)), picture())
    yunfan = desk.get(DirectoryQueries).tenants(boss, "云帆")[0].id
    lapsed = people.add_signatory(
        boss, yunfan, SignatoryDraft("何俊", "", date(2026, 12, 31), (GoodsKind.COMPUTERS,)), picture()
    ).result
    assert lapsed


def clear(desk: Services, boss: Actor) -> None:
    """Finance clears the tenant that moves out."""
    moving = desk.get(DirectoryQueries).tenants(boss, "远航")[0].id
    desk.get(Directory).clear_finance(boss, moving)


@pytest.fixture
def writing_of(stage: Callable[[Actor], Stage], desk: Services, people: People) -> Callable[[Actor], Writing]:
    """The form as somebody sees it."""

    def make(actor: Actor) -> Writing:
        furnish(desk, people.supervisor)
        made = stage(actor)
        form = PassEditor(made.ctx)
        made.show(form)
        made.window.activateWindow()
        form.who.start()
        settle()
        writing = Writing(form, made, desk, people)
        form.issued.connect(writing.issued.append)
        form.closed.connect(lambda: writing.closed.append(True))
        return writing

    return make


@pytest.fixture
def writing(writing_of: Callable[[Actor], Writing], people: People) -> Writing:
    """The receptionist's form."""
    return writing_of(people.receptionist)


def of(writing: Writing, name: str) -> Any:
    """A field by its name in PassDraft."""
    where = writing.form.who.main if name in writing.form.who.main.draft() else writing.form.who.extra
    return where.field(name)
