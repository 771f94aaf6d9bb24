"""The papers that did not come out, with why, and what can be done: print again, save as PDF, give up.

Keyboard: arrows choose a paper, Enter prints it again, Ctrl+S saves it, Delete gives it up, Escape closes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedLayout, QWidget

from desk_app.services.core.words import N_
from desk_app.services.printing.kinds import Where
from desk_app.ui.i18n import format_moment, say, speaker, tr
from desk_app.ui.printing.where_box import WhereBox
from desk_app.ui.tasks import Lane
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.empty_state import EmptyState
from desk_app.ui.widgets.parts import Label, button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.services.printing.ports import Paper
    from desk_app.services.printing.spool import PrintJob
    from desk_app.ui.printing.desk import PrintDesk

_WHY = 2
"""The column of reasons."""


class WaitingDialog(Dialog):
    """Follows what waits, of what who is there may see, as long as it is open."""

    def __init__(self, printing: PrintDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._printing = printing
        say(self, N_("Papers waiting"), "setWindowTitle")
        self.resize(820, 460)
        self.table = _table(printing)
        self.detail = Label(role="muted")
        self.detail.setWordWrap(True)
        self.where = WhereBox(printing.ask)
        self._touched = False
        self._build()
        self._wire()
        self._load()
        printing.errands.printers(self.where.set_printers, self)

    def _build(self) -> None:
        self.again = button(N_("Print again"), self._again, kind="primary", icon="print")
        self.all = button(N_("Print all"), self._all)
        self.save = button(N_("Save as PDF"), self._save, icon="save", key="Ctrl+S")
        self.give_up = button(N_("Give up"), self._give_up, icon="trash", key="Del")
        close = button(N_("Close"), self.close)
        on = said_label(N_("Print on"), "label")
        on.setBuddy(self.where)
        self._full = QWidget()
        self._full.setLayout(
            column(
                said_label(
                    N_("These papers did not come out. They are kept until they are printed."), wrap=True
                ),
                self.detail,
                self.table,
                row(on, self.where, None, self.give_up, self.save, self.all, self.again),
                spacing=12,
            )
        )
        self._empty = EmptyState("check", N_("Nothing waits"), N_("Every paper came out."))
        self._pages = QStackedLayout()
        self._pages.addWidget(self._full)
        self._pages.addWidget(self._empty)
        self.setLayout(column(self._pages, row(None, close), spacing=12, margins=20))

    def _wire(self) -> None:
        self.table.activated_row.connect(lambda _: self._again())
        self.table.selected_rows.connect(self._selected)
        self.where.chosen.connect(self._touch)
        self._printing.waiting_changed.connect(self._load)
        speaker.language_changed.connect(self._retell)

    def _load(self, _count: int = 0) -> None:
        desk = self._printing
        desk.tasks.latest("papers", desk.outbox.waiting, self._show, owner=self, lane=Lane.PAPER)

    def _show(self, jobs: tuple[PrintJob, ...]) -> None:
        offered = self._printing.errands.in_sight(jobs)
        # One reason for all stands above the list, once.
        self.table.setColumnHidden(_WHY, len({_why(job) for job in offered}) == 1)
        self.table.set_rows(offered)
        if offered and not self.table.selection():
            self.table.select(offered[0].id)
        self.all.setVisible(len(offered) > 1)
        self._pages.setCurrentWidget(self._full if offered else self._empty)
        self._selected(self.table.selection())

    def _selected(self, jobs: list[PrintJob]) -> None:
        for action in (self.again, self.save, self.give_up):
            action.setEnabled(bool(jobs))
        self.detail.setText(_why(jobs[0]) if jobs else "")
        if jobs:
            self.where.set_where(self._where_for(jobs[0]))

    def _retell(self, _language: str) -> None:
        self.table.viewport().update()
        self._selected(self.table.selection())

    def _touch(self, _where: Where) -> None:
        self._touched = True

    def _where_for(self, job: PrintJob) -> Where:
        """What was chosen here, else what is set for its kind."""
        return self.where.where if self._touched else self._printing.where(job.kind)

    def _again(self) -> None:
        self._print(self.table.selection())

    def _all(self) -> None:
        self._print(list(self.table.rows_model.rows))

    def _print(self, jobs: list[PrintJob]) -> None:
        for job in jobs:
            self._printing.print_again(job, self._where_for(job), owner=self)

    def _give_up(self) -> None:
        for job in self.table.selection():
            self._printing.give_up(job, owner=self)

    def _save(self) -> None:
        for job in self.table.selection():
            self._save_one(job)

    def _save_one(self, job: PrintJob) -> None:
        desk = self._printing

        def loaded(paper: Paper) -> None:
            desk.save_paper(paper, desk.name(job), owner=self, job=job.id)

        desk.tasks.run(lambda: desk.outbox.paper(job.id), loaded, owner=self, lane=Lane.PAPER)


def _table(printing: PrintDesk) -> RowTable:
    return RowTable(
        (
            Column(
                N_("Since", "print"), lambda job: format_moment(job.kept), lambda job: job.kept, width=200
            ),
            Column(N_("Document", "print"), printing.name),
            Column(N_("Why", "print"), _why, tone=lambda job: "warning" if job.trouble else None, tip=_why),
        ),
        lambda job: job.id,
    )


def _why(job: PrintJob) -> str:
    return job.trouble.say(speaker.words) if job.trouble else tr(N_("Not printed yet"))
