"""A page's context in tests: real services on a real database, instant tasks, recorded questions and papers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.catalogue import Services, document_kinds
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor
from desk_app.services.core.settings import LocalSettings
from desk_app.services.printing.model import Document, Size
from desk_app.ui.change_bus import ChangeBus
from desk_app.ui.context import AppContext
from desk_app.ui.errors import Errors
from desk_app.ui.sync.making import make_runner
from desk_app.ui.widgets.toast import Toasts
from tests.desk_fixtures import People
from tests.fakes import Asked, InstantTasks


class SignedIn(QObject):
    """A session in which somebody is signed in."""

    back_entry_changed = Signal(object)

    def __init__(self, actor: Actor) -> None:
        super().__init__()
        self.actor = actor


class PaperTray:
    """A print desk that keeps what it was given."""

    def __init__(self) -> None:
        self.printed: list[Document] = []
        self.rests = False
        self.previewed: list[Document] = []
        self.withdrawn: list[tuple[str, str]] = []

    def size(self, kind: str) -> Size:
        """The usual one, as on a PC where nobody chose."""
        return next(one.sizes[0] for one in document_kinds() if one.id == kind)

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        self.rests = True
        yield
        self.rests = False

    def print(self, make: Callable[[], Document], *, owner: QWidget, **_: Any) -> None:
        if not self.rests:
            self.printed.append(make())

    def print_instead(
        self,
        kind: str,
        number: str,
        again: object,
        otherwise: Callable[[], object],
        *,
        owner: QWidget,
        reprint: object = None,
    ) -> None:
        otherwise()

    def withdraw(self, kind: str, number: str, *, owner: QWidget) -> None:
        self.withdrawn.append((kind, number))

    def next_copy(self, kind: str, number: str, else_: int) -> int:
        return else_

    def preview(self, make: Callable[[], Document], *, owner: QWidget, **_: Any) -> None:
        self.previewed.append(make())


@pytest.fixture
def window(qapp: object) -> Iterator[QWidget]:
    """A window for the page and its toasts."""
    window = QWidget()
    window.resize(1282, 720)
    yield window
    window.close()
    window.deleteLater()


def make_context(
    services: Services, folder: DataFolder, window: QWidget, session: object, **others: Any
) -> AppContext:
    """What a page is given. `others` are tools of a test's own, named as in AppContext."""
    asked = others.get("ask") or Asked()
    tools: dict[str, Any] = {
        "services": services,
        "folder": folder,
        "local": LocalSettings(folder.local_settings),
        "tasks": InstantTasks(),
        "bus": ChangeBus(),
        "errors": Errors(asked),
        "ask": asked,
        "toasts": Toasts(window),
        "session": session,
        "printing": PaperTray(),
        "open_tab": lambda tab: asked.questions.append(("tab", tab)),
        "open_record": lambda kind, record: asked.questions.append(("open", f"{kind} {record}")),
    }
    tools |= others
    if "exchange" not in tools:
        tools["exchange"] = make_runner(services, folder, tools["local"], tools["tasks"], tools["bus"])
    return AppContext(**tools)


@pytest.fixture
def ctx(desk: Services, people: People, folder: DataFolder, window: QWidget) -> AppContext:
    """The receptionist's context; `ctx.session.actor` is hers to change."""
    return make_context(desk, folder, window, SignedIn(people.receptionist))
