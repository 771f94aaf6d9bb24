"""Staff: who may sign in here, as what."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.people import ROLE_NAMES, Role
from desk_app.services.core.words import N_, plain
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.records import StaffMember
from desk_app.services.staff.service import Staff
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import speaker, tr
from desk_app.ui.pages.pin_pad import PinField
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.choice import ComboBox
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.part import Part
from desk_app.ui.widgets.parts import button, column, row
from desk_app.ui.widgets.row_table import Column
from desk_app.ui.widgets.row_view import RowTable
from desk_app.ui.widgets.side_panel import SidePanel

_GIVEN = (Role.RECEPTIONIST, Role.GUARD, Role.SUPERVISOR)
_TONES: dict[Role, Tone] = {Role.SUPERVISOR: "accent", Role.GUARD: "info"}
COLUMNS = (
    Column(N_("Name"), lambda one: one.name),
    Column(
        N_("Role"), lambda one: tr(ROLE_NAMES[one.role]), tone=lambda one: _TONES.get(one.role, "neutral"),
        pill=True, width=140,
    ),
    Column(N_("Phone"), lambda one: one.phone, width=160),
    Column(
        N_("Account"), lambda one: _state(one), tone=lambda one: _state_tone(one), pill=True, width=170,
    ),
)  # fmt: skip


def _state(one: StaffMember) -> str:
    if not one.active:
        return tr(N_("Closed", "account"))
    if not one.has_pin:
        return tr(N_("No PIN on this PC"))
    return tr(N_("Must choose a PIN")) if one.must_change else tr(N_("Open", "account"))


def _state_tone(one: StaffMember) -> Tone:
    if not one.active:
        return "neutral"
    return "warning" if one.must_change or not one.has_pin else "positive"


class StaffPage(Part):
    """The list, and a panel to add or change somebody. Enter changes, Ctrl+N adds."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__(ctx, N_("Staff"), N_("Who may sign in at this desk, and as what."))
        self._staff, self._queries = ctx.services.get(Staff), ctx.services.get(StaffQueries)
        self._edited: int | None = None
        self._build()
        self.table.activated_row.connect(lambda one: self.change(one))
        self.table.selected_rows.connect(lambda rows: self._choose(rows))
        self.form.submitted.connect(self._save)
        self.pin_form.submitted.connect(self._save_pin)
        self._choose([])

    def _build(self) -> None:
        self.table = RowTable(COLUMNS, lambda one: one.id)
        self.edit = button(N_("Change"), lambda: self._with(self.change), icon="edit")
        self.new_pin = button(N_("New PIN"), lambda: self._with(self.give_pin), icon="key")
        self.close_account = button(N_("Close account"), lambda: self._with(self._close), icon="ban")
        self.reopen = button(N_("Open again"), lambda: self._with(self._reopen), icon="unlock")
        self.tools.addWidget(button(N_("Add"), self.add, kind="primary", icon="plus", key="Ctrl+N"))
        self.panel = SidePanel()
        self.form, self.pin_form = self._make_form(), Form()
        self.pin_form.add(
            "pin",
            N_("New PIN"),
            PinField(),
            required=True,
            hint=N_("Its owner chooses another at the next sign-in"),
        )
        self._put_away()
        acts = row(self.edit, self.new_pin, self.close_account, self.reopen, None)
        whole = row(spacing=0)
        whole.addLayout(column(acts, self.table, spacing=10), 1)
        whole.addWidget(self.panel)
        self.body.addLayout(whole, 1)

    def _make_form(self) -> Form:
        form = Form()
        form.add("name", N_("Name"), QLineEdit(), required=True)
        self.role = ComboBox()
        for role in _GIVEN:
            self.role.addItem("", role)
        form.add("role", N_("Role"), self.role)
        form.add("phone", N_("Phone"), QLineEdit())
        form.add(
            "pin",
            N_("First PIN"),
            PinField(),
            required=True,
            hint=N_("Its owner chooses another at the first sign-in"),
        )
        speaker.language_changed.connect(self._name_roles)
        self._name_roles()
        return form

    def _name_roles(self, _language: str = "") -> None:
        for place, role in enumerate(_GIVEN):
            self.role.setItemText(place, tr(ROLE_NAMES[role]))

    def load(self) -> None:
        """The list again."""
        self.ctx.read(self._queries.all, owner=self, done=self.table.set_rows)

    def _choose(self, rows: list[StaffMember]) -> None:
        one = rows[0] if rows else None
        for made in (self.edit, self.new_pin, self.close_account):
            made.setEnabled(one is not None and one.active)
        self.reopen.setVisible(one is not None and not one.active)
        self.close_account.setVisible(one is None or one.active)

    def _with(self, act: Any) -> None:
        rows = self.table.selection()
        if rows:
            act(rows[0])

    def add(self) -> None:
        """Open the panel for somebody new."""
        self._edited = None
        self.form.reset({"name": "", "role": Role.RECEPTIONIST, "phone": "", "pin": ""})
        self._open_panel(N_("New member of staff"), self.form, self._save)

    def change(self, one: StaffMember) -> None:
        """Open the panel for somebody who is there."""
        self._edited = one.id
        self.form.reset({"name": one.name, "role": one.role, "phone": one.phone, "pin": ""})
        self._open_panel(plain(one.name), self.form, self._save)

    def give_pin(self, one: StaffMember) -> None:
        """Open the panel for a new PIN."""
        self._edited = one.id
        self.pin_form.reset({"pin": ""})
        self._open_panel(plain(one.name), self.pin_form, self._save_pin)

    def _open_panel(self, title: str, form: Form, save: Any) -> None:
        self.form.show_field("pin", self._edited is None)
        while (item := self.panel.foot.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        self.panel.foot.addStretch(1)
        self.panel.foot.addWidget(
            button(N_("Save"), save, kind="primary", icon="check", tip=N_("Ctrl+Enter"))
        )
        self._put_away()  # the panel deletes its old body
        body = QWidget()
        body.setLayout(column(form, None))
        self.panel.show_body(title, body)
        form.show()
        form.field("pin" if form is self.pin_form else "name").setFocus()

    def _save(self) -> None:
        said, who = self.form.draft(), self._edited
        role = Role(said["role"])  # Qt hands back a plain text
        if who is None:
            self.ctx.do(
                lambda by: self._staff.add(by, said["name"], role, said["pin"], said["phone"]),
                owner=self, done=lambda _id: self._saved(said["name"]), failed=self._refused,
            )  # fmt: skip
        else:
            self.ctx.do(
                lambda by: self._staff.change(by, who, said["name"], role, said["phone"]),
                owner=self, done=lambda _none: self._saved(said["name"]), failed=self._refused,
            )  # fmt: skip

    def _save_pin(self) -> None:
        pin, who = self.pin_form.draft()["pin"], self._edited
        assert who is not None
        self.ctx.do(
            lambda by: self._staff.set_pin(by, who, pin), owner=self,
            done=lambda _none: self._saved(""), failed=self._refused,
        )  # fmt: skip

    def _put_away(self) -> None:
        for form in (self.form, self.pin_form):
            form.setParent(self)
            form.hide()

    def _saved(self, name: str) -> None:
        self.panel.close_panel()
        self.pin_form.reset({"pin": ""})
        self.ctx.toasts.show(
            N_("Saved: {name}") if name else N_("The new PIN holds from now on."), name=plain(name)
        )

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        self.ctx.ask.tell(self, error.say(speaker.words), tone="warning")
        return True

    def _close(self, one: StaffMember) -> None:
        question = tr(N_("Close the account of {name}?"), name=one.name)
        told = tr(N_("Records keep the name. The account can be opened again."))
        if self.ctx.ask.confirm(self, question, tr(N_("Close account")), told):
            self.ctx.do(lambda by: self._staff.close(by, one.id), owner=self)

    def _reopen(self, one: StaffMember) -> None:
        self.ctx.do(lambda by: self._staff.reopen(by, one.id), owner=self)
