"""The words of lending: where items, loans and counted stock stand, and what happens to them."""

from __future__ import annotations

from enum import StrEnum

from desk_app.services.core.words import N_, Message

LOAN_KIND = "loan"
ITEM_KIND = "loan_item"
SUSPENSION_KIND = "loan_suspension"
"""How search hits and matters name the records of this feature."""


class ItemState(StrEnum):
    """Where an item stands."""

    AVAILABLE = "available"
    LENT = "lent"
    DAMAGED = "damaged"
    LOST = "lost"
    RETIRED = "retired"


ITEM_STATE_NAMES: dict[ItemState, Message] = {
    ItemState.AVAILABLE: N_("Available", "loans"),
    ItemState.LENT: N_("Lent", "loans"),
    ItemState.DAMAGED: N_("Damaged", "loans"),
    ItemState.LOST: N_("Lost", "loans"),
    ItemState.RETIRED: N_("Retired", "loans"),
}


class LineState(StrEnum):
    """Where one item of a loan stands."""

    OUT = "out"
    RETURNED = "returned"
    LOST = "lost"
    VOID = "void"
    """Lent by a slip and taken back at once: it never was a loan."""


LINE_STATE_NAMES: dict[LineState, Message] = {
    LineState.OUT: N_("Out", "loans"),
    LineState.RETURNED: N_("Returned", "loans"),
    LineState.LOST: N_("Lost", "loans"),
    LineState.VOID: N_("Undone", "loans"),
}


class Condition(StrEnum):
    """How an item came back."""

    GOOD = "good"
    DAMAGED = "damaged"


class StockStep(StrEnum):
    """What moves counted stock."""

    HANDED_OUT = "handed_out"
    RESTOCKED = "restocked"
    ADJUSTED = "adjusted"


STOCK_STEP_NAMES: dict[StockStep, Message] = {
    StockStep.HANDED_OUT: N_("Handed out", "loans"),
    StockStep.RESTOCKED: N_("Restocked", "loans"),
    StockStep.ADJUSTED: N_("Adjusted", "loans"),
}


class ItemStep(StrEnum):
    """What happened to an item, for its history."""

    ADDED = "added"
    LENT = "lent"
    RETURNED = "returned"
    UNDONE = "undone"
    DAMAGED = "damaged"
    REPAIRED = "repaired"
    LOST = "lost"
    FOUND = "found"
    RETIRED = "retired"
    CORRECTED = "corrected"


ITEM_STEP_NAMES: dict[ItemStep, Message] = {
    ItemStep.ADDED: N_("Added", "loans"),
    ItemStep.LENT: N_("Lent", "loans"),
    ItemStep.RETURNED: N_("Returned", "loans"),
    ItemStep.UNDONE: N_("Undone", "loans"),
    ItemStep.DAMAGED: N_("Damaged", "loans"),
    ItemStep.REPAIRED: N_("Repaired", "loans"),
    ItemStep.LOST: N_("Lost", "loans"),
    ItemStep.FOUND: N_("Found again", "loans"),
    ItemStep.RETIRED: N_("Retired", "loans"),
    ItemStep.CORRECTED: N_("Corrected", "loans"),
}
