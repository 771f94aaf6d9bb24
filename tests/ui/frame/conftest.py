"""A whole frame on a real desk: work is done at once, questions are answered by `asked`, two small tabs stand in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import EVERYONE, Actor, Role
from desk_app.services.core.words import Message
from desk_app.ui.context import AppContext
from desk_app.ui.errors import Errors
from desk_app.ui.frame import Frame
from desk_app.ui.session import Session
from desk_app.ui.tab_spec import TabSpec
from tests.fakes import Asked, FakeClock, InstantTasks
from tests.ui.page_context import make_context


@dataclass(frozen=True)
class Hit:
    """What a search gives."""

    kind: str
    id: int
    title: str
    subtitle: str = ""


class NotePage(QWidget):
    """A page with one field, which remembers what the window asked of it."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.seen: list[Any] = []
        QVBoxLayout(self).addWidget(self.field)

    def load(self) -> None:
        self.seen.append("load")

    def show_record(self, kind: str, record: int) -> None:
        self.seen.append((kind, record))

    def show_code(self, digits: str) -> None:
        self.seen.append(digits)


VISITS = TabSpec(
    "visits", Message("Visits"), "visitors", 10, EVERYONE, NotePage,
    kinds=frozenset({"visit"}), dated=True, codes=frozenset({1}),
)  # fmt: skip
KEYS = TabSpec(
    "keys", Message("Keys"), "key", 20, frozenset({Role.RECEPTIONIST, Role.SUPERVISOR}), NotePage,
    topics=frozenset({"keys"}), kinds=frozenset({"key"}), codes=frozenset({3}),
)  # fmt: skip
CARDS = TabSpec(
    "cards",
    Message("Cards"),
    "person",
    15,
    frozenset({Role.RECEPTIONIST}),
    NotePage,
    kinds=frozenset({"card"}),
)
BOSS = TabSpec("boss", Message("Boss"), "shield", 90, frozenset({Role.SUPERVISOR}), NotePage)


@dataclass
class Stage:
    """The window and everything a test wants to look at."""

    window: QMainWindow
    ctx: AppContext
    frame: Frame
    clock: FakeClock
    tasks: InstantTasks
    asked: Asked
    found: list[Hit] = field(default_factory=list)

    def enter(self, actor: Actor) -> None:
        self.ctx.session.sign_in(actor)

    def page(self, tab: str) -> NotePage:
        assert self.frame.place is not None
        page = self.frame.place.open(tab)
        assert isinstance(page, NotePage)
        return page


@pytest.fixture
def stage(desk: Services, folder: DataFolder, clock: FakeClock, qtbot: QtBot) -> Iterator[Stage]:
    """A shown window; nobody is signed in."""
    window, tasks, asked = QMainWindow(), InstantTasks(), Asked()
    qtbot.addWidget(window)
    session = Session(clock, lambda: 3)
    ctx = make_context(desk, folder, window, session, tasks=tasks, errors=Errors(asked), ask=asked)
    found: list[Hit] = []
    frame = Frame(ctx, (VISITS, KEYS, BOSS), lambda actor, text: list(found))
    window.setCentralWidget(frame)
    window.resize(1200, 700)
    window.show()
    frame.doors.ask()
    yield Stage(window, ctx, frame, clock, tasks, asked, found)
    ctx.session.close()
    ctx.toasts.close()
    frame.close_down()
