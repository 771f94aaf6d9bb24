"""Rows → records, for the queries, the search index and the import alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, case, func, select
from sqlalchemy.orm import Session

from desk_app.services.core.matters import Person
from desk_app.services.directory.departments import DEPARTMENTS
from desk_app.services.directory.records import (
    Addressee,
    Contact,
    Department,
    Floor,
    GoodsKind,
    Host,
    Signatory,
    Tenant,
    TenantStatus,
    Unit,
)
from desk_app.services.directory.tables import (
    ContactRow,
    DepartmentRow,
    FloorRow,
    SignatoryRow,
    TenantRow,
    UnitRow,
)


@dataclass(frozen=True)
class Book:
    """The directory as an import compares with it."""

    tenants: Mapping[str, TenantRow]
    """By `rules.tenant_key`. Rows are for reading within the transaction only."""
    owners: Mapping[str, TenantRow | None]
    """Unit number → whose it is; vacant units have none."""
    floors: frozenset[str]
    units: Mapping[int, tuple[str, ...]]
    contacts: Mapping[int, tuple[ContactRow, ...]]


def floors(session: Session) -> dict[int, Floor]:
    """The floors by id, from the lowest up."""
    rows = session.scalars(
        select(FloorRow).where(FloorRow.active).order_by(FloorRow.position, FloorRow.label)
    )
    return {row.id: Floor(row.id, row.label, row.position) for row in rows}


def units(session: Session, tenant: int | None = None) -> list[Unit]:
    """Every unit in use, or those of a tenant, from the lowest floor up."""
    storeys = floors(session)
    wanted = (
        select(
            UnitRow.id, UnitRow.number, UnitRow.floor, UnitRow.tenant, TenantRow.short_name, TenantRow.name
        )
        .outerjoin(TenantRow, TenantRow.id == UnitRow.tenant)
        .where(UnitRow.active)
    )
    rows = session.execute(wanted if tenant is None else wanted.where(UnitRow.tenant == tenant))
    found = [
        Unit(one, number, storeys[floor], owner, short or name or "")
        for one, number, floor, owner, short, name in rows
    ]
    return sorted(found, key=lambda unit: (unit.floor.position, unit.number))


def tenants(session: Session) -> list[Tenant]:
    """Every tenant, those who moved out last; by name."""
    places = _places(session)
    gone = case((TenantRow.status == TenantStatus.MOVED_OUT.value, 1), else_=0)
    rows = session.execute(
        select(
            TenantRow.id, TenantRow.name, TenantRow.short_name, TenantRow.english_name, TenantRow.status
        ).order_by(gone, TenantRow.name)
    )
    return [Tenant(row[0], row[1], row[2], row[3], TenantStatus(row[4]), *places[row[0]]) for row in rows]


def units_of(session: Session, tenants: Collection[int]) -> Mapping[int, tuple[str, ...]]:
    """Tenant → its units, from the lowest up; a tenant without any has none."""
    places = _places(session, next(iter(tenants)) if len(tenants) == 1 else None)
    return {one: places[one][0] for one in tenants}


def addressees(session: Session, only: int | None = None) -> dict[int, Addressee]:
    """All tenants, or one if it is on record, with what the mail desk knows them by."""
    wanted = select(
        TenantRow.id,
        TenantRow.name,
        TenantRow.short_name,
        TenantRow.english_name,
        TenantRow.status,
        TenantRow.mailbox,
        TenantRow.forwarding,
    )
    rows = session.execute(wanted if only is None else wanted.where(TenantRow.id == only))
    places = _places(session, only)
    return {
        row.id: Addressee(_tenant(row, places[row.id]), row.mailbox, row.forwarding) for row in rows.all()
    }


def moved_out(session: Session) -> frozenset[int]:
    """The tenants that are gone from the building."""
    gone = TenantRow.status == TenantStatus.MOVED_OUT.value
    return frozenset(session.scalars(select(TenantRow.id).where(gone)))


def one_tenant(session: Session, row: TenantRow) -> Tenant:
    """One tenant as lists show it."""
    return _tenant(row, _places(session, row.id)[row.id])


_Places = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


def _tenant(row: TenantRow | Row[*tuple[Any, ...]], places: _Places) -> Tenant:
    return Tenant(row.id, row.name, row.short_name, row.english_name, TenantStatus(row.status), *places)


def _places(session: Session, only: int | None = None) -> Mapping[int, _Places]:
    """Tenant → (units, floors, floor of each unit), each from the lowest up; of all tenants or of one."""
    taken: defaultdict[int, dict[str, str]] = defaultdict(dict)
    wanted = (
        select(UnitRow.tenant, UnitRow.number, FloorRow.label)
        .join(FloorRow, FloorRow.id == UnitRow.floor)
        .where(UnitRow.active)
        .order_by(FloorRow.position, UnitRow.number)
    )
    rows = session.execute(wanted if only is None else wanted.where(UnitRow.tenant == only))
    for tenant, number, floor in rows:
        if tenant is not None:
            taken[tenant][number] = floor
    return defaultdict(
        lambda: ((), (), ()),
        {
            tenant: (tuple(places), tuple(dict.fromkeys(places.values())), tuple(places.values()))
            for tenant, places in taken.items()
        },
    )


def contacts(session: Session, tenant: int, *, phones: bool = True) -> tuple[Contact, ...]:
    """A tenant's contacts; without `phones` only those for after hours keep theirs."""
    rows = session.scalars(
        select(ContactRow)
        .where(ContactRow.tenant == tenant, ContactRow.active)
        .order_by(ContactRow.after_hours.desc(), ContactRow.name)
    )
    return tuple(
        Contact(row.id, row.name, row.job, row.phone if phones or row.after_hours else "", row.after_hours)
        for row in rows
    )


