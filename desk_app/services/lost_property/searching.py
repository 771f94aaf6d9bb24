"""How found items and lost reports are found: by what is public about them alone, and at the desk alone."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import DESK, role_bits
from desk_app.services.journal.forgetting import remembered
from desk_app.services.lost_property.events import FORGOTTEN, REPORT_FORGOTTEN
from desk_app.services.lost_property.mapping import chunks
from desk_app.services.lost_property.records import FOUND_KIND, LOST_KIND
from desk_app.services.lost_property.tables import ElsewhereRow, FoundRow, LostRow
from desk_app.services.search.records import SearchEntry
from desk_app.services.trust.heard import desk_code

_DESK = role_bits(*DESK)


def found_entries(session: Session, ids: Collection[int]) -> Iterator[SearchEntry]:
    """The search entries of found items, of those that have left too."""
    for some in chunks(remembered(session, ids, FORGOTTEN)):
        for row in session.scalars(select(FoundRow).where(FoundRow.id.in_(some))):
            yield found_entry(row)
        kept = select(ElsewhereRow).where(ElsewhereRow.id.in_(some), ElsewhereRow.here)
        for other in session.scalars(kept):
            yield elsewhere_entry(other, desk_code(session, other.desk))


def lost_entries(session: Session, ids: Collection[int]) -> Iterator[SearchEntry]:
    """The search entries of lost reports."""
    for some in chunks(remembered(session, ids, REPORT_FORGOTTEN)):
        for row in session.scalars(select(LostRow).where(LostRow.id.in_(some))):
            yield lost_entry(row)


def found_entry(row: FoundRow) -> SearchEntry:
    """How one item is found: no finder, nothing secret."""
    return SearchEntry(
        kind=FOUND_KIND,
        id=row.id,
        title=row.what,
        subtitle=" · ".join(part for part in (row.number, row.place, row.floor, row.shelf) if part),
        audience=_DESK,
        numbers=tuple(part for part in (row.number, row.code, row.shelf) if part),
        words=tuple(part for part in (row.what, row.features, row.place) if part),
    )


def elsewhere_entry(row: ElsewhereRow, desk: str) -> SearchEntry:
    """How what another desk keeps is found: the hit says where to send the owner."""
    return SearchEntry(
        kind=FOUND_KIND,
        id=row.id,
        title=row.what,
        subtitle=" · ".join(part for part in (desk, row.number, row.place, row.floor, row.shelf) if part),
        audience=_DESK,
        numbers=tuple(part for part in (row.number, row.shelf) if part),
        words=tuple(part for part in (row.what, row.features, row.place) if part),
    )


def lost_entry(row: LostRow) -> SearchEntry:
    """How one report is found; no phone on the hit, that is for the panel."""
    return SearchEntry(
        kind=LOST_KIND,
        id=row.id,
        title=row.name or row.number,
        subtitle=" · ".join(part for part in (row.number, row.what, row.place) if part),
        audience=_DESK,
        names=(row.name,) if row.name else (),
        phones=(row.phone,) if row.phone else (),
        numbers=(row.number,),
        words=tuple(part for part in (row.what, row.features, row.place) if part),
    )
