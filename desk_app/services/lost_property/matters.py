"""What somebody misses, whether something like it was found, and whom a record of lost property is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, or_, select

from desk_app.services.core.feature import Named
from desk_app.services.core.matters import Matter, Part, Party, Person
from desk_app.services.core.words import N_
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.journal.work import Read
from desk_app.services.lost_property.mapping import to_items, to_report
from desk_app.services.lost_property.matching import LIKELY, matches_of
from desk_app.services.lost_property.records import FOUND_KIND, LOST_KIND
from desk_app.services.lost_property.rules import HERE
from desk_app.services.lost_property.tables import ClaimRow, FoundRow, LostRow

_AREA = "lost_property"
_STEP = "show_matches"
_MOST, _MOST_ITEMS = 20, 2000


def lost_matters(read: Read, party: Party) -> Iterator[Matter]:
    """What they miss; what may have been found comes first."""
    wanted = select(LostRow).where(LostRow.open.is_(True), _theirs(party))
    rows = read.session.scalars(wanted.order_by(LostRow.reported_at.desc()).limit(_MOST)).all()
    found = _likely(read, rows) if rows else set()
    for row in sorted(rows, key=lambda one: one.id not in found):
        likely = row.id in found
        text = (
            N_("Something like “{what}”, missed since {day}, was found.")
            if likely
            else N_("“{what}” is missed since {day}; nothing like it was found so far.")
        )
        day = read.local(row.lost_from or row.reported_at).date()
        yield Matter(
            _AREA,
            LOST_KIND,
            row.id,
            text,
            {"what": row.what, "day": day},
            row.reported_at,
            owed=False,
            part=Part.EXPECTS,
            step=_STEP if likely else "",
        )


def report_people(read: Read, reports: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Who misses it."""
    rows = read.session.scalars(select(LostRow).where(LostRow.id.in_(reports)))
    return {row.id: [_misses(read, row)] for row in rows}


def _misses(read: Read, row: LostRow) -> Person:
    company, unit = "", ""
    if row.tenant is not None:
        tenant = DirectoryQueries(read.bench).tenant(read.by, row.tenant).tenant
        company, unit = tenant.name, next(iter(tenant.units), "")
    return Person(row.name, row.phone, company, unit, row.tenant)


def item_people(read: Read, items: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Who each was given back to; nobody while it is here."""
    wanted = select(ClaimRow).where(ClaimRow.item.in_(items), ClaimRow.granted.is_(True))
    return {claim.item: [Person(claim.name, claim.phone)] for claim in read.session.scalars(wanted)}


def item_named(read: Read, digits: str) -> Named | None:
    """The item that the number on a label belongs to."""
    item = read.session.execute(select(FoundRow.id).where(FoundRow.code == digits)).scalar()
    return None if item is None else Named(FOUND_KIND, item)


def _likely(read: Read, reports: Sequence[LostRow]) -> set[int]:
    here = select(FoundRow).where(FoundRow.state.in_([state.value for state in HERE]))
    rows = read.session.scalars(here.order_by(FoundRow.id.desc()).limit(_MOST_ITEMS)).all()
    items = to_items(read.session, rows, read.today)
    return {one.lost for one in matches_of(items, map(to_report, reports), LIKELY)}


def _theirs(party: Party) -> ColumnElement[bool]:
    whose: list[ColumnElement[bool]] = [LostRow.id == 0]
    if party.tenant is not None:
        whose.append(LostRow.tenant == party.tenant)
    if party.phone:
        whose.append(LostRow.phone == party.phone)
    return or_(*whose)
