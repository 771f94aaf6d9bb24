"""The verbs of the page, one function each: buttons, shortcuts, scans and tests call the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desk_app.services.blobs.pictures import Picture, read_picture
from desk_app.services.core.words import N_, Message, plain
from desk_app.services.repairs.paper_parts import promised
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import KIND, Order, OrderKind, OrderState, View
from desk_app.services.repairs.service import Repairs
from desk_app.ui.ask import FileKind
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.tabs.repairs.call_backs import CallBackDialog, said_called_back
from desk_app.ui.tabs.repairs.dialogs import (
    ArriveDialog,
    DispatchDialog,
    DoneDialog,
    HoldDialog,
    PriceDialog,
    WordsDialog,
)

if TYPE_CHECKING:
    from desk_app.ui.context import AppContext

RECEIVED_SECONDS = 20.0
"""How long the number and the promised time stand: they are read out to the caller."""


def told_received(ctx: AppContext, owner: QWidget, order: Order, slip: Callable[[Order], object]) -> None:
    """Say the number and the promised time, in large letters: both are told to the caller."""
    if order.state is OrderState.JOINED:
        target = order.joined_to
        ctx.toasts.show(
            N_("{number}: added to the open report; its repeat count went up.", "repairs tab"),
            action=N_("Look at the open report", "repairs tab"),
            on=lambda: ctx.open_record(KIND, target or order.id),
            number=plain(order.number),
        )
        return
    now = ctx.services.bench.clock.now()
    due = promised(order)
    message = (
        N_("{number} registered. Promised by {moment}.", "repairs tab")
        if due
        else N_("{number} registered.", "repairs tab")
    )
    ctx.toasts.show(
        message,
        action=N_("Print the slip", "repairs tab"),
        on=lambda: slip(order),
        seconds=RECEIVED_SECONDS,
        large=True,
        number=plain(order.number),
        moment=plain(format_moment(due, now=now)) if due else "",
    )


# Steps


def pass_on(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Its department knows of it."""
    repairs = ctx.services.get(Repairs)
    ctx.do(
        lambda actor: repairs.pass_on(actor, order.id),
        owner=owner,
        done=lambda now: _told(ctx, owner, now, N_("{number}: passed on.", "repairs tab")),
    )


