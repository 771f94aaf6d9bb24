"""A key as the supervisor writes it: what it opens, its rules, whose it is when it is kept in trust."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.people import Actor
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TenantStatus
from desk_app.services.keys.records import Key, KeyDraft
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.terms import KEY_CATEGORY_NAMES, MOST_APPROVALS, KeyCategory
from desk_app.ui.i18n import say
from desk_app.ui.tabs.keys.curfew_field import CurfewField
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.moment_field import NOT_READ
from desk_app.ui.widgets.number_field import NumberField
from desk_app.ui.widgets.picker import Picker, Suggestion

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_MOST_COPIES, _MOST_TENANTS = 20, 8
_APART = re.compile(r"[\s,，、;；]+")
_TRUST = ("tenant", "owner", "owner_phone")
_NEW = ("copies", "hooks")


class KeyDialog(FormDialog):
    """A new key with its copies, or a key to correct."""

    def __init__(self, ctx: AppContext, key: Key | None, parent: QWidget) -> None:
        title = N_("New key") if key is None else N_("Correct key {code}")
        code = plain(key.code) if key is not None else plain("")
        super().__init__(ctx, title, N_("Save"), parent, columns=3, code=code)
        self._key = key
        self._build(key or KeyDraft("", "", KeyCategory.VACANT))
        for name in _NEW:
            self.form.show_field(name, key is None)
        self.category.value_changed.connect(lambda _: self._trust())
        self._trust()
        self.setMinimumWidth(720)

    def _build(self, one: Key | KeyDraft) -> None:
        add = self.form.add
        told = N_("Stands on the tag: it must not tell the room")
        add("code", N_("Code", "keys tab"), QLineEdit(), required=True, initial=one.code, hint=told)
        self.category = Choice(KEY_CATEGORY_NAMES.items())
        self.category.choose(one.category)
        add("category", N_("Category", "keys tab"), self.category)
        approvals = Choice([(n, plain(str(n))) for n in range(MOST_APPROVALS + 1)])
        add("approvals", N_("Approvals needed"), approvals, initial=one.approvals)
        add("place", N_("What it opens"), QLineEdit(), required=True, initial=one.place, span=2)
        add("floor", N_("Floor"), QLineEdit(), initial=one.floor)
        add("unit", N_("Unit"), QLineEdit(), initial=one.unit)
        self.curfew = CurfewField(self.ctx.services.bench.clock.now)
        add("curfew", N_("Curfew", "keys tab"), self.curfew, initial=one.curfew, span=2)
        self._owner(one)
        add("instruction", N_("To be told whenever it is lent"), QLineEdit(), initial=one.instruction, span=3)
        add("copies", N_("Number of copies"), NumberField(1, _MOST_COPIES), initial=1)
        hint = N_("One for each copy, such as A12 A13; empty: later")
        add("hooks", N_("Their hooks"), QLineEdit(), span=2, hint=hint)

    def _owner(self, one: Key | KeyDraft) -> None:
        self.tenant = Picker()
        if isinstance(one, Key) and one.tenant is not None:
            self.tenant.set_draft((one.tenant, one.tenant_name))
        suggest_tenants(self.ctx, self, self.tenant)
        say(self.tenant, N_("Unit, name or initials"), "setPlaceholderText")
        self.form.add("tenant", N_("Tenant"), self.tenant)
        self.form.add("owner", N_("Owner to call"), QLineEdit(), initial=one.owner)
        self.form.add("owner_phone", N_("The owner's phone"), QLineEdit(), initial=one.owner_phone)

    def _trust(self) -> None:
        """Whose key it is matters for a key in trust alone."""
        for name in _TRUST:
            self.form.show_field(name, self.category.value is KeyCategory.TRUST)
        self.adjustSize()

    def draft(self) -> KeyDraft:
        """What stands in the fields; what is out of sight counts for nothing."""
        typed = self.form.draft()
        tenant, _ = typed.pop("tenant")
        typed["hooks"] = tuple(one for one in _APART.split(typed["hooks"]) if one)
        if self.category.value is not KeyCategory.TRUST:
            tenant, typed["owner"], typed["owner_phone"] = None, "", ""
        return KeyDraft(**typed, tenant=tenant)

    def send(self) -> None:
        """Save it."""
        problems = {}
        if self.curfew.problem:
            problems["curfew"] = UserError(NOT_READ)
        choice, text = self.tenant.draft()
        if choice is None and text.strip() and self.category.value is KeyCategory.TRUST:
            problems["tenant"] = UserError(N_("Choose the tenant from the list, or leave this empty."))
        if problems:
            self.form.show_problems(InvalidInput(problems))
            return
        register, draft, key = self.ctx.services.get(KeyRegister), self.draft(), self._key
        if key is None:
            self.do(lambda actor: register.add_key(actor, draft))
        else:
            self.do(lambda actor: register.correct_key(actor, key.id, draft))

    def failed(self, error: Exception) -> bool:
        """What is wrong with one hook stands at the field of all."""
        if isinstance(error, InvalidInput):  # every hook is typed in one field
            error = InvalidInput({name.partition(".")[0]: one for name, one in error.problems.items()})
        return super().failed(error)


def suggest_tenants(ctx: AppContext, owner: QWidget, picker: Picker) -> None:
    """Offer tenants by unit, name or pinyin; a suggestion stands for a tenant's id."""
    queries = ctx.services.get(DirectoryQueries)

    def answer(actor: Actor, text: str) -> list[Suggestion]:
        found = (one for one in queries.tenants(actor, text) if one.status is not TenantStatus.MOVED_OUT)
        return [Suggestion(one.id, one.name, " ".join(one.units)) for one in found][:_MOST_TENANTS]

    def find(text: str) -> None:
        if not text.strip():
            picker.offer(text, [])  # those for an earlier text are not for none
            return
        ctx.read(
            lambda actor: answer(actor, text),
            owner=owner,
            done=lambda found: picker.offer(text, found),
            key="tenants",
        )

    picker.query.connect(find)
