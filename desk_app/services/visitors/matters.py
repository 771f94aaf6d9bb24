"""What is open with somebody about visits: badges that did not come back, who is still inside, who is expected."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Select, bindparam, or_, select

from desk_app.services.core.matters import Matter, Part, Party, Person, shortened
from desk_app.services.core.words import N_
from desk_app.services.db.any_of import AnyOf
from desk_app.services.journal.work import Read
from desk_app.services.visitors import rules
from desk_app.services.visitors.records import VisitState
from desk_app.services.visitors.searching import EXPECTED_KIND, KIND
from desk_app.services.visitors.tables import VisitRow

_AREA = "visitors"
_INSIDE = VisitRow.state.in_([state.value for state in rules.IN_BUILDING])
_THEY = or_(VisitRow.id == bindparam("visit"), VisitRow.phone == bindparam("phone"))
_COMING_TO = VisitRow.host_tenant == bindparam("tenant")
# Made once: the card asks for a dozen people at each key that is pressed.
_KEPT_BADGES = (
    select(VisitRow)
    .where(VisitRow.badge_returned.is_(False), or_(_THEY, _COMING_TO))
    # The sum keeps SQLite from walking through every visit there ever was in the order of their ids.
    .order_by((VisitRow.id + 0).desc())
)
_OWN = select(VisitRow).where(_THEY, _INSIDE)
_WITH_THEM = (
    select(VisitRow)
    .where(_INSIDE, _COMING_TO, VisitRow.id.is_distinct_from(bindparam("visit")))
    .order_by(VisitRow.seen_at)
)
_EXPECTED = (
    select(VisitRow)
    .where(
        VisitRow.day == bindparam("today"),
        VisitRow.state == VisitState.EXPECTED.value,
        or_(_THEY, _COMING_TO),
    )
    .order_by(VisitRow.expected_from)
)

_ANY = AnyOf(_KEPT_BADGES, _OWN, _WITH_THEM, _EXPECTED)


def visit_people(read: Read, visits: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Whose visits these are; the company is the one they come from, not the one they come to."""
    wanted = select(VisitRow.id, VisitRow.name, VisitRow.phone, VisitRow.company)
    rows = read.session.execute(wanted.where(VisitRow.id.in_(visits)))
    return {row.id: [Person(row.name, row.phone, row.company, visit=row.id)] for row in rows}


def visit_matters(read: Read, party: Party) -> Iterator[Matter]:
    """A badge is owed by whoever wears or kept it; who is still inside or expected today is good to know only."""
    asked = {**party.values, "today": read.today}
    if not _ANY.found(read.session, asked):
        return
    kept = map(_kept, _rows(read, _KEPT_BADGES, asked))
    yield from shortened(kept, N_("More badges that have not come back: {n}."))
    yield from shortened(map(_inside, _rows(read, _OWN, asked)), N_("More visits of theirs: {n}."))
    inside = map(_with_them, _rows(read, _WITH_THEM, asked))
    yield from shortened(inside, N_("More visitors of this tenant still in the building: {n}."))
    expected = map(_announced, _rows(read, _EXPECTED, asked))
    yield from shortened(expected, N_("More visitors expected today: {n}."))


def _rows(read: Read, wanted: Select[VisitRow], asked: Mapping[str, object]) -> Sequence[VisitRow]:
    return read.session.scalars(wanted, asked).all()


def _kept(row: VisitRow) -> Matter:
    """Somebody who left without giving the badge back."""
    text = N_("Visitor badge {badge} has not come back: {name}, {day}.")
    values = {"badge": row.badge, "name": row.name, "day": row.day}
    return Matter(_AREA, KIND, row.id, text, values, row.left_at, part=Part.OWES)


def _with_them(row: VisitRow) -> Matter:
    """Somebody who came to see this tenant."""
    text = N_("A visitor of this tenant is still in the building: {name}.")
    return Matter(_AREA, KIND, row.id, text, {"name": row.name}, row.arrived_at, owed=False, part=Part.NOTED)


def _inside(row: VisitRow) -> Matter:
    """Somebody who is in the building, with a badge or without."""
    if row.badge:
        text = N_("{name} still has visitor badge {badge}: take it back.")
        values = {"badge": row.badge, "name": row.name}
        return Matter(_AREA, KIND, row.id, text, values, row.arrived_at, step="check_out_badge")
    text = N_("{name} is in the building, to see {host}.")
    values = {"name": row.name, "host": _host(row)}
    return Matter(_AREA, KIND, row.id, text, values, row.arrived_at, owed=False, step="check_out")


def _announced(row: VisitRow) -> Matter:
    """Somebody who is expected today."""
    values: dict[str, object] = {"name": row.name, "host": _host(row)}
    text = N_("{name} is expected today, to see {host}.")
    if row.expected_from is not None:
        text, values = (
            N_("{name} is expected at {time}, to see {host}."),
            values | {"time": row.expected_from},
        )
    return Matter(_AREA, EXPECTED_KIND, row.id, text, values, owed=False, part=Part.EXPECTS, step="check_in")


def _host(row: VisitRow) -> str:
    return " ".join(part for part in (row.host_name, row.host_unit, row.host_person) if part)
