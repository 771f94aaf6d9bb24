"""How incidents are found: by number, place, floor and unit; never by what was said about people."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import DESK, role_bits
from desk_app.services.duty_log.events import INCIDENT_FORGOTTEN
from desk_app.services.duty_log.records import KIND
from desk_app.services.duty_log.standard import STANDARD
from desk_app.services.duty_log.tables import IncidentRow, KindRow
from desk_app.services.journal.forgetting import remembered
from desk_app.services.search.records import SearchEntry

_DESK = role_bits(*DESK)


def incident_entries(session: Session, ids: Collection[int]) -> Iterable[SearchEntry]:
    """The search entries of incidents."""
    names = {one.id: one.name for one in STANDARD}
    names |= {row.id: row.name for row in session.scalars(select(KindRow))}
    wanted = remembered(session, ids, INCIDENT_FORGOTTEN)
    for start in range(0, len(wanted), 500):
        for row in session.scalars(
            select(IncidentRow).where(IncidentRow.id.in_(wanted[start : start + 500]))
        ):
            yield entry(row, names[row.kind])


def entry(row: IncidentRow, kind: str) -> SearchEntry:
    """How one incident is found."""
    where = " ".join(part for part in (row.floor, row.unit, row.place) if part)
    return SearchEntry(
        kind=KIND,
        id=row.id,
        title=f"{kind} {where}",
        subtitle=row.number,
        audience=_DESK,
        names=(row.place, kind),
        numbers=tuple(part for part in (row.number, row.unit) if part),
    )
