"""Where paper comes out: what every way of printing has in common, and the way into a file.

A port blocks until the paper is known to be printed; call it from the printing thread only. `cups` is the port of
Linux; the one of Windows needs Qt and lives with the screen. To add a port, write a class that is a PrinterPort.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from desk_app.services.core.errors import EnvironmentTrouble, StorageTrouble
from desk_app.services.core.os_faults import reason_of
from desk_app.services.core.words import N_


class PrinterTrouble(EnvironmentTrouble):
    """The paper did not come out. It is kept and can be printed again."""


@dataclass(frozen=True)
class Paper:
    """What is printed: `kind` is told to the operating system, whose queues are seen by others; `subject` is not.

    Whom or what it is about, its number, and which copy it is (0: the original) tell papers of a kind apart.
    """

    kind: str
    subject: str
    pdf: bytes = field(repr=False)
    number: str = ""
    copy: int = 0


@dataclass(frozen=True)
class Printer:
    """A printer the operating system knows."""

    name: str
    is_default: bool = False


class PrinterPort(Protocol):
    """A way to paper."""

    def printers(self) -> tuple[Printer, ...]:
        """All there are, the default first. Raises PrinterTrouble if the system does not answer."""
        ...

    def print_pdf(self, paper: Paper, printer: str | None = None) -> None:
        """Print on `printer`, or on the default one; returns when it is printed. Raises PrinterTrouble."""
        ...


_NO_PRINTER = N_(
    "No printer is set up on this PC. The paper is kept: connect a printer and print again, or save it as PDF."
)


def no_printer() -> PrinterTrouble:
    """Nowhere to print."""
    return PrinterTrouble(_NO_PRINTER)


def lacks_printer(trouble: Exception) -> bool:
    """Whether this is `no_printer`; also when it was read back from the spool, which keeps words alone."""
    return isinstance(trouble, EnvironmentTrouble) and trouble.message == _NO_PRINTER


@dataclass(frozen=True)
class FilePrinter:
    """Saves as PDF in a folder, under a name that says nothing about anybody."""

    folder: Path
    name: str
    """The file's name, with or without .pdf."""

    def printers(self) -> tuple[Printer, ...]:
        """The folder is the only one."""
        return (Printer(str(self.folder), is_default=True),)

    def print_pdf(self, paper: Paper, printer: str | None = None) -> None:
        """Save. Raises StorageTrouble; a file of that name stays as it was then."""
        save_pdf(paper.pdf, self.folder / f"{self.name.removesuffix('.pdf')}.pdf")


def save_pdf(pdf: bytes, path: Path) -> None:
    """Write the file whole or not at all, replacing one of that name. Raises StorageTrouble."""
    try:
        _write(pdf, path)
    except OSError as trouble:
        raise StorageTrouble(
            N_("The PDF was not saved: {reason}. Choose another folder and try again."),
            reason=reason_of(trouble),
        ) from trouble


def _write(pdf: bytes, path: Path) -> None:
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
