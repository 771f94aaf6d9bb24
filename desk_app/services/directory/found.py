"""How the directory looks in the search index. Phones of people are for the desk, not for guards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.people import DESK, EVERYONE, role_bits
from desk_app.services.directory import reading
from desk_app.services.directory.records import Tenant
from desk_app.services.directory.tables import ContactRow
from desk_app.services.search.records import SearchEntry

_ALL = role_bits(*EVERYONE)
_DESK = role_bits(*DESK)


def tenant_entries(session: Session, ids: Collection[int]) -> Iterable[SearchEntry]:
    """Tenants, and their contacts and units, whose subtitles name the tenant."""
    tenants = {one.id: one for one in reading.tenants(session) if one.id in ids}
    for tenant in tenants.values():
        yield SearchEntry(
            kind="tenant",
            id=tenant.id,
            title=tenant.name,
            subtitle=" · ".join(part for part in (tenant.english_name, "、".join(tenant.units)) if part),
            names=tuple(name for name in (tenant.name, tenant.short_name, tenant.english_name) if name),
            numbers=tenant.units,
            audience=_ALL,
        )
    yield from _contacts(session, tenants)
    yield from (
        _unit(unit.id, unit.number, unit.tenant_name) for unit in reading.units(session) if unit.tenant in ids
    )


def contact_entries(session: Session, ids: Collection[int]) -> Iterable[SearchEntry]:
    """Contacts."""
    owners = set(session.scalars(select(ContactRow.tenant).where(ContactRow.id.in_(ids))))
    tenants = {one.id: one for one in reading.tenants(session) if one.id in owners}
    return (entry for entry in _contacts(session, tenants) if entry.id in ids)


def unit_entries(session: Session, ids: Collection[int]) -> Iterable[SearchEntry]:
    """Units, vacant ones too."""
    return (
        _unit(unit.id, unit.number, unit.tenant_name) for unit in reading.units(session) if unit.id in ids
    )


def _contacts(session: Session, tenants: dict[int, Tenant]) -> Iterator[SearchEntry]:
    rows = session.scalars(select(ContactRow).where(ContactRow.tenant.in_(tenants), ContactRow.active))
    for row in rows:
        yield SearchEntry(
            kind="contact",
            id=row.id,
            title=row.name,
            subtitle=" · ".join(part for part in (tenants[row.tenant].called, row.job) if part),
            names=(row.name,),
            phones=(row.phone,) if row.phone else (),
            audience=_DESK,
        )


def _unit(unit_id: int, number: str, tenant: str) -> SearchEntry:
    return SearchEntry(
        kind="unit", id=unit_id, title=number, subtitle=tenant, numbers=(number,), audience=_ALL
    )
