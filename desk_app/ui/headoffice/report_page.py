"""How much was done where, over all buildings: a table of days, and a spreadsheet of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_, Words
from desk_app.services.sheets.writing import write_xlsx
from desk_app.ui.ask import Asker, FileKind
from desk_app.ui.headoffice.columns import COUNTS
from desk_app.ui.i18n import format_number, say, speaker, tr
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk_app.services.headoffice.reports import Line
    from desk_app.ui.headoffice.rounds import OfficeRounds, View

_DAYS = timedelta(days=6)


class ReportPage(QWidget):
    """The last seven days at first."""

    title = N_("Reports", "head office")

    def __init__(self, rounds: OfficeRounds, ask: Asker) -> None:
        super().__init__()
        self.rounds, self.ask = rounds, ask
        self.lines: list[Line] = []
        self.first, self.last = DayField(rounds.clock.now, past=True), DayField(rounds.clock.now, past=True)
        for field, name in ((self.first, N_("From this day on")), (self.last, N_("Up to this day"))):
            say(field, name, "setAccessibleName")
        today = _today(rounds)
        self.first.set_value(today - _DAYS)
        self.last.set_value(today)
        self.show_ = button(N_("Show", "report"), self.load)
        self.save = button(N_("Save as spreadsheet …"), self.save_sheet, icon="download")
        self.total = Label(role="muted")
        head = row(
            said_label(N_("From", "period"), "label"), self.first, said_label(N_("to", "period"), "label"),
            self.last, self.show_, None, self.total, self.save,
        )  # fmt: skip
        self.note = said_label(
            N_(
                "Each step counts on the day it was done, also one that was taken back later. A desk's own report "
                "counts how its records stand."
            ),
            "muted",
        )
        self.table = RowTable(COUNTS, lambda one: (one.party, one.day, one.deed))
        self.nothing = EmptyState("chart", N_("Nothing was recorded then"), N_("Choose other days."))
        self.setLayout(column(head, self.table, self.note, self.nothing, spacing=12, margins=16))

    def waiting(self, view: View) -> int:
        """Nobody is needed."""
        return 0

    def show_view(self, view: View) -> None:
        """Something new may have come."""
        if self.isVisible():
            self.load()

    def _days(self) -> tuple[date, date]:
        last = self.last.value or _today(self.rounds)
        return self.first.value or last - _DAYS, last

    def load(self) -> None:
        """Count again."""
        first, last = self._days()
        self.rounds.ask(lambda office: office.counts(first, last), self._show, owner=self)

    def _show(self, lines: list[Line]) -> None:
        from desk_app.services.headoffice.reports import done

        self.lines = lines
        self.table.set_rows(done(lines))
        for shown in (self.table, self.note):
            shown.setVisible(bool(lines))
        self.nothing.setVisible(not lines)
        self.save.setEnabled(bool(lines))
        say(self.total, N_("Events: {n}", "report"), n=format_number(sum(one.count for one in lines)))

    def save_sheet(self) -> None:
        """What is in sight, as XLSX."""
        first, last = self._days()
        name = f"headoffice-{first:%Y%m%d}-{last:%Y%m%d}.xlsx"
        path = self.ask.save_as(
            self, tr(N_("Save as spreadsheet …")), name, FileKind(tr(N_("Spreadsheets")), ("xlsx",))
        )
        if path is not None:
            lines, words = tuple(self.lines), speaker.words
            self.rounds.ask(
                lambda _: _write(path, lines, words), self._saved, owner=self, failed=self._refused
            )

    def _saved(self, path: Path) -> None:
        self.ask.tell(self, tr(N_("Saved: {name}"), name=path.name))

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.ask.tell(self, error.say(speaker.words), tone="warning")


def _today(rounds: OfficeRounds) -> date:
    return rounds.clock.now().astimezone(speaker.zone).date()


def _write(path: Path, lines: Sequence[Line], words: Words) -> Path:
    from desk_app.services.headoffice.reports import sheet

    write_xlsx(path, *sheet(lines, words))
    return path
