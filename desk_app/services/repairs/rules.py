"""What the operating manual decides, chapter Repair intake: pure, no database, no clock of its own."""

from __future__ import annotations

from datetime import datetime, timedelta

from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.words import N_, Message
from desk_app.services.repairs.records import OrderKind, OrderState, Urgency

S = OrderState
OPEN = frozenset({S.RECEIVED, S.DISPATCHED, S.ON_SITE, S.ON_HOLD})
"""Work is still to be done; a repeated report joins."""
MOST_PHOTOS = 6
URGENT_AT, EMERGENCY_AT = 2, 3
"""Reported again so often, an order becomes urgent, then an emergency."""

_RECEIVED = N_("{number} was not dispatched yet. Choose who goes first.")
_ON_HOLD = N_("{number} is on hold. Let it go on first.")
_DONE = N_("{number} is done and waits for its call-back.")
_CALLED_BACK = N_("{number} was called back: only closing is left.")
_CLOSED = N_("{number} is closed. If it failed again, take in a rework of it.")
_JOINED = N_("{number} only repeats another report: go on with that one.")
_OVER = {S.DONE: _DONE, S.CALLED_BACK: _CALLED_BACK, S.CLOSED: _CLOSED, S.JOINED: _JOINED}

_NOT_TO_ASK = {
    S.RECEIVED: _RECEIVED,
    S.DISPATCHED: N_("{number} is not done yet: there is nothing to ask about."),
    S.ON_SITE: N_("Work at {number} still goes on. Note that it is done first."),
    S.ON_HOLD: _ON_HOLD,
    S.CALLED_BACK: N_("{number} was called back already."),
    S.CLOSED: _CLOSED,
    S.JOINED: _JOINED,
}
WHY_NOT: dict[str, dict[OrderState, Message]] = {
    "pass_on": {
        S.DISPATCHED: N_("{number} was dispatched already: its department knows."),
        S.ON_SITE: N_("Somebody is at {number} already: its department knows."),
        S.ON_HOLD: _ON_HOLD,
        **_OVER,
    },
    "dispatch": {S.ON_HOLD: _ON_HOLD, **_OVER},
    "arrive": {
        S.RECEIVED: _RECEIVED,
        S.ON_SITE: N_("The arrival at {number} was noted already."),
        S.ON_HOLD: _ON_HOLD,
        **_OVER,
    },
    "progress": _OVER,
    "follow_up": _OVER,
    "hold": {S.ON_HOLD: N_("{number} is on hold already."), **_OVER},
    "resume": {
        S.RECEIVED: N_("{number} is not on hold: it waits to be dispatched."),
        S.DISPATCHED: N_("{number} is not on hold: somebody is on the way."),
        S.ON_SITE: N_("{number} is not on hold: somebody is at work."),
        **_OVER,
    },
    "price": _OVER,
    "done": {
        S.RECEIVED: _RECEIVED,
        S.DISPATCHED: N_("Nobody is at {number} yet. Note the arrival first."),
        S.ON_HOLD: _ON_HOLD,
        S.DONE: N_("{number} is done already."),
        S.CALLED_BACK: _CALLED_BACK,
        S.CLOSED: _CLOSED,
        S.JOINED: _JOINED,
    },
    "call_back": _NOT_TO_ASK,
    "missed_call": _NOT_TO_ASK,
    "close": {
        S.RECEIVED: _RECEIVED,
        S.DISPATCHED: N_("{number} is not done yet, so it stays open."),
        S.ON_SITE: N_("Work at {number} still goes on, so it stays open."),
        S.ON_HOLD: _ON_HOLD,
        S.DONE: N_("{number} is closed after its call-back. Call back first."),
        S.CLOSED: N_("{number} is closed already."),
        S.JOINED: _JOINED,
    },
    "correct": {S.CLOSED: N_("{number} is closed: nothing in it changes any more."), S.JOINED: _JOINED},
    "add_photo": {S.CLOSED: N_("{number} is closed: no picture is added any more."), S.JOINED: _JOINED},
    "print_order": {S.JOINED: _JOINED},
    "undo": {S.JOINED: _JOINED},
}
"""Every step of an order, and why it is not possible in a state (operating manual, Repair intake 3)."""
_AT_THE_DESK = {"done": frozenset({S.RECEIVED, S.DISPATCHED})}
"""A complaint or request may be settled without anybody going there."""


def require(step: str, number: str, state: OrderState, kind: OrderKind) -> None:
    """Raise IllegalStep, which says what to do instead, unless the step may be taken."""
    if kind is not OrderKind.REPAIR and state in _AT_THE_DESK.get(step, ()):
        return
    if state in WHY_NOT[step]:
        raise IllegalStep(WHY_NOT[step][state], number=number)


def require_passable(number: str, kind: OrderKind, passed_on_at: datetime | None) -> None:
    """Raise IllegalStep for a repair, and for what was passed on already."""
    if kind is OrderKind.REPAIR:
        raise IllegalStep(N_("{number} is a repair: dispatch it instead of passing it on."), number=number)
    if passed_on_at is not None:
        raise IllegalStep(N_("{number} was passed on already."), number=number)


def require_price(number: str, *, paid: bool, confirmed: bool, priced: bool) -> None:
    """Raise IllegalStep for a paid service whose price the customer has not confirmed yet."""
    if not paid or confirmed:
        return
    if not priced:
        raise IllegalStep(N_("{number} is a paid service. Tell the customer the price first."), number=number)
    raise IllegalStep(
        N_("The customer has not confirmed the price of {number} yet. No work starts before that."),
        number=number,
    )


def require_still_paid(number: str, state: OrderState, paid: bool, confirmed_at: datetime | None) -> None:
    """Raise InvalidInput ("paid") when a price that the customer has confirmed would vanish."""
    if paid or confirmed_at is None:
        return
    text = N_("The customer confirmed the price of {number}, and the work is done: it stays a paid service.")
    if state in OPEN:
        text = N_(
            "The customer confirmed the price of {number}. Take that back first: note the price as not confirmed."
        )
    raise InvalidInput({"paid": UserError(text, number=number)})


def require_in_time(number: str, at: datetime, now: datetime, minutes: int) -> None:
    """Raise IllegalStep when a step is too old to be taken back, or was written by a PC clock far ahead."""
    if abs(now - at) > timedelta(minutes=minutes):
        raise IllegalStep(
            N_("The last step of {number} is older than {minutes} minutes and stays on record."),
            number=number,
            minutes=minutes,
        )


def escalated(urgency: Urgency, repeats: int) -> Urgency:
    """How urgent an order is when it was reported again so often; never less than before."""
    if repeats >= EMERGENCY_AT or urgency is Urgency.EMERGENCY:
        return Urgency.EMERGENCY
    return Urgency.URGENT if repeats >= URGENT_AT else urgency
