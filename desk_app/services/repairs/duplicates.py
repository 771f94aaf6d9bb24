"""Whether a report was made before: the same place, and the same trade or the same words. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from desk_app.services.core.text.clean import half_width
from desk_app.services.repairs.records import Duplicate, OrderDraft, OrderState
from desk_app.services.repairs.tables import OrderRow

_ALIKE = 40
"""Per cent of the shorter description's pairs of characters that the other one has too."""


def duplicates(draft: OrderDraft, rows: Iterable[OrderRow]) -> list[Duplicate]:
    """Those of the open orders that this report may repeat: the same words first, then the newest."""
    found = [_duplicate(draft, row) for row in rows if same_place(draft, row)]
    fits = [one for one in found if one is not None]
    return sorted(fits, key=lambda one: (not one.same_words, -one.order))


def _duplicate(draft: OrderDraft, row: OrderRow) -> Duplicate | None:
    words = alike(draft.description, row.description)
    same_trade = draft.trade is not None and row.trade == draft.trade
    if not (same_trade or words):
        return None
    return Duplicate(
        row.id, row.number, OrderState(row.state), row.description, row.received_at, row.repeats, words
    )


def same_place(draft: OrderDraft, row: OrderRow) -> bool:
    """The same unit; or the same public area, on the same floor where both name one."""
    unit = folded(draft.unit)
    if unit or row.unit:
        return unit == folded(row.unit)
    if draft.floor and row.floor and folded(draft.floor) != folded(row.floor):
        return False
    one, other = folded(draft.area), folded(row.area)
    return bool(one and other) and (one in other or other in one)


def folded(text: str) -> str:
    """Without spaces, case and width."""
    return "".join(half_width(text).casefold().split())


def alike(one: str, other: str) -> bool:
    """Whether two descriptions share so many pairs of characters that they tell of the same thing."""
    first, second = _pairs(one), _pairs(other)
    least = min(len(first), len(second))
    return bool(least) and len(first & second) * 100 >= least * _ALIKE


def _pairs(text: str) -> set[str]:
    letters = "".join(one for one in folded(text) if one.isalnum())
    return {letters[at : at + 2] for at in range(len(letters) - 1)}
