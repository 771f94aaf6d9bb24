"""What can happen to loans and what is lent, as journal events."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

LOANS = Topic("loans")
ITEMS = Topic("loan_items")
STOCK = Topic("loan_stock")
SUSPENSIONS = Topic("loan_suspensions")

LENT = EventKind("loan.lent", LOANS)
UNDONE = EventKind("loan.undone", LOANS)
RETURNED = EventKind("loan.returned", LOANS)
RETURN_UNDONE = EventKind("loan.return_undone", LOANS)
EXTENDED = EventKind("loan.extended", LOANS)
LOST = EventKind("loan.lost", LOANS)
REFUNDED = EventKind("loan.refunded", LOANS)
CALLED = EventKind("loan.called", LOANS)
CORRECTED = EventKind("loan.corrected", LOANS)
SIGNED = EventKind("loan.signed", LOANS)
PRINTED = EventKind("loan.printed", LOANS)
FORGOTTEN = EventKind("loan.forgotten", LOANS)
ITEM_CHANGED = EventKind("loan_item.changed", ITEMS)
"""Payload: step (ItemStep), state."""
STOCK_MOVED = EventKind("loan_stock.moved", STOCK)
CATEGORY_SAVED = EventKind("loan_category.saved", STOCK)
SUSPENDED = EventKind("borrower.suspended", SUSPENSIONS)
SUSPENSION_LIFTED = EventKind("borrower.suspension_lifted", SUSPENSIONS)
SUSPENSION_FORGOTTEN = EventKind("borrower.suspension_forgotten", SUSPENSIONS)

EVENTS = (
    LENT,
    UNDONE,
    RETURNED,
    RETURN_UNDONE,
    EXTENDED,
    LOST,
    REFUNDED,
    CALLED,
    CORRECTED,
    SIGNED,
    PRINTED,
    FORGOTTEN,
    ITEM_CHANGED,
    STOCK_MOVED,
    CATEGORY_SAVED,
    SUSPENDED,
    SUSPENSION_LIFTED,
    SUSPENSION_FORGOTTEN,
)
