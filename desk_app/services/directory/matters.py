"""What is open with a tenant in the directory, and whom a record of it is about."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from desk_app.services.core.matters import Matter, Part, Party, Person
from desk_app.services.core.words import N_
from desk_app.services.directory import reading
from desk_app.services.directory.records import TenantStatus
from desk_app.services.directory.tables import ContactRow, TenantRow, UnitRow
from desk_app.services.journal.work import Read


def tenant_matters(read: Read, party: Party) -> Iterator[Matter]:
    """Owed by a tenant that is moving out (operating manual, Exit passes 4)."""
    row = read.session.get(TenantRow, party.tenant) if party.tenant is not None else None
    if row is None or row.status != TenantStatus.MOVING_OUT or row.cleared:
        return
    text = N_("{tenant} is moving out, and finance has not cleared it.")
    yield Matter("directory", "tenant", row.id, text, {"tenant": row.name}, part=Part.NOTED)


def tenant_people(read: Read, tenants: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """The companies: nobody is named."""
    return {one: [person] for one, person in _companies(read, tenants).items()}


def contact_people(read: Read, contacts: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """People at tenants."""
    wanted = select(ContactRow.id, ContactRow.tenant, ContactRow.name, ContactRow.phone)
    rows = read.session.execute(wanted.where(ContactRow.id.in_(contacts))).all()
    companies = _companies(read, {row.tenant for row in rows})
    return {
        row.id: [replace(companies[row.tenant], name=row.name, phone=row.phone)]
        for row in rows
        if row.tenant in companies
    }


def unit_people(read: Read, units: Collection[int]) -> Mapping[int, Sequence[Person]]:
    """Whoever has each unit; nobody for a vacant one."""
    wanted = select(UnitRow.id, UnitRow.tenant).where(UnitRow.id.in_(units), UnitRow.tenant.is_not(None))
    rows = read.session.execute(wanted).all()
    companies = _companies(read, {row.tenant for row in rows})
    return {row.id: [companies[row.tenant]] for row in rows if row.tenant in companies}


def _companies(read: Read, tenants: Collection[int]) -> dict[int, Person]:
    if not tenants:
        return {}
    wanted = select(TenantRow.id, TenantRow.name).where(TenantRow.id.in_(tenants))
    names = {row.id: row.name for row in read.session.execute(wanted)}
    units = reading.units_of(read.session, names)
    return {one: Person(company=name, unit="、".join(units[one]), tenant=one) for one, name in names.items()}
