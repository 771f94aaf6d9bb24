"""A print desk on a spool of its own, with a printer that does as it is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk_app.services.core.clocks import Stamps
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import DESK, SYSTEM, Actor
from desk_app.services.core.settings import LocalSettings
from desk_app.services.core.words import N_
from desk_app.services.db.database import Database
from desk_app.services.db.opening import open_database
from desk_app.services.printing.kinds import DocumentKind
from desk_app.services.printing.model import Document, Heading, Size, Text
from desk_app.services.printing.outbox import Outbox
from desk_app.services.printing.ports import Paper, Printer
from desk_app.ui.errors import Errors
from desk_app.ui.printing.desk import PrintDesk
from desk_app.ui.tasks import Runner
from desk_app.ui.widgets.toast import Toasts
from tests.fakes import Asked, FakeClock, InstantTasks

PASS = DocumentKind("visitors.pass", N_("Visitor pass"), (Size.A6, Size.RECEIPT_80))
LABEL = DocumentKind("mail.label", N_("Labels of special mail"), (Size.A6,), DESK)
LIST = DocumentKind("visitors.list", N_("List of visits"), (Size.A4,))


def slip(name: str = "张伟明", number: str = "YF-A1-261123-001", copy: int = 0) -> Document:
    return Document(
        PASS.id, "Visitor pass", Size.A6, (Heading("Visitor"), Text(name)), number, copy, subject=name
    )


def long_list() -> Document:
    return Document(LIST.id, "Visits", Size.A4, tuple(Text(f"line {n}") for n in range(120)))


@dataclass
class FakePort:
    """Prints into a list, raises what it was told to, or hangs until `let_go`."""

    found: tuple[Printer, ...] = (Printer("Lobby", is_default=True), Printer("Back office"))
    printed: list[tuple[str, str | None]] = field(default_factory=list)
    trouble: Exception | None = None
    hangs: bool = False
    reached: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)

    def printers(self) -> tuple[Printer, ...]:
        return self.found

    def print_pdf(self, paper: Paper, printer: str | None = None) -> None:
        assert paper.pdf.startswith(b"%PDF")
        self.reached.set()
        if self.hangs:
            self.let_go.wait(20)
        if self.trouble is not None:
            raise self.trouble
        self.printed.append((f"{paper.subject} {paper.number}", printer))


@dataclass
class Bench:
    """All there is to look at."""

    desk: PrintDesk
    window: QWidget
    port: FakePort
    asked: Asked
    toasts: Toasts
    outbox: Outbox
    database: Database
    local: LocalSettings

    @property
    def told(self) -> str:
        """What the toast says."""
        return self.toasts.toast.text.text() if self.toasts.toast.isVisible() else ""


Make = Callable[..., Bench]


@pytest.fixture
def database(tmp_path: Path, clock: FakeClock) -> Iterator[Database]:
    database = open_database(DataFolder(tmp_path / "desk"), clock)
    yield database
    database.close()


@pytest.fixture
def make(database: Database, tmp_path: Path, clock: FakeClock, qtbot: QtBot) -> Iterator[Make]:
    """Start the program: once, or again on the same data."""
    started: list[Bench] = []

    def start(
        tasks: Runner | None = None,
        port: FakePort | None = None,
        reader: Callable[[], Actor | None] = lambda: SYSTEM,
    ) -> Bench:
        window, asked, port = QWidget(), Asked(), port or FakePort()
        window.resize(1366, 768)
        qtbot.addWidget(window)
        window.show()
        toasts = Toasts(window)
        outbox = Outbox(database, clock, Stamps(clock.now, 1))
        local = LocalSettings(tmp_path / "local.json")
        desk = PrintDesk(
            outbox,
            (PASS, LABEL, LIST),
            local=local,
            tasks=tasks or InstantTasks(),
            toasts=toasts,
            errors=Errors(asked),
            ask=asked,
            make_port=lambda: port,
            reader=reader,
        )
        started.append(Bench(desk, window, port, asked, toasts, outbox, database, local))
        return started[-1]

    yield start
    for one in started:
        one.toasts.close()


@pytest.fixture
def bench(make: Make) -> Bench:
    """A window whose background work is done at once."""
    return make()
