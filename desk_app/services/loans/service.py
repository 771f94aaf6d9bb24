"""The verbs of a loan. One transaction each; rules are in `rules.py`, what they write in `lending` and `returning`."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.journal.marks import done_before, require_same
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.loans import events, rules
from desk_app.services.loans.asking import against, known_for, require_visit, tenant_of
from desk_app.services.loans.items import change, item_row, to_item
from desk_app.services.loans.lending import (
    is_same_form,
    kept_signature,
    lend_out,
    line_rows,
    loan_row,
    require_undoable,
    states_of,
    undo_lending,
)
from desk_app.services.loans.mapping import personal, to_loan
from desk_app.services.loans.options import UNDO_MINUTES
from desk_app.services.loans.records import (
    Item,
    ItemState,
    ItemStep,
    LineState,
    Loan,
    LoanDraft,
    ReturnDraft,
    TakenBack,
)
from desk_app.services.loans.returning import (
    closed_at,
    give_back_kept,
    line_out,
    lose,
    lost_line,
    row_for,
    take_in,
    taken_back,
    undo_take_in,
)
from desk_app.services.loans.scanning import tagged
from desk_app.services.loans.tables import CallRow, ExtensionRow, LoanLineRow, LoanRow
from desk_app.services.loans.typed import (
    checked_borrower,
    checked_extension,
    checked_find,
    checked_loan,
    checked_loss,
    checked_return,
    checked_words,
)


class Loans(Service):
    """What is lent, to whom, and how it comes back (operating manual, Umbrella lending)."""

    area = "loans"

    @command(allow=DESK)
    def lend(self, work: Work, draft: LoanDraft) -> Loan:
        """Lend items to somebody. The same form saved twice lends once.

        Raises InvalidInput for what was typed, and Unsettled for what only the supervisor may set aside, with a
        reason in `waiver`: a suspended borrower, something overdue, more than one person may have.
        """
        before = done_before(work, LoanRow, draft.request)
        if before is not None:
            require_same(is_same_form(work, before, draft))
            return to_loan(work.session, before, work.today)
        draft, lent = checked_loan(draft, known_for(work, draft))
        require_visit(self.bench, work.by, draft.visit)
        found = against(work, draft.phone, [one.category for one in lent])
        if found and not (work.by.role in SUPERVISORS and draft.waiver):
            raise Unsettled(found)
        row = lend_out(work, draft, lent, approved=bool(found))
        return to_loan(work.session, row, work.today)

    @command(allow=DESK)
    def undo_lend(self, work: Work, loan: int) -> Loan:
        """A slip: nothing was lent, deposits go back. Raises IllegalStep when something came back, or too late."""
        row = loan_row(work.session, loan)
        require_undoable(work, row)
        undo_lending(work, row)
        return to_loan(work.session, row, work.today)

    @command(allow=DESK)
    def take_back(self, work: Work, line: int, draft: ReturnDraft) -> TakenBack:
        """One item of a loan comes back; the others stay out. The same form saved twice takes back once.

        What is not kept of the deposit is refunded. Raises InvalidInput, IllegalStep.
        """
        before = _taken_before(work, draft.request)
        if before is not None:
            require_same(before.id == line)
            return taken_back(work, before)
        row, item = row_for(work, line, "take_back")
        return take_in(work, row, item, checked_return(draft, row.deposit), draft.request)

    @command(allow=DESK)
    def take_back_by_tag(self, work: Work, tag: str, request: str) -> TakenBack:
        """The scan of a lent item takes it back in good condition, with its whole deposit.

        Raises IllegalStep, which says what was scanned when it is nothing that is lent.
        """
        item = tagged(work.session, tag)
        before = _taken_before(work, request)
        if before is not None:
            require_same(before.item == item.id)
            return taken_back(work, before)
        rules.require_item("take_back_by_tag", ItemState(item.state), item.name)
        row = line_out(work.session, item.id)
        return take_in(work, row, item, checked_return(ReturnDraft(), row.deposit), request)

    @command(allow=DESK)
    def undo_take_back(self, work: Work, line: int) -> Loan:
        """A slip: it is still out, refund and fee are undone. Raises IllegalStep."""
        row, item = row_for(work, line, "undo_take_back")
        rules.require_in_time(closed_at(row), work.now, work.setting(UNDO_MINUTES))
        undo_take_in(work, row, item)
        return _shown(work, row)

    @command(allow=DESK)
    def extend(self, work: Work, line: int, due: datetime, words: str) -> Loan:
        """A later due time was agreed, by phone or at the desk. Raises InvalidInput, IllegalStep."""
        row, _ = row_for(work, line, "extend")
        said = checked_extension(due, words, row.due, work.now)
        before, row.due = row.due, due
        row.extensions += 1
        work.session.add(
            ExtensionRow(
                id=work.new_id(),
                line=row.id,
                at=work.now,
                by=work.by.staff_id,
                before=before,
                after=due,
                words=said,
            )
        )
        facts = {"line": row.id, "item": row.item, "before": before.isoformat(), "due": due.isoformat()}
        work.record(events.EXTENDED, row.loan, facts, {"words": said} if said else None)
        return _shown(work, row)

    @command(allow=DESK)
    def report_lost(self, work: Work, line: int, remark: str, keep: str, fee: str) -> Loan:
        """The borrower lost it: what is kept of the deposit and paid beside it, in yuan; the rest goes back.

        Raises InvalidInput, IllegalStep.
        """
        row, item = row_for(work, line, "report_lost")
        lose(work, row, item, checked_loss(remark, keep, fee, row.deposit))
        return _shown(work, row)

    @command(allow=DESK)
    def find_again(self, work: Work, item: int, remark: str, refund: str) -> Item:
        """A lost item is here again. `refund`, in yuan, of what was kept when it was lost.

        Raises InvalidInput, IllegalStep.
        """
        row = item_row(work.session, item)
        rules.require_item("find_again", ItemState(row.state), row.name)
        line = lost_line(work.session, row)
        said, amount = checked_find(remark, refund, line.kept if line is not None else 0)
        if line is not None and amount:
            give_back_kept(work, line, loan_row(work.session, line.loan), amount, said)
        change(work, row, ItemStep.FOUND, ItemState.AVAILABLE, said)
        return to_item(work.session, row)

    @command(allow=DESK)
    def note_call(self, work: Work, loan: int, reached: bool, words: str) -> Loan:
        """The borrower was phoned about what is missing. Raises InvalidInput, IllegalStep."""
        row = loan_row(work.session, loan)
        rules.require_callable(states_of(line_rows(work.session, loan)))
        said = checked_words(words)
        work.session.add(
            CallRow(
                id=work.new_id(), loan=loan, at=work.now, by=work.by.staff_id, reached=reached, words=said
            )
        )
        facts = {"number": row.number, "reached": reached}
        work.record(events.CALLED, row.id, facts, {"words": said} if said else None)
        return to_loan(work.session, row, work.today)

    @command(allow=DESK)
    def correct(self, work: Work, loan: int, draft: LoanDraft) -> Loan:
        """Mend what was typed about the borrower; items, times and deposits stay. Raises InvalidInput, IllegalStep."""
        row = _row(work, loan, "correct")
        draft = checked_borrower(draft, tenant_of(self.bench, work.by, draft), rain=row.rain)
        require_visit(self.bench, work.by, draft.visit)
        row.borrower, row.phone, row.tail = draft.borrower, draft.phone, rules.tail_of(draft.phone)
        row.tenant, row.company, row.unit = draft.tenant, draft.company, draft.unit
        row.visit, row.remark = draft.visit, draft.remark
        facts = {"number": row.number, "tenant": row.tenant, "visit": row.visit}
        work.record(events.CORRECTED, row.id, facts, personal(row))
        return to_loan(work.session, row, work.today)

    @command(allow=DESK)
    def sign(self, work: Work, loan: int, png: bytes) -> Loan:
        """Keep the borrower's signature, drawn on the screen. Raises InvalidInput ("signature"), IllegalStep."""
        row = _row(work, loan, "sign")
        row.signature = kept_signature(work, png)
        work.record(events.SIGNED, row.id, {"number": row.number})
        return to_loan(work.session, row, work.today)

    @command(allow=DESK)
    def print_receipt(self, work: Work, loan: int) -> Loan:
        """Count one more print: the first is the original in two copies, every later one is marked as a copy."""
        row = _row(work, loan, "print")
        row.copies += 1
        work.record(events.PRINTED, row.id, {"number": row.number, "copy": row.copies - 1})
        return to_loan(work.session, row, work.today)


def _row(work: Work, loan: int, step: str) -> LoanRow:
    row = loan_row(work.session, loan)
    rules.require_loan(step, states_of(line_rows(work.session, loan)))
    return row


def _shown(work: Work, line: LoanLineRow) -> Loan:
    return to_loan(work.session, loan_row(work.session, line.loan), work.today)


def _taken_before(work: Work, request: str) -> LoanLineRow | None:
    """The line that was taken back on this mark. Raises InvalidInput when that was undone: it was another return."""
    if not request:
        return None
    # The second condition is the index's own: without it the whole table is read.
    marked = select(LoanLineRow).where(LoanLineRow.request == request, LoanLineRow.request != "")
    row = work.session.scalars(marked).first()
    require_same(row is None or row.state == LineState.RETURNED)
    return row
