"""What the directory says about one person: as a tenant's contact, as who may sign exit passes."""

from __future__ import annotations

from sqlalchemy import and_

from desk_app.services.core.personal import COMPANY, KEPT_HERE, NAME, PHONE, SIGNATURE, UNTIL
from desk_app.services.core.words import N_
from desk_app.services.directory.tables import ContactRow, SignatoryRow, TenantRow
from desk_app.services.personal_rows import Fact, FoundIn, PersonRows

_AREA = "directory"
_WHY = N_("Named by their company: have the company name somebody else, then end the entry.", "personal")
_CONTACT = PersonRows(
    _AREA,
    "contact",
    N_("Contact of a tenant", "personal"),
    ContactRow.id,
    None,
    (
        Fact(NAME, ContactRow.name),
        Fact(PHONE, ContactRow.phone),
        Fact(COMPANY, TenantRow.name),
        Fact(N_("Job", "personal"), ContactRow.job),
    ),
    name=ContactRow.name,
    phone=ContactRow.phone,
    joined=((TenantRow, TenantRow.id == ContactRow.tenant),),
    open=((and_(ContactRow.active, TenantRow.moved_out.is_(None)), _WHY),),
)
_SIGNATORY = PersonRows(
    _AREA,
    "signatory",
    N_("May sign exit passes", "personal"),
    SignatoryRow.id,
    None,
    (
        Fact(NAME, SignatoryRow.name),
        Fact(PHONE, SignatoryRow.phone),
        Fact(COMPANY, TenantRow.name),
        Fact(UNTIL, SignatoryRow.expires),
        Fact(SIGNATURE, SignatoryRow.specimen, lambda kept: KEPT_HERE if kept else ""),
    ),
    name=SignatoryRow.name,
    phone=SignatoryRow.phone,
    joined=((TenantRow, TenantRow.id == SignatoryRow.tenant),),
    open=((and_(SignatoryRow.active, TenantRow.moved_out.is_(None)), _WHY),),
)

personal = FoundIn(_CONTACT, _SIGNATORY)
