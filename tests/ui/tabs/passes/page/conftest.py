"""The page of exit passes on a real desk, with passes on record and a gate that lets them out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.passes.queries import PassQueries
from desk_app.services.passes.records import ExitPass, PassCard, ReleaseDraft
from desk_app.services.passes.releases import Releases
from desk_app.services.printing.model import Document
from desk_app.ui.context import AppContext
from desk_app.ui.tabs.passes.page import PassesPage
from desk_app.ui.tabs.passes.paper_home import ReturnedPile
from desk_app.ui.tabs.passes.pass_panel import PassPanel
from tests.desk_fixtures import People
from tests.fakes import Asked, FakeClock
from tests.services.passes.gate_help import Issued, issue
from tests.ui.tabs.conftest import Stage, settle


@dataclass
class Board:
    """The page in its window, and everything a test looks at."""

    page: PassesPage
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
    def panel(self) -> PassPanel:
        assert self.page.panel is not None
        return self.page.panel

    @property
    def pile(self) -> ReturnedPile:
        return self.page.pile

    @property
    def rows(self) -> list[ExitPass]:
        return list(self.page.table.rows_model.rows)

    @property
    def steps(self) -> list[str]:
        """What may be done with the pass in sight, in its order."""
        return [one.text() for one in self.panel.findChildren(QPushButton) if one.property("kind") != "link"]

    def issue(self, *lines: Any, **facts: Any) -> Issued:
        issued = issue(self.desk, *lines, **facts)
        self.page.load()
        return issued

    def release(self, issued: Issued, draft: ReleaseDraft | None = None) -> None:
        self.desk.get(Releases).release(self.people.guard, issued.code, 1, draft or ReleaseDraft())
        self.page.load()

    def card(self, issued: Issued) -> PassCard:
        return self.desk.get(PassQueries).card(self.people.supervisor, issued.id)

    def open(self, issued: Issued) -> PassPanel:
        self.page.show_record("exit_pass", issued.id)
        settle()
        return self.panel

    def step(self, text: str) -> None:
        next(one for one in self.panel.findChildren(QPushButton) if one.text() == text).click()
        settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key, modifiers)
        settle()

    def chip(self, view: str) -> str:
        """What a chip says; nothing for one that is out of sight."""
        one = self.page.chips._buttons[view]
        return one.text() if one.isVisible() else ""


def said(root: QWidget) -> str:
    """Every label's text in sight."""
    return "\n".join(one.text() for one in root.findChildren(QLabel) if one.isVisibleTo(root))


@pytest.fixture
def board(stage: Callable[[Actor], Stage], desk: Services, people: People, clock: FakeClock) -> Board:
    """The receptionist's page."""
    made = stage(people.receptionist)
    page = PassesPage(made.ctx)
    made.ctx.bus.follow(page, frozenset({"exit_passes"}), page.load)
    made.show(page)
    return Board(page, made, desk, people, clock)
