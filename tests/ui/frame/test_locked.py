"""A locked screen shows nobody: every widget of every window is read, with fifty people on record and in the fields."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.visitors.records import Arrival, Host, Purpose
from desk_app.services.visitors.service import Visitors
from desk_app.ui.errors import Errors
from desk_app.ui.frame import Frame
from desk_app.ui.session import Session
from desk_app.ui.tab_spec import tabs
from desk_app.ui.tabs.supervisor.page import SupervisorPage
from desk_app.ui.tabs.supervisor.privacy_look_up import LookUpDialog
from desk_app.ui.tabs.supervisor.privacy_page import PrivacyPage
from desk_app.ui.tabs.visitors.page import VisitorsPage
from tests.desk_fixtures import People
from tests.fakes import Asked, FakeClock, InstantTasks
from tests.ui.frame.conftest import Stage
from tests.ui.page_context import make_context
from tests.ui.tabs.conftest import settle

FIFTY = [(f"欧阳{chr(0x82E5 + n)}澜", f"1371234{n:04d}") for n in range(50)]


def texts_of(widget: QWidget) -> Iterator[str]:
    """Whatever of a widget can be read."""
    yield from (
        widget.windowTitle(),
        widget.toolTip(),
        widget.accessibleName(),
        widget.accessibleDescription(),
    )
    if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
        yield widget.text()
    if isinstance(widget, QPlainTextEdit | QTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QAbstractItemView) and (model := widget.model()) is not None:
        for row in range(model.rowCount()):
            for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
                for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                    yield str(model.index(row, column).data(role))


def seen() -> str:
    """What stands in every widget in sight, of every window."""
    return "\n".join(
        text for one in QApplication.allWidgets() if one.isVisible() for text in texts_of(one) if text
    )


def people_in(said: str) -> list[str]:
    """Which of the fifty can be read there, whole or masked."""
    return [part for name, phone in FIFTY for part in (name, phone, phone[-4:]) if part in said]


@pytest.fixture
def real(
    desk: Services, folder: DataFolder, clock: FakeClock, qtbot: QtBot, people: People
) -> Iterator[Stage]:
    """The real tabs with fifty visitors."""
    for name, phone in FIFTY:
        host = Host(tenant="蓝海科技", person="钱伟明")
        arrival = Arrival(name=name, phone=phone, purpose=Purpose.MEETING, host=host)
        desk.get(Visitors).check_in(people.receptionist, arrival)
    window, tasks, asked = QMainWindow(), InstantTasks(), Asked()
    qtbot.addWidget(window)
    session = Session(clock, lambda: 3)
    ctx = make_context(desk, folder, window, session, tasks=tasks, errors=Errors(asked), ask=asked)
    frame = Frame(ctx, tabs(), lambda actor, text: [])
    window.setCentralWidget(frame)
    window.resize(1366, 768)
    window.show()
    frame.doors.ask()
    yield Stage(window, ctx, frame, clock, tasks, asked)
    ctx.session.close()
    ctx.toasts.close()
    frame.close_down()


def in_every_corner(real: Stage, actor: Actor) -> None:
    """Somebody at work: lists, a panel, what is half typed, what was told, a question that stands open."""
    name, phone = FIFTY[7]
    real.enter(actor)
    assert real.frame.place is not None
    page = real.frame.place.open("visitors")
    assert isinstance(page, VisitorsPage)
    settle()
    page.show_record("visit", page.table.rows_model.rows[3].id)
    settle()
    real.ctx.toasts.show(N_("{name}"), name=plain(name))
    real.frame.search.setText(phone)
    settle()


def test_nobody_of_fifty_is_seen_while_locked(real: Stage, people: People) -> None:
    in_every_corner(real, people.receptionist)
    assert len(people_in(seen())) > 50, "else the test looks at nothing"
    real.ctx.session.lock()
    settle()
    assert people_in(seen()) == []
    assert people.receptionist.name not in seen()


def test_nor_while_a_colleague_takes_over(real: Stage, people: People) -> None:
    in_every_corner(real, people.receptionist)
    real.ctx.session.lock()
    real.frame.doors.ask()
    settle()
    assert people_in(seen()) == []


def test_a_person_who_was_looked_up_is_gone_with_the_screen(real: Stage, people: People) -> None:
    name, phone = FIFTY[7]
    real.enter(people.supervisor)
    assert real.frame.place is not None
    tab = real.frame.place.open("supervisor")
    assert isinstance(tab, SupervisorPage)
    page = tab.go(PrivacyPage)
    assert isinstance(page, PrivacyPage)
    page.ask()
    (dialog,) = real.window.findChildren(LookUpDialog)
    dialog.phone.setText(phone)
    dialog.submit()
    settle()
    assert "Records about this person" in seen(), "a list that names the records, not the person again"
    page.ask()
    (dialog,) = [one for one in real.window.findChildren(LookUpDialog) if one.isVisible()]
    dialog.name.setText(name)
    real.ctx.session.lock()
    settle()
    assert people_in(seen()) == [] and "Records about this person" not in seen()
    whole = "\n".join(
        text for one in page.findChildren(QWidget) for text in texts_of(one) if one is not dialog.name
    )
    assert people_in(whole) == [name] or not people_in(whole), "only what she types herself waits for her"
    dialog.name.clear()
    dialog.reject()