def contact_people(session: Session, ids: Collection[int]) -> dict[int, Person]:
    """Contacts by their ids as other features see people: with phone, tenant and its first unit; none withdrawn."""
    unit = (
        select(func.min(UnitRow.number))
        .where(UnitRow.tenant == TenantRow.id, UnitRow.active)
        .scalar_subquery()
    )
    rows = session.execute(
        select(ContactRow.id, ContactRow.name, ContactRow.phone, TenantRow.name, unit, TenantRow.id)
        .join(TenantRow, TenantRow.id == ContactRow.tenant)
        .where(ContactRow.id.in_(ids), ContactRow.active, TenantRow.status != TenantStatus.MOVED_OUT.value)
    )
    return {
        one: Person(name, phone, company, place or "", tenant)
        for one, name, phone, company, place, tenant in rows
    }


def contact_hosts(session: Session, present: Iterable[Tenant]) -> list[Host]:
    """The contacts of the given tenants as those who are visited."""
    by_id = {tenant.id: tenant for tenant in present}
    rows = session.execute(select(ContactRow.id, ContactRow.tenant, ContactRow.name).where(ContactRow.active))
    return [
        Host(tenant.id, tenant.called, tenant.units, tenant.floors, one, name)
        for one, owner, name in rows
        if (tenant := by_id.get(owner)) is not None
    ]


def signatories(session: Session, tenant: int, *, phones: bool = True) -> tuple[Signatory, ...]:
    """Who may sign for a tenant's goods."""
    rows = session.scalars(
        select(SignatoryRow)
        .where(SignatoryRow.tenant == tenant, SignatoryRow.active)
        .order_by(SignatoryRow.name)
    )
    return tuple(
        Signatory(
            row.id,
            row.name,
            row.phone if phones else "",
            row.expires,
            kinds_of(row.kinds),
            row.specimen if phones else "",
        )
        for row in rows
    )


def kinds_of(kept: str) -> tuple[GoodsKind, ...]:
    """Kinds of goods as the table keeps them → kinds; one this version does not know is left out."""
    known = {kind.value: kind for kind in GoodsKind}
    return tuple(known[one] for one in kept.split() if one in known)


def departments(session: Session) -> list[Department]:
    """The departments with the building's names and phones."""
    changed = {row.code: row for row in session.scalars(select(DepartmentRow))}
    return [_changed(one, changed.get(one.code)) for one in DEPARTMENTS]


def _changed(department: Department, row: DepartmentRow | None) -> Department:
    if row is None:
        return department
    return replace(department, name=row.name, english_name=row.english_name, phone=row.phone)


def book(session: Session) -> Book:
    """The whole directory, to compare an import with."""
    rows = {row.id: row for row in session.scalars(select(TenantRow))}
    taken: defaultdict[int, list[str]] = defaultdict(list)
    owners: dict[str, TenantRow | None] = {}
    for unit in session.scalars(select(UnitRow).order_by(UnitRow.number)):
        owners[unit.number] = rows[unit.tenant] if unit.tenant is not None else None
        if unit.tenant is not None:
            taken[unit.tenant].append(unit.number)
    people: defaultdict[int, list[ContactRow]] = defaultdict(list)
    for contact in session.scalars(select(ContactRow).where(ContactRow.active)):
        people[contact.tenant].append(contact)
    return Book(
        {row.key: row for row in rows.values()},
        owners,
        frozenset(session.scalars(select(FloorRow.label))),
        {tenant: tuple(numbers) for tenant, numbers in taken.items()},
        _frozen(people),
    )


def _frozen(people: Mapping[int, Sequence[ContactRow]]) -> Mapping[int, tuple[ContactRow, ...]]:
    return {tenant: tuple(found) for tenant, found in people.items()}
