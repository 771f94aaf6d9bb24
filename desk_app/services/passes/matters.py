"""What is open with somebody about exit passes: returnable goods outside, and passes that may still be used."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import bindparam, or_, select
from sqlalchemy import text as sql

from desk_app.services.core.matters import Matter, Part, Party, Person, shortened
from desk_app.services.core.words import N_
from desk_app.services.db.any_of import AnyOf
from desk_app.services.journal.work import Read
from desk_app.services.passes import rules
from desk_app.services.passes.records import KIND
from desk_app.services.passes.tables import PassRow

_AREA = "passes"
_THEIRS = or_(
    PassRow.tenant == bindparam("tenant"),
    PassRow.visit == bindparam("visit"),
    PassRow.carrier_phone == bindparam("phone"),
)
# Made once: the card asks for a dozen people at each key that is pressed.
_OUTSIDE = select(PassRow).where(sql("out > 0"), _THEIRS).order_by(PassRow.due)
"""The condition is that of the index, word for word."""
_UNUSED = (
    select(PassRow)
    .where(
        PassRow.state.in_([state.value for state in rules.OPEN]),
        PassRow.valid_until > bindparam("now"),
        _THEIRS,
    )
    .order_by(PassRow.valid_until)
)

_ANY = AnyOf(_OUTSIDE, _UNUSED)


def pass_people(read: Read, passes: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Who carries the goods, when a phone or a visit says who that is; else the company they belong to."""
    return {
        row.id: [_person(row)] for row in read.session.scalars(select(PassRow).where(PassRow.id.in_(passes)))
    }


def _person(row: PassRow) -> Person:
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
    asked = {**party.values, "now": read.now}
    if not _ANY.found(read.session, asked):
        return
    outside = (_outside(read, row) for row in read.session.scalars(_OUTSIDE, asked))
    yield from shortened(outside, N_("More exit passes with goods outside: {n}."))
    unused = map(_unused, read.session.scalars(_UNUSED, asked))
    yield from shortened(unused, N_("More exit passes that are still valid: {n}."))


def _outside(read: Read, row: PassRow) -> Matter:
    overdue = row.due is not None and row.due < read.today
    text = (
        N_("Returnable goods of exit pass {number} are overdue since {due}. Pieces outside: {n}.")
        if overdue
        else N_("Returnable goods of exit pass {number} are outside until {due}. Pieces: {n}.")
    )
    return Matter(
        _AREA,
        KIND,
        row.id,
        text,
        {"number": row.number, "due": row.due, "n": row.out},
        row.issued_at,
        part=Part.OWES if overdue else Part.HOLDS,
        step="note_call" if overdue else "",
    )


def _unused(row: PassRow) -> Matter:
    text = N_("Exit pass {number} is still valid: something may leave on it.")
    values = {"number": row.number}
    return Matter(_AREA, KIND, row.id, text, values, row.issued_at, owed=False, part=Part.EXPECTS)
