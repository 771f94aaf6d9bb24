"""How orders are found: by who reported it, phone, company, unit, number, and by words of the description."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import DESK, role_bits
from desk_app.services.journal.forgetting import remembered
from desk_app.services.repairs.events import FORGOTTEN
from desk_app.services.repairs.mapping import chunks
from desk_app.services.repairs.records import KIND
from desk_app.services.repairs.tables import OrderRow
from desk_app.services.search.records import SearchEntry

_DESK = role_bits(*DESK)
_SHOWN = 30


def order_entries(session: Session, ids: Collection[int]) -> Iterator[SearchEntry]:
    """The search entries of orders."""
    for some in chunks(remembered(session, ids, FORGOTTEN)):
        for row in session.scalars(select(OrderRow).where(OrderRow.id.in_(some))):
            yield order_entry(row)


def order_entry(row: OrderRow) -> SearchEntry:
    """How one order is found, and what its hit shows: no phone, that is for the panel."""
    title = row.reporter or row.company or row.area or row.number
    company = row.company if row.company != title else ""
    words = " ".join(row.description.split())
    shown = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    place = row.unit or row.area
    return SearchEntry(
        kind=KIND,
        id=row.id,
        title=title,
        subtitle=" · ".join(part for part in (row.number, place, company, shown) if part),
        audience=_DESK,
        names=tuple(part for part in (row.reporter, row.company) if part),
        phones=(row.phone,) if row.phone else (),
        numbers=tuple(part for part in (row.number, row.code, row.unit) if part),
        words=tuple(part for part in (row.area, words) if part),
    )
