"""Printing through CUPS, by its commands `lp`, `lpstat` and `cancel`.

CUPS takes a job whether there is paper or not, so the port waits until the job has left the queue. One that stays
is taken back, or it would print a second time when somebody prints it again.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from desk_app.services.core.words import N_, Message
from desk_app.services.printing.ports import Paper, Printer, PrinterTrouble, no_printer
from desk_app.services.printing.preview import page_size_mm

PATIENCE = 60.0
"""Seconds until a job that is not printed is taken back."""

_COMMAND_SECONDS = 15
_STEP = 0.3
_MEDIA = {(210, 297): "A4", (148, 210): "A5", (105, 148): "A6"}
_ALERTS: tuple[tuple[str, Message], ...] = (
    ("media-empty", N_("out of paper")),
    ("media-needed", N_("out of paper")),
    ("media-jam", N_("paper jam")),
    ("cover-open", N_("the cover is open")),
    ("door-open", N_("the cover is open")),
    ("toner-empty", N_("out of toner")),
    ("marker-supply-empty", N_("out of toner")),
    ("offline", N_("switched off or not connected")),
    ("connecting-to-device", N_("switched off or not connected")),
    ("unavailable", N_("switched off or not connected")),
    ("disabled", N_("paused")),
    ("paused", N_("paused")),
)
_UNKNOWN = N_("it does not answer")


@dataclass(frozen=True)
class CupsPrinter:
    """The printers of this Linux PC."""

    patience: float = PATIENCE
    wait: Callable[[float], None] = time.sleep
    monotonic: Callable[[], float] = time.monotonic

    def printers(self) -> tuple[Printer, ...]:
        """Every queue, the default first. Raises PrinterTrouble if CUPS does not answer."""
        default = self._default()
        names = [line.strip() for line in _ask("lpstat", "-e").splitlines() if line.strip()]
        found = [Printer(name, is_default=name == default) for name in names]
        return tuple(sorted(found, key=lambda printer: (not printer.is_default, printer.name)))

    def _default(self) -> str | None:
        found = re.search(r": (\S+)\s*$", _ask("lpstat", "-d"))
        return found[1] if found else None

    def print_pdf(self, paper: Paper, printer: str | None = None) -> None:
        """Print and wait for it. Raises PrinterTrouble with the printer's reason."""
        known = self.printers()
        target = printer or next((one.name for one in known if one.is_default), None)
        if target is None or target not in {one.name for one in known}:
            raise no_printer()
        job = self._submit(paper, target)
        end = self.monotonic() + self.patience
        while job in _waiting(target):
            if self.monotonic() > end:
                reason = _reason(target)
                _ask("cancel", job)
                raise _trouble(target, reason)
            self.wait(_STEP)
        if not _succeeded(target, job):
            raise _trouble(target, _reason(target))

    def _submit(self, paper: Paper, target: str) -> str:
        size = page_size_mm(paper.pdf)
        media = _MEDIA.get(size, f"Custom.{size[0]}x{size[1]}mm")
        options = ("-o", f"media={media}", "-o", "print-scaling=none")
        said = _ask("lp", "-d", target, "-t", paper.kind, *options, "-", given=paper.pdf)
        found = re.search(r"(\S+-\d+) ", said)
        if found is None:
            raise _trouble(target, _UNKNOWN)
        return found[1]


def _waiting(target: str) -> set[str]:
    return {line.split()[0] for line in _ask("lpstat", "-W", "not-completed", "-o", target).splitlines() if line}


def _succeeded(target: str, job: str) -> bool:
    """A job that left the queue is printed unless CUPS says that it was stopped."""
    said = _ask("lpstat", "-l", "-W", "completed", "-o", target)
    own = re.search(rf"^{re.escape(job)} .*?(?=^\S|\Z)", said, re.MULTILINE | re.DOTALL)
    return own is None or not re.search(r"abort|cancel", own[0])


def _reason(target: str) -> Message:
    said = _ask("lpstat", "-l", "-p", target) + _ask("lpstat", "-l", "-o", target)
    return next((message for sign, message in _ALERTS if sign in said), _UNKNOWN)


def _trouble(target: str, reason: Message) -> PrinterTrouble:
    return PrinterTrouble(
        N_("The printer {printer} did not print: {reason}. The paper is kept; see to the printer, then print again."),
        printer=target,
        reason=reason,
    )


def _ask(command: str, *arguments: str, given: bytes = b"") -> str:
    """What a command of CUPS says in English. Raises PrinterTrouble if it is missing, hangs or refuses."""
    try:
        done = subprocess.run(
            (command, *arguments),
            input=given,
            capture_output=True,
            timeout=_COMMAND_SECONDS,
            env={**os.environ, "LC_ALL": "C"},
        )
    except FileNotFoundError as trouble:
        raise no_printer() from trouble
    except subprocess.TimeoutExpired as trouble:
        raise PrinterTrouble(N_("The print service does not answer. The paper is kept; try again.")) from trouble
    if done.returncode and command == "lp":
        raise PrinterTrouble(
            N_("The print service refused the paper: {reason}. The paper is kept; try again."),
            reason=done.stderr.decode(errors="replace").strip().removeprefix("lp: ")[:200],
        )
    return done.stdout.decode(errors="replace")
