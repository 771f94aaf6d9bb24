"""Things come back, are lost, are found again. Called within a verb's transaction.

What is out ends in one way only: `_end` writes the line, books the money and tells the journal.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.changes import EventKind
from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.drawer.booking import book, refund_later, unbook
from desk_app.services.drawer.records import MovementKind
from desk_app.services.journal.marks import NO_MARK, Mark
from desk_app.services.journal.work import Work
from desk_app.services.loans import events, rules
from desk_app.services.loans.asking import OUT
from desk_app.services.loans.items import change
from desk_app.services.loans.lending import loan_row, move_item
from desk_app.services.loans.mapping import outcome, said_of, to_loan
from desk_app.services.loans.records import TakenBack
from desk_app.services.loans.tables import ItemRow, LoanLineRow, LoanRow
from desk_app.services.loans.terms import (
    ITEM_STATE_NAMES,
    LOAN_KIND,
    Condition,
    ItemState,
    ItemStep,
    LineState,
)
from desk_app.services.loans.typed import Settled

_AFTER = {Condition.GOOD: ItemState.AVAILABLE, Condition.DAMAGED: ItemState.DAMAGED}


def line_row(session: Session, line: int) -> LoanLineRow:
    """The row of a line. Raises NotFound."""
    row = by_id(session, LoanLineRow, line)
    if row is None:
        raise NotFound(N_("This item of a loan is not on record."))
    return row


def line_out(session: Session, item: int) -> LoanLineRow:
    """The line that a lent item is out on."""
    return session.scalars(select(LoanLineRow).where(LoanLineRow.item == item, OUT)).one()


def row_for(work: Work, line: int, step: str) -> tuple[LoanLineRow, ItemRow]:
    """The line and its item, if the step may be taken. Raises NotFound, IllegalStep."""
    row = line_row(work.session, line)
    item = work.session.get_one(ItemRow, row.item)
    rules.require_line(step, LineState(row.state), item.name)
    return row, item


def take_in(work: Work, line: LoanLineRow, item: ItemRow, settled: Settled, pressed: Mark) -> TakenBack:
    """An item is in the desk's hand again."""
    loan = loan_row(work.session, line.loan)
    work.require_after(loan.lent_at)
    line.request, line.asked = pressed.request, pressed.asked
    _end(work, loan, line, LineState.RETURNED, settled, events.RETURNED)
    move_item(work, item, ItemStep.RETURNED, ItemState.AVAILABLE)
    if settled.condition is Condition.DAMAGED:
        change(work, item, ItemStep.DAMAGED, ItemState.DAMAGED, settled.remark)
    return _told(work, loan, line)


def taken_back(work: Work, line: LoanLineRow) -> TakenBack:
    """What to tell about an item that came back on the same mark before."""
    return _told(work, loan_row(work.session, line.loan), line)


def _told(work: Work, row: LoanRow, line: LoanLineRow) -> TakenBack:
    loan = to_loan(work.session, row, work.today)
    shown = next(one for one in loan.lines if one.id == line.id)
    return TakenBack(loan, shown, line.refunded, closed_at(line) > line.due)


def lose(work: Work, line: LoanLineRow, item: ItemRow, settled: Settled) -> None:
    """The borrower will not bring it back."""
    loan = loan_row(work.session, line.loan)
    _end(work, loan, line, LineState.LOST, settled, events.LOST)
    change(work, item, ItemStep.LOST, ItemState.LOST, settled.remark)


def _end(
    work: Work, loan: LoanRow, line: LoanLineRow, state: LineState, settled: Settled, kind: EventKind
) -> None:
    line.state, line.returned_at, line.taken_by = state.value, work.now, work.by.staff_id
    line.refunded, line.kept, line.kept_reason = settled.refund, settled.keep, settled.reason
    line.fee, line.remark, line.returned_by = settled.fee, settled.remark, settled.returned_by
    line.condition = settled.condition.value
    for movement, amount in (
        (MovementKind.REFUND, settled.refund),
        (MovementKind.KEPT, settled.keep),
        (MovementKind.FEE, settled.fee),
    ):
        book(work, movement, amount, record_kind=LOAN_KIND, record=line.id, number=loan.number)
    work.record(kind, loan.id, outcome(loan, line), said_of(line))


def undo_take_in(work: Work, line: LoanLineRow, item: ItemRow) -> None:
    """A slip: the item is still out. Raises IllegalStep when something happened to it since."""
    _require_untouched(work, line, item)
    loan = loan_row(work.session, line.loan)
    if line.refunded or line.kept or line.fee:
        unbook(work, LOAN_KIND, line.id, loan.number)
    line.state, line.returned_at, line.taken_by = LineState.OUT.value, None, 0
    line.refunded = line.kept = line.fee = 0
    line.kept_reason = line.remark = line.returned_by = ""
    line.condition = Condition.GOOD.value
    change(work, item, ItemStep.UNDONE, ItemState.LENT)
    work.record(events.RETURN_UNDONE, loan.id, outcome(loan, line))


def _require_untouched(work: Work, line: LoanLineRow, item: ItemRow) -> None:
    if line.given_back:
        raise IllegalStep(
            N_("Money for “{item}” was given back since: the return cannot be undone."), item=item.name
        )
    state = ItemState(item.state)
    if state is not _AFTER[Condition(line.condition)] or item.since != line.returned_at:
        text = N_("“{item}” has moved on since it was taken back: it is “{state}”. Nothing was changed.")
        raise IllegalStep(text, item=item.name, state=ITEM_STATE_NAMES[state])


def lost_line(session: Session, item: ItemRow) -> LoanLineRow | None:
    """The line on which an item was lost last; None for one that was missed at a count."""
    lost = select(LoanLineRow).where(LoanLineRow.item == item.id, LoanLineRow.state == LineState.LOST)
    newest = session.scalars(lost.order_by(LoanLineRow.id.desc())).first()
    return newest if newest is not None and newest.returned_at == item.since else None


def refundable(line: LoanLineRow) -> int:
    """What was kept and paid, and not given back since."""
    return line.kept + line.fee - line.given_back


def give_back_later(work: Work, line: LoanLineRow, amount: int, remark: str, pressed: Mark = NO_MARK) -> None:
    """What was kept or paid goes back to the borrower after all: it was found, or the supervisor decided so."""
    loan = loan_row(work.session, line.loan)
    refund_later(
        work, amount, record_kind=LOAN_KIND, record=line.id, number=loan.number, remark=remark, mark=pressed
    )
    line.given_back += amount
    work.record(events.REFUNDED, loan.id, {**outcome(loan, line), "amount": amount}, {"remark": remark})


def closed_at(line: LoanLineRow) -> datetime:
    """When a line ended."""
    assert line.returned_at is not None
    return line.returned_at
