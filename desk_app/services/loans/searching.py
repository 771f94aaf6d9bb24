"""How loans, items and suspensions are found: by who it is, phone, company, number, and by what stands on the tag."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import DESK, role_bits
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.journal.forgetting import remembered
from desk_app.services.loans.categories import categories
from desk_app.services.loans.events import FORGOTTEN, SUSPENSION_FORGOTTEN
from desk_app.services.loans.tables import ItemRow, LoanLineRow, LoanRow, SuspensionRow
from desk_app.services.loans.terms import ITEM_KIND, LOAN_KIND, SUSPENSION_KIND, LineState
from desk_app.services.search.records import SearchEntry

_DESK = role_bits(*DESK)
_AT_ONCE = 500
_ITEMS_SHOWN = 3


def loan_entries(session: Session, ids: Collection[int]) -> Iterator[SearchEntry]:
    """The search entries of loans; one that was undone was never a loan and is not found."""
    wanted = remembered(session, ids, FORGOTTEN)
    for start in range(0, len(wanted), _AT_ONCE):
        yield from _some_loans(session, wanted[start : start + _AT_ONCE])


def item_entries(session: Session, ids: Collection[int]) -> Iterator[SearchEntry]:
    """The search entries of items, retired ones too: their tags are still scanned."""
    kinds = {one.id: one.name for one in categories(session)}
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        some = ItemRow.id.in_(wanted[start : start + _AT_ONCE])
        for row in session.scalars(select(ItemRow).where(some)):
            yield item_entry(row, kinds.get(row.category, ""))


def suspension_entries(session: Session, ids: Collection[int]) -> Iterator[SearchEntry]:
    """The search entries of suspensions; one that was lifted leaves the index."""
    wanted = remembered(session, ids, SUSPENSION_FORGOTTEN)
    for start in range(0, len(wanted), _AT_ONCE):
        some = SuspensionRow.id.in_(wanted[start : start + _AT_ONCE])
        for row in session.scalars(select(SuspensionRow).where(some, SuspensionRow.active)):
            yield suspension_entry(row)


def suspension_entry(row: SuspensionRow) -> SearchEntry:
    """How somebody suspended is found; without a name by the phone alone, which is shown masked."""
    return SearchEntry(
        kind=SUSPENSION_KIND,
        id=row.id,
        title=row.name or mask_phone(row.phone),
        subtitle=row.reason,
        audience=_DESK,
        names=(row.name,) if row.name else (),
        phones=(row.phone,),
    )


def _some_loans(session: Session, wanted: Sequence[int]) -> Iterator[SearchEntry]:
    items: defaultdict[int, list[str]] = defaultdict(list)
    lines = (
        select(LoanLineRow.loan, ItemRow.name)
        .join(ItemRow, ItemRow.id == LoanLineRow.item)
        .where(LoanLineRow.loan.in_(wanted), LoanLineRow.state != LineState.VOID.value)
        .order_by(LoanLineRow.loan, LoanLineRow.position)
    )
    for loan, name in session.execute(lines):
        items[loan].append(name)
    for row in session.scalars(select(LoanRow).where(LoanRow.id.in_(list(items)))):
        yield loan_entry(row, items[row.id])


def loan_entry(row: LoanRow, items: Iterable[str]) -> SearchEntry:
    """How one loan is found, and what its hit shows: no phone, that is for the panel."""
    names = tuple(dict.fromkeys(items))
    title = row.borrower or row.company or row.number
    company = row.company if row.company != title else ""
    shown = "、".join(names[:_ITEMS_SHOWN])
    return SearchEntry(
        kind=LOAN_KIND,
        id=row.id,
        title=title,
        subtitle=" · ".join(part for part in (row.number, company, row.unit, shown) if part),
        audience=_DESK,
        names=tuple(part for part in (row.borrower, row.company) if part),
        phones=(row.phone,) if row.phone else (),
        numbers=tuple(part for part in (row.number, row.code, row.unit) if part),
        words=names,
    )


def item_entry(row: ItemRow, category: str) -> SearchEntry:
    """How one item is found."""
    return SearchEntry(
        kind=ITEM_KIND,
        id=row.id,
        title=row.name,
        subtitle=" · ".join(part for part in (category, row.hook) if part),
        audience=_DESK,
        names=(row.name,),
        numbers=tuple(part for part in (row.tag, row.hook) if part),
        words=(category,) if category else (),
    )
