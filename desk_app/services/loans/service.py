"""The verbs of a loan. One transaction each; rules are in `rules.py`, what they write in `lending` and `returning`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from desk_app.services.blobs.store import drop, kept_signature
from desk_app.services.core.findings import Finding, Unsettled
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.drawer.booking import booked_before
from desk_app.services.journal.marks import Mark, answered_before, mark, require_same
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.loans import events, rules
from desk_app.services.loans.asking import against, known_for, namesakes, require_visit, tenant_of
from desk_app.services.loans.categories import category
from desk_app.services.loans.items import change, item_row, to_item
from desk_app.services.loans.lending import (
    lend_out,
    line_rows,
    loan_row,
    require_undoable,
    states_of,
    undo_lending,
)
from desk_app.services.loans.mapping import personal, to_loan
from desk_app.services.loans.options import UNDO_MINUTES
from desk_app.services.loans.records import Item, Loan, LoanDraft, ReturnDraft, TakenBack
from desk_app.services.loans.returning import (
    closed_at,
    give_back_later,
    line_out,
    lose,
    lost_line,
    refundable,
    row_for,
    take_in,
    taken_back,
    undo_take_in,
)
from desk_app.services.loans.scanning import tagged
from desk_app.services.loans.tables import CallRow, ExtensionRow, LoanLineRow, LoanRow
from desk_app.services.loans.terms import ItemState, ItemStep, LineState
from desk_app.services.loans.typed import (
    checked_borrower,
    checked_extension,
    checked_find,
    checked_loan,
    checked_loss,
    checked_refund,
    checked_return,
    checked_words,
)


class Loans(Service):
    """What is lent, to whom, and how it comes back (operating manual, Umbrella lending)."""

    area = "loans"

    @command(allow=DESK, back_entry=True)
    def lend(self, work: Work, draft: LoanDraft) -> Loan:
        """Lend items to somebody. The same form saved twice lends once.

        Raises InvalidInput for what was typed, and Unsettled for what only the supervisor may set aside, with a
        reason in `waiver`: a suspended borrower, something overdue, more than one person may have; also for somebody
        of a suspended person's name, until that was read (`acknowledged`).
        """
        pressed = mark(draft.request, draft)
        before = answered_before(work, LoanRow, pressed)
        if before is not None:
            return to_loan(work.session, before, work.today)
        draft, lent = checked_loan(draft, known_for(work, draft))
        require_visit(self.bench, work.by, draft.visit)
        found = against(work, draft.phone, [one.category for one in lent])
        # A queue in the rain is not stopped to be asked about its name: it is known by its phone.
        names = [] if draft.rain or draft.acknowledged else namesakes(work, draft.borrower, draft.phone)
        _require_settled(work, draft, found, names)
        row = lend_out(work, draft, lent, pressed, approved=bool(found))
        return to_loan(work.session, row, work.today)

    @command(allow=DESK, meanwhile=True)
    def undo_lend(self, work: Work, loan: int) -> Loan:
        """A slip: nothing was lent, deposits go back. Raises IllegalStep when something came back, or too late."""
        row = loan_row(work.session, loan)
        require_undoable(work, row)
        undo_lending(work, row)
        return to_loan(work.session, row, work.today)

    @command(allow=DESK, back_entry=True)
    def take_back(self, work: Work, line: int, draft: ReturnDraft) -> TakenBack:
        """One item of a loan comes back; the others stay out. The same form saved twice takes back once.

        What is not kept of the deposit is refunded. Raises InvalidInput, IllegalStep.
        """
        pressed = mark(draft.request, line, draft)
        before = _taken_before(work, pressed)
        if before is not None:
            return taken_back(work, before)
        row, item = row_for(work, line, "take_back")
        return take_in(work, row, item, checked_return(draft, row.deposit), pressed)

    @command(allow=DESK, back_entry=True)
    def take_back_by_tag(self, work: Work, tag: str, request: str) -> TakenBack:
        """The scan of a lent item takes it back in good condition, with its whole deposit.

        Raises IllegalStep, which says what was scanned when it is nothing that is lent.
        """
        item = tagged(work.session, tag)
        pressed = mark(request, "scan", item.id)
        before = _taken_before(work, pressed)
        if before is not None:
            return taken_back(work, before)
        rules.require_item("take_back_by_tag", ItemState(item.state), item.name)
        row = line_out(work.session, item.id)
        return take_in(work, row, item, checked_return(ReturnDraft(), row.deposit), pressed)

    @command(allow=DESK, meanwhile=True)
    def undo_take_back(self, work: Work, line: int) -> Loan:
        """A slip: it is still out, refund and fee are undone. Raises IllegalStep."""
        row, item = row_for(work, line, "undo_take_back")
        typed = work.typed_at(row.loan, closed_at(row))
        rules.require_in_time(typed, work.now, work.setting(UNDO_MINUTES))
        undo_take_in(work, row, item)
        return _shown(work, row)

    @command(allow=DESK, back_entry=True)
    def extend(self, work: Work, line: int, due: datetime, words: str) -> Loan:
        """A later due time was agreed, by phone or at the desk. Raises InvalidInput, IllegalStep."""
        row, _ = row_for(work, line, "extend")
        work.require_after(loan_row(work.session, row.loan).lent_at)
        due, said = checked_extension(due, words, row.due, work.now)
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
        """A lost item is here again. `refund`, in yuan, of what was kept and paid when it was lost.

        Raises InvalidInput, IllegalStep.
        """
        row = item_row(work.session, item)
        rules.require_item("find_again", ItemState(row.state), row.name)
        line = lost_line(work.session, row)
        said, amount = checked_find(remark, refund, refundable(line) if line is not None else 0)
        if line is not None and amount:
            give_back_later(work, line, amount, said)
        change(work, row, ItemStep.FOUND, ItemState.AVAILABLE, said)
        return to_item(work.session, row)

    @command(allow=SUPERVISORS)
    def refund(self, work: Work, line: int, amount: str, reason: str, request: str = "") -> Loan:
        """Give back later, in yuan, what was kept or paid: whatever became of the item since.

        The same `request` twice gives back once. Raises InvalidInput, IllegalStep.
        """
        row, _ = row_for(work, line, "refund")
        pressed = mark(request, line, amount, reason)
        if not booked_before(work, pressed):
            fen, said = checked_refund(amount, reason, refundable(row))
            give_back_later(work, row, fen, said, pressed)
        return _shown(work, row)

    @command(allow=DESK, back_entry=True)
    def note_call(self, work: Work, loan: int, reached: bool, words: str, request: str = "") -> Loan:
        """The borrower was phoned about what is missing. The same `request` twice is one call.

        Raises InvalidInput, IllegalStep.
        """
        row, pressed = loan_row(work.session, loan), mark(request, loan, reached, words)
        if answered_before(work, CallRow, pressed) is not None:
            return to_loan(work.session, row, work.today)
        work.require_after(row.lent_at)
        rules.require_callable(states_of(line_rows(work.session, loan)))
        said = checked_words(words)
        work.session.add(
            CallRow(
                id=work.new_id(),
                loan=loan,
                at=work.now,
                by=work.by.staff_id,
                reached=reached,
                words=said,
                request=pressed.request,
                asked=pressed.asked,
            )
        )
        facts = {"number": row.number, "reached": reached}
        work.record(events.CALLED, row.id, facts, {"words": said} if said else None)
        return to_loan(work.session, row, work.today)

    @command(allow=DESK, meanwhile=True)
    def correct(self, work: Work, loan: int, draft: LoanDraft) -> Loan:
        """Mend what was typed about the borrower; items, times and deposits stay.

        Another phone is another borrower: while something is out, what speaks against lending to them speaks against
        this, and is waived alike. Raises InvalidInput, IllegalStep, Unsettled.
        """
        row = _row(work, loan, "correct")
        draft = checked_borrower(draft, tenant_of(self.bench, work.by, draft), rain=row.rain)
        require_visit(self.bench, work.by, draft.visit)
        _require_allowed(work, row, draft)
        row.borrower, row.phone, row.tail = draft.borrower, draft.phone, rules.tail_of(draft.phone)
        row.tenant, row.company, row.unit = draft.tenant, draft.company, draft.unit
        row.visit, row.remark = draft.visit, draft.remark
        facts = {"number": row.number, "tenant": row.tenant, "visit": row.visit}
        work.record(events.CORRECTED, row.id, facts, personal(row))
        return to_loan(work.session, row, work.today)

    @command(allow=DESK, meanwhile=True)
    def sign(self, work: Work, loan: int, png: bytes) -> Loan:
        """Keep the borrower's signature, drawn on the screen. Raises InvalidInput ("signature"), IllegalStep."""
        row = _row(work, loan, "sign")
        before, row.signature = row.signature, kept_signature(work, png)
        drop(work.session, {before} - {""})
        work.record(events.SIGNED, row.id, {"number": row.number})
        return to_loan(work.session, row, work.today)

    @command(allow=DESK, meanwhile=True)
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


