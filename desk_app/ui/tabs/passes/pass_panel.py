"""One pass in full, with the steps that fit its state; the likeliest one is the large button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLayout, QScrollArea, QWidget

from desk_app.services.core.words import N_
from desk_app.services.passes.records import STATE_NAMES, ExitPass, PassCard, PassState
from desk_app.services.passes.rules import WHY_NOT
from desk_app.ui.tabs.passes import actions
from desk_app.ui.tabs.passes.columns import TONES, days_late
from desk_app.ui.tabs.passes.pass_facts import goods_block, history_block, pass_facts
from desk_app.ui.widgets.matter_text import barred_note
from desk_app.ui.widgets.panel_parts import Offer, card_link, steps
from desk_app.ui.widgets.parts import Label, column, row, said_label
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

S = PassState


@dataclass(frozen=True)
class Shown:
    """What the panel shows: the pass, and whom to phone about it."""

    card: PassCard
    phones: tuple[tuple[str, str], ...] = ()
    """Names and phones at the tenant, for a pass that nobody used."""


class PassPanel(QWidget):
    """Number, state, facts, goods, what happened, steps."""

    copy = Signal(object)
    """The ExitPass to begin a new one from."""

    def __init__(
        self, ctx: AppContext, shown: Shown, page: QWidget, follow: Callable[[ExitPass], object]
    ) -> None:
        """`page` owns the steps: it outlives this panel, which every reload replaces. `follow` shows a successor."""
        super().__init__()
        self._ctx, self._page, self._follow = ctx, page, follow
        self.shown = shown
        self._build()

    @property
    def exit_pass(self) -> ExitPass:
        """The pass shown."""
        return self.shown.card.exit_pass

    def _build(self) -> None:
        one = self.exit_pass
        name = Label(one.holder, "heading")
        name.setWordWrap(True)
        head = column(
            row(Label(one.number, "muted"), None, Pill(STATE_NAMES[one.state], TONES[one.state])),
            name,
            spacing=4,
        )
        inside = QWidget()
        facts = pass_facts(self.shown, actions.paper(self._ctx), self._ctx.open_record)
        said = (*self._notes(), facts, goods_block(one))
        inside.setLayout(
            column(*said, *history_block(self.shown.card, actions.paper(self._ctx)), None, spacing=14)
        )
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = column(head, area, steps(self._offers()), *self._card_link(), spacing=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _card_link(self) -> list[QLayout]:
        """To the card of the company, or of whoever carries the goods when it is none of the building's."""
        one = self.exit_pass
        if one.tenant is None and one.visit is None and not one.carrier_phone:
            return []
        kind, record = ("exit_pass", one.id) if one.tenant is None else ("tenant", one.tenant)
        return [card_link(self._ctx, kind, record, "person" if one.tenant is None else "building")]

    def _today(self) -> date:
        clock = self._ctx.services.bench.clock
        return clock.now().astimezone(clock.zone).date()

    def _notes(self) -> list[QWidget]:
        """What somebody should do something about."""
        one, late = self.exit_pass, days_late(self.exit_pass, self._today())
        notes: list[QWidget] = [*barred_note(self.shown.card.barred, self._ctx.services.bench.clock.now())]
        if late:
            notes.append(
                said_label(
                    N_("Goods are overdue (days: {n}): phone the holder."), "problem", wrap=True, n=late
                )
            )
        if self._unused:
            notes.append(said_label(N_("Nobody used this pass: phone the customer."), "problem", wrap=True))
        if one.paper_back_at and not self.shown.card.releases and one.state in (S.ISSUED, S.EXPIRED):
            notes.append(
                said_label(N_("The paper came home, but no gate released these goods."), "problem", wrap=True)
            )
        return notes

    @property
    def _unused(self) -> bool:
        return (
            self.exit_pass.state is S.EXPIRED
            and not self.shown.card.releases
            and not self.exit_pass.called_at
            and not self.exit_pass.paper_back_at
        )

    def _offers(self) -> list[Offer]:
        """What may be done now, likeliest first."""
        return [offer for fits, offer in (*self._paper_steps(), *self._other_steps()) if fits]

    def _paper_steps(self) -> list[tuple[bool, Offer]]:
        ctx, page, one = self._ctx, self._page, self.exit_pass
        word = N_("Print again, marked as a copy") if one.copies else N_("Print both copies")
        open_pass = self._may("print")
        unused = one.state is S.EXPIRED and not self.shown.card.releases
        late = bool(days_late(one, self._today()))
        call = Offer(N_("Note a call"), lambda: actions.note_call(ctx, page, one), "phone", "primary")
        return [
            (unused or late, call),
            (late, Offer(N_("Reminder"), lambda: actions.print_reminder(ctx, page, one), "print")),
            (open_pass, Offer(word, lambda: actions.print_pass(ctx, page, one), "print", "primary")),
            (open_pass, Offer(N_("Preview"), lambda: actions.preview_pass(ctx, page, one), "eye", "quiet")),
        ]

    def _other_steps(self) -> list[tuple[bool, Offer]]:
        ctx, page, one = self._ctx, self._page, self.exit_pass

        return [
            (True, Offer(N_("New pass like this"), lambda: self.copy.emit(one), "copy")),
            (
                self._may("replace"),
                Offer(
                    N_("Paper lost: replace"),
                    lambda: actions.replace_pass(ctx, page, one, self._follow),
                    "swap",
                ),
            ),
            (
                self._may("revoke"),
                Offer(N_("Revoke"), lambda: actions.revoke(ctx, page, one), "ban", "quiet"),
            ),
        ]

    def _may(self, step: str) -> bool:
        return self.exit_pass.state not in WHY_NOT[step]
