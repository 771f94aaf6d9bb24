"""Between rows and records: the only place that knows both."""

from __future__ import annotations

from desk_app.services.calls.records import Call, TypedCall
from desk_app.services.calls.rules import state_of
from desk_app.services.calls.tables import CallRow
from desk_app.services.visitors.records import Host


def to_call(row: CallRow) -> Call:
    """A row as pages see it."""
    return Call(
        id=row.id,
        number=row.number,
        at=row.at,
        state=state_of(row.passed_at, row.became),
        caller=row.caller,
        phone=row.phone,
        company=row.company,
        whom=whom_of(row),
        about=row.about,
        taken_by=row.taken_by,
        passed_at=row.passed_at,
        passed_by=row.passed_by,
        became=row.became,
        became_kind=row.became_kind,
    )


def whom_of(row: CallRow) -> Host:
    """For whom the call was."""
    return Host(row.host_tenant, row.host_name, row.host_unit, row.host_floor, row.host_person)


def fill(row: CallRow, call: TypedCall) -> None:
    """Write what was typed into the row."""
    row.phone, row.caller, row.company, row.about = call.phone, call.caller, call.company, call.about
    row.host_tenant, row.host_name = call.whom.tenant_id, call.whom.tenant
    row.host_unit, row.host_floor, row.host_person = call.whom.unit, call.whom.floor, call.whom.person


def facts(row: CallRow) -> dict[str, object]:
    """What a call's event says without personal data."""
    return {
        "number": row.number,
        "state": state_of(row.passed_at, row.became).value,
        "tenant": row.host_tenant,
        "floor": row.host_floor,
    }


def personal(row: CallRow) -> dict[str, object]:
    """What a call's event says about people: kept apart, so that it can expire."""
    said = {
        "caller": row.caller,
        "phone": row.phone,
        "company": row.company,
        "for": row.host_name,
        "unit": row.host_unit,
        "person": row.host_person,
        "about": row.about,
    }
    return {key: value for key, value in said.items() if value}
