"""The columns of the list, and how an order is said in a few words."""

from __future__ import annotations

from datetime import datetime

from desk_app.services.core.words import N_, Message
from desk_app.services.directory.records import TRADE_NAMES
from desk_app.services.repairs.records import (
    ORDER_KIND_NAMES,
    ORDER_STATE_NAMES,
    URGENCY_NAMES,
    Order,
    OrderKind,
    OrderState,
    Urgency,
)
from desk_app.ui.i18n import format_moment, tr
from desk_app.ui.tabs.repairs.countdowns import Watch
from desk_app.ui.theme import Tone
from desk_app.ui.widgets.row_table import Column

STATE_TONES: dict[OrderState, Tone] = {
    OrderState.RECEIVED: "warning",
    OrderState.DISPATCHED: "info",
    OrderState.ON_SITE: "accent",
    OrderState.ON_HOLD: "neutral",
    OrderState.DONE: "positive",
    OrderState.CALLED_BACK: "positive",
    OrderState.CLOSED: "neutral",
    OrderState.JOINED: "neutral",
}
TO_CALL_BACK = N_("To call back", "repairs tab")


def place_line(order: Order) -> str:
    """Where: the unit, or the public place with its floor."""
    return " · ".join(part for part in (order.unit or order.floor, order.area) if part)


def where_line(order: Order) -> str:
    """Where and whose."""
    return " · ".join(part for part in (place_line(order), order.company) if part)


def trade_line(order: Order) -> str:
    """The trade; of a complaint or request that concerns none, what it is."""
    return tr(TRADE_NAMES[order.trade]) if order.trade is not None else tr(ORDER_KIND_NAMES[order.kind])


def what_line(order: Order) -> str:
    """What sets it apart, before what it is about, in one line: the end of a line is cut first."""
    return " · ".join((*marks(order), " ".join(order.description.split())))


def sign(order: Order) -> str:
    """What sets it apart, short enough for a pill: how urgent, how often reported, that it is a rework."""
    urgent = tr(URGENCY_NAMES[order.urgency]) if order.urgency is not Urgency.NORMAL else ""
    again = tr(N_("{n} times", "repairs tab"), n=order.repeats + 1) if order.repeats else ""
    rework = tr(N_("Rework", "repairs tab")) if order.rework_of is not None else ""
    return " ".join(one for one in (urgent, again, rework) if one)


def _words(order: Order) -> str:
    """What it is about; a complaint or request that concerns a trade says so in front."""
    other = order.kind is not OrderKind.REPAIR and order.trade is not None
    said = (tr(ORDER_KIND_NAMES[order.kind]) if other else "", " ".join(order.description.split()))
    return " · ".join(one for one in said if one)


def what_tone(order: Order) -> Tone | None:
    """Red for an emergency, amber for what is urgent or was reported again."""
    if order.urgency is Urgency.EMERGENCY:
        return "danger"
    return "warning" if order.urgency is Urgency.URGENT or order.repeats else None


def short_number(order: Order) -> str:
    """The day and the count: building and desk are the same in the whole list."""
    return "-".join(order.number.split("-")[-2:])


def marks(order: Order) -> list[str]:
    """What sets an order apart: urgent, a complaint, reported again, a rework."""
    said = [tr(URGENCY_NAMES[order.urgency])] if order.urgency is not Urgency.NORMAL else []
    if order.kind is not OrderKind.REPAIR and order.trade is not None:
        said.append(tr(ORDER_KIND_NAMES[order.kind]))
    if order.repeats:
        said.append(tr(N_("reported {n} times", "repairs tab"), n=order.repeats + 1))
    if order.rework_of is not None:
        said.append(tr(N_("Rework", "repairs tab")))
    return said


def state_of(order: Order) -> tuple[Message, Tone]:
    """The state and what it means. Done is said as what is to be done next."""
    if order.state is OrderState.DONE:
        return TO_CALL_BACK, "warning"
    return ORDER_STATE_NAMES[order.state], STATE_TONES[order.state]


def columns(watch: Watch) -> tuple[Column, ...]:
    """`watch` is asked anew for each cell: the clocks run while the list stands open."""
    return (
        Column(N_("Number", "repairs tab"), short_number, width=100, spare=3, tip=lambda one: one.number),
        Column(N_("Place", "repairs tab"), place_line, width=100, tip=where_line),
        Column(N_("Trade", "repairs tab"), trade_line, width=108, spare=2),
        Column(
            N_("Sign", "repairs tab"),
            sign,
            sort_key=lambda one: (-list(Urgency).index(one.urgency), -one.repeats),
            tone=lambda one: what_tone(one) or "info",
            pill=True,
            tip=what_line,
            width=88,
        ),
        Column(
            N_("What", "repairs tab"),
            _words,
            tone=what_tone,
            tip=what_line,
            least=150,
        ),
        Column(N_("Sent", "repairs tab"), lambda one: one.colleague_name, width=84, spare=1),
        Column(
            N_("Received at", "repairs tab"),
            lambda one: format_moment(one.received_at, now=watch.now()),
            sort_key=lambda one: one.received_at,
            width=124,
            spare=4,
        ),
        _clock(watch),
        Column(
            N_("State"),
            lambda one: tr(state_of(one)[0]),
            sort_key=lambda one: list(OrderState).index(one.state),
            tone=lambda one: state_of(one)[1],
            pill=True,
            width=104,
        ),
    )


CLOCK_COLUMN = 7
"""Where the clock stands: its cells are said anew while the list stands open."""


def _clock(watch: Watch) -> Column:
    def due(order: Order) -> datetime | None:
        return order.clocks[0].due if order.clocks else None

    return Column(
        N_("Clock", "repairs tab"),
        watch.pressing_line,
        sort_key=due,
        tone=watch.pressing_tone,
        width=204,
    )
