"""What is open with somebody about visits: badges that did not come back, visitors who are still inside."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import ColumnElement, or_, select

from desk_app.services.core.matters import Matter, Party
from desk_app.services.core.words import N_
from desk_app.services.journal.work import Read
from desk_app.services.visitors import rules
from desk_app.services.visitors.searching import KIND
from desk_app.services.visitors.tables import VisitRow

_AREA = "visitors"
_MOST = 20
_INSIDE = [state.value for state in rules.IN_BUILDING]


def visit_matters(read: Read, party: Party) -> Iterator[Matter]:
    """A badge is owed by whoever wears or kept it; for a tenant also who is still inside, good to know only."""
    for row in _kept_badges(read, party):
        yield Matter(
            _AREA,
            KIND,
            row.id,
            N_("Visitor badge {badge} has not come back: {name}, {day}."),
            {"badge": row.badge, "name": row.name, "day": row.day},
            row.left_at,
        )
    for row in _own_visits(read, party):
        text = N_("{name} still has visitor badge {badge}: take it back.")
        yield Matter(_AREA, KIND, row.id, text, {"badge": row.badge, "name": row.name}, row.arrived_at)
    for row in _inside_with(read, party):
        text = N_("A visitor of this tenant is still in the building: {name}.")
        yield Matter(_AREA, KIND, row.id, text, {"name": row.name}, row.arrived_at, owed=False)


def _kept_badges(read: Read, party: Party) -> Sequence[VisitRow]:
    """Whoever left without giving the badge back."""
    whose: list[ColumnElement[bool]] = []
    if party.tenant is not None:
        whose.append(VisitRow.host_tenant == party.tenant)
    if party.visit is not None:
        whose.append(VisitRow.id == party.visit)
    if party.phone:
        whose.append(VisitRow.phone == party.phone)
    wanted = select(VisitRow).where(VisitRow.badge_returned.is_(False), or_(*whose))
    # The sum keeps SQLite from walking through every visit there ever was in the order of their ids.
    return read.session.scalars(wanted.order_by((VisitRow.id + 0).desc()).limit(_MOST)).all()


def _own_visits(read: Read, party: Party) -> Sequence[VisitRow]:
    """The visit itself, or whoever has this phone, inside and with a badge."""
    whose: list[ColumnElement[bool]] = []
    if party.visit is not None:
        whose.append(VisitRow.id == party.visit)
    if party.phone:
        whose.append(VisitRow.phone == party.phone)
    if not whose:
        return ()
    wanted = select(VisitRow).where(or_(*whose), VisitRow.state.in_(_INSIDE), VisitRow.badge != "")
    return read.session.scalars(wanted.limit(_MOST)).all()


def _inside_with(read: Read, party: Party) -> Sequence[VisitRow]:
    if party.tenant is None:
        return ()
    wanted = select(VisitRow).where(VisitRow.state.in_(_INSIDE), VisitRow.host_tenant == party.tenant)
    if party.visit is not None:
        wanted = wanted.where(VisitRow.id != party.visit)
    return read.session.scalars(wanted.order_by(VisitRow.seen_at).limit(_MOST)).all()
