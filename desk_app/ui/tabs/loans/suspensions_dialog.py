"""Who may not borrow for a while. Everybody at the desk sees it, the supervisor alone changes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.people import Role
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.core.typed import SAY_WHY
from desk_app.services.core.words import N_, plain
from desk_app.services.loans.records import Suspension, SuspensionDraft
from desk_app.services.loans.stock_queries import StockQueries
from desk_app.services.loans.suspensions import Suspensions
from desk_app.ui.i18n import format_day, say, tr
from desk_app.ui.tabs.loans.borrower_fields import suggest_borrowers
from desk_app.ui.tabs.loans.columns import SUSPENDED
from desk_app.ui.widgets.date_time import DayField
from desk_app.ui.widgets.dialog import Dialog
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.parts import button, column, row, said_label
from desk_app.ui.widgets.picker import Picker, Suggestion
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_OVER = N_("Over", "suspension")
COLUMNS = (
    Column(N_("Name"), lambda one: one.name, width=130),
    Column(N_("Phone"), lambda one: mask_phone(one.phone), width=130),
    Column(N_("Reason"), lambda one: one.reason, tip=lambda one: one.reason),
    Column(N_("Since", "suspension"), lambda one: format_day(one.since), width=140),
    Column(N_("Until", "time"), lambda one: _until(one), width=140),
    Column(
        N_("State"),
        lambda one: tr(SUSPENDED if one.active else _OVER),
        tone=lambda one: "danger" if one.active else "neutral",
        pill=True,
        width=100,
    ),
)


class SuspensionsDialog(Dialog):
    """The list, and for the supervisor the form under it."""

    def __init__(self, ctx: AppContext, parent: QWidget, shown: int | None = None) -> None:
        """`shown`: the suspension that is chosen when the list comes."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx, self._shown = ctx, shown
        say(self, N_("Suspended borrowers"), "setWindowTitle")
        self.table = RowTable(COLUMNS, row_id=lambda one: one.id)
        hint = N_("Known by the phone number. Lending to them takes the supervisor's word, with a reason.")
        head = (said_label(N_("Suspended borrowers"), "title"), said_label(hint, "muted", wrap=True))
        close = button(N_("Close"), self.accept)
        self.form = Form(columns=2)
        if ctx.actor.role is Role.SUPERVISOR:
            rest = self._build_form()
            foot = row(None, close, button(N_("Suspend"), self.suspend, kind="primary", icon="ban"))
        else:
            rest, foot = [], row(None, close)
        self.setLayout(column(*head, self.table, *rest, foot, spacing=12, margins=24))
        self.resize(860, 600)
        self._load()

    def _build_form(self) -> list[QWidget]:
        self.phone = Picker()
        suggest_borrowers(self._ctx, self, self.phone)
        self.phone.chosen.connect(self._known)
        self.form.add("phone", N_("Phone"), self.phone, required=True)
        self.form.add("name", N_("Name"), QLineEdit(), required=True)
        self.form.add("reason", N_("Reason"), QLineEdit(), required=True)
        self.until = DayField(self._ctx.services.bench.clock.now)
        self.form.add("until", N_("Last day"), self.until, hint=N_("Empty: until it is lifted"))
        self.form.submitted.connect(self.suspend)
        self.lift_button = button(N_("Lift for the one chosen…"), self.lift, icon="check")
        self.lift_button.setEnabled(False)
        self.table.selected_rows.connect(
            lambda rows: self.lift_button.setEnabled(bool(rows) and rows[0].active)
        )
        bar = QWidget()
        bar.setLayout(row(None, self.lift_button))
        return [bar, self.form]

    def _known(self, suggestion: Suggestion) -> None:
        self.form.restore({"phone": (None, suggestion.value.phone), "name": suggestion.value.name})

    def _load(self) -> None:
        queries = self._ctx.services.get(StockQueries)
        self._ctx.read(queries.suspensions, owner=self, done=self._list)

    def _list(self, found: list[Suspension]) -> None:
        self.table.set_rows(found)
        if self._shown is not None:
            self.table.select(self._shown)
            self._shown = None

    def suspend(self) -> None:
        """Suspend whoever stands in the form."""
        if self.until.problem:  # it must not pass for "until it is lifted"
            problem = UserError(N_("Type the day as 22, 11-22 or tomorrow."))
            self.form.show_problems(InvalidInput({"until": problem}))
            return
        typed = self.form.draft()
        draft = SuspensionDraft(typed["phone"][1], typed["name"], typed["reason"], self.until.value)
        service = self._ctx.services.get(Suspensions)
        self._ctx.do(
            lambda actor: service.suspend(actor, draft), owner=self, done=self._done, failed=self._failed
        )

    def _done(self, _one: Suspension) -> None:
        self.form.reset()
        self._load()

    def _failed(self, error: Exception) -> bool:
        return isinstance(error, InvalidInput) and self.form.show_problems(error)

    def lift(self) -> None:
        """Lend to this person again."""
        one: Suspension = self.table.selection()[0]
        question = N_("Why may {name} borrow again? The reason is put on record.")
        missing = tr(SAY_WHY)
        reason = self._ctx.ask.write(self, tr(question, name=plain(one.name)), missing=missing)
        if reason is None:
            return
        service = self._ctx.services.get(Suspensions)
        self._ctx.do(
            lambda actor: service.lift(actor, one.id, reason), owner=self, done=lambda _: self._load()
        )


def _until(one: Suspension) -> str:
    return format_day(one.until) if one.until else tr(N_("until lifted"))
