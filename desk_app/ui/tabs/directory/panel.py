"""The panel beside the list: one tenant's card, or the form in which the supervisor changes it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import Contact, Signatory, TenantCard, TenantStatus
from desk_app.ui.ask import FileKind
from desk_app.ui.context import AppContext
from desk_app.ui.i18n import tr
from desk_app.ui.tabs.directory.actions import Actions
from desk_app.ui.tabs.directory.card import CardView, Editing
from desk_app.ui.tabs.directory.dialogs import (
    ContactForm,
    SignatoryForm,
    TenantForm,
)
from desk_app.ui.tabs.directory.form_panel import FormPanel
from desk_app.ui.tabs.directory.tenancy_forms import (
    ClearedForm,
    MovedOutForm,
    MoveInForm,
    MoveOutForm,
    RenewForm,
)
from desk_app.ui.widgets.parts import button


class TenantPanel(FormPanel):
    """Escape leaves a form for the card, and the card for the list."""

    saved = Signal(object, str, object)
    """A tenant was added or corrected: its id (63 bits, too long for Qt's int), its name, what to say."""

    def __init__(self, ctx: AppContext) -> None:
        super().__init__()
        self._ctx = ctx
        self._queries = ctx.services.get(DirectoryQueries)
        self._clock = ctx.services.bench.clock
        self._actions = Actions(ctx, self)
        self._tenant: int | None = None
        self._card: TenantCard | None = None
        self.closed.connect(self._forget)

    def open(self, tenant: int) -> None:
        """Show a tenant's card; a form with changes stays until it is saved or left."""
        if self.dirty:
            return
        self._tenant = tenant
        self._ctx.read(
            lambda by: self._queries.tenant(by, tenant), owner=self, done=self._show_card, key="card"
        )

    def reload(self) -> None:
        """Read the card again, unless a form is open."""
        if self._tenant is not None and not self.editing and not self.isHidden():
            self.open(self._tenant)

    def close_panel(self) -> None:
        """Leave the form, or close."""
        if self.editing and self._tenant is not None and self._card is not None:
            self._show_card(self._card)
            return
        super().close_panel()

    def _forget(self) -> None:
        self._tenant = self._card = None

    # the card

    def _show_card(self, card: TenantCard) -> None:
        if card.tenant.id != self._tenant:
            return
        self._card = card
        supervisor = self._ctx.actor.role is Role.SUPERVISOR
        editing = self._editing() if supervisor else None
        today = self._clock.now().astimezone(self._clock.zone).date()
        view = CardView(card, today, editing)
        self.show_body(plain(card.tenant.name), view)
        self.fill_foot(*self._card_buttons(card) if supervisor else ())
        for signatory in view.wants_specimens:
            self._load_specimen(view, signatory)

    def _editing(self) -> Editing:
        actions = self._actions
        return Editing(
            self._edit_contact,
            self._edit_signatory,
            self._renew,
            actions.withdraw_contact,
            actions.withdraw_signatory,
        )

    def _load_specimen(self, view: CardView, signatory: int) -> None:
        self._ctx.read(
            lambda by: self._queries.specimen(by, signatory),
            owner=view,
            done=lambda content: view.show_specimen(signatory, content),
            key=f"specimen {signatory}",
        )

    def _card_buttons(self, card: TenantCard) -> tuple[QPushButton, ...]:
        edit = button(N_("Edit", "directory"), lambda: self._edit_tenant(card), kind="primary", icon="edit")
        more = button(N_("More"), icon="more")
        more.setMenu(self._menu(card, more))
        return edit, more

    def _menu(self, card: TenantCard, parent: QPushButton) -> QMenu:
        menu, tenant, actions = QMenu(parent), card.tenant, self._actions
        if tenant.status is TenantStatus.ACTIVE:
            menu.addAction(tr(N_("Announce move-out…")), self._announce)
        if tenant.status is TenantStatus.MOVING_OUT:
            menu.addAction(tr(N_("Has moved out…")), self._moved_out)
            menu.addAction(tr(N_("Call the move-out off")), lambda: actions.call_off_move_out(tenant.id))
        if tenant.status is TenantStatus.MOVED_OUT:
            menu.addAction(tr(N_("Moves in again…")), self._move_in)
            menu.addAction(tr(N_("Forwarding address…")), self._set_forwarding)
        if card.cleared:
            block = partial(actions.block_finance, tenant.id, tenant.called, card.cleared_reference)
            menu.addAction(tr(N_("Not cleared by finance")), block)
        else:
            menu.addAction(tr(N_("Cleared by finance…")), partial(self._clear_finance, tenant.called))
        return menu

    # the forms

    def add_tenant(self) -> None:
        """An empty form for a new tenant."""
        self._tenant = self._card = None
        self._edit_tenant(None)

    def _edit_tenant(self, card: TenantCard | None) -> None:
        body = TenantForm(card)
        known = card.tenant.id if card else None

        def save() -> None:
            draft = body.draft()
            message = N_("{name} was saved", "directory") if card else N_("{name} was added", "directory")
            self._actions.save_tenant(
                body.form,
                known,
                draft,
                body.text("units"),
                body.text("floor"),
                lambda tenant: self._tenant_saved(tenant, draft.name, message),
            )

        self.show_form(N_("Edit tenant") if card else N_("New tenant"), body, save)

    def _tenant_saved(self, tenant: int, name: str, message: Message) -> None:
        self.leave_form()
        self.open(tenant)
        self.saved.emit(tenant, name, message)

    def _edit_contact(self, contact: Contact | None) -> None:
        body, tenant = ContactForm(contact), self._shown_id()

        def save() -> None:
            self._actions.save_contact(body.form, tenant, contact, body.draft(), self._stored)

        self.show_form(N_("Edit contact") if contact else N_("Add contact"), body, save)

    def _edit_signatory(self, signatory: Signatory | None) -> None:
        tenant = self._shown_id()

        def choose() -> None:
            kind = FileKind(tr(N_("Pictures", "directory")), ("png", "jpg", "jpeg"))
            path = self._ctx.ask.open_file(self, tr(N_("Choose the specimen signature")), kind)
            if path is not None:
                self._actions.read_specimen(path, body.show_specimen)

        body = SignatoryForm(signatory, self._clock.now, choose)

        def save() -> None:
            draft = body.draft()
            self._actions.save_signatory(body.form, tenant, signatory, draft, body.specimen, self._stored)

        self.show_form(N_("Edit signatory") if signatory else N_("Add signatory"), body, save)

    def _announce(self) -> None:
        body, tenant = MoveOutForm(self._clock.now), self._shown_id()
        self.show_form(
            N_("Announce move-out"),
            body,
            lambda: self._actions.announce_move_out(
                body.form, tenant, body.day(), body.notice_day(), self._stored
            ),
        )

    def _clear_finance(self, name: str) -> None:
        body, tenant = ClearedForm(), self._shown_id()
        self.show_form(
            N_("Cleared by finance"),
            body,
            lambda: self._actions.clear_finance(
                tenant, name, body.text("reference"), body.form, self._stored
            ),
        )

    def _moved_out(self) -> None:
        body, tenant = MovedOutForm(self._card.forwarding if self._card else ""), self._shown_id()
        self.show_form(
            N_("Has moved out", "directory"),
            body,
            lambda: self._actions.moved_out(body.form, tenant, body.text("forwarding"), self._stored),
        )

    def _move_in(self) -> None:
        body, tenant = MoveInForm(), self._shown_id()
        name = self._card.tenant.name if self._card else ""

        def done() -> None:
            self._tenant_saved(tenant, name, N_("{name} has moved in again"))

        self.show_form(
            N_("Moves in again"),
            body,
            lambda: self._actions.move_in(body.form, tenant, body.text("units"), done),
        )

    def _set_forwarding(self) -> None:
        body, tenant = MovedOutForm(self._card.forwarding if self._card else ""), self._shown_id()
        self.show_form(
            N_("Forwarding address"),
            body,
            lambda: self._actions.set_forwarding(body.form, tenant, body.text("forwarding"), self._stored),
        )

    def _renew(self, signatory: Signatory) -> None:
        body = RenewForm(signatory, self._clock.now)
        self.show_form(
            N_("Renew signatory"),
            body,
            lambda: self._actions.renew_signatory(body.form, signatory.id, body.day(), self._stored),
        )

    def _stored(self) -> None:
        self.leave_form()
        if self._tenant is not None:
            self.open(self._tenant)

    def _shown_id(self) -> int:
        assert self._tenant is not None
        return self._tenant
