"""How calls are found, and whom one is about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.calls.events import FORGOTTEN
from desk_app.services.calls.tables import CallRow
from desk_app.services.core.matters import Person
from desk_app.services.core.people import DESK, role_bits
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.journal.forgetting import remembered
from desk_app.services.journal.work import Read
from desk_app.services.search.records import SearchEntry

KIND = "call"
_DESK = role_bits(*DESK)
_ABOUT = 40


def call_people(read: Read, calls: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Who rang."""
    wanted = select(CallRow.id, CallRow.caller, CallRow.phone, CallRow.company).where(CallRow.id.in_(calls))
    return {row.id: [Person(row.caller, row.phone, row.company)] for row in read.session.execute(wanted)}


def call_entries(session: Session, ids: Collection[int]) -> Iterable[SearchEntry]:
    """The search entries of calls."""
    wanted = remembered(session, ids, FORGOTTEN)
    for start in range(0, len(wanted), 500):
        for row in session.scalars(select(CallRow).where(CallRow.id.in_(wanted[start : start + 500]))):
            yield entry(row)


def entry(row: CallRow) -> SearchEntry:
    """How one call is found: by who rang, for whom, number and unit; what it was about is shown, shortened."""
    whom = " ".join(part for part in (row.host_name, row.host_unit, row.host_person) if part)
    about = row.about if len(row.about) <= _ABOUT else row.about[: _ABOUT - 1] + "…"
    return SearchEntry(
        kind=KIND,
        id=row.id,
        title=row.caller or mask_phone(row.phone),
        subtitle=" · ".join(part for part in (row.company, whom, " ".join(about.split())) if part),
        audience=_DESK,
        names=tuple(part for part in (row.caller, row.company, row.host_name) if part),
        phones=(row.phone,) if row.phone else (),
        numbers=tuple(part for part in (row.number, row.host_unit) if part),
        words=(row.host_person,) if row.host_person else (),
    )
