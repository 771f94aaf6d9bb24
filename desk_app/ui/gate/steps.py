"""What the guard can do about what was scanned: each a button with a key of its own."""

from __future__ import annotations

from enum import Enum, auto


class Step(Enum):
    """A step. The keys are in `actions.BUTTONS` and `window.KEYS`."""

    # A visitor
    LEAVES = auto()
    WITHOUT_BADGE = auto()
    STEPS_OUT = auto()
    BACK = auto()
    # Goods
    RELEASE = auto()
    OVERRIDE = auto()
    TAKE_BACK = auto()
    TRIP = auto()
    REFUSE = auto()
    SLIP = auto()
    """Refuse because of the verdict, and print the slip at once."""
    PRINT = auto()
    # Both
    UNDO = auto()