def dispatch(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Somebody is sent."""

    def done(now: Order) -> None:
        message = N_("{number}: {name} is sent.", "repairs tab")
        undo = _undoing(ctx, owner, now)
        ctx.toasts.show(message, undo=undo, number=plain(now.number), name=plain(now.colleague_name))

    DispatchDialog(ctx, order, owner).begin(done)


def arrive(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Whoever was sent is there now."""
    repairs = ctx.services.get(Repairs)
    ctx.do(
        lambda actor: repairs.arrive(actor, order.id, None),
        owner=owner,
        done=lambda now: _told(ctx, owner, now, N_("{number}: on site.", "repairs tab")),
    )


def arrived_earlier(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """The word came late: the arrival itself did not."""
    ArriveDialog(ctx, order, owner).begin(
        lambda now: _told(ctx, owner, now, N_("{number}: on site.", "repairs tab"))
    )


def note_progress(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """How it goes."""
    repairs, title = ctx.services.get(Repairs), N_("How does it go?", "repairs tab")
    dialog = WordsDialog(ctx, order, owner, title, lambda by, one, words: repairs.progress(by, one, words))
    dialog.begin(lambda now: _told(ctx, owner, now, N_("{number}: noted.", "repairs tab")))


def follow_up(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Whoever complained was told how it stands."""
    repairs, title = ctx.services.get(Repairs), N_("What was the complainant told?", "repairs tab")
    dialog = WordsDialog(ctx, order, owner, title, lambda by, one, words: repairs.follow_up(by, one, words))
    dialog.begin(lambda now: _told(ctx, owner, now, N_("{number}: follow-up noted.", "repairs tab")))


def hold(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """It waits."""
    HoldDialog(ctx, order, owner).begin(
        lambda now: _told(ctx, owner, now, N_("{number}: on hold.", "repairs tab"))
    )


def resume(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """It goes on."""
    repairs = ctx.services.get(Repairs)
    ctx.do(
        lambda actor: repairs.resume(actor, order.id),
        owner=owner,
        done=lambda now: _told(ctx, owner, now, N_("{number}: goes on.", "repairs tab")),
    )


def price(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """What it costs."""
    PriceDialog(ctx, order, owner).begin(
        lambda now: _told(ctx, owner, now, N_("{number}: price kept.", "repairs tab"))
    )


def done(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """It works again."""
    dialog = DoneDialog(ctx, order, owner)
    dialog.begin(
        lambda now: _told(ctx, owner, now, N_("{number}: done. It waits for its call-back.", "repairs tab"))
    )


def close(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Nothing is left to do."""
    repairs = ctx.services.get(Repairs)
    ctx.do(
        lambda actor: repairs.close(actor, order.id),
        owner=owner,
        done=lambda now: _told(ctx, owner, now, N_("{number}: closed.", "repairs tab")),
    )


def undo(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """The last step was a slip."""
    repairs = ctx.services.get(Repairs)
    ctx.do(
        lambda actor: repairs.undo(actor, order.id),
        owner=owner,
        done=lambda now: ctx.toasts.show(
            N_("{number}: the last step is undone.", "repairs tab"), number=plain(now.number)
        ),
    )


def add_photo(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """A picture from a file; one that is none, or too large, is told in words."""
    kind = FileKind(tr(N_("Pictures")), ("jpg", "jpeg", "png"))
    path = ctx.ask.open_file(owner.window(), tr(N_("Choose a picture of it")), kind)
    if path is None:
        return
    repairs = ctx.services.get(Repairs)

    def keep(picture: Picture) -> None:
        ctx.do(
            lambda actor: repairs.add_photo(actor, order.id, picture.content),
            owner=owner,
            done=lambda now: ctx.toasts.show(
                N_("{number}: picture kept.", "repairs tab"), number=plain(now.number)
            ),
        )

    ctx.tasks.run(lambda: read_picture(path), keep, lambda error: ctx.errors.show(error, owner), owner=owner)


# Calling back


def call_back(ctx: AppContext, owner: QWidget, order: Order) -> None:
    """Ask whoever reported it whether all is well."""
    _call_back(ctx, owner, [order])


def call_back_queue(ctx: AppContext, owner: QWidget) -> None:
    """All that are done, one after the other, the most pressing first."""
    queries, clock = ctx.services.get(RepairQueries), ctx.services.bench.clock
    today = clock.now().astimezone(clock.zone).date()

    def start(orders: list[Order]) -> None:
        if orders:
            _call_back(ctx, owner, orders)
        else:
            ctx.toasts.show(N_("Nobody waits for a call-back.", "repairs tab"))

    ctx.read(
        lambda actor: queries.orders(actor, View.CALL_BACK, today), owner=owner, done=start, key="call backs"
    )


def call_back_record(ctx: AppContext, owner: QWidget, order: int) -> None:
    """From somebody's card."""
    queries = ctx.services.get(RepairQueries)
    ctx.read(
        lambda actor: queries.card(actor, order).order,
        owner=owner,
        done=lambda one: call_back(ctx, owner, one),
        key="step",
    )


def _call_back(ctx: AppContext, owner: QWidget, orders: list[Order]) -> None:
    dialog = CallBackDialog(ctx, orders, owner)
    dialog.called.connect(
        lambda now: said_called_back(ctx, now, lambda rework: ctx.open_record(KIND, rework))
    )
    dialog.open()


# Which step fits first


def first_step(order: Order) -> tuple[Message, Callable[[AppContext, QWidget, Order], None], str] | None:
    """The one step that fits now: what its button says, what it does, its icon; None when nothing is left."""
    if order.state in _NEXT:
        return _NEXT[order.state]
    if order.state is not OrderState.RECEIVED:
        return None
    if order.paid and order.price_confirmed_at is None:
        return N_("Tell and confirm the price… (F4)", "repairs tab"), price, "receipt"
    if order.kind is not OrderKind.REPAIR:
        if order.passed_on_at is None:
            return N_("Passed on to its department (F4)", "repairs tab"), pass_on, "send"
        if order.trade is None:
            return N_("Settled… (F4)", "repairs tab"), done, "check"
    return N_("Dispatch… (F4)", "repairs tab"), dispatch, "people"


_NEXT: dict[OrderState, tuple[Message, Callable[[AppContext, QWidget, Order], None], str]] = {
    OrderState.DISPATCHED: (N_("Arrived now (F4)", "repairs tab"), arrive, "door-in"),
    OrderState.ON_SITE: (N_("Done… (F4)", "repairs tab"), done, "check"),
    OrderState.ON_HOLD: (N_("Goes on (F4)", "repairs tab"), resume, "arrow-right"),
    OrderState.DONE: (N_("Call back… (F4)", "repairs tab"), call_back, "phone"),
    OrderState.CALLED_BACK: (N_("Close (F4)", "repairs tab"), close, "check"),
}


def _told(ctx: AppContext, owner: QWidget, now: Order, message: Message) -> None:
    """Say what was done, with the way back."""
    ctx.toasts.show(message, undo=_undoing(ctx, owner, now), number=plain(now.number))


def _undoing(ctx: AppContext, owner: QWidget, now: Order) -> Callable[[], None]:
    return lambda: undo(ctx, owner, now)
