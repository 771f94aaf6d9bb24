"""What is open with somebody about exit passes: returnable goods outside, and passes that may still be used."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy import text as sql

from desk_app.services.core.matters import Matter, Part, Party, Person
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read
from desk_app.services.passes import rules
from desk_app.services.passes.records import KIND
from desk_app.services.passes.tables import PassRow

_AREA = "passes"
_MOST = 20


def pass_person(read: Read, exit_pass: int) -> Person | None:
    """Who carries the goods, when a phone or a visit says who that is; else the company they belong to."""
    row = read.session.get(PassRow, exit_pass)
    if row is None:
        return None
    named = bool(row.carrier_phone or row.visit)
    return Person(
        name=(row.carrier or row.holder) if named else "",
        phone=row.carrier_phone,
        company=row.holder,
        unit=row.unit,
        tenant=row.tenant,
        visit=row.visit,
    )


def pass_matters(read: Read, party: Party) -> Iterator[Matter]:
    """What comes back is owed, overdue or not; an unused pass is good to know of."""
    yield from _outside(read, party)
    yield from _unused(read, party)


def _outside(read: Read, party: Party) -> Iterator[Matter]:
    # The condition is that of the index, word for word.
    wanted = select(PassRow).where(sql("out > 0"), _theirs(party)).order_by(PassRow.due).limit(_MOST)
    for row in read.session.scalars(wanted):
        overdue = row.due is not None and row.due < read.today
        text = (
            N_("Returnable goods of exit pass {number} are overdue since {due}. Pieces outside: {n}.")
            if overdue
            else N_("Returnable goods of exit pass {number} are outside until {due}. Pieces: {n}.")
        )
        yield Matter(
            _AREA,
            KIND,
            row.id,
            text,
            {"number": row.number, "due": row.due, "n": row.out},
            row.issued_at,
            part=Part.OWES if overdue else Part.HOLDS,
            step="note_call" if overdue else "",
        )


def _unused(read: Read, party: Party) -> Iterator[Matter]:
    states = [state.value for state in rules.OPEN]
    wanted = select(PassRow).where(PassRow.state.in_(states), PassRow.valid_until > read.now, _theirs(party))
    for row in read.session.scalars(wanted.order_by(PassRow.valid_until).limit(_MOST)):
        text = N_("Exit pass {number} is still valid: something may leave on it.")
        values = {"number": row.number}
        yield Matter(_AREA, KIND, row.id, text, values, row.issued_at, owed=False, part=Part.EXPECTS)


def _theirs(party: Party) -> ColumnElement[bool]:
    whose: list[ColumnElement[bool]] = []
    if party.tenant is not None:
        whose.append(PassRow.tenant == party.tenant)
    if party.visit is not None:
        whose.append(PassRow.visit == party.visit)
    if party.phone:
        whose.append(PassRow.carrier_phone == party.phone)
    return or_(*whose)
