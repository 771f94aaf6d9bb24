"""The supervisor's verbs on colleagues."""

from __future__ import annotations

from desk_app.services.colleagues import events
from desk_app.services.colleagues.reading import colleagues, to_colleague
from desk_app.services.colleagues.records import Colleague, ColleagueDraft
from desk_app.services.colleagues.tables import ColleagueRow
from desk_app.services.colleagues.typed import checked
from desk_app.services.core.changes import EventKind
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound, UserError
from desk_app.services.core.findings import Finding, Unsettled, Weight
from desk_app.services.core.matters import Party
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id
from desk_app.services.journal.work import Read, Service, Work, command
from desk_app.services.staff.reading import member


class Colleagues(Service):
    """The property company's people without an account (operating manual, Key register 2)."""

    area = "colleagues"

    @command(allow=SUPERVISORS)
    def add(self, work: Work, draft: ColleagueDraft) -> Colleague:
        """Put somebody on record. Raises InvalidInput, also for somebody who is there already."""
        row = ColleagueRow(id=work.new_id(), active=True)
        _write(work, row, draft)
        work.session.add(row)
        return _recorded(work, events.ADDED, row)

    @command(allow=SUPERVISORS)
    def correct(self, work: Work, colleague: int, draft: ColleagueDraft) -> Colleague:
        """Correct name, department, trade or phone. Raises InvalidInput, NotFound, IllegalStep for an account."""
        row = _row(work, colleague)
        _write(work, row, draft)
        return _recorded(work, events.CORRECTED, row)

    @command(allow=SUPERVISORS)
    def leave(self, work: Work, colleague: int, acknowledged: bool = False) -> Colleague:
        """Somebody left the company: kept for the records, lent nothing any more. Raises IllegalStep, NotFound.

        Raises Unsettled for what they have not brought back, such as keys, unless somebody has read of it.
        """
        row = _row(work, colleague)
        if not row.active:
            raise IllegalStep(N_("{name} has left already."), name=row.name)
        if not acknowledged:
            _refuse_holding(work, row)
        row.active, row.left_at = False, work.now
        work.record(events.LEFT, row.id, {})
        return to_colleague(row)

    @command(allow=SUPERVISORS)
    def come_back(self, work: Work, colleague: int) -> Colleague:
        """Somebody who left works here again. Raises InvalidInput, IllegalStep, NotFound."""
        row = _row(work, colleague)
        if row.active:
            raise IllegalStep(N_("{name} has not left."), name=row.name)
        _refuse_twice(work, row)
        row.active, row.left_at = True, None
        work.record(events.BACK, row.id, {})
        return to_colleague(row)


def _refuse_holding(work: Work, row: ColleagueRow) -> None:
    read = Read(work.bench, work.session, work.by, work.now)
    party = Party(phone=row.phone, colleague=row.id)
    matters = [matter for ask in work.bench.matters for matter in ask(read, party) if matter.owed]
    if matters:
        raise Unsettled(
            [Finding(Weight.WARNING, one.text, one.values, one.kind, one.record) for one in matters]
        )


def _row(work: Work, colleague: int) -> ColleagueRow:
    row = by_id(work.session, ColleagueRow, colleague)
    if row is not None and row.name:  # else forgotten
        return row
    if member(work.session, colleague) is not None:
        raise IllegalStep(N_("This colleague has an account: change it under Staff."))
    raise NotFound(N_("This colleague is not on record."))


def _write(work: Work, row: ColleagueRow, draft: ColleagueDraft) -> None:
    good = checked(draft)
    row.name, row.department, row.phone = good.name, good.department, good.phone
    row.trade = good.trade.value if good.trade is not None else ""
    _refuse_twice(work, row)


def _refuse_twice(work: Work, row: ColleagueRow) -> None:
    for one in colleagues(work.session):
        if one.id != row.id and _same(one, row):
            problem = UserError(
                N_("{name} is on record already. A phone tells two people apart."), name=row.name
            )
            raise InvalidInput({"name": problem})


def _same(one: Colleague, row: ColleagueRow) -> bool:
    """An account is the same person already by name, unless two phones tell them apart: else one could approve as one
    and take as the other."""
    if one.has_account:
        return one.name == row.name and (not one.phone or not row.phone or one.phone == row.phone)
    return (one.name, one.department, one.phone) == (row.name, row.department, row.phone)


def _recorded(work: Work, kind: EventKind, row: ColleagueRow) -> Colleague:
    facts = {"department": row.department, "trade": row.trade}
    work.record(kind, row.id, facts, {"name": row.name, "phone": row.phone})
    return to_colleague(row)
