"""The drawer's earlier counts, each with the sheet of the shift that it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.drawer.records import Count
from desk_app.services.staff.queries import StaffQueries
from desk_app.ui.i18n import format_moment, format_money, say
from desk_app.ui.tabs.loans.drawer_paper import print_sheet
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


class CountsDialog(Dialog):
    """Choose a count, print its sheet."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._names: Mapping[int, str] = {}
        self._chosen: Count | None = None
        say(self, N_("Earlier counts"), "setWindowTitle")
        self.table = RowTable(self._columns(), row_id=lambda one: one.id)
        self.table.selected_rows.connect(self._choose)
        self.table.activated_row.connect(self._print_row)
        self.print = button(N_("Print the sheet of the shift"), self._print, icon="print", kind="primary")
        self.print.setEnabled(False)
        foot = row(self.print, None, button(N_("Close"), self.accept))
        self.setLayout(
            column(said_label(N_("Earlier counts"), "title"), self.table, foot, spacing=14, margins=24)
        )
        self.resize(760, 460)
        queries, staff = ctx.services.get(DrawerQueries), ctx.services.get(StaffQueries)

        def ask(actor: Actor) -> tuple[list[Count], Mapping[int, str]]:
            return queries.counts(actor), staff.names(actor)

        ctx.read(ask, owner=self, done=self._show)

    def _columns(self) -> tuple[Column, ...]:
        def money(fen: int) -> str:
            return format_money(fen)

        return (
            Column(N_("Time", "drawer"), lambda one: format_moment(one.at), width=170),
            Column(N_("By", "drawer"), lambda one: self._names.get(one.by, ""), width=90),
            Column(N_("Counted", "drawer"), lambda one: money(one.counted), align="right", width=110),
            Column(N_("Difference", "drawer"), lambda one: money(one.difference) if one.difference else "",
                   align="right", width=110, tone=lambda one: "warning" if one.difference else None),
            Column(N_("Why it differs"), lambda one: one.explanation),
        )  # fmt: skip

    def _show(self, found: tuple[list[Count], Mapping[int, str]]) -> None:
        counts, self._names = found
        self.table.set_rows(counts)

    def _choose(self, rows: Sequence[Count]) -> None:
        self._chosen = rows[0] if len(rows) == 1 else None
        self.print.setEnabled(self._chosen is not None)

    def _print_row(self, count: Count) -> None:
        print_sheet(self._ctx, self, count.id)

    def _print(self) -> None:
        if self._chosen is not None:
            self._print_row(self._chosen)
