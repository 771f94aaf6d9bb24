"""What an item's state allows beside lending, and what its refusal says: pure (manual, Umbrella lending 1)."""

from __future__ import annotations

from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.words import N_, Message
from desk_app.services.loans.terms import ItemState, ItemStep

S = ItemState
_IS_LENT = N_("This item is lent. Take it back first.")
_RETIRED = N_("This item is retired: nothing happens to it any more.")

WHY_NOT: dict[ItemStep, dict[ItemState, Message]] = {
    ItemStep.CORRECTED: {S.RETIRED: _RETIRED},
    ItemStep.DAMAGED: {
        S.LENT: N_("This item is lent. Take it back as damaged: the borrower may have to pay."),
        S.DAMAGED: N_("This item is marked as damaged already."),
        S.LOST: N_("This item is lost. If it was found, take it back into stock first."),
        S.RETIRED: _RETIRED,
    },
    ItemStep.REPAIRED: {
        S.AVAILABLE: N_("This item is not damaged: it can be lent."),
        S.LENT: N_("This item is not damaged: it is lent."),
        S.LOST: N_("This item is lost. If it was found, take it back into stock first."),
        S.RETIRED: _RETIRED,
    },
    ItemStep.LOST: {
        S.LENT: N_("This item is lent. Report it lost on its loan: the borrower may have to pay."),
        S.DAMAGED: N_("This item is damaged. If it cannot be repaired, the supervisor retires it."),
        S.LOST: N_("This item is marked as lost already."),
        S.RETIRED: _RETIRED,
    },
    ItemStep.RETIRED: {S.LENT: _IS_LENT, S.RETIRED: N_("This item is retired already.")},
}
"""Step → the states that do not allow it."""


def require(step: ItemStep, state: ItemState) -> None:
    """Raise IllegalStep, which says what to do instead, where the state does not allow the step."""
    refusal = WHY_NOT[step].get(state)
    if refusal is not None:
        raise IllegalStep(refusal)
