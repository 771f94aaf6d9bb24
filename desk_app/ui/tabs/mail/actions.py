"""The verbs of the page, one function each: buttons, shortcuts, scans and tests call the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message, plain
from desk_app.services.mail.pieces import Pieces
from desk_app.services.mail.queries import MailQueries
from desk_app.services.mail.records import Piece, PieceCard, PieceState
from desk_app.ui.tabs.mail import papers
from desk_app.ui.tabs.mail.columns import COLLECTABLE
from desk_app.ui.tabs.mail.dialogs import AttemptDialog, CorrectDialog, MatchDialog, MoveDialog
from desk_app.ui.tabs.mail.hand_over import HandOverDialog
from desk_app.ui.tabs.mail.returning import ReturnDialog, ask_supervisor, ask_to_close, ask_to_keep, goes

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


# Somebody collects


def hand_over(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """Somebody collects this piece; what else lies here for the company stands beside it."""
    hand_over_pieces(ctx, owner, [card.piece])


def hand_over_pieces(ctx: AppContext, owner: QWidget, pieces: Sequence[Piece]) -> None:
    """Somebody collects these pieces of one company. The company's others are offered, not ticked."""
    first, queries = pieces[0], ctx.services.get(MailQueries)
    ticked = {one.id for one in pieces}

    def begin(found: Sequence[Piece]) -> None:
        others = [one for one in found if one.tenant == first.tenant and one.state in COLLECTABLE]
        rest = [one for one in others if one.id not in ticked] if first.tenant is not None else []
        HandOverDialog(ctx, [*pieces, *rest], ticked, owner).begin(lambda now: _handed(ctx, owner, now))

    ctx.read(
        lambda actor: queries.waiting_for(actor, first.company), owner=owner, done=begin, key="hand over"
    )


def hand_over_record(ctx: AppContext, owner: QWidget, piece: int) -> None:
    """From somebody's card."""
    queries = ctx.services.get(MailQueries)
    ctx.read(
        lambda actor: queries.card(actor, piece),
        owner=owner,
        done=lambda card: hand_over(ctx, owner, card),
        key="step",
    )


def _handed(ctx: AppContext, owner: QWidget, now: Sequence[Piece]) -> None:
    one = N_("{number}: handed over to {name}.", "mail tab")
    several = N_("{n} pieces are handed over to {name}.", "mail tab")
    ctx.toasts.show(
        one if len(now) == 1 else several,
        undo=lambda: _undo(ctx, owner, now),
        n=len(now),
        number=plain(now[0].number),
        name=plain(now[0].handed_to),
    )


def _undo(ctx: AppContext, owner: QWidget, pieces: Sequence[Piece]) -> None:
    """One after the other: each is a step of its own on record."""
    verbs, (first, *rest) = ctx.services.get(Pieces), pieces

    def done(now: Piece) -> None:
        if rest:
            _undo(ctx, owner, rest)
        else:
            ctx.toasts.show(N_("The hand-over is undone: it lies at {place}.", "mail tab"), place=_place(now))

    ctx.do(lambda actor: verbs.undo_hand_over(actor, first.id), owner=owner, done=done)


def undo_one(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """A slip: it is still here."""
    _undo(ctx, owner, [card.piece])


def _place(piece: Piece) -> Message:
    return plain(piece.place) if piece.place else N_("the desk", "mail tab")


# While it lies here


def match(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """Somebody knows whose it is."""
    text = N_("{number} is for {company}.", "mail tab")
    MatchDialog(ctx, card.piece, owner).begin(
        lambda now: ctx.toasts.show(
            text,
            action=N_("Print its label", "mail tab"),
            on=lambda: papers.print_labels(ctx, owner, [now]),
            number=plain(now.number),
            company=plain(now.company),
        )
    )


def attempt(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """Somebody went, and nobody took it."""

    def done(now: Piece) -> None:
        blind = N_("{number}: undeliverable now.", "mail tab")
        text = blind if now.state is PieceState.UNDELIVERABLE else N_("{number}: attempt noted.", "mail tab")
        _told(ctx, now, text)

    AttemptDialog(ctx, card.piece, owner).begin(done)


def move(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """It lies elsewhere."""
    text = N_("{number} lies at {place} now.", "mail tab")
    MoveDialog(ctx, card.piece, owner).begin(
        lambda now: ctx.toasts.show(text, number=plain(now.number), place=_place(now))
    )


def correct(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """What was typed wrong."""
    text = N_("{number} is corrected.", "mail tab")
    CorrectDialog(ctx, card.piece, owner).begin(lambda now: _told(ctx, now, text))


def close(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """Without a signature: the supervisor's word."""
    text = N_("{number}: closed without a signature.", "mail tab")
    ask_to_close(ctx, owner, card.piece, lambda now: _told(ctx, now, text))


# Back, or on to another address


def send_back(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """Ordinary mail gets its label at once; of special mail the supervisor is asked."""

    def done(now: Piece) -> None:
        if goes(now):
            _label(ctx, owner, now)
        else:
            decide(ctx, owner, now)

    ReturnDialog(ctx, card, owner).begin(done)


def decide_return(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """The supervisor's word on a return that was asked for."""
    decide(ctx, owner, card.piece)


def decide(ctx: AppContext, owner: QWidget, piece: Piece) -> None:
    """Approved, its label prints; refused, it stays; later, it waits on its list."""

    def done(now: Piece) -> None:
        if goes(now):
            _label(ctx, owner, now)
        else:
            _told(ctx, now, N_("{number} stays here.", "mail tab"))

    dialog = ask_supervisor(ctx, owner, piece, done)
    dialog.rejected.connect(
        lambda: ctx.toasts.show(
            N_("{number}: its return waits for the supervisor.", "mail tab"),
            action=N_("Print the form", "mail tab"),
            on=lambda: papers.print_return_form(ctx, owner, piece),
            number=plain(piece.number),
        )
    )


def _label(ctx: AppContext, owner: QWidget, piece: Piece) -> None:
    on = piece.state is PieceState.REDIRECTED
    back = N_("{number} goes back. Stick the label on it.", "mail tab")
    ahead = N_("{number} goes on to the new address. Stick the label on it.", "mail tab")
    _told(ctx, piece, ahead if on else back)
    papers.print_return_label(ctx, owner, piece)


def sent_on(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """The carrier has it."""
    verbs, one = ctx.services.get(Pieces), card.piece.id
    text = N_("{number} left with the carrier.", "mail tab")
    ctx.do(lambda actor: verbs.sent_on(actor, one), owner=owner, done=lambda now: _told(ctx, now, text))


def keep_after_all(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """Its return was a slip, or its owner turned up; what the supervisor approved, she takes back."""
    text = N_("{number} stays here.", "mail tab")
    ask_to_keep(ctx, owner, card.piece, lambda now: _told(ctx, now, text))


# Papers


def print_label(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """Its own label once more."""
    papers.print_labels(ctx, owner, [card.piece])


def print_return_label(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """The label with which it goes, once more."""
    papers.print_return_label(ctx, owner, card.piece)


def print_return_form(ctx: AppContext, owner: QWidget, card: PieceCard) -> None:
    """The form of special mail."""
    papers.print_return_form(ctx, owner, card.piece)


def _told(ctx: AppContext, now: Piece, message: Message) -> None:
    ctx.toasts.show(message, number=plain(now.number))
