"""Questions about what there is to lend and to hand out, and about who may not borrow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import func, select

from desk_app.services.core.errors import UserError
from desk_app.services.core.people import DESK
from desk_app.services.core.text.clean import compact_code
from desk_app.services.core.text.phones import parse_phone
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.loans.categories import categories, category
from desk_app.services.loans.items import item_row, to_item, to_items
from desk_app.services.loans.records import (
    Category,
    Happened,
    Item,
    ItemCard,
    StockLine,
    StockMovement,
    Suspension,
)
from desk_app.services.loans.standing import stock_lines
from desk_app.services.loans.suspensions import active_suspension, to_suspension
from desk_app.services.loans.tables import (
    ItemRow,
    ItemStepRow,
    LoanLineRow,
    LoanRow,
    StockMovementRow,
    SuspensionRow,
)
from desk_app.services.loans.terms import ItemState, ItemStep, LineState, StockStep

MOST_LINES = 200
"""Of an item's history: the newest."""


class StockQueries(Queries):
    """What there is, where it hangs, what happened to it."""

    area = "loan_stock"

    @query(allow=DESK)
    def categories(self, read: Read, all: bool = False) -> list[Category]:
        """The categories in use, or all of them, in the order of lists."""
        return [one for one in categories(read.session) if one.active or all]

    @query(allow=DESK)
    def stock(self, read: Read) -> list[StockLine]:
        """How the categories in use stand, and those out of use of which something is still lent."""
        lines = stock_lines(read.session, categories(read.session), read.now)
        return [one for one in lines if one.category.active or one.lent]

    @query(allow=DESK)
    def items(self, read: Read, category: int | None, text: str = "") -> list[Item]:
        """Items of a category, or of all: by name; retired ones last. `text`: part of a name, hook or tag."""
        wanted = select(ItemRow)
        if category is not None:
            wanted = wanted.where(ItemRow.category == category)
        typed = compact_code(text)
        if typed:
            wanted = wanted.where(ItemRow.sought.contains(typed, autoescape=True))
        rows = list(read.session.scalars(wanted))
        place = {one.id: number for number, one in enumerate(categories(read.session))}
        gone = ItemState.RETIRED.value
        rows.sort(key=lambda row: (row.state == gone, place.get(row.category, 0), row.name, row.id))
        return to_items(read.session, rows)

    @query(allow=DESK)
    def item(self, read: Read, item: int) -> ItemCard:
        """One item with its history, newest first. Raises NotFound."""
        row = item_row(read.session, item)
        history = [one for _, _, one in sorted(_history(read, item), key=_when, reverse=True)]
        counted = select(func.count()).where(
            LoanLineRow.item == item, LoanLineRow.state != LineState.VOID.value
        )
        times = read.session.execute(counted).scalar_one()
        kind = category(read.session, row.category)
        return ItemCard(to_item(read.session, row), kind, tuple(history[:MOST_LINES]), times)

    @query(allow=DESK)
    def movements(self, read: Read, category: int, limit: int = MOST_LINES) -> list[StockMovement]:
        """How a counted category moved, newest first."""
        wanted = select(StockMovementRow).where(StockMovementRow.category == category)
        newest = wanted.order_by(StockMovementRow.at.desc(), StockMovementRow.id.desc()).limit(limit)
        return [
            StockMovement(
                row.at, row.by, StockStep(row.step), row.quantity, row.after, row.tenant, row.remark
            )
            for row in read.session.scalars(newest)
        ]

    @query(allow=DESK)
    def suspensions(self, read: Read) -> list[Suspension]:
        """Every suspension, those in force first; newest first. `active`: whether it holds today."""
        rows = read.session.scalars(select(SuspensionRow).order_by(SuspensionRow.id.desc()))
        found = [to_suspension(row, read.today) for row in rows]
        return sorted(found, key=lambda one: not one.active)

    @query(allow=DESK)
    def suspended(self, read: Read, phone: str) -> Suspension | None:
        """The suspension in force of whoever has this phone, however it is typed; None for no whole phone."""
        try:
            whole = str(parse_phone(phone))
        except UserError:
            return None
        return active_suspension(read.session, whole, read.today)


_Line = tuple[datetime, int, Happened]


def _when(line: _Line) -> tuple[datetime, int]:
    return line[:2]


def _history(read: Read, item: int) -> Iterator[_Line]:
    """Steps of the item itself, and what its lines say: lent, returned; each with what puts it in order."""
    steps = select(ItemStepRow).where(ItemStepRow.item == item)
    for row in read.session.scalars(steps):
        yield row.at, row.id, Happened(row.at, row.by, ItemStep(row.step), row.words)
    lines = select(LoanLineRow, LoanRow).join(LoanRow, LoanRow.id == LoanLineRow.loan)
    for line, loan in read.session.execute(lines.where(LoanLineRow.item == item)):
        lent = Happened(loan.lent_at, loan.lent_by, ItemStep.LENT, "", loan.id, loan.borrower)
        yield lent.at, loan.id, lent
        if line.state == LineState.RETURNED and line.returned_at is not None:
            back = Happened(
                line.returned_at, line.taken_by, ItemStep.RETURNED, line.remark, loan.id, loan.borrower
            )
            yield back.at, line.id, back
