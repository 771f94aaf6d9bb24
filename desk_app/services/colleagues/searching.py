"""How colleagues are found: by name, phone and department. Who left is found by what they still hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.colleagues.records import KIND
from desk_app.services.colleagues.tables import ColleagueRow
from desk_app.services.core.people import DESK, role_bits
from desk_app.services.directory.reading import departments
from desk_app.services.search.records import SearchEntry

_DESK = role_bits(*DESK)


def colleague_entries(session: Session, ids: Collection[int]) -> Iterator[SearchEntry]:
    """The search entries of colleagues who have not left."""
    called = {one.code: one.name for one in departments(session)}
    for row in session.scalars(select(ColleagueRow).where(ColleagueRow.id.in_(ids), ColleagueRow.active)):
        yield colleague_entry(row, called.get(row.department, ""))


def colleague_entry(row: ColleagueRow, department: str) -> SearchEntry:
    """How one colleague is found; the phone is for the card."""
    return SearchEntry(
        kind=KIND,
        id=row.id,
        title=row.name,
        subtitle=department,
        audience=_DESK,
        names=(row.name,),
        phones=(row.phone,) if row.phone else (),
        words=(department,) if department else (),
    )
