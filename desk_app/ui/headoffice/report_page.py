"""How much was done where, over all buildings: by building, by desk or by day, and a spreadsheet of it all."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_, Words
from desk_app.services.headoffice.totals import By, sheets
from desk_app.services.sheets.writing import write_xlsx_book
from desk_app.ui.ask import Asker, FileKind
from desk_app.ui.headoffice.report_columns import below_each_other, row_id, side_by_side
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.services.headoffice.totals import Report
    from desk_app.ui.headoffice.rounds import OfficeRounds, View

_DAYS = timedelta(days=6)
_BY = (
    (By.BUILDING, N_("By building", "report")),
    (By.DESK, N_("By desk", "report")),
    (By.DAY, N_("By day", "report")),
)


class ReportPage(QWidget):
    """The last seven days at first."""

    title = N_("Reports", "head office")

    def __init__(self, rounds: OfficeRounds, ask: Asker) -> None:
        super().__init__()
        self.rounds, self.ask = rounds, ask
        self.found: Report | None = None
        self._shape: object = None
        self.first, self.last = DayField(rounds.clock.now, past=True), DayField(rounds.clock.now, past=True)
        for field, name in ((self.first, N_("From this day on")), (self.last, N_("Up to this day"))):
            say(field, name, "setAccessibleName")
        today = _today(rounds)
        self.first.set_value(today - _DAYS)
        self.last.set_value(today)
        self.show_ = button(N_("Show", "report"), self.load)
        self.save = button(N_("Save as spreadsheet …"), self.save_sheet, icon="download")
        self.by = Choice(_BY)
        say(self.by, N_("What one row is about"), "setAccessibleName")
        self.by.value_changed.connect(self._look)
        head = row(
            said_label(N_("From", "period"), "label"), self.first, said_label(N_("to", "period"), "label"),
            self.last, self.by, self.show_, None, self.save,
        )  # fmt: skip
        self.note = said_label(
            N_(
                "Each step counts on the day it was done, also one that was taken back later. A desk's own report "
                "counts how its records stand."
            ),
            "muted",
        )
        self.table = QStackedWidget()
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
        """Add up again; days only for whoever looks at them, for they are many."""
        (first, last), days = self._days(), self.by.value is By.DAY
        self.rounds.ask(lambda office: office.report(first, last, days=days), self._show, owner=self)

    def _show(self, found: Report) -> None:
        self.found = found
        for shown in (self.table, self.note):
            shown.setVisible(bool(found.kinds))
        self.nothing.setVisible(not found.kinds)
        self.save.setEnabled(bool(found.kinds))
        self._list(found)

    def _look(self, by: By) -> None:
        """Look at it in another way."""
        if self.found is None or (by is By.DAY and not self.found.days):
            self.load()
        else:
            self._list(self.found)

    def _list(self, found: Report) -> None:
        """A list of its own for each way to look at it, and for other buildings: they stand side by side."""
        by = self.by.value
        columns, rows = side_by_side(found) if by is By.BUILDING else below_each_other(found, by)
        shape = (by, [(one.site, one.building) for one in found.buildings] if by is By.BUILDING else [])
        before = self.table.currentWidget()
        if isinstance(before, RowTable) and shape == self._shape:
            before.set_rows(rows)
            return
        self._shape, fresh = shape, RowTable(columns, row_id)
        fresh.set_rows(rows)
        self.table.setCurrentIndex(self.table.addWidget(fresh))
        if before is not None:
            self.table.removeWidget(before)
            before.deleteLater()

    def save_sheet(self) -> None:
        """What is in sight, as XLSX, each way to look at it on a sheet."""
        first, last = (self.found.first, self.found.last) if self.found else self._days()
        name = f"headoffice-{first:%Y%m%d}-{last:%Y%m%d}.xlsx"
        path = self.ask.save_as(
            self, tr(N_("Save as spreadsheet …")), name, FileKind(tr(N_("Spreadsheets")), ("xlsx",))
        )
        if path is not None and self.found is not None:
            found, words = self.found, speaker.words
            self.rounds.ask(
                lambda office: _write(path, office.report(found.first, found.last, days=True), words),
                self._saved, owner=self, failed=self._refused,
            )  # fmt: skip

    def _saved(self, path: Path) -> None:
        self.ask.tell(self, tr(N_("Saved: {name}"), name=path.name))

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.ask.tell(self, error.say(speaker.words), tone="warning")


def _today(rounds: OfficeRounds) -> date:
    return rounds.clock.now().astimezone(speaker.zone).date()


def _write(path: Path, found: Report, words: Words) -> Path:
    write_xlsx_book(path, sheets(found, words))
    return path
