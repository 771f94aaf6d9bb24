"""An item to be sent, typed while somebody stands there: who, to which city, what it costs. Enter goes on and posts.

Kind and carrier stay from item to item. A barcode is scanned at any moment, wherever the keyboard is.
"""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.money import parse_money
from desk_app.services.core.settings import split_places
from desk_app.services.core.words import N_, plain
from desk_app.services.directory.records import Host
from desk_app.services.mail.options import CARRIERS
from desk_app.services.mail.outgoing import OutgoingMail
from desk_app.services.mail.records import (
    MAIL_KIND_NAMES,
    OUTGOING_KINDS,
    POSTAGE_NAMES,
    Outgoing,
    OutgoingDraft,
    Postage,
)
from desk_app.ui.i18n import format_money, say, speaker, tr
from desk_app.ui.tabs.mail.outgoing_tenants import TenantField
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form import Form
from desk_app.ui.widgets.panel_parts import scrolling
from desk_app.ui.widgets.parts import Label, button, column, row, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_KEPT = ("kind", "carrier")


class OutgoingForm(QWidget):
    """What stands in it stays until it is posted or cleared."""

    posted = Signal(object)
    """The Outgoing; the form is ready for the next one."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._request = uuid.uuid4().hex
        self.busy = False
        self._build()
        self._wire()
        self._offer_carriers()
        self._say_money()

    # Build

    def _build(self) -> None:
        self.form = Form(columns=2, enter_submits=True)
        self.kind = Choice((kind, MAIL_KIND_NAMES[kind]) for kind in OUTGOING_KINDS)
        self.carrier = Choice([])
        self.tenant = TenantField(self._ctx, self)
        self.paid = Choice(POSTAGE_NAMES.items())
        for choice in (self.kind, self.carrier, self.paid):  # columns of one width, whatever they offer
            choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(6)
        self.person, self.barcode, self.postage = QLineEdit(), QLineEdit(), QLineEdit()
        add = self.form.add
        add("kind", N_("Kind", "outgoing mail"), self.kind)
        add("carrier", N_("Carrier", "outgoing mail"), self.carrier)
        add("tenant", N_("Tenant", "outgoing mail"), self.tenant, span=2)
        add("sender", N_("Sender", "outgoing mail"), self.person)
        add("phone", N_("Phone"), QLineEdit())
        add("destination", N_("City it goes to", "outgoing mail"), QLineEdit(), required=True)
        add("barcode", N_("Barcode", "outgoing mail"), self.barcode)
        add("paid", N_("Paid", "outgoing mail"), self.paid)
        add("postage", N_("Postage in yuan", "outgoing mail"), self.postage, required=True)
        say(self.tenant, N_("Unit or company; nobody's: leave empty", "outgoing mail"), "setPlaceholderText")
        say(self.barcode, N_("Scan at any time", "outgoing mail"), "setPlaceholderText")
        clear = button(N_("Clear the form"), self.clear, kind="quiet")
        clear.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        head = row(said_label(N_("New item", "outgoing mail"), "heading"), None, clear)
        head.setContentsMargins(16, 12, 12, 0)
        self.money = Label(role="muted")
        self.money.setWordWrap(True)
        self.save = button(N_("Post it (Enter)", "outgoing mail"), self.submit, kind="primary", icon="send")
        foot = column(self.money, self.save, spacing=8)
        foot.setContentsMargins(16, 4, 16, 16)
        layout = column(head, scrolling(self.form, margins=16), foot, spacing=4)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _wire(self) -> None:
        for field in (self.kind, self.carrier, self.tenant):
            field.installEventFilter(self)  # before the form's own
        self.tenant.chosen.connect(lambda one: self._chosen(one.value))
        self.tenant.value_changed.connect(lambda _: self._say_money())
        self.postage.textChanged.connect(lambda _: self._say_money())
        self.paid.value_changed.connect(lambda _: self._way_changed())
        self.form.submitted.connect(self.submit)
        speaker.language_changed.connect(self._say_money)

    def _offer_carriers(self) -> None:
        """Those of the building's setting, the one in use kept."""
        setting = self._ctx.services.bench.settings.get(CARRIERS)
        known = [one for one in split_places(setting) if one]
        if known != [value for value in self.carrier._values if value is not None]:
            kept = self.carrier.value
            self.carrier.offer((one, plain(one)) for one in known)
            self.carrier.choose(kept)

    # Typing

    def start(self) -> None:
        """Ready to type: who sends it."""
        self._offer_carriers()
        self.tenant.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter in the first fields goes on to the next; a tenant typed in a hurry is looked up first."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() not in _ENTER or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return False
        if watched is self.kind:
            self.carrier.setFocus(Qt.FocusReason.TabFocusReason)
        elif watched is self.carrier:
            self.tenant.setFocus(Qt.FocusReason.TabFocusReason)
        elif watched is self.tenant and not self.tenant.takes_enter and self.tenant.host is None:
            self._enter_tenant()
        else:
            return False
        return True

    def _enter_tenant(self) -> None:
        if self.tenant.unsettled:
            self.tenant.take_first(lambda found: None if found else self._nobody_called())
        else:
            self.person.setFocus(Qt.FocusReason.TabFocusReason)  # nobody's: a person by name

    def _nobody_called(self) -> None:
        text = N_(
            "No tenant is called so. Choose one, or leave this empty and name the sender.", "outgoing mail"
        )
        self.form.show_problems(InvalidInput({"tenant": UserError(text)}))

    def _chosen(self, host: Host) -> None:
        """One of its people is the sender too; the city is next."""
        if host.contact_name:
            self.person.setText(host.contact_name)
        if self.tenant.hasFocus():
            self.form.field("destination").setFocus(Qt.FocusReason.TabFocusReason)

    def take_barcode(self, code: str) -> None:
        """A carrier's barcode was scanned: the keyboard stays where it is."""
        self.barcode.setText(code)

    def _way_changed(self) -> None:
        free = self.paid.value is Postage.RECIPIENT
        if free:
            self.postage.clear()
        self.form.show_field("postage", not free)
        self._say_money()

    def _say_money(self) -> None:
        """Where the money goes, before anything is posted."""
        try:
            fen = parse_money(self.postage.text())
        except UserError:
            fen = 0
        amount = format_money(fen) if fen else ""
        host = self.tenant.host
        free = self.paid.value is Postage.RECIPIENT
        if free:
            text = tr(N_("The recipient pays: no money here.", "outgoing mail"))
        elif self.paid.value is Postage.CASH:
            text = tr(N_("{amount} into the drawer", "outgoing mail"), amount=amount)
        elif host is not None:
            text = tr(N_("{amount} on account of {name}", "outgoing mail"), amount=amount, name=host.name)
        else:
            text = tr(N_("Only a tenant has an account. Choose it, or take cash."))
        self.money.setText(text if amount or free else "")

    # What is typed

    def draft(self) -> OutgoingDraft:
        """The item as it stands in the form."""
        typed, host = self.form.draft(), self.tenant.host
        return OutgoingDraft(
            kind=typed["kind"],
            carrier=typed["carrier"] or "",
            tenant=host.tenant if host is not None else None,
            sender=typed["sender"],
            phone=typed["phone"],
            destination=typed["destination"],
            barcode=typed["barcode"],
            postage=typed["postage"],
            paid=typed["paid"],
        )

    @property
    def dirty(self) -> bool:
        """Whether anything of an item stands in the form."""
        typed = self.form.draft()
        return bool(self.tenant.text().strip()) or any(
            typed[name].strip() for name in ("sender", "phone", "destination", "barcode", "postage")
        )

    def clear(self) -> None:
        """The next item, of the same kind with the same carrier."""
        kept = {name: value for name, value in self.form.draft().items() if name in _KEPT}
        self._request = uuid.uuid4().hex
        self.form.reset()
        self.form.restore(kept)
        self._say_money()
        self.start()

    def fill(self, one: Outgoing) -> None:
        """Begin with an entry that was taken back: what was wrong in it is typed anew."""
        self.clear()
        host = Host(one.tenant, one.company, (), ()) if one.tenant is not None else None
        if one.carrier not in self.carrier._values:
            self.carrier.offer([(one.carrier, plain(one.carrier))])
        self.form.restore(
            {
                "kind": one.kind,
                "carrier": one.carrier,
                "tenant": (host, one.company),
                "sender": one.sender,
                "destination": one.destination,
                "barcode": one.barcode,
                "paid": one.paid,
                "postage": f"{one.postage / 100:.2f}" if one.postage else "",
            }
        )
        self._way_changed()

    # Post

    def submit(self) -> None:
        """Post what is typed; a second Enter while the first is under way does nothing."""
        if self.busy:
            return
        if not self.dirty:
            self.start()
            return
        if self.tenant.unsettled:
            self._nobody_called()
            return
        self._set_busy(True)
        posts, draft = self._ctx.services.get(OutgoingMail), replace(self.draft(), request=self._request)
        self._ctx.do(
            lambda actor: posts.post(actor, draft), owner=self, done=self._posted, failed=self._failed
        )

    def _posted(self, one: Outgoing) -> None:
        self._set_busy(False)
        self.clear()
        self.posted.emit(one)

    def _failed(self, error: Exception) -> bool:
        self._set_busy(False)
        return isinstance(error, InvalidInput) and self.form.show_problems(error)

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self.save.setEnabled(not busy)
