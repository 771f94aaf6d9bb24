"""What leaves the drawer (operating manual, Shift and day: drawer). All amounts are fen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from desk_app.services.core.errors import UserError
from desk_app.services.core.money import say_money
from desk_app.services.core.words import N_, Message


class MovementKind(StrEnum):
    """Why money moved."""

    DEPOSIT = "deposit"
    """Taken in trust: cash and what is held rise together."""
    REFUND = "refund"
    """Given back: both fall."""
    KEPT = "kept"
    """A deposit that is not given back: the cash stays, it is held for nobody any more."""
    FEE = "fee"
    """Paid for something lost or damaged."""
    POSTAGE = "postage"
    """Paid for mail that goes out."""
    HANDED_OVER = "handed_over"
    """To finance."""
    PUT_IN = "put_in"
    """Change to start with."""
    UNDONE = "undone"
    """The opposite of an earlier movement that was a slip."""
    DIFFERENCE = "difference"
    """What a count found more or less than the record says."""


MOVEMENT_NAMES: dict[MovementKind, Message] = {
    MovementKind.DEPOSIT: N_("Deposit taken", "drawer"),
    MovementKind.REFUND: N_("Deposit refunded", "drawer"),
    MovementKind.KEPT: N_("Deposit kept", "drawer"),
    MovementKind.FEE: N_("Fee", "drawer"),
    MovementKind.POSTAGE: N_("Postage", "drawer"),
    MovementKind.HANDED_OVER: N_("Handed to finance", "drawer"),
    MovementKind.PUT_IN: N_("Change put in", "drawer"),
    MovementKind.UNDONE: N_("Undone", "drawer"),
    MovementKind.DIFFERENCE: N_("Difference at a count", "drawer"),
}


@dataclass(frozen=True, slots=True)
class Movement:
    """Money that came, went, or changed its meaning. `kind`/`record`/`number` name what it belongs to."""

    id: int
    at: datetime
    by: int
    kind: MovementKind
    cash: int
    """Change of the cash in the drawer, signed."""
    held: int
    """Change of the deposits held for others, signed."""
    record_kind: str = ""
    record: int | None = None
    number: str = ""
    remark: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Count:
    """Somebody counted the drawer."""

    id: int
    at: datetime
    by: int
    counted: int
    expected: int
    explanation: str = field(default="", repr=False)

    @property
    def difference(self) -> int:
        """More (positive) or less than the record said."""
        return self.counted - self.expected


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of movements by meaning; each is what moved, without sign."""

    deposits: int = 0
    refunds: int = 0
    kept: int = 0
    fees: int = 0
    handed_over: int = 0
    put_in: int = 0
    corrections: int = 0
    """Signed: what undone movements and count differences add to the cash."""
    postage: int = 0


@dataclass(frozen=True, slots=True)
class DrawerState:
    """How the drawer stands since it was last counted: that is one shift."""

    cash: int
    """What must lie in it now."""
    held: int
    """Deposits of others in it."""
    since: datetime | None
    """The last count; None before the first."""
    opening: int
    """What was counted then."""
    totals: Totals = Totals()
    movements: tuple[Movement, ...] = field(default=(), repr=False)
    """Newest first."""


class DifferenceUnexplained(UserError):
    """What was counted differs from the record, and nothing says why: nothing was saved yet."""

    def __init__(self, difference: int) -> None:
        text = (
            N_("There is {amount} more in the drawer than the record says. Count again, or write why.")
            if difference > 0
            else N_("There is {amount} less in the drawer than the record says. Count again, or write why.")
        )
        super().__init__(text, amount=say_money(abs(difference)))
        self.difference = difference
        """Fen: more (positive) or less than the record says."""
