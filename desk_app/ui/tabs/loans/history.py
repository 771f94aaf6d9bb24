"""What one person has borrowed: everything on record, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, plain
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import Loan
from desk_app.ui.i18n import say, tr
from desk_app.ui.tabs.loans import printing
from desk_app.ui.tabs.loans.columns import NAMELESS, history_columns
from desk_app.ui.tabs.loans.lists_menu import SAVE, save_person
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class HistoryDialog(Dialog):
    """The loans of the borrower of `loan`."""

    opened = Signal(object)
    """A loan's id: to be shown behind this dialog, which is closed."""

    def __init__(self, ctx: AppContext, parent: QWidget, loan: Loan) -> None:
        super().__init__(parent)
        self._ctx, self._name = ctx, loan.borrower or tr(NAMELESS)
        title = N_("Loans of {name}")
        say(self, title, "setWindowTitle", name=plain(self._name))
        self.table = RowTable(history_columns(ctx.services.bench.clock.now), row_id=lambda one: one.id)
        self.table.activated_row.connect(self._open)
        foot = row(
            button(N_("Print"), self._print, icon="print"),
            button(SAVE, self._save, icon="download"),
            None,
            button(N_("Close"), self.accept, kind="primary"),
        )
        head = said_label(title, "title", name=plain(self._name))
        self.setLayout(column(head, self.table, foot, spacing=14, margins=24))
        self.resize(860, 520)
        queries = ctx.services.get(LoanQueries)
        ctx.read(
            lambda actor: queries.history_of_person(actor, loan.phone, loan.borrower),
            owner=self,
            done=self.table.set_rows,
        )

    def _open(self, loan: Loan) -> None:
        self.accept()
        self.opened.emit(loan.id)

    def _print(self) -> None:
        printing.print_person(self._ctx, self, self._name, self.table.rows_model.rows)

    def _save(self) -> None:
        save_person(self._ctx, self, self._name, self.table.rows_model.rows)
