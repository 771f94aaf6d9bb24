"""What of lending is counted when a shift is handed over: one line for each category (operating manual, loans)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import func, select

from desk_app.services.core.counting import Countable
from desk_app.services.core.words import N_, Message
from desk_app.services.journal.work import Read
from desk_app.services.loans.categories import categories
from desk_app.services.loans.records import Category
from desk_app.services.loans.tables import ItemRow
from desk_app.services.loans.terms import ItemState

_ITEMS, _STOCK = N_("{name}: there to be lent", "to count"), N_("{name}: in stock", "to count")


def counted(read: Read) -> Iterator[Countable]:
    """Things that may be lent now, category by category, and what is handed out by number."""
    here = func.count().filter(ItemRow.state == ItemState.AVAILABLE.value)
    kept = ItemRow.state.not_in([ItemState.LOST.value, ItemState.RETIRED.value])
    wanted = select(ItemRow.category, here).where(kept).group_by(ItemRow.category)
    there: dict[int, int] = dict(read.session.execute(wanted).all())
    for one in categories(read.session):
        if one.counted and (one.active or one.on_hand):
            yield _line(one, _STOCK, one.on_hand)
        elif one.id in there:
            yield _line(one, _ITEMS, there[one.id])


def _line(one: Category, label: Message, expected: int) -> Countable:
    name = " ".join(filter(None, (one.name, one.english_name)))
    return Countable(f"loans:{one.id}", label, expected, {"name": name})
