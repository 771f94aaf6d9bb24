"""What of the directory is forgotten: people of tenants that moved out, and those withdrawn. Companies stay."""

from __future__ import annotations

from sqlalchemy import case, func, or_, select

from desk_app.services.core.words import N_
from desk_app.services.directory import events
from desk_app.services.directory.options import KEEP_YEARS
from desk_app.services.directory.tables import ContactRow, SignatoryRow, TenantRow
from desk_app.services.retention.kept import Kept, Retained, Told, Unit, begin_of_day

_CONTACT_TENANT = TenantRow.id == ContactRow.tenant
_SIGNATORY_TENANT = TenantRow.id == SignatoryRow.tenant
_CONTACTS = Kept(
    ContactRow,
    func.coalesce(
        select(begin_of_day(TenantRow.moved_out)).where(_CONTACT_TENANT).scalar_subquery(),
        case(
            (ContactRow.active.is_(False), select(TenantRow.created).where(_CONTACT_TENANT).scalar_subquery())
        ),
    ),
    {"name": "", "job": "", "phone": "", "active": False},
    events.CONTACT_FORGOTTEN,
    kinds=("contact",),
)
_SIGNATORIES = Kept(
    SignatoryRow,
    func.coalesce(
        select(begin_of_day(TenantRow.moved_out)).where(_SIGNATORY_TENANT).scalar_subquery(),
        case(
            (
                SignatoryRow.active.is_(False),
                select(TenantRow.created).where(_SIGNATORY_TENANT).scalar_subquery(),
            )
        ),
    ),
    {"name": "", "phone": "", "specimen": "", "active": False},
    events.SIGNATORY_FORGOTTEN,
    kinds=("signatory",),
)
_TENANTS = Kept(
    TenantRow,
    begin_of_day(TenantRow.moved_out),
    {"after_hours_phone": "", "forwarding": "", "note": ""},
    None,
    left=or_(TenantRow.after_hours_phone != "", TenantRow.forwarding != "", TenantRow.note != ""),
    private=False,
)

RETENTION = (
    Retained(
        N_("Directory: people of moved-out tenants, and their earlier phones"),
        KEEP_YEARS,
        Unit.YEARS,
        (_CONTACTS, _SIGNATORIES, _TENANTS, Told(TenantRow.id), Told(ContactRow.id), Told(SignatoryRow.id)),
    ),
)
