"""One order in full: its clocks, facts and story, with the one step that fits first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.services.core.words import N_
from desk_app.services.repairs.options import UNDO_MINUTES
from desk_app.services.repairs.records import Countdown, Order, OrderCard, OrderKind, OrderState
from desk_app.services.repairs.rules import WHY_NOT
from desk_app.ui.tabs.repairs import actions, papers
from desk_app.ui.tabs.repairs.columns import marks, place_line, state_of, trade_line, what_tone
from desk_app.ui.tabs.repairs.countdowns import TONES, Watch
from desk_app.ui.tabs.repairs.order_facts import order_facts, photo_block, repeats_block, story_block
from desk_app.ui.widgets.panel_parts import Offer, scrolling, steps, words
from desk_app.ui.widgets.parts import Kind, Label, column, row
from desk_app.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext


@dataclass(frozen=True)
class Shown:
    """What the panel shows: the order, and who is who of the staff."""

    card: OrderCard
    names: Mapping[int, str]


class OrderPanel(QWidget):
    """Number, state, clocks, facts, story, steps."""

    correct = Signal(object)
    """The Order whose report is to be mended."""
    rework = Signal(object)
    """The Order that failed again."""
    show_order = Signal(object)
    """The id of another order to look at."""

    def __init__(self, ctx: AppContext, shown: Shown, page: QWidget) -> None:
        """`page` owns the steps: it outlives this panel, which every reload replaces."""
        super().__init__()
        self._ctx, self._page, self.shown = ctx, page, shown
        clock = ctx.services.bench.clock
        self._watch = Watch(lambda: clock.now().astimezone(clock.zone))
        self.clocks: list[Label] = []
        self._running = self.order.clocks
        self._build()
        self.tick()

    @property
    def order(self) -> Order:
        """The order shown."""
        return self.shown.card.order

    def _build(self) -> None:
        one, now = self.order, self._watch.now()
        title = Label(" · ".join(part for part in (place_line(one), trade_line(one)) if part), "title")
        title.setWordWrap(True)
        head = column(row(Label(one.number, "muted"), None, Pill(*state_of(one))), title, spacing=4)
        body = scrolling(
            *self._clocks(),
            *self._marks(),
            words(one.description),
            order_facts(self._ctx, self.shown.card, self.shown.names, now, self.show_order.emit),
            *photo_block(self, self.shown.card),
            *repeats_block(self.shown.card, now, self.show_order.emit),
            *story_block(self.shown.card, self.shown.names, now),
        )
        layout = column(head, body, steps(self._offers()), spacing=12)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _clocks(self) -> list[QWidget]:
        self.clocks = [Label() for _ in self.order.clocks]
        for one in self.clocks:
            one.setWordWrap(True)
        if not self.clocks:
            return []
        box = QWidget()
        box.setLayout(column(*self.clocks, spacing=2))
        return [box]

    def _marks(self) -> list[QWidget]:
        said = marks(self.order)
        if not said:
            return []
        made = Label(" · ".join(said))
        made.set_tone(what_tone(self.order) or "warning")
        made.setWordWrap(True)
        return [made]

    def take_clocks(self, clocks: tuple[Countdown, ...]) -> None:
        """The clocks as they were read a moment ago, if they are still the same ones."""
        if [one.kind for one in clocks] == [one.kind for one in self._running]:
            self._running, self._watch.read_at = clocks, self._watch.now()

    def tick(self) -> None:
        """Let the clocks go on."""
        for label, one in zip(self.clocks, self._running, strict=True):
            label.setText(self._watch.said_in_full(one))
            label.set_tone(TONES[self._watch.tone(one)])

    # Steps

    def first(self) -> Callable[[], object] | None:
        """What F4 does now."""
        found = actions.first_step(self.order)
        return None if found is None else lambda: found[1](self._ctx, self._page, self.order)

    def _may(self, step: str) -> bool:
        order = self.order
        settled_here = order.kind is not OrderKind.REPAIR and order.state in (
            OrderState.RECEIVED,
            OrderState.DISPATCHED,
        )
        return (step == "done" and settled_here) or order.state not in WHY_NOT[step]

    def _offers(self) -> list[Offer]:
        """What may be done now, the step that fits first on top (operating manual, Repair intake 3)."""
        found = actions.first_step(self.order)
        first = [] if found is None else [self._offer(found[0], found[1], found[2], primary=True)]
        likeliest = None if found is None else found[1]
        others = [
            self._offer(message, verb, sign)
            for fits, message, verb, sign in (*self._work(), *self._words())
            if fits and verb is not likeliest
        ]
        return [*first, *others, *self._rest()]

    def _offer(
        self,
        message: str,
        verb: Callable[[AppContext, QWidget, Order], None],
        sign: str,
        *,
        primary: bool = False,
    ) -> Offer:
        ctx, page, order = self._ctx, self._page, self.order
        return Offer(message, lambda: verb(ctx, page, order), sign, "primary" if primary else "plain")

    def _work(self) -> list[tuple[bool, str, Callable[[AppContext, QWidget, Order], None], str]]:
        order = self.order
        again = order.state in (OrderState.DISPATCHED, OrderState.ON_SITE)
        priced = order.paid or (order.state is OrderState.RECEIVED and order.kind is OrderKind.REPAIR)
        agreed = not order.paid or order.price_confirmed_at is not None
        waits = order.kind is not OrderKind.REPAIR and order.passed_on_at is None
        send = N_("Send somebody else…", "repairs tab") if again else N_("Dispatch…", "repairs tab")
        return [
            (self._may("pass_on") and waits, N_("Passed on", "repairs tab"), actions.pass_on, "send"),
            (self._may("dispatch") and agreed, send, actions.dispatch, "people"),
            (self._may("arrive"), N_("Arrived earlier…", "repairs tab"), actions.arrived_earlier, "clock"),
            (self._may("done"), N_("Settled…", "repairs tab"), actions.done, "check"),
            (self._may("price") and priced, N_("Price…", "repairs tab"), actions.price, "receipt"),
            (self._may("hold"), N_("On hold…", "repairs tab"), actions.hold, "clock"),
        ]

    def _words(self) -> list[tuple[bool, str, Callable[[AppContext, QWidget, Order], None], str]]:
        complaint = self.order.kind is OrderKind.COMPLAINT
        return [
            (self._may("progress"), N_("Progress…", "repairs tab"), actions.note_progress, "edit"),
            (
                self._may("follow_up") and complaint,
                N_("Follow-up…", "repairs tab"),
                actions.follow_up,
                "phone",
            ),
        ]

    def _rest(self) -> list[Offer]:
        ctx, page, one = self._ctx, self._page, self.order
        copy = N_("Work order again, as a copy", "repairs tab")
        word = copy if one.copies else N_("Print the work order (F8)", "repairs tab")
        failed = one.state in (OrderState.CALLED_BACK, OrderState.CLOSED) and one.reworked_as is None
        printed, mended = self._may("print_order"), self._may("correct")
        sign: Kind = "icon"
        offers = (
            (
                failed,
                Offer(N_("Failed again: rework", "repairs tab"), lambda: self.rework.emit(one), "refresh"),
            ),
            (printed, Offer(word, lambda: papers.print_order(ctx, page, one), "print")),
            (
                one.state is not OrderState.JOINED,
                Offer(
                    N_("Print the slip", "repairs tab"), lambda: papers.print_slip(ctx, page, one), "receipt"
                ),
            ),
            (printed, Offer(N_("Preview"), lambda: papers.preview_order(ctx, page, one), "eye", sign)),
            (
                self._may("add_photo"),
                Offer(N_("Add a picture…"), self._add_photo, "camera", sign),
            ),
            (
                mended,
                Offer(N_("Correct the report", "repairs tab"), lambda: self.correct.emit(one), "edit", sign),
            ),
            (self._undoable, Offer(N_("Undo the last step", "repairs tab"), self._undo, "undo", sign)),
        )
        return [offer for fits, offer in offers if fits]

    def _add_photo(self) -> None:
        actions.add_photo(self._ctx, self._page, self.order)

    def _undo(self) -> None:
        actions.undo(self._ctx, self._page, self.order)

    @property
    def _undoable(self) -> bool:
        """Whether the last step is young enough; the first line of a story is no step."""
        lines = self.shown.card.story
        if len(lines) < 2 or self.order.state is OrderState.JOINED:
            return False
        minutes = self._ctx.services.bench.settings.get(UNDO_MINUTES)
        return self._watch.now() - max(one.at for one in lines) <= timedelta(minutes=minutes)
