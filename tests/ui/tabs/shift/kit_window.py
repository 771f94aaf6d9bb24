"""A whole window on a real desk, with every tab: a form is scanned, typed in, and settled."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from PySide6.QtWidgets import QMainWindow

from desk_app.services.catalogue import Services
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor
from desk_app.ui.context import AppContext
from desk_app.ui.errors import Errors
from desk_app.ui.frame import Frame
from desk_app.ui.session import Session
from desk_app.ui.tab_spec import tabs
from desk_app.ui.tabs.shift.back_entry_page import BackEntryPage
from desk_app.ui.tabs.shift.kit_page import KitPage
from desk_app.ui.tabs.shift.page import ShiftPage
from tests.fakes import Asked, FakeClock
from tests.ui.page_context import PaperTray, make_context
from tests.ui.tabs.conftest import settle


@dataclass
class KitWindow:
    """The window and what a test looks at."""

    window: QMainWindow
    ctx: AppContext
    frame: Frame
    asked: Asked
    clock: FakeClock

    @property
    def tray(self) -> PaperTray:
        return cast(PaperTray, self.ctx.printing)

    @property
    def tab(self) -> str:
        """Which tab is in sight."""
        assert self.frame.place is not None and self.frame.place.tab is not None
        return self.frame.place.tab.id

    def _shift(self) -> ShiftPage:
        assert self.frame.place is not None
        page = self.frame.place.open("shift")
        assert isinstance(page, ShiftPage)
        return page

    @property
    def kit(self) -> KitPage:
        page = self._shift().go(KitPage)
        assert isinstance(page, KitPage)
        return page

    @property
    def entry(self) -> BackEntryPage:
        page = self._shift().go(BackEntryPage)
        assert isinstance(page, BackEntryPage)
        return page

    def shot(self, name: str) -> None:
        """A picture for looking at, when DESK_APP_SHOTS names a folder."""
        settle()
        if folder := os.environ.get("DESK_APP_SHOTS"):
            self.window.grab().save(str(Path(folder) / f"{name}.png"))


@contextmanager
def kit_window(
    desk: Services, folder: DataFolder, clock: FakeClock, actor: Actor, qtbot: Any
) -> Iterator[KitWindow]:
    """A shown window in which somebody is signed in."""
    window, asked = QMainWindow(), Asked()
    qtbot.addWidget(window)
    session = Session(clock, lambda: 600)
    frames: list[Frame] = []

    def record(kind: str, one: int) -> None:
        assert frames[0].place is not None
        frames[0].place.show_record(kind, one)

    def new(tab: str) -> None:
        assert frames[0].place is not None
        frames[0].place.open_new(tab)

    ctx = make_context(
        desk, folder, window, session, errors=Errors(asked), ask=asked, open_record=record, open_new=new
    )
    frames.append(Frame(ctx, tabs(), lambda actor, text: []))
    window.setCentralWidget(frames[0])
    window.resize(1366, 768)
    window.show()
    session.sign_in(actor)
    settle()
    yield KitWindow(window, ctx, frames[0], asked, clock)
    session.close()
    ctx.toasts.close()
    frames[0].close_down()
