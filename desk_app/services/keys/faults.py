"""What is lost or broken, and what is found or mended (operating manual, Key register 2 and 6)."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.keys import events
from desk_app.services.keys.chain import back_on_hook
from desk_app.services.keys.lending import close_if_done, lines_of
from desk_app.services.keys.placing import hang_found
from desk_app.services.keys.reading import OPEN_LINES, copies, lost_reports, to_fault
from desk_app.services.keys.records import Copy, Fault, LostDraft, LostReport
from desk_app.services.keys.returning import end_fault, report_fault
from desk_app.services.keys.tables import CopyRow, FaultRow, HandoutRow, LineRow, LostRow
from desk_app.services.keys.terms import CopyState, HandoutState, LineState
from desk_app.services.keys.typed import checked_lost, checked_words

_WHAT_IS_WRONG = N_("Write what is wrong with the key.")
_WHAT_WAS_DONE = N_("Write what was done about it.")
_WHERE_FOUND = N_("Write where it was found, and by whom.")


class KeyTroubles(Service):
    """Keys that are lost or faulty."""

    area = "key_troubles"

    @command(allow=DESK)
    def report_lost(self, work: Work, copy: int, draft: LostDraft) -> LostReport:
        """The written report of a lost copy; it is nobody's any more and not lent. Raises IllegalStep, InvalidInput."""
        row = _copy(work, copy)
        if row.state == CopyState.LOST:
            raise IllegalStep(N_("This copy was reported lost already."))
        if row.state == CopyState.RETIRED:
            raise IllegalStep(N_("This copy was deactivated: it cannot be lost any more."))
        draft = checked_lost(draft, work.now)
        handout = _off_its_borrowing(work, row)
        row.state, row.since = CopyState.LOST, work.now
        report = LostRow(
            id=work.new_id(),
            number=work.number(),
            copy=row.id,
            handout=handout.id if handout is not None else None,
            who=draft.who,
            happened_at=draft.when,
            how=draft.how,
            lock_change=draft.lock_change,
            reported_at=work.now,
            reported_by=work.by.staff_id,
            found_at=None,
        )
        work.session.add(report)
        said = {
            "copy": row.id,
            "report": report.id,
            "number": report.number,
            "handout": report.handout,
            "lock_change": draft.lock_change,
        }
        work.record(events.LOST, row.key, said, {"who": draft.who, "how": draft.how})
        work.session.flush()
        return lost_reports(work.session, LostRow.id == report.id)[0]

    @command(allow=DESK)
    def found(self, work: Work, copy: int, hook: str, words: str) -> Copy:
        """A lost copy turned up and hangs again, on its ring or a hook; none typed: where it hung before.

        Raises IllegalStep, InvalidInput.
        """
        row = _copy(work, copy)
        if row.state != CopyState.LOST:
            raise IllegalStep(N_("This copy is not lost: there is nothing to find."))
        said = checked_words("words", words, _WHERE_FOUND)
        hang_found(work, row, hook)
        row.state, row.since = CopyState.IN, work.now
        wanted = select(LostRow).where(LostRow.copy == row.id, LostRow.found_at.is_(None))
        for report in work.session.scalars(wanted):
            report.found_at = work.now
        work.record(events.FOUND, row.key, {"copy": row.id, "hook": row.hook}, {"words": said})
        work.session.flush()
        return copies(work.session, CopyRow.id == row.id)[0]

    @command(allow=DESK)
    def report_fault(self, work: Work, copy: int, words: str, critical: bool) -> Fault:
        """Something is wrong with a copy; with a critical fault it is not lent. Raises IllegalStep, InvalidInput."""
        row = _copy(work, copy)
        if row.state == CopyState.LOST:
            raise IllegalStep(N_("This copy was reported lost: nobody can see what is wrong with it."))
        if row.state == CopyState.RETIRED:
            raise IllegalStep(N_("This copy was deactivated: nothing needs mending."))
        said = checked_words("words", words, _WHAT_IS_WRONG)
        return to_fault(report_fault(work, row.id, row.key, said, critical))

    @command(allow=DESK)
    def mend(self, work: Work, fault: int, words: str) -> Fault:
        """A fault is mended. Raises NotFound, IllegalStep, InvalidInput."""
        row = by_id(work.session, FaultRow, fault)
        if row is None:
            raise NotFound(N_("This fault is not on record."))
        if row.mended_at is not None:
            raise IllegalStep(N_("This fault was mended already."))
        said = checked_words("words", words, _WHAT_WAS_DONE)
        end_fault(work, row, _copy(work, row.copy).key, said)
        return to_fault(row)


def _copy(work: Work, copy: int) -> CopyRow:
    row = by_id(work.session, CopyRow, copy)
    if row is None:
        raise NotFound(N_("This key is not on record."))
    return row


def _off_its_borrowing(work: Work, copy: CopyRow) -> HandoutRow | None:
    """The borrowing a lost copy was on goes on without it. Returns it, if the copy was out or asked for."""
    line = work.session.scalars(select(LineRow).where(LineRow.copy == copy.id, OPEN_LINES)).first()
    if line is None:
        return None
    handout = work.session.get_one(HandoutRow, line.handout)
    if line.state == LineState.OUT:
        back_on_hook(work, handout, [copy.id])
    line.state = LineState.LOST if line.state == LineState.OUT else LineState.VOID
    close_if_done(work, handout, lines_of(work.session, handout))
    kind = events.CANCELLED if handout.state == HandoutState.CANCELLED else events.LINE_LOST
    said = {"number": handout.number, "state": handout.state, "copies": [copy.id], "line": line.state}
    work.record(kind, handout.id, said)
    return handout
