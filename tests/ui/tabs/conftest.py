"""A window's tools for one page, with work done at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor
from desk_app.ui.context import AppContext
from desk_app.ui.errors import Errors
from desk_app.ui.widgets.parts import column
from tests.fakes import Asked
from tests.ui.page_context import SignedIn, make_context


@dataclass
class Stage:
    """A window, what a page in it receives, and what it asked."""

    window: QWidget
    ctx: AppContext
    asked: Asked

    def show(self, page: QWidget) -> None:
        """Put a page into the window and load it."""
        self.window.setLayout(column(page))
        self.window.resize(1366 - 76, 700)
        page.load()  # type: ignore[attr-defined]
        self.window.show()
        settle()

    @property
    def toast(self) -> str:
        """What was said at the foot of the window last."""
        return self.ctx.toasts.toast.text.text()


def settle() -> None:
    """Let what was posted happen: layouts, the bus's reloads."""
    for _ in range(3):
        QApplication.processEvents()


@pytest.fixture
def stage_on(qtbot: object, folder: DataFolder) -> Iterator[Callable[[Services, Actor], Stage]]:
    """Make a window for somebody, on a desk of the test's own."""
    windows: list[QWidget] = []

    def make(services: Services, actor: Actor) -> Stage:
        window, asked = QWidget(), Asked()
        windows.append(window)
        ctx = make_context(services, folder, window, SignedIn(actor), errors=Errors(asked), ask=asked)
        return Stage(window, ctx, asked)

    yield make
    for window in windows:
        window.close()
        window.deleteLater()


@pytest.fixture
def stage(stage_on: Callable[[Services, Actor], Stage], desk: Services) -> Callable[[Actor], Stage]:
    """Make a window for somebody."""
    return lambda actor: stage_on(desk, actor)