def _require_settled(
    work: Work, draft: LoanDraft, found: Sequence[Finding], warnings: Sequence[Finding] = ()
) -> None:
    """Raise Unsettled for what only the supervisor may set aside, with a reason, and for warnings nobody has read."""
    waived = work.by.role in SUPERVISORS and bool(draft.waiver)
    if (found or warnings) and not waived:
        raise Unsettled([*found, *warnings])


def _require_allowed(work: Work, row: LoanRow, draft: LoanDraft) -> None:
    """Whether the loan may be another borrower's. The supervisor's waiver stands at the loan."""
    out = [one for one in line_rows(work.session, row.id) if one.state == LineState.OUT]
    if draft.phone == row.phone or not out:
        return
    found = against(work, draft.phone, [category(work.session, one.category) for one in out], but=row.id)
    _require_settled(work, draft, found)
    if found:
        row.approved_by, row.waiver = work.by.staff_id, draft.waiver


def _shown(work: Work, line: LoanLineRow) -> Loan:
    return to_loan(work.session, loan_row(work.session, line.loan), work.today)


def _taken_before(work: Work, pressed: Mark) -> LoanLineRow | None:
    """The line that was taken back on this mark. Raises InvalidInput when that was undone: it was another return."""
    row = answered_before(work, LoanLineRow, pressed)
    require_same(row is None or row.state == LineState.RETURNED)
    return row
