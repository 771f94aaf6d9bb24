"""What can happen in the directory."""

from __future__ import annotations

from desk_app.services.core.changes import EventKind, Topic

TENANTS = Topic("tenants")
UNITS = Topic("units")
FLOORS = Topic("floors")
CONTACTS = Topic("contacts")
SIGNATORIES = Topic("signatories")
DEPARTMENTS = Topic("departments")

TENANT_ADDED = EventKind("tenant.added", TENANTS)
TENANT_CORRECTED = EventKind("tenant.corrected", TENANTS)
TENANT_MOVED_IN = EventKind("tenant.moved_in", TENANTS)
TENANT_GAVE_UP = EventKind("tenant.gave_up_units", TENANTS)
MOVE_OUT_ANNOUNCED = EventKind("tenant.move_out_announced", TENANTS)
MOVE_OUT_CALLED_OFF = EventKind("tenant.move_out_called_off", TENANTS)
TENANT_MOVED_OUT = EventKind("tenant.moved_out", TENANTS)
FORWARDING_SET = EventKind("tenant.forwarding_set", TENANTS)
FINANCE_CLEARED = EventKind("tenant.finance_cleared", TENANTS)
FINANCE_BLOCKED = EventKind("tenant.finance_blocked", TENANTS)
UNIT_ADDED = EventKind("unit.added", UNITS)
UNIT_TAKEN = EventKind("unit.taken", UNITS)
UNIT_VACATED = EventKind("unit.vacated", UNITS)
UNIT_WITHDRAWN = EventKind("unit.withdrawn", UNITS)
FLOOR_ADDED = EventKind("floor.added", FLOORS)
CONTACT_ADDED = EventKind("contact.added", CONTACTS)
CONTACT_CORRECTED = EventKind("contact.corrected", CONTACTS)
CONTACT_WITHDRAWN = EventKind("contact.withdrawn", CONTACTS)
SIGNATORY_ADDED = EventKind("signatory.added", SIGNATORIES)
SIGNATORY_CORRECTED = EventKind("signatory.corrected", SIGNATORIES)
SIGNATORY_RENEWED = EventKind("signatory.renewed", SIGNATORIES)
SIGNATORY_WITHDRAWN = EventKind("signatory.withdrawn", SIGNATORIES)
CONTACT_FORGOTTEN = EventKind("contact.forgotten", CONTACTS)
SIGNATORY_FORGOTTEN = EventKind("signatory.forgotten", SIGNATORIES)
DEPARTMENT_CORRECTED = EventKind("department.corrected", DEPARTMENTS)

EVENTS = (
    TENANT_ADDED, TENANT_CORRECTED, TENANT_MOVED_IN, TENANT_GAVE_UP, MOVE_OUT_ANNOUNCED, MOVE_OUT_CALLED_OFF,
    TENANT_MOVED_OUT, FORWARDING_SET, FINANCE_CLEARED, FINANCE_BLOCKED, UNIT_ADDED, UNIT_TAKEN, UNIT_VACATED,
    UNIT_WITHDRAWN, FLOOR_ADDED, CONTACT_ADDED, CONTACT_CORRECTED, CONTACT_WITHDRAWN, SIGNATORY_ADDED,
    SIGNATORY_CORRECTED, SIGNATORY_RENEWED, SIGNATORY_WITHDRAWN, CONTACT_FORGOTTEN,
    SIGNATORY_FORGOTTEN, DEPARTMENT_CORRECTED,
)  # fmt: skip
