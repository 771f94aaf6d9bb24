"""Stock that is handed out by number: moved by one function, never below nothing (operating manual, loans 1)."""

from __future__ import annotations

from desk_app.services.core.errors import InvalidInput, UserError
from desk_app.services.core.words import N_
from desk_app.services.journal.marks import Mark, answered_before
from desk_app.services.journal.work import Work
from desk_app.services.loans import events
from desk_app.services.loans.categories import category
from desk_app.services.loans.records import Category, StockLine
from desk_app.services.loans.standing import stock_line
from desk_app.services.loans.stock_typed import MOST_STOCK
from desk_app.services.loans.tables import StockMovementRow, StockRow
from desk_app.services.loans.terms import StockStep


def move_stock(
    work: Work, kind: int, step: StockStep, n: int, words: str, pressed: Mark, tenant: str = ""
) -> StockLine:
    """Move counted stock by `n`, signed; never below nothing."""
    if moved_before(work, pressed):
        return stock_line(work.session, kind, work.now)
    found = counted_category(work, kind)
    if not found.active and step is not StockStep.ADJUSTED:
        raise InvalidInput({"category": UserError(N_("This category is out of use."))})
    there = found.on_hand
    if there + n < 0:
        raise InvalidInput({"n": UserError(N_("There are only {there}."), there=there)})
    if there + n > MOST_STOCK:
        raise InvalidInput({"n": UserError(N_("Stock cannot be more than {most}."), most=MOST_STOCK)})
    stock = work.session.get(StockRow, kind)
    if stock is None:
        stock = StockRow(category=kind, on_hand=0)
        work.session.add(stock)
    stock.on_hand = there + n
    row = StockMovementRow(
        id=work.new_id(),
        category=kind,
        at=work.now,
        by=work.by.staff_id,
        step=step.value,
        quantity=n,
        after=stock.on_hand,
        tenant=tenant,
        remark=words,
        request=pressed.request,
        asked=pressed.asked,
    )
    work.session.add(row)
    facts = {"category": kind, "step": step.value, "quantity": n, "after": row.after, "movement": row.id}
    private = {"tenant": tenant, "remark": words} if tenant or words else None
    work.record(events.STOCK_MOVED, kind, facts, private)
    work.session.flush()
    return stock_line(work.session, kind, work.now)


def moved_before(work: Work, pressed: Mark) -> bool:
    """Whether this was done on the same mark already. Raises InvalidInput when something else was."""
    return answered_before(work, StockMovementRow, pressed) is not None


def counted_category(work: Work, wanted: int) -> Category:
    """A category that is counted. Raises InvalidInput, NotFound."""
    found = category(work.session, wanted)
    if not found.counted:
        raise InvalidInput({"category": UserError(N_("Things of this category are lent one by one."))})
    return found
