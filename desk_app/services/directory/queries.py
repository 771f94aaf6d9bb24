"""Questions about the directory. Guards see names, floors and units, and only the phones that are for after hours."""

from __future__ import annotations

from collections.abc import Collection
from itertools import islice

from sqlalchemy.orm import Session

from desk_app.services.blobs.store import fetch
from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import DESK, EVERYONE, SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.db.base import by_id, named
from desk_app.services.directory import reading
from desk_app.services.directory.planning import Plan, plan_of
from desk_app.services.directory.records import (
    Department,
    Floor,
    Host,
    Signatory,
    Tenant,
    TenantCard,
    TenantStatus,
    Unit,
)
from desk_app.services.directory.tables import ContactRow, FloorRow, SignatoryRow, TenantRow, UnitRow
from desk_app.services.directory.typeahead import NOT_FOUND, folded, ranked, tenant_rank
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.sheets.table import Table

_MOST_HOSTS = 20


class DirectoryQueries(Queries):
    """Who is in the building and where."""

    area = "directory"

    @query(allow=EVERYONE)
    def tenants(
        self, read: Read, text: str = "", *, floor: str = "", status: TenantStatus | None = None
    ) -> list[Tenant]:
        """Tenants whose unit, floor, name or pinyin fits `text`, those who moved out last; by name."""
        typed = folded(text)
        return [
            tenant
            for tenant in reading.tenants(read.session)
            if (not floor or floor in tenant.floors)
            and (status is None or tenant.status is status)
            and tenant_rank(typed, tenant) < NOT_FOUND
        ]

    @query(allow=EVERYONE)
    def find_host(self, read: Read, text: str, limit: int = _MOST_HOSTS) -> list[Host]:
        """Type-ahead for who is visited: tenants and their contacts in the building, the best match first."""
        tenants = [one for one in reading.tenants(read.session) if one.status is not TenantStatus.MOVED_OUT]
        return list(islice(ranked(text, tenants, reading.contact_hosts(read.session, tenants)), limit))

    @query(allow=EVERYONE)
    def tenant(self, read: Read, tenant_id: int) -> TenantCard:
        """One tenant's card. Raises NotFound."""
        row = by_id(read.session, TenantRow, tenant_id)
        if row is None:
            raise NotFound(N_("This tenant is not on record."))
        return _card(read.session, row, desk=read.by.role in DESK)

    @query(allow=EVERYONE)
    def tenant_of(self, read: Read, kind: str, record: int) -> int | None:
        """The tenant that a search hit (`tenant`, `contact`, `unit`) belongs to; None for a vacant unit."""
        if kind == "tenant":
            return record
        if kind == "contact":
            contact = read.session.get(ContactRow, record)
            return None if contact is None else contact.tenant
        unit = read.session.get(UnitRow, record)
        return None if unit is None else unit.tenant

    @query(allow=DESK)
    def signatories(self, read: Read, tenant_id: int) -> list[Signatory]:
        """Who may sign for a tenant's goods, expired ones too."""
        return list(reading.signatories(read.session, tenant_id))

    @query(allow=DESK)
    def specimen(self, read: Read, signatory_id: int) -> bytes | None:
        """The specimen signature as a JPEG; None when there is none (or not yet on this PC)."""
        row = read.session.get(SignatoryRow, signatory_id)
        picture = fetch(read.session, row.specimen) if row is not None and row.specimen else None
        return None if picture is None else picture.content

    @query(allow=EVERYONE)
    def units(self, read: Read) -> list[Unit]:
        """Every unit, vacant ones too, from the lowest floor up."""
        return reading.units(read.session)

    @query(allow=EVERYONE)
    def floors(self, read: Read) -> list[Floor]:
        """The floors, from the lowest up."""
        return list(reading.floors(read.session).values())

    @query(allow=EVERYONE)
    def departments(self, read: Read) -> list[Department]:
        """The departments of the property company; guards see their phones too: they call them at night."""
        return reading.departments(read.session)

    @query(allow=SUPERVISORS)
    def plan_import(self, read: Read, table: Table) -> Plan:
        """What importing a list would do, and what is wrong with it. Writes nothing."""
        return plan_of(table, reading.book(read.session))

    @query(allow=SUPERVISORS)
    def numbers(self, read: Read, ids: Collection[int]) -> dict[int, str]:
        """The names of those of `ids` that are tenants, units, floors, contacts or signatories: for the audit log."""
        return named(
            read.session,
            ids,
            (TenantRow.id, TenantRow.name),
            (UnitRow.id, UnitRow.number),
            (FloorRow.id, FloorRow.label),
            (ContactRow.id, ContactRow.name),
            (SignatoryRow.id, SignatoryRow.name),
        )


def _card(session: Session, row: TenantRow, *, desk: bool) -> TenantCard:
    contacts = reading.contacts(session, row.id, phones=desk)
    return TenantCard(
        tenant=reading.one_tenant(session, row),
        units=tuple(reading.units(session, row.id)),
        contacts=contacts,
        signatories=reading.signatories(session, row.id, phones=desk),
        cleared=row.cleared,
        after_hours_phone=row.after_hours_phone,
        mailbox=row.mailbox if desk else "",
        forwarding=row.forwarding if desk else "",
        note=row.note if desk else "",
        moved_in=row.moved_in,
        moving_out=row.moving_out,
        moved_out=row.moved_out,
        notice_on=row.notice_on,
        cleared_at=row.cleared_at,
        cleared_by=(row.cleared_by or "") if desk else "",
        cleared_reference=(row.cleared_reference or "") if desk else "",
    )
