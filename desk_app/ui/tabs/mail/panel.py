"""One piece in full: where it lies, for whom, what was tried, with the one step that fits first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_, Message
from desk_app.services.mail.records import Piece, PieceCard, PieceState
from desk_app.services.mail.rules import ALLOWED, UNDO_MINUTES
from desk_app.ui.tabs.mail import actions
from desk_app.ui.tabs.mail.columns import kind_line, marks, state_of
from desk_app.ui.tabs.mail.piece_facts import attempts_block, piece_facts, signed_block, warnings
from desk_app.ui.widgets.panel_parts import Offer, dots, scrolling, steps
from desk_app.ui.widgets.parts import Kind, Label, column, row
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

S = PieceState
Verb = Callable[["AppContext", QWidget, PieceCard], object]
_Step = tuple[bool, Message, Verb, str]
"""Whether it may be taken, what its button says, what it does, its icon."""


@dataclass(frozen=True)
class Shown:
    """What the panel shows: the piece, and who is who of the staff."""

    card: PieceCard
    names: Mapping[int, str]


class PiecePanel(QWidget):
    """Number, state, place, facts, attempts, signature, steps."""

    def __init__(self, ctx: AppContext, shown: Shown, page: QWidget) -> None:
        """`page` owns the steps: it outlives this panel, which every reload replaces."""
        super().__init__()
        self._ctx, self._page, self.shown = ctx, page, shown
        self._build()

    @property
    def piece(self) -> Piece:
        """The piece shown."""
        return self.shown.card.piece

    @property
    def _now(self) -> datetime:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone)

    def _build(self) -> None:
        one, card, now = self.piece, self.shown.card, self._now
        title = Label(dots(kind_line(one), one.unit, one.company or one.recipient), "title")
        title.setWordWrap(True)
        head = column(row(Label(one.number, "muted"), None, Pill(*state_of(one))), title, spacing=4)
        body = scrolling(
            *self._place(),
            *warnings(card, marks(one), now.date()),
            piece_facts(self._ctx, card, self.shown.names, now),
            *attempts_block(card, self.shown.names, now),
            *signed_block(card),
        )
        layout = column(head, body, steps(self._offers()), spacing=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _place(self) -> list[QWidget]:
        """Where it lies, in large letters: whoever reads it goes to the shelf."""
        return [Label(self.piece.place, "figure")] if self.piece.place and self._may("move") else []

    # Steps

    def first(self) -> Callable[[], object] | None:
        """What F4 does now."""
        found = self._first_step()
        return None if found is None else lambda: found[1](self._ctx, self._page, self.shown.card)

    def _may(self, step: str) -> bool:
        return self.piece.state in ALLOWED[step]

    def _first_step(self) -> tuple[Message, Verb, str] | None:
        one = self.piece
        if one.state is S.STORED and one.moved_out:
            return _SEND_BACK
        if one.state in (S.RETURNED, S.REDIRECTED):
            return _SENT_ON if one.sent_on_at is None else None
        return _FIRST.get(one.state)

    def _offers(self) -> list[Offer]:
        """What may be done now, the step that fits first on top (operating manual, Mail sorting 3 to 5)."""
        ctx, page, card = self._ctx, self._page, self.shown.card
        found = self._first_step()
        first = [] if found is None else [_offer(ctx, page, card, *found, kind="primary")]
        likeliest = None if found is None else found[1]
        others = [
            _offer(ctx, page, card, message, verb, sign)
            for fits, message, verb, sign in self._steps()
            if fits and verb is not likeliest
        ]
        rest = [
            _offer(ctx, page, card, message, verb, sign, kind="icon")
            for fits, message, verb, sign in self._rest()
            if fits
        ]
        return [*first, *others, *rest]

    def _steps(self) -> tuple[_Step, ...]:
        may, back = self._may, self.piece.state in (S.RETURNED, S.REDIRECTED)
        return (
            (may("hand_over"), N_("Hand over…", "mail tab"), actions.hand_over, "signature"),
            (may("attempt"), N_("Attempt failed…", "mail tab"), actions.attempt, "cross"),
            (may("ask_return"), N_("Return or redirect…", "mail tab"), actions.send_back, "send"),
            (may("move"), N_("Other place…", "mail tab"), actions.move, "swap"),
            (self._undoable, N_("Undo the hand-over", "mail tab"), actions.undo_one, "undo"),
            (self._keepable, N_("It stays here after all…", "mail tab"), actions.keep_after_all, "undo"),
            (back, N_("Return label", "mail tab"), actions.print_return_label, "print"),
            (bool(self.piece.form_number), N_("Return form", "mail tab"), actions.print_return_form, "file"),
        )

    def _rest(self) -> tuple[_Step, ...]:
        may = self._may
        return (
            (may("correct"), N_("Correct…", "mail tab"), actions.correct, "edit"),
            (may("move"), N_("Label again", "mail tab"), actions.print_label, "tag"),
            (may("close"), N_("Close without signature…", "mail tab"), actions.close, "lock"),
        )

    @property
    def _keepable(self) -> bool:
        """Whether its return may be taken back: no carrier has it."""
        return self._may("keep_after_all") and self.piece.sent_on_at is None

    @property
    def _undoable(self) -> bool:
        """Whether it was handed over a moment ago: that may have been a slip."""
        at = self.piece.handed_at
        return (
            self._may("undo_hand_over")
            and at is not None
            and self._now - at <= timedelta(minutes=UNDO_MINUTES)
        )


def _offer(
    ctx: AppContext,
    page: QWidget,
    card: PieceCard,
    message: Message,
    verb: Verb,
    sign: str,
    *,
    kind: Kind = "plain",
) -> Offer:
    return Offer(message, lambda: verb(ctx, page, card), sign, kind)


_SEND_BACK: tuple[Message, Verb, str] = (
    N_("Return or redirect… (F4)", "mail tab"),
    actions.send_back,
    "send",
)
_SENT_ON: tuple[Message, Verb, str] = (N_("The carrier took it (F4)", "mail tab"), actions.sent_on, "check")
_FIRST: dict[PieceState, tuple[Message, Verb, str]] = {
    S.UNMATCHED: (N_("For whom is it?… (F4)", "mail tab"), actions.match, "search"),
    S.STORED: (N_("Hand over… (F4)", "mail tab"), actions.hand_over, "signature"),
    S.UNDELIVERABLE: _SEND_BACK,
    S.RETURN_ASKED: (N_("Approve the return… (F4)", "mail tab"), actions.decide_return, "shield"),
}
