"""The departments of the property company: what this building calls them, and how they are reached."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TRADE_NAMES, Department
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.tabs.directory.card import fact
from desk_app.ui.tabs.directory.form_panel import FormPanel
from desk_app.ui.tabs.directory.head import DEPARTMENTS, Head, beside
from desk_app.ui.tabs.directory.place_actions import PlaceActions
from desk_app.ui.tabs.directory.place_forms import DepartmentForm
from desk_app.ui.tabs.directory.preview import listed
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.parts import button, column, said_label
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable


def _trades(department: Department) -> str:
    names = [TRADE_NAMES[trade] for trade in department.trades]
    return listed(tr(name) for name in names)


COLUMNS = (
    Column(N_("Code", "directory"), lambda one: one.code, width=150, spare=2),
    Column(N_("Chinese name"), lambda one: one.name, width=140),
    Column(N_("English name"), lambda one: one.english_name),
    Column(N_("Trades", "directory"), _trades, tip=_trades, spare=1),
    Column(N_("Phone", "directory"), lambda one: one.phone, width=150),
)


class DepartmentPanel(FormPanel):
    """One department; Escape leaves the form for it, and it for the list."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._actions = PlaceActions(ctx, self)
        self.shown: Department | None = None
        """What is shown or edited."""

    def open(self, department: Department) -> None:
        """Show a department; a form with changes stays until it is saved or left."""
        if self.dirty:
            return
        self.shown = department
        body = QWidget()
        body.setLayout(column(_card(department), None))
        self.show_body(plain(department.name), body)
        supervisor = self._ctx.actor.role is Role.SUPERVISOR
        edit = (
            (button(N_("Edit", "directory"), self._edit, kind="primary", icon="edit"),) if supervisor else ()
        )
        self.fill_foot(*edit)

    def close_panel(self) -> None:
        """Leave the form, or close."""
        if self.editing and self.shown is not None:
            self.leave_form()
            self.open(self.shown)
            return
        self.shown = None
        super().close_panel()

    def _edit(self) -> None:
        assert self.shown is not None
        department, body = self.shown, DepartmentForm(self.shown)

        def done() -> None:
            name = plain(body.text("name").strip())
            self._ctx.toasts.show(N_("{name} was saved", "directory"), name=name)
            self.close_panel()

        self.show_form(
            N_("Edit department"), body, lambda: self._actions.save_department(body, department.code, done)
        )


class DepartmentsPage(QWidget):
    """Keyboard: arrows choose, Enter opens, Escape closes what is open."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._queries = ctx.services.get(DirectoryQueries)
        self.table = RowTable(COLUMNS, lambda one: one.code)
        say(self.table, N_("Departments"), "setAccessibleName")
        self.panel = DepartmentPanel(ctx)
        self.head = Head(DEPARTMENTS)
        told = said_label(N_("Whom the desk calls, and which department a work order goes to."), "muted")
        told.setWordWrap(True)
        self.list = QStackedWidget()
        self.list.addWidget(self.table)
        self.setLayout(beside(self.panel, self.head, self.list, told))
        self.setFocusProxy(self.table)
        self.table.selected_rows.connect(self._chosen)
        self.table.activated_row.connect(self.panel.open)
        ctx.bus.follow(self, ("departments",), self.load)
        speaker.language_changed.connect(self._said_again)

    def load(self) -> None:
        """Read the list again; selection and what is being typed stay."""
        self._ctx.read(self._queries.departments, owner=self, done=self._loaded, key="list")

    def _loaded(self, departments: list[Department]) -> None:
        self.table.set_rows(departments)
        shown = self.panel.shown
        if shown is not None and not self.panel.editing:
            self.panel.open(next(one for one in departments if one.code == shown.code))

    def _chosen(self, rows: list[Department]) -> None:
        if rows:
            self.panel.open(rows[0])

    def _said_again(self, _language: str) -> None:
        self.load()


def _card(department: Department) -> Card:
    made = Card()
    for label, text in (
        (N_("Chinese name"), department.name),
        (N_("English name"), department.english_name),
        (N_("Trades", "directory"), _trades(department)),
        (N_("Phone", "directory"), department.phone),
        (N_("Code", "directory"), department.code),
    ):
        if text:
            made.body.addLayout(fact(label, text))
    return made
