"""One found item: its facts, who was told, who may miss it, claims so far, with the one step that fits first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.lost_property.records import FOUND_KIND, FoundCard, FoundItem, FoundState, Told
from desk_app.ui.tabs.lost_property import actions
from desk_app.ui.tabs.lost_property.columns import marks, state_of, what_line
from desk_app.ui.tabs.lost_property.item_facts import claims_block, item_facts, photo_block, told_block
from desk_app.ui.tabs.lost_property.matches_view import MatchesView
from desk_app.ui.widgets.panel_parts import Offer, facts, link, scrolling, steps
from desk_app.ui.widgets.parts import Label, column, row
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


@dataclass(frozen=True)
class Shown:
    """What the panel shows: the item, and who is who of the staff."""

    card: FoundCard
    names: Mapping[int, str]


class ItemPanel(QWidget):
    """Number, state, facts, told, candidates, claims, steps."""

    def __init__(self, ctx: AppContext, shown: Shown, page: QWidget) -> None:
        """`page` owns the steps: it outlives this panel, which every reload replaces."""
        super().__init__()
        self._ctx, self._page, self.shown = ctx, page, shown
        self.matches: MatchesView | None = None
        self._build()

    @property
    def item(self) -> FoundItem:
        """The item shown."""
        return self.shown.card.item

    @property
    def here(self) -> bool:
        """Whether it is still kept."""
        return self.item.state in actions.HERE

    def _build(self) -> None:
        card, names, clock = self.shown.card, self.shown.names, self._ctx.services.bench.clock
        now = clock.now().astimezone(clock.zone)
        body = scrolling(
            *told_block(card.item, now, self._tell if self.here else None),
            facts(item_facts(card, names, now)),
            *photo_block(self._page, card),
            *self._candidates(),
            *claims_block(card, names, now),
            *self._whose(),
        )
        layout = column(self._head(), body, steps(self._offers()), spacing=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _head(self) -> QWidget:
        one = self.item
        title = Label(what_line(one), "title")
        title.setWordWrap(True)
        head = column(row(Label(one.number, "muted"), None, Pill(*state_of(one))), title, spacing=4)
        pills = [Pill(message, tone) for message, tone in marks(one)]
        if pills:
            head.addLayout(row(*pills, None))
        box = QWidget()
        box.setLayout(head)
        return box

    def _candidates(self) -> list[QWidget]:
        """Who may miss it, while it is here."""
        if not self.here:
            return []
        self.matches = MatchesView(self._ctx, self._page, item=self.item)
        return [self.matches]

    def _whose(self) -> list[QWidget]:
        """To the card of whoever fetched it."""
        if self.item.state is not FoundState.RETURNED:
            return []
        record = self.item.id
        return [link(N_("Everything about them"), lambda: self._ctx.open_card(FOUND_KIND, record))]

    def _tell(self, who: Told) -> None:
        actions.tell(self._ctx, self._page, self.item, who)

    # Steps

    def first(self) -> Callable[[], object] | None:
        """What F4 does now."""
        found = actions.first_step(self.item)
        return None if found is None else lambda: found[1](self._ctx, self._page, self.shown.card)

    def _offers(self) -> list[Offer]:
        """What may be done now, the step that fits first on top (operating manual, Lost property 1, 3, 4)."""
        found = actions.first_step(self.item)
        likeliest = None if found is None else found[1]
        first = [] if found is None else [self._offer(*found, primary=True)]
        others = [
            self._offer(message, verb, sign)
            for fits, message, verb, sign in self._steps()
            if fits and verb is not likeliest
        ]
        return [*first, *others, *self._signs()]

    def _offer(self, message: str, verb: actions.Verb, sign: str, *, primary: bool = False) -> Offer:
        ctx, page, card = self._ctx, self._page, self.shown.card
        return Offer(message, lambda: verb(ctx, page, card), sign, "primary" if primary else "plain")

    def _steps(self) -> list[tuple[bool, str, actions.Verb, str]]:
        here, ended = self.here, N_("What becomes of it…", "lost property tab")
        waits = here and self.item.state is FoundState.TAKEN_IN
        return [
            (waits, N_("Second person…", "lost property tab"), actions.confirm, "people"),
            (here, N_("Claim…", "lost property tab"), actions.claim, "signature"),
            (here, N_("Label (F8)", "lost property tab"), actions.print_label, "print"),
            (here, N_("Shelf…", "lost property tab"), actions.shelve, "board"),
            (here and self.item.due, ended, actions.dispose, "check"),
        ]

    def _signs(self) -> list[Offer]:
        """What is seldom done: signs alone."""
        one, here, supervisor = self.item, self.here, self._ctx.actor.role in SUPERVISORS
        early = here and actions.may_be_disposed(one) and not one.due
        offers: tuple[tuple[bool, str, actions.Verb, str], ...] = (
            (here, N_("Correct the item", "lost property tab"), actions.correct, "edit"),
            (here, N_("Preview of the label", "lost property tab"), actions.preview_label, "file"),
            (early, N_("Hand it to the police…", "lost property tab"), actions.dispose, "shield"),
            (
                supervisor and one.has_secret,
                N_("Look at the secret features…", "lost property tab"),
                actions.secrets,
                "eye",
            ),
        )
        ctx, page, card = self._ctx, self._page, self.shown.card
        return [
            Offer(message, partial(verb, ctx, page, card), sign, "icon")
            for fits, message, verb, sign in offers
            if fits
        ]
