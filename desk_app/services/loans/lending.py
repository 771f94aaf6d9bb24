"""Things leave the desk, and come back on the books when that was a slip. Called within a verb's transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desk_app.services.blobs.store import drop, kept_signature
from desk_app.services.core.errors import NotFound
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.drawer.booking import book, unbook
from desk_app.services.drawer.records import MovementKind
from desk_app.services.journal.marks import Mark
from desk_app.services.journal.work import Work
from desk_app.services.loans import events, rules
from desk_app.services.loans.items import change
from desk_app.services.loans.mapping import facts, personal
from desk_app.services.loans.options import UNDO_MINUTES
from desk_app.services.loans.records import LoanDraft
from desk_app.services.loans.stock import new_code
from desk_app.services.loans.tables import ItemRow, LoanLineRow, LoanRow
from desk_app.services.loans.terms import LOAN_KIND, ItemState, ItemStep, LineState
from desk_app.services.loans.typed import Lent


def loan_row(session: Session, loan: int) -> LoanRow:
    """The row of a loan. Raises NotFound."""
    row = by_id(session, LoanRow, loan)
    if row is None:
        raise NotFound(N_("This loan is not on record."))
    return row


def line_rows(session: Session, loan: int) -> Sequence[LoanLineRow]:
    """The lines of a loan in their order."""
    wanted = select(LoanLineRow).where(LoanLineRow.loan == loan)
    return session.scalars(wanted.order_by(LoanLineRow.position)).all()


def states_of(lines: Iterable[LoanLineRow]) -> list[LineState]:
    """How things stand with each line."""
    return [LineState(one.state) for one in lines]


def move_item(work: Work, item: ItemRow, step: ItemStep, state: ItemState) -> None:
    """An item is lent or comes back: that stands on the line, and leaves none in the item's own history."""
    item.state, item.since = state.value, work.now
    said = {"step": step.value, "state": item.state, "category": item.category, "tag": item.tag}
    work.record(events.ITEM_CHANGED, item.id, said)


def lend_out(work: Work, draft: LoanDraft, lent: Sequence[Lent], pressed: Mark, *, approved: bool) -> LoanRow:
    """Write a loan whose draft is checked: rows, deposits, events. `approved`: the supervisor's waiver was needed."""
    work.require_after(_last_back(work.session, [one.item.id for one in lent]))
    row = _new_row(work, draft, pressed, approved=approved)
    work.session.add(row)
    work.session.flush()  # the lines hang on it
    lines = [_new_line(work, row, position, one) for position, one in enumerate(lent, 1)]
    work.session.add_all(lines)
    for line in lines:
        move_item(work, work.session.get_one(ItemRow, line.item), ItemStep.LENT, ItemState.LENT)
        _take_deposit(work, row, line)
    work.record(events.LENT, row.id, facts(row, lines), personal(row))
    return row


def _last_back(session: Session, items: Sequence[int]) -> datetime | None:
    """When the last of these items came back from a loan before."""
    back = select(func.max(LoanLineRow.returned_at)).where(LoanLineRow.item.in_(items))
    return session.scalars(back.where(LoanLineRow.state == LineState.RETURNED.value)).one()


def _new_row(work: Work, draft: LoanDraft, pressed: Mark, *, approved: bool) -> LoanRow:
    return LoanRow(
        id=work.new_id(),
        number=work.number(),
        code=new_code(work),
        day=work.today,
        borrower=draft.borrower,
        phone=draft.phone,
        tail=rules.tail_of(draft.phone),
        tenant=draft.tenant,
        company=draft.company,
        unit=draft.unit,
        visit=draft.visit,
        remark=draft.remark,
        lent_at=work.now,
        lent_by=work.by.staff_id,
        rain=draft.rain,
        signature=kept_signature(work, draft.signature),
        copies=0,
        approved_by=work.by.staff_id if approved else 0,
        waiver=draft.waiver if approved else "",
        request=pressed.request,
        asked=pressed.asked,
    )


def _new_line(work: Work, row: LoanRow, position: int, lent: Lent) -> LoanLineRow:
    return LoanLineRow(
        id=work.new_id(),
        loan=row.id,
        position=position,
        item=lent.item.id,
        category=lent.category.id,
        due=lent.due,
        state=LineState.OUT.value,
        deposit=lent.deposit,
    )


def _take_deposit(work: Work, row: LoanRow, line: LoanLineRow) -> None:
    book(
        work,
        MovementKind.DEPOSIT,
        line.deposit,
        record_kind=LOAN_KIND,
        record=line.id,
        number=row.number,
    )


def require_undoable(work: Work, row: LoanRow) -> None:
    """Raise IllegalStep, which names what came back or was lost already."""
    for line in line_rows(work.session, row.id):
        item = work.session.get_one(ItemRow, line.item)
        rules.require_line("undo_lend", LineState(line.state), item.name)
    typed = work.typed_at(row.id, row.lent_at)
    rules.require_in_time(typed, work.now, work.setting(UNDO_MINUTES))


def undo_lending(work: Work, row: LoanRow) -> None:
    """It never was a loan: items back on their hooks, deposits back in their owner's hand."""
    lines = line_rows(work.session, row.id)
    for line in lines:
        line.state = LineState.VOID.value
        if line.deposit:
            unbook(work, LOAN_KIND, line.id, row.number)
        change(work, work.session.get_one(ItemRow, line.item), ItemStep.UNDONE, ItemState.AVAILABLE)
    signature, row.signature = row.signature, ""
    drop(work.session, {signature} - {""})
    work.record(events.UNDONE, row.id, {"number": row.number, "lines": [line.id for line in lines]})
