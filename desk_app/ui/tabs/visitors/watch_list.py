"""The watch list, for the supervisor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import WatchEntry
from desk_app.services.visitors.watch import ToWatch, WatchList
from desk_app.ui.i18n import format_day, say, tr
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

COLUMNS = (
    Column(N_("Name"), lambda one: one.name, width=120),
    Column(N_("Phone"), lambda one: one.phone, width=130),
    Column(N_("Document"), lambda one: one.id_mask, width=100),
    Column(N_("Reason"), lambda one: one.reason),
    Column(N_("Until", "time"), lambda one: format_day(one.until) if one.until else "", width=110),
    Column(
        N_("State"),
        lambda one: tr(N_("In force")) if one.active else tr(N_("Ended")),
        tone=lambda one: "danger" if one.active else "neutral",
        pill=True,
        width=90,
    ),
)


class WatchListDialog(Dialog):
    """Who is stopped at check-in; add, end."""

    def __init__(self, ctx: AppContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._ctx = ctx
        say(self, N_("Watch list"), "setWindowTitle")
        self.table = RowTable(COLUMNS, row_id=lambda one: one.id)
        self.form = Form(columns=3)
        self._build_form()
        self.end = button(N_("End for the one chosen"), self._end, icon="ban")
        self.end.setEnabled(False)
        self.table.selected_rows.connect(lambda rows: self.end.setEnabled(bool(rows) and rows[0].active))
        add = button(N_("Add to the watch list"), self._add, kind="primary", icon="plus")
        hint = N_("Whoever matches by phone, document number or name is stopped at check-in, and you decide.")
        self.setLayout(
            column(
                said_label(N_("Watch list"), "title"),
                said_label(hint, "muted", wrap=True),
                self.table,
                row(None, self.end),
                self.form,
                row(None, button(N_("Close"), self.accept), add),
                spacing=12,
                margins=24,
            )
        )
        self.resize(860, 600)
        self._load()

    def _build_form(self) -> None:
        self.form.add("name", N_("Name"), QLineEdit())
        self.form.add("phone", N_("Phone"), QLineEdit())
        self.form.add("id_number", N_("Document number"), QLineEdit())
        self.form.add("reason", N_("Reason"), QLineEdit(), required=True, span=2)
        self.until = DayField(self._ctx.services.bench.clock.now)
        self.form.add("until", N_("Until", "time"), self.until)
        self.form.submitted.connect(self._add)

    def _load(self) -> None:
        queries = self._ctx.services.get(VisitorQueries)
        self._ctx.read(queries.watch_list, owner=self, done=self.table.set_rows)

    def _add(self) -> None:
        if self.until.problem:  # it must not pass for "without an end"
            problem = UserError(N_("Type the day as 22, 11-22 or tomorrow."))
            self.form.show_problems(InvalidInput({"until": problem}))
            return
        whom = ToWatch(**{**self.form.draft(), "until": self.until.value})
        service = self._ctx.services.get(WatchList)
        self._ctx.do(
            lambda actor: service.add(actor, whom), owner=self, done=self._added, failed=self._failed
        )

    def _added(self, entry: WatchEntry) -> None:
        self.form.reset()
        self._load()

    def _failed(self, error: Exception) -> bool:
        return isinstance(error, InvalidInput) and self.form.show_problems(error)

    def _end(self) -> None:
        entry: WatchEntry = self.table.selection()[0]
        service = self._ctx.services.get(WatchList)
        self._ctx.do(lambda actor: service.end(actor, entry.id), owner=self, done=lambda _: self._load())
