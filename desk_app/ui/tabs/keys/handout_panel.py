"""One borrowing in full, with the steps that fit its state; the likeliest one is the large button."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import Role
from desk_app.services.core.words import N_
from desk_app.services.keys.options import HOME_BY, UNDO_MINUTES
from desk_app.services.keys.records import Handout, HandoutCard
from desk_app.services.keys.rules import WHY_NOT, day_to_explain, in_time
from desk_app.services.keys.terms import HANDOUT_KIND, HandoutState
from desk_app.ui.tabs.keys import actions, papers
from desk_app.ui.tabs.keys.approving import ASKS, REFUSE, ask_approval, values_of
from desk_app.ui.tabs.keys.columns import codes_line, state_of
from desk_app.ui.tabs.keys.handout_facts import handout_facts, history_blocks, lines_block
from desk_app.ui.widgets.panel_parts import Offer, card_link, scrolling, steps
from desk_app.ui.widgets.parts import Label, column, row, said_label
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

S = HandoutState


@dataclass(frozen=True)
class Shown:
    """What the panel shows: the borrowing, the holder's phone, and who is who of the staff."""

    card: HandoutCard
    phone: str = field(default="", repr=False)
    department: str = ""
    names: Mapping[int, str] = field(default_factory=dict)


class HandoutPanel(QWidget):
    """Number, state, facts, keys, what happened, steps."""

    take_back = Signal(object)
    """The HandoutCard whose keys come back."""
    show_key = Signal(object)
    """The id of a Key to look at."""
    hand_over = Signal(object)
    """The Handout that is approved, and whose keys leave their hooks now."""

    def __init__(self, ctx: AppContext, shown: Shown, page: QWidget) -> None:
        """`page` owns the steps: it outlives this panel, which every reload replaces."""
        super().__init__()
        self._ctx, self._page, self.shown = ctx, page, shown
        self._build()

    @property
    def handout(self) -> Handout:
        """The borrowing shown."""
        return self.shown.card.handout

    def _now(self) -> datetime:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone)

    def _build(self) -> None:
        one, now = self.handout, self._now()
        title = Label(codes_line(one), "title")
        title.setWordWrap(True)
        head = column(row(Label(one.number, "muted"), None, Pill(*state_of(one, now))), title, spacing=4)
        body = scrolling(
            *self._notes(),
            handout_facts(self.shown, now),
            *lines_block(one, self.show_key.emit),
            *history_blocks(self.shown, now),
        )
        links = [card_link(self._ctx, HANDOUT_KIND, one.id, "person")] if one.holder else []
        layout = column(head, body, steps(self._offers()), *links, spacing=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _notes(self) -> list[QWidget]:
        """What somebody should do something about."""
        one, notes = self.handout, []
        if one.state is S.REQUESTED:
            n, m = values_of(one).values()
            asks = said_label(ASKS, wrap=True, n=n, m=m)
            asks.set_tone("warning")
            notes.append(asks)
        if one.overdue(self._now()):
            notes.append(said_label(N_("Overdue: phone the holder.", "keys tab"), "problem", wrap=True))
        if self._unexplained is not None:
            text = N_("Nobody has written yet why it is still out today.")
            if one.state is not S.OUT:
                text = N_("Nobody has written why it was out over the last night.")
            notes.append(said_label(text, "problem", wrap=True))
        return list(notes)

    @property
    def _unexplained(self) -> date | None:
        bench = self._ctx.services.bench
        return day_to_explain(self.handout, self._now(), bench.settings.get(HOME_BY), bench.clock.zone)

    def _may(self, step: str) -> bool:
        return self.handout.state not in WHY_NOT[step]

    def _offers(self) -> list[Offer]:
        """What may be done now, likeliest first (operating manual, Key register 2 to 6)."""
        offers = (*self._deciding(), *self._while_out(), *self._papers())
        return [offer for fits, offer in offers if fits]

    def _deciding(self) -> list[tuple[bool, Offer]]:
        ctx, page, one = self._ctx, self._page, self.handout
        boss, asked = ctx.actor.role is Role.SUPERVISOR, self._may("approve")
        word = N_("Approve…", "keys tab") if boss else N_("A supervisor approves here…")
        refuse = Offer(N_("Refuse…", "keys tab"), lambda: ask_approval(ctx, page, one, only=REFUSE), "ban")
        over = Offer(N_("Hand over", "keys tab"), lambda: self.hand_over.emit(one), "key", "primary")
        cancel = Offer(
            N_("Not needed: cancel", "keys tab"), lambda: actions.cancel(ctx, page, one), "cross", "quiet"
        )
        return [
            (asked, Offer(word, lambda: ask_approval(ctx, page, one), "shield", "primary")),
            (asked and boss, refuse),
            (one.state is S.APPROVED, over),
            (self._may("cancel"), cancel),
        ]

    def _while_out(self) -> list[tuple[bool, Offer]]:
        ctx, page, one, out = self._ctx, self._page, self.handout, self.handout.state is S.OUT
        card, phone = self.shown.card, self.shown.phone
        out_copies = [(line.copy, line.code) for line in one.out]
        lost = Offer(
            N_("Report lost", "keys tab"),
            lambda: actions.report_lost(ctx, page, out_copies, one.holder),
            "lost",
            "quiet",
        )
        return [
            (
                out,
                Offer(
                    N_("Take back (F4)", "keys tab"), lambda: self.take_back.emit(card), "door-in", "primary"
                ),
            ),
            (
                (day := self._unexplained) is not None,
                Offer(N_("Why still out…", "keys tab"), lambda: actions.explain(ctx, page, one, day), "edit"),
            ),
            (out, Offer(N_("Note a call"), lambda: actions.note_call(ctx, page, one, phone), "phone")),
            (out, Offer(N_("Hand on…", "keys tab"), lambda: actions.hand_on(ctx, page, one), "swap")),
            (out, Offer(N_("Extend…", "keys tab"), lambda: actions.extend(ctx, page, one), "clock")),
            (
                self._undoable,
                Offer(
                    N_("Undo the return", "keys tab"), lambda: actions.undo_give_back(ctx, page, one), "undo"
                ),
            ),
            (out, lost),
        ]

    def _papers(self) -> list[tuple[bool, Offer]]:
        ctx, page, one = self._ctx, self._page, self.handout
        sign = Offer(N_("Sign on screen…", "keys tab"), lambda: actions.sign(ctx, page, one), "signature")
        word = N_("Print the slip again", "keys tab") if one.copies else N_("Print the slip", "keys tab")
        return [
            (self._may("sign") and not one.signed, sign),
            (self._may("print"), Offer(word, lambda: papers.print_slip(ctx, page, one), "print")),
            (
                self._may("print"),
                Offer(N_("Preview"), lambda: papers.preview_slip(ctx, page, one), "eye", "quiet"),
            ),
        ]

    @property
    def _undoable(self) -> bool:
        came = max((line.returned_at for line in self.handout.lines if line.returned_at), default=None)
        minutes = self._ctx.services.bench.settings.get(UNDO_MINUTES)
        return came is not None and in_time(came, self._now(), minutes)
