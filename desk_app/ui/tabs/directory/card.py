"""One tenant in full, for the side panel. Buttons to edit appear only where `Editing` is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desk_app.services.core.words import N_, Message, plain
from desk_app.services.directory.records import (
    GOODS_KIND_NAMES,
    TENANT_STATUS_NAMES,
    Contact,
    Signatory,
    TenantCard,
    TenantStatus,
)
from desk_app.ui.i18n import format_day, format_moment, tr
from desk_app.ui.tabs.directory.columns import STATUS_TONES
from desk_app.ui.tabs.directory.dialogs import show_picture
from desk_app.ui.tabs.directory.preview import listed
from desk_app.ui.widgets.card import Card
from desk_app.ui.widgets.parts import Label, button, column, row, rule, said_label
from desk_app.ui.widgets.pill import Pill


@dataclass(frozen=True)
class Editing:
    """What the supervisor may start from the card."""

    contact: Callable[[Contact | None], None]
    signatory: Callable[[Signatory | None], None]
    renew: Callable[[Signatory], None]
    withdraw_contact: Callable[[Contact], None]
    withdraw_signatory: Callable[[Signatory], None]


class CardView(QWidget):
    """A tenant's card: facts, contacts, signatories."""

    def __init__(self, card: TenantCard, today: date, editing: Editing | None) -> None:
        super().__init__()
        self._card = card
        self._today = today
        self._editing = editing
        self._specimens: dict[int, Label] = {}
        self.setLayout(
            column(self._build_facts(), self._build_contacts(), self._build_signatories(), None, spacing=12)
        )

    @property
    def wants_specimens(self) -> tuple[int, ...]:
        """The signatories whose pictures are to be shown."""
        return tuple(self._specimens)

    def show_specimen(self, signatory: int, content: bytes | None) -> None:
        """Show a specimen that has arrived."""
        if content is not None and signatory in self._specimens:
            show_picture(self._specimens[signatory], content)
            self._specimens[signatory].show()

    def _build_facts(self) -> QWidget:
        card, made = self._card, Card()
        tenant = card.tenant
        pills: list[QWidget] = [Pill(TENANT_STATUS_NAMES[tenant.status], STATUS_TONES[tenant.status])]
        if tenant.status is not TenantStatus.ACTIVE:
            cleared = N_("Cleared by finance") if card.cleared else N_("Not cleared by finance")
            pills.append(Pill(cleared, "positive" if card.cleared else "danger"))
        made.body.addLayout(row(*pills, None))
        units = listed(tenant.units) or tr(N_("none", "directory"))
        for label, text in (
            (N_("Units", "directory"), units),
            (N_("Floor", "directory"), listed(tenant.floors)),
            (N_("Short name"), tenant.short_name),
            (N_("English name"), tenant.english_name),
            (N_("Mailbox", "directory"), card.mailbox),
            (N_("After-hours phone"), card.after_hours_phone),
            (N_("Moved in", "directory"), _day(card.moved_in)),
            (N_("Moves out", "directory"), _day(card.moving_out) if card.moved_out is None else ""),
            (N_("Notice given on"), _day(card.notice_on) if card.moved_out is None else ""),
            (N_("Moved out on"), _day(card.moved_out)),
            (N_("Finance cleared"), _clearance(card)),
            (N_("Forwarding address"), card.forwarding),
            (N_("Note", "directory"), card.note),
        ):
            if text:
                made.body.addLayout(fact(label, text))
        return made

    def _build_contacts(self) -> QWidget:
        made = Card(N_("Contacts", "directory"))
        editing = self._editing
        if editing is not None:
            made.buttons.addWidget(_icon(N_("Add contact"), "plus", lambda: editing.contact(None)))
        for place, contact in enumerate(self._card.contacts):
            if place:
                made.body.addWidget(rule())
            made.body.addWidget(self._contact(contact))
        if not self._card.contacts:
            made.body.addWidget(said_label(N_("No contact on record."), "muted"))
        return made

    def _contact(self, contact: Contact) -> QWidget:
        name = Label(contact.name)
        pills = [Pill(N_("After hours", "directory"), "info")] if contact.after_hours else []
        head = row(name, *pills, None)
        editing = self._editing
        if editing is not None:
            head.addWidget(_icon(N_("Edit contact"), "edit", lambda: editing.contact(contact)))
            head.addWidget(_icon(N_("Withdraw contact"), "trash", lambda: editing.withdraw_contact(contact)))
        return _block(head, " · ".join(part for part in (contact.job, contact.phone) if part))

    def _build_signatories(self) -> QWidget:
        made = Card(N_("Authorised signatories"))
        editing = self._editing
        if editing is not None:
            made.buttons.addWidget(_icon(N_("Add signatory"), "plus", lambda: editing.signatory(None)))
        for place, signatory in enumerate(self._card.signatories):
            if place:
                made.body.addWidget(rule())
            made.body.addWidget(self._signatory(signatory))
        if not self._card.signatories:
            made.body.addWidget(
                said_label(N_("Nobody may sign for this tenant's goods."), "muted", wrap=True)
            )
        return made

    def _signatory(self, signatory: Signatory) -> QWidget:
        head = row(Label(signatory.name), self._validity(signatory), None)
        editing = self._editing
        if editing is not None:
            head.addWidget(_icon(N_("Renew signatory"), "refresh", lambda: editing.renew(signatory)))
            head.addWidget(_icon(N_("Edit signatory"), "edit", lambda: editing.signatory(signatory)))
            head.addWidget(
                _icon(N_("Withdraw signatory"), "trash", lambda: editing.withdraw_signatory(signatory))
            )
        names = [GOODS_KIND_NAMES[kind] for kind in signatory.kinds] or [N_("All kinds of goods")]
        kinds = listed(tr(name) for name in names)
        block = _block(head, " · ".join(part for part in (kinds, signatory.phone) if part))
        if signatory.specimen:
            picture = Label()
            picture.hide()
            self._specimens[signatory.id] = picture
            layout = block.layout()
            assert layout is not None
            layout.addWidget(picture)
        return block

    def _validity(self, signatory: Signatory) -> Pill:
        pill = Pill()
        if signatory.expires is None:
            pill.show_state(N_("Valid", "directory"), "positive")
        elif signatory.expired(self._today):
            pill.show_state(
                N_("Expired {day}", "directory"), "danger", day=plain(format_day(signatory.expires))
            )
        else:
            pill.show_state(
                N_("Until {day}", "directory"), "positive", day=plain(format_day(signatory.expires))
            )
        return pill


def _day(day: date | None) -> str:
    return format_day(day) if day else ""


def _clearance(card: TenantCard) -> str:
    """Since when, who noted it, and finance's document: as far as known."""
    if not card.cleared or card.cleared_at is None:
        return ""
    parts = (format_moment(card.cleared_at), card.cleared_by, card.cleared_reference)
    return " · ".join(part for part in parts if part)


def fact(label: Message, text: str) -> QHBoxLayout:
    """A line of a card: what it is, and what it says."""
    name, said = said_label(label, "muted"), Label(text)
    name.setFixedWidth(124)
    name.setAlignment(Qt.AlignmentFlag.AlignTop)
    name.setWordWrap(True)
    said.setWordWrap(True)
    said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    layout = row(name, said)
    layout.setStretch(1, 1)
    return layout


def _block(head: QHBoxLayout, text: str) -> QWidget:
    made = QFrame()
    below = Label(text, "muted")
    below.setWordWrap(True)
    below.setVisible(bool(text))
    below.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setLayout(column(head, below, spacing=4))
    return made


def _icon(message: Message, name: str, on: Callable[[], object]) -> QWidget:
    return button(message, on, kind="icon", icon=name)
