"""The verbs of a roll-call. Everyone may: in an alarm it is run by whoever stands at the assembly point."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from desk_app.services.codes.which_pass import pass_in
from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.people import EVERYONE
from desk_app.services.core.text.clean import clean_lines
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.roll_call import events, rules
from desk_app.services.roll_call.mapping import facts, line_of, to_line, to_roll_call, to_row
from desk_app.services.roll_call.records import Line, Mark, Outcome, RollCall
from desk_app.services.roll_call.tables import RollCallLineRow, RollCallRow
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Presence


class AlreadyRunning(IllegalStep):
    """A roll-call is running: `roll_call` says which."""

    def __init__(self, roll_call: int) -> None:
        super().__init__(N_("A roll-call is running already. Go on with it, or end it first."))
        self.roll_call = roll_call


class RollCalls(Service):
    """Is everybody out? (operating manual, Visitors)."""

    area = "roll_call"

    @command(allow=EVERYONE)
    def start(self, work: Work, drill: bool) -> RollCall:
        """Take the on-site list and begin. A real alarm breaks off a drill that is running.

        Raises AlreadyRunning.
        """
        for running in work.session.scalars(select(RollCallRow).where(RollCallRow.ended_at.is_(None))):
            if drill or not running.drill:
                raise AlreadyRunning(running.id)
            _end(work, running, Outcome.CALLED_OFF, "")
        row = RollCallRow(
            id=work.new_id(),
            drill=drill,
            started_at=work.now,
            started_by=work.by.staff_id,
            ended_at=None,
            outcome="",
            note="",
        )
        work.session.add(row)
        work.session.flush()
        present = VisitorQueries(self.bench).present(work.by)
        taken = rules.in_order(line_of(visit, presence) for visit, presence in present)
        lines = [to_row(line, work.new_id(), row.id) for line in taken]
        work.session.add_all(lines)
        work.record(
            events.STARTED,
            row.id,
            {"drill": drill, "lines": [facts(line) for line in lines]},
            {"names": {str(line.id): line.name for line in lines}} if lines else None,
        )
        return to_roll_call(row, [to_line(line) for line in lines])

    @command(allow=EVERYONE)
    def mark(self, work: Work, line_id: int, mark: Mark) -> Line:
        """Tick somebody off as safe or not found, or take the tick back (`Mark.UNKNOWN`).

        Saying the same twice changes nothing but who said it last. Raises NotFound, and IllegalStep once it ended.
        """
        line = work.session.get(RollCallLineRow, line_id)
        if line is None:
            raise NotFound(N_("This person is not on the list."))
        _running(work, line.roll_call)
        _set_mark(work, line, mark)
        return to_line(line)

    @command(allow=EVERYONE)
    def mark_visit(self, work: Work, roll_call_id: int, visit_id: int) -> Line:
        """A visitor stands at the assembly point: safe.

        Whoever is not on the list is added to it: the list was wrong, not the person. Raises NotFound for an unknown
        visit, IllegalStep once it ended.
        """
        return self._safe(work, roll_call_id, visit_id)

    @command(allow=EVERYONE)
    def mark_pass(self, work: Work, roll_call_id: int, digits: str) -> Line:
        """A visitor pass was scanned, or its short number typed: as `mark_visit` for the visit it was given for.

        Nothing is released here, so the signature is not asked for: the pass must be one that this PC knows.
        """
        pass_id = pass_in(digits)
        visit = VisitorQueries(self.bench).by_pass(work.by, pass_id) if pass_id is not None else None
        if visit is None:
            raise NotFound(N_("This code is no visitor pass that this PC knows. Tick the name in the list."))
        return self._safe(work, roll_call_id, visit.id)

    def _safe(self, work: Work, roll_call_id: int, visit_id: int) -> Line:
        _running(work, roll_call_id)
        line = work.session.scalars(
            select(RollCallLineRow).where(
                RollCallLineRow.roll_call == roll_call_id, RollCallLineRow.visit == visit_id
            )
        ).first()
        if line is None:
            line = self._add(work, roll_call_id, visit_id)
        _set_mark(work, line, Mark.SAFE)
        return to_line(line)

    def _add(self, work: Work, roll_call_id: int, visit_id: int) -> RollCallLineRow:
        visit = VisitorQueries(self.bench).card(work.by, visit_id).visit
        line = to_row(line_of(visit, Presence.SEEN_TODAY), work.new_id(), roll_call_id)
        work.session.add(line)
        work.record(events.ADDED, roll_call_id, facts(line), {"name": line.name})
        return line

    @command(allow=EVERYONE)
    def end(self, work: Work, roll_call_id: int, outcome: Outcome, note: str = "") -> RollCall:
        """It is over. Raises IllegalStep when it ended before, or when “everybody accounted for” is not true."""
        row = _running(work, roll_call_id)
        rules.require_outcome(outcome, _lines(work, roll_call_id))
        return _end(work, row, outcome, clean_lines(note, 500))


def _end(work: Work, row: RollCallRow, outcome: Outcome, note: str) -> RollCall:
    row.ended_at, row.ended_by, row.outcome, row.note = work.now, work.by.staff_id, outcome.value, note
    ended = to_roll_call(row, _lines(work, row.id))
    tally = {"people": ended.tally.people, "safe": ended.tally.safe, "not_found": ended.tally.not_found}
    work.record(
        events.ENDED,
        row.id,
        {"drill": row.drill, "outcome": row.outcome, **tally},
        {"note": note} if note else None,
    )
    return ended


def _set_mark(work: Work, line: RollCallLineRow, mark: Mark) -> None:
    line.mark = mark.value
    line.marked_at = work.now if mark is not Mark.UNKNOWN else None
    line.marked_by = work.by.staff_id if mark is not Mark.UNKNOWN else 0
    work.record(events.MARKED, line.roll_call, {"line": line.id, "visit": line.visit, "mark": line.mark})


def _running(work: Work, roll_call_id: int) -> RollCallRow:
    row = work.session.get(RollCallRow, roll_call_id)
    if row is None:
        raise NotFound(N_("This roll-call is not on record."))
    if row.ended_at is not None:
        raise IllegalStep(N_("This roll-call has ended. Nothing was changed."))
    return row


def _lines(work: Work, roll_call_id: int) -> Sequence[Line]:
    rows = work.session.scalars(select(RollCallLineRow).where(RollCallLineRow.roll_call == roll_call_id))
    return [to_line(row) for row in rows]
