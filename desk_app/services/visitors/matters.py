"""What is open with somebody about visits: badges that did not come back, who is still inside, who is expected."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, or_, select

from desk_app.services.core.matters import Matter, Part, Party, Person
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read
from desk_app.services.visitors import rules
from desk_app.services.visitors.records import VisitState
from desk_app.services.visitors.searching import EXPECTED_KIND, KIND
from desk_app.services.visitors.tables import VisitRow

_AREA = "visitors"
_MOST = 20
_INSIDE = [state.value for state in rules.IN_BUILDING]


def visit_person(read: Read, visit_id: int) -> Person | None:
    """Whose visit it is; the company is the one they come from, not the one they come to."""
    row = read.session.get(VisitRow, visit_id)
    return None if row is None else Person(row.name, row.phone, row.company, visit=row.id)


def visit_matters(read: Read, party: Party) -> Iterator[Matter]:
    """A badge is owed by whoever wears or kept it; who is still inside or expected today is good to know only."""
    for row in _kept_badges(read, party):
        yield Matter(
            _AREA,
            KIND,
            row.id,
            N_("Visitor badge {badge} has not come back: {name}, {day}."),
            {"badge": row.badge, "name": row.name, "day": row.day},
            row.left_at,
            part=Part.OWES,
        )
    for row in _own_visits(read, party):
        yield _inside(row)
    for row in _inside_with(read, party):
        text = N_("A visitor of this tenant is still in the building: {name}.")
        yield Matter(
            _AREA, KIND, row.id, text, {"name": row.name}, row.arrived_at, owed=False, part=Part.NOTED
        )
    for row in _expected(read, party):
        yield _announced(row)


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


def _kept_badges(read: Read, party: Party) -> Sequence[VisitRow]:
    """Whoever left without giving the badge back."""
    whose = _own(party)
    if party.tenant is not None:
        whose.append(VisitRow.host_tenant == party.tenant)
    wanted = select(VisitRow).where(VisitRow.badge_returned.is_(False), or_(*whose))
    # The sum keeps SQLite from walking through every visit there ever was in the order of their ids.
    return read.session.scalars(wanted.order_by((VisitRow.id + 0).desc()).limit(_MOST)).all()


def _own_visits(read: Read, party: Party) -> Sequence[VisitRow]:
    """The visit itself, or whoever has this phone, inside."""
    whose = _own(party)
    if not whose:
        return ()
    wanted = select(VisitRow).where(or_(*whose), VisitRow.state.in_(_INSIDE))
    return read.session.scalars(wanted.limit(_MOST)).all()


def _expected(read: Read, party: Party) -> Sequence[VisitRow]:
    """Whoever is expected today: they themselves, or by this tenant."""
    whose = _own(party)
    if party.tenant is not None:
        whose.append(VisitRow.host_tenant == party.tenant)
    today = (VisitRow.day == read.today, VisitRow.state == VisitState.EXPECTED.value)
    wanted = select(VisitRow).where(*today, or_(*whose)).order_by(VisitRow.expected_from)
    return read.session.scalars(wanted.limit(_MOST)).all()


def _own(party: Party) -> list[ColumnElement[bool]]:
    whose: list[ColumnElement[bool]] = []
    if party.visit is not None:
        whose.append(VisitRow.id == party.visit)
    if party.phone:
        whose.append(VisitRow.phone == party.phone)
    return whose


def _inside_with(read: Read, party: Party) -> Sequence[VisitRow]:
    if party.tenant is None:
        return ()
    wanted = select(VisitRow).where(VisitRow.state.in_(_INSIDE), VisitRow.host_tenant == party.tenant)
    if party.visit is not None:
        wanted = wanted.where(VisitRow.id != party.visit)
    return read.session.scalars(wanted.order_by(VisitRow.seen_at).limit(_MOST)).all()
