"""What is open with a tenant in the directory, and whom a record of it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

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


def tenant_person(read: Read, tenant: int) -> Person | None:
    """The company itself: nobody is named."""
    row = read.session.get(TenantRow, tenant)
    if row is None:
        return None
    one = reading.one_tenant(read.session, row)
    return Person(company=one.name, unit="、".join(one.units), tenant=row.id)


def contact_person(read: Read, contact: int) -> Person | None:
    """Somebody at a tenant."""
    row = read.session.get(ContactRow, contact)
    company = tenant_person(read, row.tenant) if row is not None else None
    return None if row is None or company is None else replace(company, name=row.name, phone=row.phone)


def unit_person(read: Read, unit: int) -> Person | None:
    """Whoever has the unit; nobody for a vacant one."""
    row = read.session.get(UnitRow, unit)
    return None if row is None or row.tenant is None else tenant_person(read, row.tenant)
