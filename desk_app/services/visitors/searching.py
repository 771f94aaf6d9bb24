"""How visits are found: announced ones apart, so that whoever arrives is matched to them first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import EVERYONE, role_bits
from desk_app.services.journal.forgetting import remembered
from desk_app.services.journal.work import Read
from desk_app.services.search.index import find
from desk_app.services.search.records import Field, SearchEntry
from desk_app.services.visitors.events import FORGOTTEN
from desk_app.services.visitors.records import VisitState
from desk_app.services.visitors.tables import VisitRow

KIND = "visit"
EXPECTED_KIND = "expected"
_ALL = role_bits(*EVERYONE)


def visit_entries(session: Session, ids: Collection[int]) -> Iterable[SearchEntry]:
    """The search entries of visits."""
    wanted = remembered(session, ids, FORGOTTEN)
    if len(wanted) == 1:  # what a verb has just changed is at hand
        row = session.get(VisitRow, wanted[0])
        return [entry(row)] if row is not None else []
    return _many(session, wanted)


def _many(session: Session, wanted: Sequence[int]) -> Iterator[SearchEntry]:
    for start in range(0, len(wanted), 500):
        for row in session.scalars(select(VisitRow).where(VisitRow.id.in_(wanted[start : start + 500]))):
            yield entry(row)


def entry(row: VisitRow) -> SearchEntry:
    """How one visit is found, and what its hit shows: no phone, that is for the card."""
    host = " ".join(part for part in (row.host_name, row.host_unit, row.host_person) if part)
    return SearchEntry(
        kind=EXPECTED_KIND if row.state == VisitState.EXPECTED else KIND,
        id=row.id,
        title=row.name,
        subtitle=" · ".join(part for part in (row.company, host) if part),
        audience=_ALL,
        names=tuple(part for part in (row.name, row.company, row.host_name) if part),
        phones=(row.phone,) if row.phone else (),
        numbers=tuple(part for part in (row.number, row.plate, row.host_unit, row.badge) if part),
        words=(row.host_person,) if row.host_person else (),
    )


def hits(read: Read, text: str, kind: str, limit: int) -> list[int]:
    """The ids of visits of people who may be meant, newest first: by name or phone, not by a number of the desk's."""
    found = find(
        read.session.connection(), text, role=role_bits(read.by.role), kinds={kind}, limit=limit, fold=False
    )
    return [hit.id for hit in found if hit.field in (Field.NAME, Field.PHONE)]
