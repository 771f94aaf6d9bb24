"""The rows of a new borrowing."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.colleagues.records import Colleague
from desk_app.services.journal.work import Work
from desk_app.services.keys.chain import passed_on
from desk_app.services.keys.codes import new_code
from desk_app.services.keys.lending import Judged, flushed
from desk_app.services.keys.records import HandoutDraft, OwnerCall
from desk_app.services.keys.tables import CallRow, CopyRow, HandOnRow, HandoutRow, LineRow
from desk_app.services.keys.terms import CopyState, HandoutState, LineState


def new_row(work: Work, draft: HandoutDraft, judged: Judged, colleague: Colleague) -> HandoutRow:
    """The borrowing with its number and code."""
    assert draft.purpose is not None  # the checks have asked for one
    escorted = draft.escorted
    return HandoutRow(
        id=work.new_id(),
        number=work.number(),
        code=new_code(work),
        state=HandoutState.REQUESTED if judged.needed else HandoutState.OUT,
        day=work.today,
        colleague=colleague.id,
        holder=colleague.name,
        department=colleague.department,
        purpose=draft.purpose,
        words=draft.words,
        asked_at=work.now,
        asked_by=work.by.staff_id,
        out_at=None if judged.needed else work.now,
        due=judged.due,
        closed_at=None,
        ring=" ".join(judged.wanted.rings.values()),
        escorted=escorted.name if escorted else "",
        escorted_company=escorted.company if escorted else "",
        escorted_phone=escorted.phone if escorted else "",
        escorted_visit=escorted.visit if escorted else None,
        needed=judged.needed,
        exceptions=" ".join(judged.exceptions),
        request=draft.request,
    )


def lend(work: Work, row: HandoutRow, judged: Judged) -> None:
    """One line for each copy; line and copy say the same."""
    line_state = LineState.WAITING if row.needed else LineState.OUT
    copy_state = CopyState.WAITING if row.needed else CopyState.OUT
    work.session.flush()  # the lines name the borrowing
    wanted = [copy.id for copy in judged.wanted.copies]
    lent = {copy.id: copy for copy in work.session.scalars(select(CopyRow).where(CopyRow.id.in_(wanted)))}
    for copy in wanted:
        lent[copy].state, lent[copy].since = copy_state, work.now
        line = LineRow(id=work.new_id(), handout=row.id, copy=copy, state=line_state, returned_at=None)
        work.session.add(line)
    flushed(work)
    if not row.needed:
        passed_on(work, row, wanted)


def hand_on_row(work: Work, row: HandoutRow, taker: str, words: str) -> HandOnRow:
    """That the holder gives the keys on; the holder's signature stays with it."""
    return HandOnRow(
        id=work.new_id(),
        handout=row.id,
        at=work.now,
        by=work.by.staff_id,
        gave=row.colleague,
        giver=row.holder,
        taker=taker,
        words=words,
        signature=row.signature,
    )


def owner_call(work: Work, row: HandoutRow, call: OwnerCall) -> CallRow:
    """The call to the owner of a key in trust."""
    return CallRow(
        id=work.new_id(),
        handout=row.id,
        at=work.now,
        by=work.by.staff_id,
        owner=True,
        spoke_to=call.spoke_to,
        phone=call.phone,
        reached=True,
        words=call.words,
    )


def called(call: OwnerCall) -> dict[str, object]:
    """What an event says of the call: apart, with what else is about people."""
    return {"owner": call.spoke_to, "owner_phone": call.phone, "owner_words": call.words}
