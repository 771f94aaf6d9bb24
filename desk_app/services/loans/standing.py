"""How the stock stands: counted from the items and their open lines, never kept beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from desk_app.services.loans.categories import category
from desk_app.services.loans.records import Category, StockLine
from desk_app.services.loans.tables import ItemRow, LoanLineRow
from desk_app.services.loans.terms import ItemState


def stock_line(session: Session, wanted: int, now: datetime) -> StockLine:
    """How one category stands. Raises NotFound."""
    return stock_lines(session, [category(session, wanted)], now)[0]


def stock_lines(session: Session, kinds: Iterable[Category], now: datetime) -> list[StockLine]:
    """How these categories stand, in their order."""
    states: defaultdict[int, dict[str, int]] = defaultdict(dict)
    by_state = select(ItemRow.category, ItemRow.state, func.count()).group_by(ItemRow.category, ItemRow.state)
    for kind, state, n in session.execute(by_state):
        states[kind][state] = n
    late = (
        select(LoanLineRow.category, func.count())
        .where(sql("state = 'out'"), LoanLineRow.due < now)  # the condition of the index, word for word
        .group_by(LoanLineRow.category)
    )
    overdue = {row[0]: row[1] for row in session.execute(late)}
    return [_line(one, states[one.id], overdue.get(one.id, 0)) for one in kinds]


def _line(kind: Category, states: dict[str, int], overdue: int) -> StockLine:
    return StockLine(
        kind,
        available=states.get(ItemState.AVAILABLE, 0),
        lent=states.get(ItemState.LENT, 0),
        overdue=overdue,
        damaged=states.get(ItemState.DAMAGED, 0),
        lost=states.get(ItemState.LOST, 0),
        retired=states.get(ItemState.RETIRED, 0),
        on_hand=kind.on_hand,
    )
