"""The verbs of a borrowing. One transaction each; rules are in `rules.py`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import select

from desk_app.services.blobs.store import drop
from desk_app.services.core.changes import EventKind
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import DESK, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.journal.marks import done_before, require_same
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.keys import events, rules
from desk_app.services.keys.lending import (
    close_if_done,
    curfews_of,
    judge,
    limits_of,
    lines_of,
    move,
    takes,
    wanted_again,
)
from desk_app.services.keys.making import lend, new_row, owner_call, signature_kept
from desk_app.services.keys.mapping import facts, line_rows, personal, to_handout
from desk_app.services.keys.records import (
    CopyState,
    GivenBack,
    Handout,
    HandoutDraft,
    HandoutState,
    LineState,
    OwnerCall,
    ReturnDraft,
)
from desk_app.services.keys.returning import bring_back, given_back, put_back_out, returned_lines
from desk_app.services.keys.tables import (
    ApprovalRow,
    CallRow,
    ExplanationRow,
    HandOnRow,
    HandoutRow,
)
from desk_app.services.keys.typed import (
    checked_day,
    checked_draft,
    checked_due,
    checked_reason,
    checked_words,
)

_AGREED = OwnerCall("", agreed=True)
"""The owner was asked when the keys were."""


class Keys(Service):
    """Who has which key (operating manual, Key register 2 to 5)."""

    area = "keys"

    @command(allow=DESK)
    def borrow(self, work: Work, draft: HandoutDraft) -> Handout:
        """Somebody of the staff signs for keys: out at once, or asked for where approvals are needed.

        A ring's copies that are in are lent together. The same form saved twice lends once. Raises InvalidInput, and
        Unsettled: what nobody may set aside, and warnings that nobody has read (`acknowledged`).
        """
        before = done_before(work, HandoutRow, draft.request)
        if before is not None:
            kept = {line.copy for line in lines_of(work.session, before)}
            require_same(kept >= set(draft.copies) and bool(draft.copies))
            return to_handout(work.session, before)
        draft = checked_draft(draft, work.now)
        judged = judge(work, draft)
        in_the_way = rules.unsettled(judged.findings, acknowledged=draft.acknowledged)
        if in_the_way:
            raise Unsettled(in_the_way)
        assert judged.colleague is not None  # the checks have asked for somebody
        row = new_row(work, draft, judged, judged.colleague)
        row.signature = signature_kept(work, draft.signature) if draft.signature is not None else ""
        work.session.add(row)
        lend(work, row, judged)
        call = draft.owner_call
        if call is not None:
            work.session.add(owner_call(work, row, call))
        said = {"owner": call.spoke_to, "owner_phone": call.phone, "owner_words": call.words} if call else {}
        kind = events.REQUESTED if row.needed else events.HANDED_OUT
        copies = [copy.id for copy in judged.wanted.copies]
        work.record(
            kind, row.id, {**facts(row, copies), "owner_call": call is not None}, personal(row) | said
        )
        return to_handout(work.session, row)

    @command(allow=SUPERVISORS)
    def approve(self, work: Work, handout: int, reason: str) -> Handout:
        """A supervisor agrees; once enough have, the keys may be handed over. Raises IllegalStep, InvalidInput."""
        row = _row(work, handout, "approve")
        _refuse_holder(work, row)
        said = checked_reason(reason, needed=bool(row.exceptions))
        given = _approvals(work, row)
        if any(one.by == work.by.staff_id for one in given):
            raise IllegalStep(N_("You have approved this already. Another supervisor is needed."))
        work.session.add(_approval(work, row, said))
        if len(given) + 1 >= row.needed:
            row.state = HandoutState.APPROVED
            row.overnight = rules.OVERNIGHT in row.exceptions.split()
        return _done(work, events.APPROVED, row, {"approvals": len(given) + 1}, {"reason": said})

    @command(allow=SUPERVISORS)
    def refuse(self, work: Work, handout: int, reason: str) -> Handout:
        """A supervisor says no; the keys stay on their hooks. Raises IllegalStep, InvalidInput."""
        row = _row(work, handout, "refuse")
        row.refused_why = checked_reason(reason)
        _leave_hanging(work, row, HandoutState.REFUSED)
        return _done(work, events.REFUSED, row, private={"reason": row.refused_why})

    @command(allow=DESK)
    def cancel(self, work: Work, handout: int) -> Handout:
        """Not needed after all. Raises IllegalStep once the keys are out."""
        row = _row(work, handout, "cancel")
        _leave_hanging(work, row, HandoutState.CANCELLED)
        return _done(work, events.CANCELLED, row)

    @command(allow=DESK)
    def hand_out(self, work: Work, handout: int) -> Handout:
        """Approved keys leave their hooks. Raises IllegalStep, and Unsettled for what was found wrong meanwhile."""
        row = _row(work, handout, "hand_out")
        if row.due <= work.now:
            raise IllegalStep(
                N_("The expected return has passed. Cancel this, and ask anew with a later one.")
            )
        waiting = [line for line in lines_of(work.session, row) if line.state == LineState.WAITING]
        wanted, colleague = wanted_again(work.session, row, [line.copy for line in waiting])
        refused = rules.refusals(wanted, colleague, _AGREED)
        if refused:
            raise Unsettled(refused)
        for line in waiting:
            move(work, line, LineState.OUT, CopyState.OUT)
        row.state, row.out_at, row.day = HandoutState.OUT, work.now, work.today
        return _done(work, events.HANDED_OUT, row, facts(row, [line.copy for line in waiting]))

    @command(allow=DESK)
    def hand_on(self, work: Work, handout: int, colleague: int, due: datetime | None, words: str) -> Handout:
        """The keys go to another colleague without coming back; `due` None leaves the expected return as it is.

        Raises IllegalStep, InvalidInput, and Unsettled for a return that only the supervisor may allow.
        """
        row = _row(work, handout, "hand_on")
        taker = takes(work.session, colleague)
        if taker.id == row.colleague:
            raise InvalidInput(
                {"colleague": UserError(N_("{name} has these keys already."), name=taker.name)}
            )
        said = checked_words("words", words)
        if due is not None:
            checked_due(due, work.now)
            _set_due(work, row, due, said)
        giver, gave = row.holder, row.colleague
        work.session.add(
            HandOnRow(
                id=work.new_id(),
                handout=row.id,
                at=work.now,
                by=work.by.staff_id,
                giver=giver,
                taker=taker.name,
                words=said,
                signature=row.signature,
            )
        )
        row.colleague, row.holder, row.department = taker.id, taker.name, taker.department
        moved = {"from": gave, "to": taker.id, "due": row.due.isoformat()}
        names = {"giver": giver, "taker": taker.name, "words": said}
        row.signature = ""  # the giver's stays with the step; the taker signs anew
        return _done(work, events.HANDED_ON, row, moved, names)

    @command(allow=DESK)
    def extend(self, work: Work, handout: int, due: datetime, words: str) -> Handout:
        """The keys come back later than said. Raises IllegalStep, InvalidInput, and Unsettled beyond the limits."""
        row = _row(work, handout, "extend")
        checked_due(due, work.now)
        if due <= row.due:
            raise InvalidInput({"due": UserError(N_("This is not later than the expected return so far."))})
        before, said = row.due, checked_words("words", words)
        _set_due(work, row, due, said)
        moved = {"from": before.isoformat(), "due": due.isoformat(), "exceptions": row.exceptions}
        return _done(work, events.EXTENDED, row, moved, {"words": said})

    @command(allow=DESK)
    def give_back(self, work: Work, handout: int, draft: ReturnDraft) -> GivenBack:
        """Copies come back, all or some, by the holder or by somebody else, who is flagged. Twice is once.

        Raises InvalidInput: every check that is asked is ticked or does not apply for a reason. Raises IllegalStep.
        """
        row = _row(work, handout)
        kept = line_rows(work.session, row)
        before = returned_lines([line for line, _, _ in kept], draft.request)
        if before:
            require_same(set(draft.lines) <= {line.id for line in before})
            return given_back(work, row, before)
        rules.require("give_back", HandoutState(row.state))
        back = bring_back(work, row, kept, draft)
        close_if_done(work, row, [line for line, _, _ in kept])
        told = given_back(work, row, back.lines)
        shown = {
            "number": row.number,
            "state": row.state,
            "copies": sorted(line.copy for line in back.lines),
            "late": told.late,
            "by_another": told.by_another,
            "faults": len(back.faults),
        }
        work.record(events.GIVEN_BACK, row.id, shown, back.private)
        return told

    @command(allow=DESK)
    def undo_give_back(self, work: Work, handout: int) -> Handout:
        """A slip: what came back last is out again, for some minutes. Raises IllegalStep."""
        row = _row(work, handout, "undo_give_back")
        copies = put_back_out(work, row, lines_of(work.session, row))
        row.state, row.closed_at, row.checks = HandoutState.OUT, None, ""
        return _done(work, events.GIVE_BACK_UNDONE, row, {"copies": copies})

    @command(allow=DESK)
    def note_call(self, work: Work, handout: int, reached: bool, words: str) -> Handout:
        """Whoever holds the keys was phoned. Raises IllegalStep, InvalidInput."""
        row = _row(work, handout, "note_call")
        said = checked_words("words", words)
        work.session.add(
            CallRow(
                id=work.new_id(),
                handout=row.id,
                at=work.now,
                by=work.by.staff_id,
                owner=False,
                reached=reached,
                words=said,
            )
        )
        return _done(work, events.CALLED, row, {"reached": reached}, {"words": said})

    @command(allow=DESK)
    def explain(self, work: Work, handout: int, day: date, reason: str) -> Handout:
        """Why the keys are still out on a day; the last word of the day counts. Raises IllegalStep, InvalidInput."""
        row = _row(work, handout, "explain")
        assert row.out_at is not None  # it is out
        checked_day(day, work.local(row.out_at).date(), work.today)
        said = checked_reason(reason)
        work.session.add(
            ExplanationRow(
                id=work.new_id(), handout=row.id, day=day, reason=said, by=work.by.staff_id, at=work.now
            )
        )
        return _done(work, events.EXPLAINED, row, {"day": day.isoformat()}, {"reason": said})

    @command(allow=DESK)
    def print_slip(self, work: Work, handout: int) -> Handout:
        """Count one more print of the slip; every one after the first is marked as a copy. Raises IllegalStep."""
        row = _row(work, handout, "print")
        row.copies += 1
        return _done(work, events.PRINTED, row, {"copy": row.copies - 1})

    @command(allow=DESK)
    def sign(self, work: Work, handout: int, png: bytes) -> Handout:
        """The holder signs on the screen. Raises IllegalStep, and InvalidInput for what is no picture."""
        row = _row(work, handout, "sign")
        before, row.signature = row.signature, signature_kept(work, png)
        if before:
            drop(work.session, [before])
        return _done(work, events.SIGNED, row)


def _row(work: Work, handout: int, step: str | None = None) -> HandoutRow:
    row = work.session.get(HandoutRow, handout)
    if row is None:
        raise NotFound(N_("This borrowing is not on record."))
    if step is not None:
        rules.require(step, HandoutState(row.state))
    return row


def _done(
    work: Work,
    kind: EventKind,
    row: HandoutRow,
    payload: Mapping[str, object] | None = None,
    private: Mapping[str, object] | None = None,
) -> Handout:
    """Put the step on record and give the borrowing back as it is now."""
    kept = {key: value for key, value in (private or {}).items() if value}
    work.record(kind, row.id, {"number": row.number, "state": row.state, **(payload or {})}, kept or None)
    work.session.flush()
    return to_handout(work.session, row)


def _refuse_holder(work: Work, row: HandoutRow) -> None:
    if work.by.staff_id == row.colleague:
        raise IllegalStep(N_("You take these keys yourself: another supervisor must approve it."))


def _approvals(work: Work, row: HandoutRow) -> Sequence[ApprovalRow]:
    return work.session.scalars(select(ApprovalRow).where(ApprovalRow.handout == row.id)).all()


def _approval(work: Work, row: HandoutRow, reason: str) -> ApprovalRow:
    return ApprovalRow(id=work.new_id(), handout=row.id, by=work.by.staff_id, at=work.now, reason=reason)


def _leave_hanging(work: Work, row: HandoutRow, state: HandoutState) -> None:
    """It comes to nothing: the copies that were asked for are free again."""
    for line in lines_of(work.session, row):
        if line.state == LineState.WAITING:
            move(work, line, LineState.VOID, CopyState.IN)
    row.state, row.closed_at = state, work.now


def _set_due(work: Work, row: HandoutRow, due: datetime, words: str) -> None:
    """Move the expected return; beyond the limits only a supervisor may, with a reason that stands as approval."""
    assert row.out_at is not None  # it is out
    copies = [line.copy for line in lines_of(work.session, row) if line.state == LineState.OUT]
    bounds = limits_of(work, curfews_of(work.session, copies), row.out_at)
    found = rules.extension_findings(due, bounds, work.bench.clock.zone) if due > row.due else ()
    if found and work.by.role not in SUPERVISORS:
        raise Unsettled(found)
    if found:
        _refuse_holder(work, row)
        said = checked_words("words", words, N_("Write the reason: it stands on record."))
        if all(one.by != work.by.staff_id for one in _approvals(work, row)):
            work.session.add(_approval(work, row, said))
        row.exceptions = " ".join(dict.fromkeys((*row.exceptions.split(), *bounds.passed_by(due))))
        row.overnight = rules.OVERNIGHT in row.exceptions.split()
    row.due = due
