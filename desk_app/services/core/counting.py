"""What is counted blind when a shift is handed over (operating manual, Shift and day)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk_app.services.core.figures import Unit
from desk_app.services.core.words import Message

if TYPE_CHECKING:
    from desk_app.services.journal.work import Work


@dataclass(frozen=True, slots=True)
class Countable:
    """One thing to count: umbrellas on the rack, keys on their hooks, cash in the drawer.

    `expected` is what the records say lies there now; who counts never sees it before the count is given.
    """

    key: str
    """Its name in the records: it stays when labels change."""
    label: Message
    expected: int = field(repr=False)
    values: Mapping[str, object] = field(default_factory=dict)
    """They fill the placeholders of the label."""
    unit: Unit = Unit.COUNT
    """COUNT, or FEN for money."""
    where: str = ""
    """Where it lies, as somebody wrote it: a board, a shelf."""
    book: Callable[[Work, int, str], object] | None = field(default=None, repr=False)
    """What its feature keeps of the count, in the handover's transaction: how much there was, and why it differs."""
