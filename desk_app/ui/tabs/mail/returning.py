"""A piece goes back to its sender, or on to a new address: why, the supervisor's word, the label."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_, plain
from desk_app.services.mail.pieces import Pieces
from desk_app.services.mail.records import (
    RETURN_REASON_NAMES,
    Piece,
    PieceCard,
    PieceState,
    ReturnReason,
)
from desk_app.ui.approval import ApprovalDialog, Decided, Decision
from desk_app.ui.i18n import say, tr
from desk_app.ui.tabs.mail.dialogs import about
from desk_app.ui.tabs.mail.piece_facts import said_as
from desk_app.ui.widgets.choice import Choice
from desk_app.ui.widgets.form_dialog import FormDialog
from desk_app.ui.widgets.parts import Label, said_label

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

APPROVE, REFUSE, CLOSE, KEEP = "approve", "refuse", "close", "keep"


class ReturnDialog(FormDialog):
    """One of the four reasons there are (operating manual, Mail sorting 4)."""

    def __init__(self, ctx: AppContext, card: PieceCard, parent: QWidget) -> None:
        title = N_("Return or redirect", "mail tab")
        super().__init__(ctx, title, N_("Submit", "mail tab"), parent, about=about(card.piece))
        self._card = card
        self.reason = Choice(RETURN_REASON_NAMES.items())
        self.form.add("reason", N_("Reason"), self.reason)
        self.form.add("words", N_("More about it", "mail tab"), QLineEdit())
        self.form.add("address", N_("New address", "mail tab"), QLineEdit(), initial=card.forwarding)
        self.arrange(below=(self._what_follows(),))
        self.reason.value_changed.connect(lambda _: self._another())
        self._propose()
        self._another()

    def _propose(self) -> None:
        """No reason, but for a tenant on record as moved out: an Enter in passing must not send a piece back."""
        if self._card.piece.moved_out:
            known = self._card.forwarding
            self.reason.choose(ReturnReason.MOVED_KNOWN if known else ReturnReason.MOVED_UNKNOWN)
        else:
            self.reason.setCurrentIndex(-1)
            say(self.reason, N_("Choose the reason", "mail tab"), "setPlaceholderText")

    def _what_follows(self) -> Label:
        special = N_("Special mail: it leaves when the supervisor has approved the form.", "mail tab")
        ordinary = N_("Its label is printed at once.", "mail tab")
        return said_label(special if self._card.piece.kind.special else ordinary, "muted", wrap=True)

    def _another(self) -> None:
        self.form.clear_problems()
        redirected = self.reason.value is ReturnReason.MOVED_KNOWN
        self.form.show_field("address", redirected)
        self.form.show_field("words", not redirected)

    def send(self) -> None:
        """Ask for it."""
        reason: ReturnReason | None = self.reason.value
        if reason is None:
            self.show_problem("reason", UserError(N_("Choose why it goes back.", "mail tab")))
            return
        words = self.text("address" if reason is ReturnReason.MOVED_KNOWN else "words")
        pieces, one = self.ctx.services.get(Pieces), self._card.piece.id
        self.do(lambda actor: pieces.ask_return(actor, one, reason, words))

    def failed(self, error: Exception) -> bool:
        """What is wrong with the words is said at the field in which they were typed."""
        if isinstance(error, InvalidInput) and self.reason.value is ReturnReason.MOVED_KNOWN:
            named = {"address" if name == "words" else name: one for name, one in error.problems.items()}
            error = InvalidInput(named)
        return super().failed(error)


def ask_supervisor(
    ctx: AppContext, owner: QWidget, piece: Piece, done: Callable[[Piece], None]
) -> ApprovalDialog:
    """The supervisor decides on the form, at this desk; with “Later” on her own screen."""
    dialog = ApprovalDialog(
        ctx,
        N_("The supervisor decides on the return", "mail tab"),
        N_(
            "Special mail goes back or on only with the supervisor's approval (return form {form}).",
            "mail tab",
        ),
        (
            Decision(REFUSE, N_("Refuse", "mail tab")),
            Decision(APPROVE, N_("Approve", "mail tab"), "primary"),
        ),
        owner,
        note=_note(piece),
        values={"form": plain(piece.form_number)},
    )
    dialog.begin(lambda decided: _decided(ctx, owner, piece, decided, done))
    return dialog


def _note(piece: Piece) -> str:
    why = tr(RETURN_REASON_NAMES[piece.reason]) if piece.reason is not None else ""
    words = tr(N_("{name}: {words}", "mail tab"), name=tr(said_as(piece.reason)), words=piece.reason_words)
    return "\n".join(line for line in (about(piece), why, words if piece.reason_words else "") if line)


def _decided(
    ctx: AppContext, owner: QWidget, piece: Piece, decided: Decided, done: Callable[[Piece], None]
) -> None:
    pieces, reason = ctx.services.get(Pieces), decided.reason
    verb = pieces.approve_return if decided.key == APPROVE else pieces.refuse_return
    ctx.do(lambda actor: verb(actor, piece.id, reason), owner=owner, by=decided.by, done=done)


def ask_to_close(ctx: AppContext, owner: QWidget, piece: Piece, done: Callable[[Piece], None]) -> None:
    """Handed out without a signature, or not to be found: only the supervisor tidies it away (Mail sorting 5)."""
    dialog = ApprovalDialog(
        ctx,
        N_("Close it without a signature", "mail tab"),
        N_(
            "Only for what was handed out unsigned or cannot be found. The reason stays on record.",
            "mail tab",
        ),
        (Decision(CLOSE, N_("Close it", "mail tab"), "danger"),),
        owner,
        note=about(piece),
    )
    pieces = ctx.services.get(Pieces)
    dialog.begin(
        lambda decided: ctx.do(
            lambda actor: pieces.close(actor, piece.id, decided.reason),
            owner=owner,
            by=decided.by,
            done=done,
        )
    )


class KeepDialog(FormDialog):
    """A return that nobody approved yet is taken back."""

    def __init__(self, ctx: AppContext, piece: Piece, parent: QWidget) -> None:
        sure = N_("Keep it here", "mail tab")
        super().__init__(ctx, N_("Take the return back", "mail tab"), sure, parent, about=about(piece))
        self._piece = piece
        self.form.add("words", N_("Reason"), QLineEdit(), required=True)

    def send(self) -> None:
        """It stays."""
        pieces, words = self.ctx.services.get(Pieces), self.text("words")
        self.do(lambda actor: pieces.keep_after_all(actor, self._piece.id, words))


def ask_to_keep(ctx: AppContext, owner: QWidget, piece: Piece, done: Callable[[Piece], None]) -> None:
    """Its return is taken back: what the supervisor approved by herself, all else by the desk."""
    if not piece.approved_by:
        KeepDialog(ctx, piece, owner).begin(done)
        return
    dialog = ApprovalDialog(
        ctx,
        N_("Take the return back", "mail tab"),
        N_("The supervisor approved its return. She takes it back while no carrier has it.", "mail tab"),
        (Decision(KEEP, N_("Keep it here", "mail tab"), "primary"),),
        owner,
        note=_note(piece),
    )
    pieces = ctx.services.get(Pieces)
    dialog.begin(
        lambda decided: ctx.do(
            lambda actor: pieces.keep_after_all(actor, piece.id, decided.reason),
            owner=owner,
            by=decided.by,
            done=done,
        )
    )


def goes(piece: Piece) -> bool:
    """Whether its label may be printed: it is ordinary, or approved."""
    return piece.state in (PieceState.RETURNED, PieceState.REDIRECTED)
