"""The directory is head office's to say: all of it."""

from __future__ import annotations

from desk_app.services.core.master import MasterTable
from desk_app.services.core.words import N_
from desk_app.services.directory import events
from desk_app.services.directory.records import GOODS_KIND_NAMES, TENANT_STATUS_NAMES, TenantStatus

MASTER = (
    MasterTable("floors", events.FLOORS, N_("Floor", "master"), ("label",), retired={"active": 0}),
    MasterTable(
        "tenants",
        events.TENANTS,
        N_("Tenant", "master"),
        ("name",),
        retired={"status": TenantStatus.MOVED_OUT.value},
        values={"status": TENANT_STATUS_NAMES},
    ),
    MasterTable("units", events.UNITS, N_("Unit", "master"), ("number",), retired={"active": 0}),
    MasterTable(
        "tenant_contacts", events.CONTACTS, N_("Contact", "master"), ("name",), retired={"active": 0}
    ),
    MasterTable(
        "signatories",
        events.SIGNATORIES,
        N_("Authorised signatory", "master"),
        ("name",),
        retired={"active": 0},
        values={"kinds": GOODS_KIND_NAMES},
    ),
    MasterTable("departments", events.DEPARTMENTS, N_("Department", "master"), ("name", "code")),
)
