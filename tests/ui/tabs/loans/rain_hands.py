"""Hands before rain mode: scans, digits, keys, and what is seen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desk_app.services.loans.records import Item
from desk_app.services.loans.standard import UMBRELLA
from desk_app.services.loans.terms import ItemState
from desk_app.ui.tabs.loans.rain import RainPage
from desk_app.ui.tabs.loans.rain_asks import Want
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.loans.conftest import Lobby

WANG = "13800005678"


@dataclass
class Rain:
    """Rain mode on the page, and the hands before it."""

    lobby: Lobby
    page: RainPage

    @property
    def umbrellas(self) -> list[Item]:
        return self.lobby.counter.umbrellas

    def scan(self, item: Item | str) -> None:
        assert self.lobby.page.take_scan(item if isinstance(item, str) else item.tag)
        settle()

    def later(self, item: Item) -> None:
        """A reading of its own, not the same one twice."""
        self.lobby.clock.advance(seconds=3)
        self.scan(item)

    def type(self, text: str) -> None:
        for letter in text:
            QTest.keyClick(QApplication.focusWidget() or self.page, letter)
        settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.lobby.key(key, modifiers)

    @property
    def step(self) -> str:
        return self.page.step.word.text

    @property
    def hint(self) -> str:
        return self.page.step.hint.text()

    @property
    def problem(self) -> str:
        return self.page.step.problem.text()

    @property
    def told(self) -> str:
        return self.page.told.word.text

    @property
    def detail(self) -> str:
        return self.page.told.detail.text()

    @property
    def money(self) -> str:
        return self.page.told.money.text if self.page.told.money.isVisible() else ""

    @property
    def left(self) -> int:
        self.lobby.load()
        return self.page.stock.figures[UMBRELLA].left

    @property
    def want(self) -> Want | None:
        return self.page.flow.asked.want if self.page.flow.asked else None

    @property
    def out(self) -> list[tuple[str, str, str]]:
        loans = self.lobby.on_record()
        return sorted((one.lines[0].item_name, one.borrower, one.phone) for one in loans)

    def state(self, item: Item) -> ItemState:
        return self.lobby.counter.item(item).state

    def knows(self, name: str, phone: str) -> None:
        """Somebody who borrowed before."""
        loan = self.lobby.counter.lend(self.lobby.counter.trolleys[0], borrower=name, phone=phone)
        self.lobby.counter.take_back(loan)


def in_the_rain(lobby: Lobby) -> Rain:
    """Rain mode over ten umbrellas, at a desk that knows 王芳 …5678."""
    lobby.counter.umbrellas = lobby.counter.umbrellas + lobby.counter.add(UMBRELLA, 7, "把")
    lobby.key(Qt.Key.Key_F9)
    page = lobby.page.rain.rain
    assert page is not None and page.isVisible()
    made = Rain(lobby, page)
    made.knows("王芳", WANG)
    return made
