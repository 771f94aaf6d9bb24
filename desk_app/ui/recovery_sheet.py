"""A recovery code on its way to paper: printed directly, saved as PDF, or read off the screen. Never in the outbox.

What waits for a printer lies in the database and is offered to others; this paper must lie nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from desk_app.services.core.errors import DeskError
from desk_app.services.core.recovery_code import grouped
from desk_app.services.core.recovery_file import HeldCode
from desk_app.services.core.words import N_, plain
from desk_app.services.printing.desk_paper import Paper
from desk_app.services.printing.ports import Paper as PrintedPaper
from desk_app.services.printing.ports import PrinterPort, save_pdf
from desk_app.services.trust.recovery_sheet import KIND, recovery_sheet
from desk_app.ui.ask import Asker, FileKind
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.printing.qt_port import best_port
from desk_app.ui.tasks import Lane, Runner
from desk_app.ui.widgets.banner import Banner
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

_LINES = 2


class SheetBox(QWidget):
    """Three ways to have the code on paper. `out` once one of them was gone; the digits leave with `forget`."""

    out = Signal()
    changed = Signal()
    """There is more or less to read."""

    def __init__(
        self,
        held: HeldCode,
        made: datetime,
        paper: Paper,
        *,
        tasks: Runner,
        ask: Asker,
        make_port: Callable[[], PrinterPort] = best_port,
    ) -> None:
        super().__init__()
        self._held: HeldCode | None = held
        self._made, self._paper = made, paper
        self._tasks, self._ask, self._make_port = tasks, ask, make_port
        self.print_button = button(
            N_("Print the recovery sheet"), self.print_sheet, kind="primary", icon="print"
        )
        self.save_button = button(N_("Save as PDF …"), self.save, icon="download")
        self.show_box = QCheckBox()
        say(self.show_box, N_("Show the digits, to write them down"))
        self.show_box.toggled.connect(self._show_digits)
        self.digits = [Label(role="figure") for _ in range(_LINES)]
        for line in self.digits:
            line.setAlignment(Qt.AlignmentFlag.AlignCenter)
            line.hide()
        self.told = Banner()
        buttons = row(self.print_button, self.save_button, None)
        self.setLayout(column(buttons, self.show_box, *self.digits, self.told, spacing=12))

    def print_sheet(self) -> None:
        """On the default printer, past the outbox."""
        self._run(self._print, N_("The sheet was sent to the printer. Look whether it came out well."))

    def save(self) -> None:
        """As a PDF, for a stick that goes into the safe."""
        desk = self._paper.desk
        path = self._ask.save_as(
            self.window(),
            tr(N_("Save the recovery code")),
            f"{desk.site_code}-{desk.desk_code}-recovery.pdf",
            FileKind(tr(N_("PDF files")), ("pdf",)),
        )
        if path is not None:
            self._run(
                lambda: save_pdf(self._pdf(), path),
                N_("Saved. Take the file off this PC: beside the records it protects nobody."),
            )

    def forget(self) -> None:
        """The code is on paper, or not wanted now: nothing here shows it any more."""
        self._held = None
        self._show_digits(False)

    def _run(self, work: Callable[[], None], told: str) -> None:
        self._busy(True)

        def done(_: None) -> None:
            self._busy(False)
            self.told.tell(told, "positive")
            self.changed.emit()
            self.out.emit()

        self._tasks.run(work, done, self._failed, owner=self, lane=Lane.PRINTER)

    def _failed(self, error: Exception) -> None:
        self._busy(False)
        if not isinstance(error, DeskError):
            raise error
        self.told.tell(plain(error.say(speaker.words)), "warning")
        self.changed.emit()

    def _busy(self, on: bool) -> None:
        for one in (self.print_button, self.save_button):
            one.setEnabled(not on)

    def _print(self) -> None:
        self._make_port().print_pdf(PrintedPaper(KIND, "", self._pdf()))

    def _pdf(self) -> bytes:
        from desk_app.services.printing.outbox import draw

        assert self._held is not None
        return draw(recovery_sheet(self._held.digits, self._made, self._paper)).paper.pdf

    def _show_digits(self, on: bool) -> None:
        groups = grouped(self._held.digits) if on and self._held is not None else ()
        each = len(groups) // _LINES
        for place, line in enumerate(self.digits):
            line.setText("  ".join(groups[place * each : (place + 1) * each]))
            line.setVisible(bool(groups))
        self.changed.emit()
        if groups:
            self.out.emit()


def about_the_code() -> Label:
    """What a recovery code is, for whoever has never heard of one."""
    return said_label(
        N_(
            "The records on this PC are encrypted: whoever steals the disk or a backup reads nothing. Should the PC "
            "or its user account be replaced, this code alone opens them again. Print it, and lock it away in a "
            "safe, not beside the PC."
        ),
        wrap=True,
    )
