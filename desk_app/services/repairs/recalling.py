"""Who may be on the phone: earlier reporters, tenants' contacts, earlier callers. One line for each person."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import func, select

from desk_app.services.calls.queries import CallQueries
from desk_app.services.core.people import role_bits
from desk_app.services.core.text.masks import mask_phone
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.reading import contact_people
from desk_app.services.journal.work import Read
from desk_app.services.repairs.records import KIND, KnownReporter
from desk_app.services.repairs.tables import OrderRow
from desk_app.services.search.index import find
from desk_app.services.search.records import Field

CONTACT_KIND, CALL_KIND = "contact", "call"
_LOOKED_AT = 40
_CALLS = 8
"""So few callers are looked at: each is asked for on its own."""


def meant(read: Read, text: str, limit: int) -> list[KnownReporter]:
    """By name, pinyin initials or digits of a phone, the likeliest first."""
    if not text.strip():
        return []
    found: dict[tuple[str, ...], KnownReporter] = {}
    for one in _known(read, text):
        key = (one.phone,) if one.phone else (one.name, one.company)
        found.setdefault(key, one)
    people = list(found.values())[:limit]
    floors = {unit.number: unit.floor.label for unit in DirectoryQueries(read.bench).units(read.by)}
    count = _open(read, {one.phone for one in people if one.phone})
    return [_whole(one, floors, count) for one in people]


def _whole(one: KnownReporter, floors: Mapping[str, str], count: Mapping[str, int]) -> KnownReporter:
    floor = one.floor or floors.get(one.unit, "")
    return replace(one, phone_mask=mask_phone(one.phone), floor=floor, open=count.get(one.phone, 0))


def _known(read: Read, text: str) -> Iterator[KnownReporter]:
    yield from _reporters(read, _hits(read, text, KIND))
    contacts = _hits(read, text, CONTACT_KIND)
    people = contact_people(read.session, contacts) if contacts else {}
    for person in (people[one] for one in contacts if one in people):
        yield KnownReporter(
            person.name, person.phone, "", person.company, person.unit, "", person.tenant, CONTACT_KIND
        )
    calls = CallQueries(read.bench)
    for one in _hits(read, text, CALL_KIND)[:_CALLS]:
        call = calls.recalled(read.by, one)
        yield KnownReporter(call.caller, call.phone, "", call.company, source=CALL_KIND)


def _hits(read: Read, text: str, kind: str) -> list[int]:
    """Records of people who may be meant, newest first: found by name or phone, not by a number of the desk's."""
    found = find(
        read.session.connection(),
        text,
        role=role_bits(read.by.role),
        kinds={kind},
        limit=_LOOKED_AT,
        fold=False,
    )
    return [hit.id for hit in found if hit.field in (Field.NAME, Field.PHONE)]


def _reporters(read: Read, ids: Sequence[int]) -> Iterator[KnownReporter]:
    rows = {row.id: row for row in read.session.scalars(select(OrderRow).where(OrderRow.id.in_(ids)))}
    for row in (rows[one] for one in ids if one in rows):
        yield KnownReporter(row.reporter, row.phone, "", row.company, row.unit, row.floor, row.tenant, KIND)


def _open(read: Read, phones: set[str]) -> dict[str, int]:
    """By phone: how many orders are not closed."""
    if not phones:
        return {}
    wanted = select(OrderRow.phone, func.count()).where(
        OrderRow.closed_at.is_(None), OrderRow.phone.in_(phones)
    )
    return {row[0]: row[1] for row in read.session.execute(wanted.group_by(OrderRow.phone))}
