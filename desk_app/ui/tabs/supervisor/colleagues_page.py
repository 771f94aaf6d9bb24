"""Colleagues: who signs for keys and is sent to repairs; most of them have no account."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.colleagues.records import Colleague, ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.changes import Changes
from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import Actor
from desk_app.services.core.words import CHINESE, N_, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TRADE_NAMES, Department, Trade
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import say, speaker, tr
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.findings_view import said
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import button, column, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable
from desk_app.ui.widgets.side_panel import SidePanel

_SEARCH_WIDTH = 300


class ColleaguesPage(Part):
    """The list, and a panel to add or correct somebody. Enter corrects, Ctrl+N adds, Ctrl+F finds."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(
            ctx,
            N_("Colleagues"),
            N_(
                "Everybody who may sign for keys. Who signs in at this desk stands under Staff and is listed here too."
            ),
        )
        self._verbs, self._queries = ctx.services.get(Colleagues), ctx.services.get(ColleagueQueries)
        self._departments: dict[str, Department] = {}
        self._edited: int | None = None
        self._build()
        self.table.activated_row.connect(self.correct)
        self.table.selected_rows.connect(self._choose)
        self.form.submitted.connect(self._save)
        self.search.textChanged.connect(self._look)
        self.department.value_changed.connect(self._offer_trades)
        speaker.language_changed.connect(self._name_departments)
        self._choose([])

    def _build(self) -> None:
        self.table = RowTable(self._columns(), lambda one: one.id)
        self.search = QLineEdit()
        self.search.setFixedWidth(_SEARCH_WIDTH)
        self.search.setClearButtonEnabled(True)
        say(self.search, N_("Name, pinyin, phone or department"), "setPlaceholderText")
        say(self.search, N_("Name, pinyin, phone or department"), "setAccessibleName")
        self.edit = button(N_("Correct"), lambda: self._with(self.correct), icon="edit")
        self.left = button(N_("Has left"), lambda: self._with(self._leave), icon="ban")
        self.back = button(N_("Is back"), lambda: self._with(self._come_back), icon="unlock")
        self.tools.addWidget(button(N_("Add"), self.add, kind="primary", icon="plus", key="Ctrl+N"))
        self.panel = SidePanel()
        self.form = self._make_form()
        self._put_away()
        whole = row(spacing=0)
        acts = row(self.search, self.edit, self.left, self.back, None)
        whole.addLayout(column(acts, self.table, spacing=10), 1)
        whole.addWidget(self.panel)
        self.body.addLayout(whole, 1)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column(N_("Name"), lambda one: one.name),
            Column(N_("Department"), lambda one: self._called(one.department), width=150),
            Column(
                N_("Trade"), lambda one: tr(TRADE_NAMES[one.trade]) if one.trade else "", width=120, spare=1
            ),
            Column(N_("Phone"), lambda one: one.phone, width=150),
            Column(N_("State"), _state, tone=_tone, pill=True, width=130),
        )

    def _make_form(self) -> Form:
        form = Form()
        form.add("name", N_("Name"), QLineEdit(), required=True)
        self.department, self.trade = Choice([]), Choice([])
        form.add("department", N_("Department"), self.department, required=True)
        form.add("trade", N_("Trade"), self.trade)
        form.add("phone", N_("Phone"), QLineEdit())
        return form

    def load(self) -> None:
        """The list again, and what the departments are called."""
        self.ctx.read(self.ctx.services.get(DirectoryQueries).departments, owner=self, done=self._know)
        self._look()

    def _look(self, _text: str = "") -> None:
        text = self.search.text()
        self.ctx.read(
            lambda by: self._queries.all(by, text, True),
            owner=self,
            done=self._show,
            key="colleagues",
        )

    def _show(self, found: list[Colleague]) -> None:
        self.table.set_rows(found)
        self._choose(self.table.selection())  # who is chosen may have left meanwhile

    def _know(self, departments: list[Department]) -> None:
        known = {one.code: one for one in departments}
        if known != self._departments:
            self._departments = known
            self._name_departments()

    def _name_departments(self, _language: str = "") -> None:
        chosen, trade = self.department.value, self.trade.value
        self.department.offer((code, plain(self._called(code))) for code in self._departments)
        self.department.choose(chosen)
        self.trade.choose(trade)
        self.table.viewport().update()

    def _called(self, code: str) -> str:
        department = self._departments.get(code)
        if department is None:
            return code
        return department.name if speaker.words.language == CHINESE else department.english_name

    def _offer_trades(self, code: str) -> None:
        department = self._departments.get(code)
        trades = department.trades if department is not None else ()
        self.trade.offer([(None, N_("None", "trade")), *((trade, TRADE_NAMES[trade]) for trade in trades)])
        self.form.show_field("trade", bool(trades))

    def _choose(self, rows: list[Colleague]) -> None:
        one = rows[0] if rows else None
        own = one is not None and not one.has_account
        self.edit.setEnabled(own and one is not None and one.active)
        self.left.setEnabled(own and one is not None and one.active)
        self.left.setVisible(one is None or one.active or one.has_account)
        self.back.setVisible(own and one is not None and not one.active)

    def _with(self, act: Callable[[Colleague], None]) -> None:
        rows = self.table.selection()
        if rows:
            act(rows[0])

    def add(self) -> None:
        """Open the panel for somebody new."""
        self._edited = None
        first = next(iter(self._departments), None)
        self._open_panel(N_("New colleague"), {"name": "", "department": first, "trade": None, "phone": ""})

    def correct(self, one: Colleague) -> None:
        """Open the panel for somebody who is there; accounts are changed under Staff."""
        if one.has_account:
            self.ctx.toasts.show(N_("This colleague has an account: change it under Staff."))
            return
        if one.active:
            self._edited = one.id
            said = {"name": one.name, "department": one.department, "trade": one.trade, "phone": one.phone}
            self._open_panel(plain(one.name), said)

    def _open_panel(self, title: str, said: dict[str, Any]) -> None:
        while (item := self.panel.foot.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.panel.foot.addStretch(1)
        self.panel.foot.addWidget(
            button(N_("Save"), self._save, kind="primary", icon="check", tip=N_("Ctrl+Enter"))
        )
        self._put_away()  # the panel deletes its old body
        self._offer_trades(said["department"])
        self.form.reset(said)
        body = QWidget()
        body.setLayout(column(self.form, None))
        self.panel.show_body(title, body)
        self.form.show()
        self.form.field("name").setFocus()

    def _save(self) -> None:
        said, who = self.form.draft(), self._edited
        trade: Trade | None = said["trade"]
        draft = ColleagueDraft(said["name"], said["department"] or "", trade, said["phone"])

        def verb(by: Actor) -> Changes[Colleague]:
            return self._verbs.add(by, draft) if who is None else self._verbs.correct(by, who, draft)

        self.ctx.do(verb, owner=self, done=self._saved, failed=self._refused)

    def _put_away(self) -> None:
        self.form.setParent(self)
        self.form.hide()

    def _saved(self, one: Colleague) -> None:
        self.panel.close_panel()
        self.ctx.toasts.show(N_("Saved: {name}"), name=plain(one.name))

    def _refused(self, error: Exception) -> bool:
        if isinstance(error, InvalidInput) and self.form.show_problems(error):
            return True
        if not isinstance(error, UserError):
            return False
        self.ctx.ask.tell(self, error.say(speaker.words), tone="warning")
        return True

    def _leave(self, one: Colleague) -> None:
        question = tr(N_("Has {name} left the company?"), name=one.name)
        told = tr(N_("Records keep the name. No key is lent to somebody who left."))
        if self.ctx.ask.confirm(self, question, tr(N_("Has left")), told):
            self.ctx.do(
                lambda by: self._verbs.leave(by, one.id),
                owner=self,
                failed=lambda error: self._still_holding(one, error) or self._refused(error),
            )

    def _still_holding(self, one: Colleague, error: Exception) -> bool:
        """What was not brought back is read first."""
        if not isinstance(error, Unsettled):
            return False
        told = "\n".join(said(each) for each in error.findings)
        question = tr(N_("{name} has not brought everything back."), name=one.name)
        if self.ctx.ask.confirm(self, question, tr(N_("Has left all the same")), told):
            self.ctx.do(lambda by: self._verbs.leave(by, one.id, True), owner=self, failed=self._refused)
        return True

    def _come_back(self, one: Colleague) -> None:
        self.ctx.do(lambda by: self._verbs.come_back(by, one.id), owner=self, failed=self._refused)


def _state(one: Colleague) -> str:
    if not one.active:
        return tr(N_("Left", "colleague"))
    return tr(N_("Has an account")) if one.has_account else tr(N_("Works here"))


def _tone(one: Colleague) -> Any:
    if not one.active:
        return "neutral"
    return "info" if one.has_account else "positive"
