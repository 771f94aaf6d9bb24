"""The verbs of a borrowing. One transaction each; rules are in `rules.py`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from desk_app.services.blobs.store import drop, kept_signature
from desk_app.services.core.changes import EventKind
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import DESK, SUPERVISORS, Role
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.journal.marks import Mark, answered_before, fingerprint
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.keys import events, reservations, rules
from desk_app.services.keys.allowing import (
    approvals,
    entrust,
    refuse_approver,
    refuse_holder,
    require_approved,
    set_due,
)
from desk_app.services.keys.chain import back_on_hook, passed_on
from desk_app.services.keys.lending import (
    close_if_done,
    copies_out,
    judge,
    keys_of,
    last_back,
    last_handed_on,
    leave_hanging,
    lines_of,
    move,
    require_visit,
    reserved_by_others,
    takes,
    wanted_again,
)
from desk_app.services.keys.making import called, hand_on_row, lend, new_row
from desk_app.services.keys.making import owner_call as owner_call_row
from desk_app.services.keys.mapping import facts, line_rows, personal, to_handout
from desk_app.services.keys.records import GivenBack, Handout, HandoutDraft, OwnerCall, ReturnDraft
from desk_app.services.keys.returning import bring_back, given_back, put_back_out, returned_lines
from desk_app.services.keys.tables import (
    ApprovalRow,
    CallRow,
    ExplanationRow,
    HandoutRow,
)
from desk_app.services.keys.terms import CopyState, HandoutState, LineState
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

    @command(allow=DESK, back_entry=True)
    def borrow(self, work: Work, draft: HandoutDraft) -> Handout:
        """Somebody of the staff signs for keys: out at once, or asked for where approvals are needed.

        A ring's copies that are in are lent together. The same form saved twice lends once. Raises InvalidInput, and
        Unsettled: what nobody may set aside, and warnings that nobody has read (`acknowledged`).
        """
        asked = fingerprint(replace(draft, acknowledged=False))
        before = answered_before(work, HandoutRow, Mark(draft.request, asked))
        if before is not None:
            return to_handout(work.session, before)
        draft = checked_draft(draft, work.now)
        require_visit(work, draft)
        judged = judge(work, draft)
        in_the_way = rules.unsettled(judged.findings, acknowledged=draft.acknowledged)
        if in_the_way:
            raise Unsettled(in_the_way)
        assert judged.colleague is not None  # the checks have asked for somebody
        if work.is_back_entry:
            work.require_after(last_back(work, [copy.id for copy in judged.wanted.copies]))
        row = new_row(work, draft, judged, judged.colleague)
        row.asked = asked
        row.signature = kept_signature(work, draft.signature)
        work.session.add(row)
        lend(work, row, judged)
        call = draft.owner_call
        if call is not None:
            work.session.add(owner_call_row(work, row, call))
        if not row.needed:
            reservations.use(work, row, judged.wanted.keys)
        said = called(call) if call else {}
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
        _refuse_past(work, row)
        refuse_holder(work, row)
        said = checked_reason(reason)
        given = approvals(work, row)
        if any(one.by == work.by.staff_id for one in given):
            raise IllegalStep(N_("You have approved this already. Another supervisor is needed."))
        work.session.add(
            ApprovalRow(id=work.new_id(), handout=row.id, by=work.by.staff_id, at=work.now, reason=said)
        )
        if len(given) + 1 >= row.needed:
            row.state = HandoutState.APPROVED
            row.overnight = rules.OVERNIGHT in row.exceptions.split()
        work.note(reasoned=True)
        return _done(work, events.APPROVED, row, {"approvals": len(given) + 1}, {"reason": said})

    @command(allow=SUPERVISORS)
    def refuse(self, work: Work, handout: int, reason: str) -> Handout:
        """A supervisor says no; the keys stay on their hooks. Raises IllegalStep, InvalidInput."""
        row = _row(work, handout, "refuse")
        row.refused_why = checked_reason(reason)
        leave_hanging(work, row, HandoutState.REFUSED)
        work.note(reasoned=True)
        return _done(work, events.REFUSED, row, private={"reason": row.refused_why})

    @command(allow=DESK)
    def cancel(self, work: Work, handout: int) -> Handout:
        """Not needed after all. Raises IllegalStep once the keys are out."""
        row = _row(work, handout, "cancel")
        leave_hanging(work, row, HandoutState.CANCELLED)
        return _done(work, events.CANCELLED, row)

    @command(allow={Role.SYSTEM})
    def expire(self, work: Work) -> int:
        """What was asked for and not fetched until its expected return comes to nothing; gives how many."""
        waiting = HandoutRow.state.in_([HandoutState.REQUESTED.value, HandoutState.APPROVED.value])
        rows = work.session.scalars(select(HandoutRow).where(waiting, HandoutRow.due <= work.now)).all()
        for row in rows:
            leave_hanging(work, row, HandoutState.CANCELLED)
            said = {"number": row.number, "state": row.state, "expired": True}
            work.record(events.CANCELLED, row.id, said)
        return len(rows)

    @command(allow=DESK, back_entry=True)
    def hand_out(self, work: Work, handout: int, acknowledged: bool = False) -> Handout:
        """Approved keys leave their hooks. Raises IllegalStep, also when their rules became stricter since.

        Raises Unsettled for what was found wrong meanwhile, and for reservations since that nobody has read.
        """
        row = _row(work, handout, "hand_out")
        _refuse_past(work, row)
        waiting = [line for line in lines_of(work.session, row) if line.state == LineState.WAITING]
        if work.is_back_entry:
            work.require_after(row.asked_at, last_back(work, [line.copy for line in waiting]))
        wanted, colleague = wanted_again(work.session, row, [line.copy for line in waiting])
        require_approved(work, row, wanted)
        found = rules.refusals(wanted, colleague, _AGREED)
        found += reserved_by_others(work, wanted.keys, row.colleague, row.due, since=row.id)
        in_the_way = rules.unsettled(found, acknowledged=acknowledged)
        if in_the_way:
            raise Unsettled(in_the_way)
        for line in waiting:
            move(work, line, LineState.OUT, CopyState.OUT)
        row.state, row.out_at, row.day = HandoutState.OUT, work.now, work.today
        passed_on(work, row, [line.copy for line in waiting])
        reservations.use(work, row, wanted.keys)
        return _done(work, events.HANDED_OUT, row, facts(row, [line.copy for line in waiting]))

    @command(allow=DESK, back_entry=True)
    def hand_on(
        self,
        work: Work,
        handout: int,
        colleague: int,
        due: datetime | None,
        words: str,
        owner_call: OwnerCall | None = None,
        acknowledged: bool = False,
    ) -> Handout:
        """The keys go to another colleague without coming back; `due` None leaves the expected return as it is.

        A key in trust needs a call to its owner, or the supervisor. Nobody takes what they approved. Raises
        IllegalStep, InvalidInput, and Unsettled: what only the supervisor may allow, and what nobody has read.
        """
        row = _row(work, handout, "hand_on")
        if work.is_back_entry:
            work.require_after(row.out_at, last_handed_on(work, row))
        taker = takes(work.session, colleague)
        if taker.id == row.colleague:
            raise InvalidInput(
                {"colleague": UserError(N_("{name} has these keys already."), name=taker.name)}
            )
        said = checked_words("words", words)
        refuse_approver(work, row, taker)
        called_now = entrust(work, row, taker, owner_call, said, acknowledged=acknowledged)
        keys = keys_of(work.session, copies_out(work, row))
        if due is not None:
            set_due(work, row, checked_due(due, work.now), said, taker.id, acknowledged=acknowledged)
        giver, gave = row.holder, row.colleague
        work.session.add(hand_on_row(work, row, taker.name, said))
        row.colleague, row.holder, row.department = taker.id, taker.name, taker.department
        row.signature = ""  # the giver's stays with the step; the taker signs anew
        passed_on(work, row, copies_out(work, row))
        reservations.use(work, row, keys)
        moved = {"due": row.due.isoformat(), "owner_call": called_now is not None}
        names = {"from": gave, "to": taker.id, "giver": giver, "taker": taker.name, "words": said}
        names |= called(called_now) if called_now is not None else {}
        return _done(work, events.HANDED_ON, row, moved, names)

    @command(allow=DESK)
    def extend(
        self, work: Work, handout: int, due: datetime, words: str, acknowledged: bool = False
    ) -> Handout:
        """The keys come back later than said. Raises IllegalStep, InvalidInput, and Unsettled.

        Beyond the limits only a supervisor may, and over another's reservation whoever has read of it.
        """
        row = _row(work, handout, "extend")
        due = checked_due(due, work.now)
        if due <= row.due:
            raise InvalidInput({"due": UserError(N_("This is not later than the expected return so far."))})
        before, said = row.due, checked_words("words", words)
        set_due(work, row, due, said, row.colleague, acknowledged=acknowledged)
        moved = {"from": before.isoformat(), "due": due.isoformat(), "exceptions": row.exceptions}
        return _done(work, events.EXTENDED, row, moved, {"words": said})

    @command(allow=DESK, back_entry=True)
    def give_back(self, work: Work, handout: int, draft: ReturnDraft) -> GivenBack:
        """Copies come back, all or some, by the holder or by somebody else, who is flagged. Twice is once.

        Raises InvalidInput: every check that is asked is ticked or does not apply for a reason. Raises IllegalStep.
        """
        row = _row(work, handout)
        kept = line_rows(work.session, row)
        before = returned_lines([line for line, _, _ in kept], draft)
        if before:
            return given_back(work, row, before)
        rules.require("give_back", HandoutState(row.state))
        back = bring_back(work, row, kept, draft)
        back_on_hook(work, row, [line.copy for line in back.lines])
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

    @command(allow=DESK, meanwhile=True)
    def undo_give_back(self, work: Work, handout: int) -> Handout:
        """A slip: what came back last is out again, for some minutes. Raises IllegalStep."""
        row = _row(work, handout, "undo_give_back")
        copies = put_back_out(work, row, lines_of(work.session, row))
        row.state, row.closed_at = HandoutState.OUT, None
        passed_on(work, row, copies)
        return _done(work, events.GIVE_BACK_UNDONE, row, {"copies": copies})

    @command(allow=DESK, back_entry=True)
    def note_call(self, work: Work, handout: int, reached: bool, words: str, request: str = "") -> Handout:
        """Whoever holds the keys was phoned; the same form twice is one call. Raises IllegalStep, InvalidInput."""
        asked = fingerprint(handout, reached, words)
        if answered_before(work, CallRow, Mark(request, asked)) is not None:
            return to_handout(work.session, _row(work, handout))
        row = _row(work, handout, "note_call")
        work.require_after(row.out_at)
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
                request=request,
                asked=asked,
            )
        )
        return _done(work, events.CALLED, row, {"reached": reached}, {"words": said})

    @command(allow=DESK)
    def explain(self, work: Work, handout: int, day: date, reason: str) -> Handout:
        """Why the keys were out at the end of a day; the last word of the day counts. Raises IllegalStep, InvalidInput.

        What came back is still explained for the nights before: otherwise they stay unexplained for good.
        """
        row = _row(work, handout, "explain")
        assert row.out_at is not None  # it was handed over
        last = work.today
        if row.closed_at is not None:
            last = work.local(row.closed_at).date() - timedelta(days=1)
        first = work.local(row.out_at).date()
        if first > last:
            raise IllegalStep(N_("These keys are back: there is nothing to explain."))
        checked_day(day, first, last)
        said = checked_reason(reason)
        work.session.add(
            ExplanationRow(
                id=work.new_id(), handout=row.id, day=day, reason=said, by=work.by.staff_id, at=work.now
            )
        )
        return _done(work, events.EXPLAINED, row, {"day": day.isoformat()}, {"reason": said})

    @command(allow=DESK, meanwhile=True)
    def print_slip(self, work: Work, handout: int) -> Handout:
        """Count one more print of the slip; every one after the first is marked as a copy. Raises IllegalStep."""
        row = _row(work, handout, "print")
        row.copies += 1
        return _done(work, events.PRINTED, row, {"copy": row.copies - 1})

    @command(allow=DESK, meanwhile=True)
    def sign(self, work: Work, handout: int, png: bytes) -> Handout:
        """The holder signs on the screen. Raises IllegalStep, and InvalidInput for what is no picture."""
        row = _row(work, handout, "sign")
        before, row.signature = row.signature, kept_signature(work, png)
        if before:
            drop(work.session, [before])
        return _done(work, events.SIGNED, row)


def _row(work: Work, handout: int, step: str | None = None) -> HandoutRow:
    row = by_id(work.session, HandoutRow, handout)
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


def _refuse_past(work: Work, row: HandoutRow) -> None:
    if row.due <= work.now:
        raise IllegalStep(N_("The expected return has passed. Cancel this, and ask anew with a later one."))
