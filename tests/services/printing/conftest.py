"""A spool on a database of its own, and a printer that does as it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.services.core.clocks import Stamps
from desk_app.services.core.paths import DataFolder
from desk_app.services.db.opening import open_database
from desk_app.services.printing.ports import Paper, Printer
from desk_app.services.printing.spool import Spool
from tests.fakes import FakeClock


class FakePrinter:
    """Prints into a list, or raises what it was told to."""

    def __init__(self) -> None:
        self.printed: list[tuple[Paper, str | None]] = []
        self.trouble: BaseException | None = None

    def printers(self) -> tuple[Printer, ...]:
        """Itself."""
        return (Printer("fake", is_default=True),)

    def print_pdf(self, paper: Paper, printer: str | None = None) -> None:
        """Remember it."""
        if self.trouble is not None:
            raise self.trouble
        self.printed.append((paper, printer))


@pytest.fixture
def printer() -> FakePrinter:
    """A printer in order."""
    return FakePrinter()


@pytest.fixture
def data(tmp_path: Path) -> DataFolder:
    """Where the spool of this test lies."""
    return DataFolder(tmp_path / "desk")


@pytest.fixture
def spool(data: DataFolder, clock: FakeClock) -> Iterator[Spool]:
    """An empty spool."""
    database = open_database(data, clock)
    yield Spool(database, clock, Stamps(clock.now, 1))
    database.close()
