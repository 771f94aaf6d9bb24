"""What a piece is asked about: for whom it is, what was typed wrong, where it lies, why nobody took it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desk_app.services.core.errors import UserError
from desk_app.services.core.words import N_
from desk_app.services.mail.options import ATTEMPTS
from desk_app.services.mail.pieces import Pieces
from desk_app.services.mail.records import MAIL_KIND_NAMES, MailKind, Piece, PieceDraft, Proposal
from desk_app.ui.i18n import say
from desk_app.ui.tabs.mail.columns import kind_line, whose_line
from desk_app.ui.tabs.mail.people import suggest_tenants
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form_dialog import FormDialog, lines_field
from desk_app.ui.widgets.panel_parts import dots
from desk_app.ui.widgets.parts import Label, said_label
from desk_app.ui.widgets.picker import Picker

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

_TENANT_HINT = N_("Unit, company, person or mailbox", "mail tab")


def about(piece: Piece) -> str:
    """Which piece it is: kind, barcode or number, whose, where."""
    return dots(
        kind_line(piece), piece.barcode or piece.number, whose_line(piece), piece.recipient, piece.place
    )


class MatchDialog(FormDialog):
    """A piece of the unmatched pile finds its tenant; those that fit the words on it are proposed at once."""

    def __init__(self, ctx: AppContext, piece: Piece, parent: QWidget) -> None:
        title = N_("For whom is it?", "mail tab")
        super().__init__(ctx, title, N_("It is theirs", "mail tab"), parent, about=about(piece))
        self._piece = piece
        self.tenant, self.unit = Picker(), QLineEdit()
        self.form.add("tenant", N_("Tenant"), self.tenant, required=True, hint=_TENANT_HINT)
        self.form.add("unit", N_("Unit", "mail tab"), self.unit)
        self.form.add("recipient", N_("Recipient", "mail tab"), QLineEdit(), initial=piece.recipient)
        suggest_tenants(ctx, self, self.tenant, piece.batch)
        self.tenant.chosen.connect(lambda chosen: self.unit.setText(chosen.value.unit))

    def event(self, event: QEvent) -> bool:
        """Whom the words on it fit is offered as soon as the keyboard is here, before anything is typed."""
        if event.type() == QEvent.Type.WindowActivate:
            QTimer.singleShot(0, self.tenant, self._propose)
        return super().event(event)

    def _propose(self) -> None:
        words = self._piece.recipient or self._piece.unit or self._piece.remark
        if words and not self.tenant.text():
            self.tenant.setText(words)
            self.tenant.selectAll()
            self.tenant.query.emit(words)

    def send(self) -> None:
        """It goes to its shelf, or on the next round."""
        chosen = self.tenant.draft()[0]
        if not isinstance(chosen, Proposal):
            self.show_problem("tenant", UserError(N_("Choose the tenant from the list.", "mail tab")))
            return
        pieces, one = self.ctx.services.get(Pieces), self._piece.id
        unit, recipient = self.text("unit"), self.text("recipient")
        self.do(lambda actor: pieces.match(actor, one, chosen.tenant, unit, recipient))


class CorrectDialog(FormDialog):
    """What was typed wrong about a piece. A tenant that is cleared puts it back on the unmatched pile."""

    def __init__(self, ctx: AppContext, piece: Piece, parent: QWidget) -> None:
        title = N_("Correct what was typed", "mail tab")
        super().__init__(ctx, title, N_("Save", "mail tab"), parent, about=piece.number, columns=2)
        self._piece = piece
        self.kind, self.tenant = Choice((kind, MAIL_KIND_NAMES[kind]) for kind in MailKind), Picker()
        self.damaged = QCheckBox()
        say(self.damaged, N_("It came damaged", "mail tab"))
        self._build()
        self.kind.choose(piece.kind)
        self.tenant.set_draft((piece.tenant, piece.company))
        self.damaged.setChecked(piece.damaged)
        suggest_tenants(ctx, self, self.tenant, piece.batch)
        self.tenant.chosen.connect(lambda chosen: self.form.restore({"unit": chosen.value.unit}))

    def _build(self) -> None:
        add, one = self.form.add, self._piece
        hint = N_("Empty: back to the unmatched pile", "mail tab")
        add("tenant", N_("Tenant"), self.tenant, span=2, hint=hint)
        add("unit", N_("Unit", "mail tab"), QLineEdit(), initial=one.unit)
        add("recipient", N_("Recipient", "mail tab"), QLineEdit(), initial=one.recipient)
        add("kind", N_("Kind", "mail tab"), self.kind)
        add("barcode", N_("Barcode", "mail tab"), QLineEdit(), initial=one.barcode)
        add("place", N_("Place", "mail tab"), QLineEdit(), initial=one.place)
        add("damaged", "", self.damaged)
        remark = lines_field(52)
        add("remark", N_("Remark", "mail tab"), remark, span=2, initial=one.remark)

    def send(self) -> None:
        """Keep it as it stands here."""
        chosen, typed = self.tenant.draft()
        if chosen is None and typed.strip():
            self.show_problem("tenant", UserError(N_("Choose the tenant from the list.", "mail tab")))
            return
        draft = PieceDraft(
            batch=self._piece.batch,
            kind=self.kind.value,
            tenant=chosen.tenant if isinstance(chosen, Proposal) else chosen,
            unit=self.text("unit"),
            recipient=self.text("recipient"),
            barcode=self.text("barcode"),
            place=self.text("place"),
            damaged=self.damaged.isChecked(),
            remark=self.text("remark"),
        )
        pieces, one = self.ctx.services.get(Pieces), self._piece.id
        self.do(lambda actor: pieces.correct(actor, one, draft))


class MoveDialog(FormDialog):
    """It is put on another shelf."""

    def __init__(self, ctx: AppContext, piece: Piece, parent: QWidget) -> None:
        title = N_("Where does it lie now?", "mail tab")
        super().__init__(ctx, title, N_("Put it there", "mail tab"), parent, about=about(piece))
        self._piece = piece
        self.form.add("place", N_("Place", "mail tab"), QLineEdit(), required=True, initial=piece.place)

    def open(self) -> None:
        """The old place is marked: typing takes its place."""
        super().open()
        field = self.form.field("place")
        if isinstance(field, QLineEdit):
            field.selectAll()

    def send(self) -> None:
        """The place is what finds it again."""
        pieces, one, place = self.ctx.services.get(Pieces), self._piece.id, self.text("place")
        self.do(lambda actor: pieces.move(actor, one, place))


class AttemptDialog(FormDialog):
    """Somebody went, and nobody took it."""

    def __init__(self, ctx: AppContext, piece: Piece, parent: QWidget) -> None:
        title = N_("Delivery failed", "mail tab")
        super().__init__(ctx, title, N_("Note it", "mail tab"), parent, about=about(piece))
        self._piece = piece
        hint = N_("Such as: door locked, phone not answered", "mail tab")
        self.form.add("words", N_("What happened", "mail tab"), QLineEdit(), hint=hint)
        self.arrange((self._told(),))

    def _told(self) -> Label:
        left = self.ctx.services.bench.settings.get(ATTEMPTS) - self._piece.attempts - 1
        more = N_("Attempts left after this one: {n}. Then it is undeliverable.", "mail tab")
        last = N_("This is the last attempt: it becomes undeliverable.", "mail tab")
        made = said_label(more if left > 0 else last, wrap=True, n=left)
        made.set_tone("neutral" if left > 0 else "warning")
        return made

    def send(self) -> None:
        """Put the try on record."""
        pieces, one, words = self.ctx.services.get(Pieces), self._piece.id, self.text("words")
        self.do(lambda actor: pieces.attempt(actor, one, words))
