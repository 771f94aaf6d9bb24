"""Carrying out a plan: all of it in the caller's transaction, or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desk_app.services.directory import events, places
from desk_app.services.directory.people import contact_changed, new_contact, write_contact
from desk_app.services.directory.planning import OWN_COLUMNS, Action, Plan, PlannedTenant
from desk_app.services.directory.tables import ContactRow, TenantRow, UnitRow
from desk_app.services.directory.tenants import (
    new_tenant,
    note_clearance,
    tenant_private,
    tenant_row,
    write_tenant,
)
from desk_app.services.journal.work import Work


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    added: int
    changed: int
    same: int


def carry_out(work: Work, plan: Plan) -> Imported:
    """Do what a plan without problems says, in the caller's transaction."""
    for planned in plan.rows:
        if planned.action is not Action.SAME:
            _carry_out(work, planned)
    return Imported(plan.count(Action.ADD), plan.count(Action.CHANGE), plan.count(Action.SAME))


def _carry_out(work: Work, planned: PlannedTenant) -> None:
    row = _written(work, planned)
    if planned.cleared not in (None, row.cleared):
        note_clearance(work, row, bool(planned.cleared))
    taken = places.take(work, row, list(_made_units(work, planned.units)))
    if taken:
        work.record(events.TENANT_MOVED_IN, row.id, {"units": taken})
    if planned.contact is None:
        return
    if planned.contact_id is None:
        new_contact(work, row.id, planned.contact)
    elif planned.changed & {"job", "phone"}:
        contact = work.session.get_one(ContactRow, planned.contact_id)
        write_contact(contact, planned.contact)
        contact_changed(work, contact)


def _written(work: Work, planned: PlannedTenant) -> TenantRow:
    if planned.tenant is None:
        return new_tenant(work, planned.draft, planned.moved_in)
    row = tenant_row(work.session, planned.tenant)
    if planned.changed & {*OWN_COLUMNS, "moved_in"}:
        write_tenant(work, row, planned.draft)
        row.moved_in = planned.moved_in or row.moved_in
        day = row.moved_in.isoformat() if row.moved_in else None
        work.record(events.TENANT_CORRECTED, row.id, {"name": row.name, "moved_in": day}, tenant_private(row))
    return row


def _made_units(work: Work, units: Mapping[str, str]) -> Iterable[UnitRow]:
    for number, floor in units.items():
        yield places.unit_called(work, number) or places.make_unit(
            work, number, places.make_floor(work, floor)
        )
