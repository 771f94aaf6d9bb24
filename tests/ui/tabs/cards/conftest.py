"""The page “Who is it?” on a desk that a made-up feature with a made-up tab has joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from desk_app.services.core.matters import Matter
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.ui.context import AppContext
from desk_app.ui.tab_spec import Step, TabSpec, tabs
from desk_app.ui.tabs.cards.card_view import CardView
from desk_app.ui.tabs.cards.page import CardsPage
from tests.services.cards.conftest import Lobby
from tests.services.cards.conftest import lobby as lobby  # the fixture
from tests.ui.tabs.conftest import Stage, settle

NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Counter:
    """The page in its window, and everything a test looks at."""

    page: CardsPage
    stage: Stage
    lobby: Lobby
    handed: list[Matter] = field(default_factory=list)

    @property
    def ctx(self) -> AppContext:
        return self.stage.ctx

    @property
    def view(self) -> CardView:
        assert self.page.view is not None
        return self.page.view

    @property
    def names(self) -> list[str]:
        """Who may be meant, from top to bottom."""
        return [face.name for face in self.page.candidates.faces]

    @property
    def steps(self) -> list[str]:
        return [one.text() for one in self.view.steps]

    @property
    def opened(self) -> list[str]:
        """What was opened in other tabs."""
        return [text for kind, text in self.stage.asked.questions if kind == "open"]

    def type(self, text: str) -> None:
        self.page.field.setText(text)
        self.page.field.textEdited.emit(text)
        settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE, at: QWidget | None = None) -> None:
        QTest.keyClick(at or QApplication.focusWidget() or self.page, key, modifiers)
        settle()

    def click(self, text: str) -> None:
        """Press the button that says so."""
        next(
            one for one in self.page.findChildren(QPushButton) if one.text() == text and one.isVisible()
        ).click()
        settle()

    def scan(self, raw: str) -> bool:
        taken = self.page.take_scan(raw)
        settle()
        return taken


def said(root: QWidget) -> str:
    """Every label's text in sight."""
    return "\n".join(one.text() for one in root.findChildren(QLabel) if one.isVisibleTo(root))


@pytest.fixture
def counter(stage_of: Callable[[Lobby], Stage], lobby: Lobby) -> Counter:
    """The receptionist's page."""
    made, handed = stage_of(lobby), list[Matter]()
    parcels = TabSpec(
        id="parcels",
        title=N_("Visitors"),
        icon="parcel",
        order=50,
        roles=DESK,
        build=lambda ctx: QWidget(),
        kinds=frozenset({"parcel"}),
        steps={"hand_over": Step(N_("Hand over", "test"), lambda ctx, owner, one: handed.append(one))},
    )
    for_heads = TabSpec(
        "heads", N_("Visitors"), "shield", 60, frozenset(SUPERVISORS), lambda ctx: QWidget(),
        kinds=frozenset({"tenant"}),
    )  # fmt: skip
    page = CardsPage(made.ctx, (for_heads, *tabs(), parcels))
    made.show(page)
    made.window.activateWindow()
    settle()
    return Counter(page, made, lobby, handed)


@pytest.fixture
def stage_of(stage_on: Callable[..., Stage]) -> Callable[[Lobby], Stage]:
    """A window of the receptionist's on the desk that the made-up feature has joined."""
    return lambda lobby: stage_on(lobby.desk, lobby.people.receptionist)
