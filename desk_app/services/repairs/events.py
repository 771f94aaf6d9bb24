"""What can happen to an order, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

REPAIRS = Topic("repairs")
PRICES = Topic("repair_prices")

RECEIVED = EventKind("repair.received", REPAIRS)
JOINED = EventKind("repair.joined", REPAIRS)
PASSED_ON = EventKind("repair.passed_on", REPAIRS)
DISPATCHED = EventKind("repair.dispatched", REPAIRS)
ARRIVED = EventKind("repair.arrived", REPAIRS)
PROGRESSED = EventKind("repair.progressed", REPAIRS)
FOLLOWED_UP = EventKind("repair.followed_up", REPAIRS)
HELD = EventKind("repair.held", REPAIRS)
RESUMED = EventKind("repair.resumed", REPAIRS)
PRICED = EventKind("repair.priced", REPAIRS)
DONE = EventKind("repair.done", REPAIRS)
NOT_REACHED = EventKind("repair.not_reached", REPAIRS)
CALLED_BACK = EventKind("repair.called_back", REPAIRS)
REWORKED = EventKind("repair.reworked", REPAIRS)
CLOSED = EventKind("repair.closed", REPAIRS)
CORRECTED = EventKind("repair.corrected", REPAIRS)
PHOTO_ADDED = EventKind("repair.photo_added", REPAIRS)
PRINTED = EventKind("repair.printed", REPAIRS)
UNDONE = EventKind("repair.undone", REPAIRS)
CLOCK_MISSED = EventKind("repair.clock_missed", REPAIRS)
FORGOTTEN = EventKind("repair.forgotten", REPAIRS)
PRICE_SAVED = EventKind("repair_price.saved", PRICES)

EVENTS = (
    RECEIVED, JOINED, PASSED_ON, DISPATCHED, ARRIVED, PROGRESSED, FOLLOWED_UP, HELD, RESUMED, PRICED, DONE, CALLED_BACK,
    NOT_REACHED, REWORKED, CLOSED, CORRECTED, PHOTO_ADDED, PRINTED, UNDONE, CLOCK_MISSED, FORGOTTEN, PRICE_SAVED,
)  # fmt: skip
