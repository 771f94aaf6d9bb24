"""The verbs of a call. One transaction each; rules are in `rules.py`."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.calls import events, rules
from desk_app.services.calls.mapping import facts, fill, personal, to_call
from desk_app.services.calls.records import Call, TypedCall
from desk_app.services.calls.tables import CallRow
from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import DESK
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Service, Work, command


class Calls(Service):
    """Who rang, and whether the message was passed on (operating manual, Visitors)."""

    area = "calls"

    @command(allow=DESK, back_entry=True)
    def take_call(self, work: Work, typed: TypedCall) -> Call:
        """Somebody rang. Saving one form twice takes one call. Raises InvalidInput."""
        before = _by_request(work, typed.request)
        if before is not None:
            return to_call(before)
        call = rules.checked(typed)
        row = CallRow(
            id=work.new_id(),
            number=work.number(),
            at=work.now,
            taken_by=work.by.staff_id,
            request=call.request,
            passed_at=work.now if call.passed_on else None,
            passed_by=work.by.staff_id if call.passed_on else 0,
            became=None,
            became_kind="",
        )
        fill(row, call)
        work.session.add(row)
        work.record(events.TAKEN, row.id, facts(row), personal(row))
        return to_call(row)

    @command(allow=DESK, back_entry=True)
    def pass_on(self, work: Work, call_id: int) -> Call:
        """The message reached whom it was for: now, by whoever is signed in."""
        row = row_of(work, call_id, "pass_on")
        work.require_after(row.at)
        row.passed_at, row.passed_by = work.now, work.by.staff_id
        work.record(events.PASSED_ON, row.id, facts(row))
        return to_call(row)

    @command(allow=DESK, meanwhile=True)
    def undo_pass_on(self, work: Work, call_id: int) -> Call:
        """A slip: the message was not passed on."""
        row = row_of(work, call_id, "undo_pass_on")
        row.passed_at, row.passed_by = None, 0
        work.record(events.PASS_ON_UNDONE, row.id, facts(row))
        return to_call(row)

    @command(allow=DESK, meanwhile=True)
    def correct(self, work: Work, call_id: int, typed: TypedCall) -> Call:
        """Mend what was typed; time, number and whether it was passed on stay. Raises InvalidInput."""
        row = row_of(work, call_id, "correct")
        fill(row, rules.checked(typed))
        work.record(events.CORRECTED, row.id, facts(row), personal(row))
        return to_call(row)


def row_of(work: Work, call_id: int, step: str) -> CallRow:
    """The call's row, if the step may be taken. Raises NotFound and IllegalStep."""
    row = work.session.get(CallRow, call_id)
    if row is None:
        raise NotFound(N_("This call is not on record."))
    rules.require(step, rules.state_of(row.passed_at, row.became))
    return row


def _by_request(work: Work, request: str) -> CallRow | None:
    if not request:
        return None
    # The second condition is the index's own: without it the whole table is read.
    return work.session.scalars(
        select(CallRow).where(CallRow.request == request, CallRow.request != "")
    ).first()
