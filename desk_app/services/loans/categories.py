"""The categories in force: the standard ones, overlaid by what the building changed, and its own after them."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.errors import NotFound
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.loans.records import Category
from desk_app.services.loans.standard import STANDARD
from desk_app.services.loans.tables import CategoryRow, StockRow


def categories(session: Session) -> list[Category]:
    """Every category, also those out of use, in the order of lists; counted ones with what there is."""
    there = {row.category: row.on_hand for row in session.scalars(select(StockRow))}
    found = {one.id: one for one in STANDARD}
    found |= {row.id: _to_category(row) for row in session.scalars(select(CategoryRow))}
    known = (_with(one, there.get(one.id, 0)) for one in found.values())
    return sorted(known, key=lambda one: (one.position, one.id))


def category(session: Session, wanted: int) -> Category:
    """One category. Raises NotFound."""
    row = by_id(session, CategoryRow, wanted)
    found = next((one for one in STANDARD if one.id == wanted), None) if row is None else _to_category(row)
    if found is None:
        raise NotFound(N_("This category is not on record."))
    stock = session.get(StockRow, wanted) if found.counted else None
    return _with(found, 0 if stock is None else stock.on_hand)


def _with(known: Category, on_hand: int) -> Category:
    return replace(known, on_hand=on_hand) if known.counted else known


def _to_category(row: CategoryRow) -> Category:
    return Category(
        id=row.id,
        name=row.name,
        english_name=row.english_name,
        icon=row.icon,
        counted=row.counted,
        days=row.days,
        due_time=time(*divmod(row.due_minute, 60)),
        working_days=row.working_days,
        deposit=row.deposit,
        lost_fee=row.lost_fee,
        damage_fee=row.damage_fee,
        per_person=row.per_person,
        advice=row.advice,
        rain=row.rain,
        low=row.low,
        position=row.position,
        active=row.active,
    )
