"""Between rows and records: the only place that knows both."""

from __future__ import annotations

from desk_app.services.visitors.records import Host, IdKind, Permit, Purpose, Visit, VisitState, WatchEntry
from desk_app.services.visitors.tables import VisitRow, WatchRow


def to_visit(row: VisitRow, *, has_photo: bool = False) -> Visit:
    """A row as pages and papers see it."""
    return Visit(
        id=row.id,
        number=row.number,
        state=VisitState(row.state),
        name=row.name,
        phone=row.phone,
        company=row.company,
        purpose=Purpose(row.purpose),
        host=host_of(row),
        day=row.day,
        party_size=row.party_size,
        plate=row.plate,
        badge=row.badge,
        badge_returned=row.badge_returned,
        belongings=row.belongings,
        remark=row.remark,
        id_kind=IdKind(row.id_kind),
        id_mask=row.id_mask,
        permit=Permit(row.permit_number, row.permit_until, row.escort),
        expected_from=row.expected_from,
        expected_until=row.expected_until,
        arrived_at=row.arrived_at,
        seen_at=row.seen_at,
        left_at=row.left_at,
        left_by=row.left_by,
        reason=row.reason,
        short_code=row.short_code,
        pass_code=row.pass_code,
        copies=row.copies,
        has_photo=has_photo,
        watched=row.watch_entry is not None,
        received_by=row.received_by,
    )


def host_of(row: VisitRow) -> Host:
    """Whom the visitor comes to see."""
    return Host(row.host_tenant, row.host_name, row.host_unit, row.host_floor, row.host_person)


def set_host(row: VisitRow, host: Host) -> None:
    """Write the host into a row."""
    row.host_tenant, row.host_name = host.tenant_id, host.tenant.strip()
    row.host_unit, row.host_floor, row.host_person = (
        host.unit.strip(),
        host.floor.strip(),
        host.person.strip(),
    )


def to_watch_entry(row: WatchRow) -> WatchEntry:
    """A watch-list row as the supervisor sees it."""
    return WatchEntry(
        row.id, row.name, row.phone, row.id_mask, row.reason, row.added_at, row.until, row.active
    )


def facts(row: VisitRow) -> dict[str, object]:
    """What a visit's event says without personal data."""
    return {
        "number": row.number,
        "state": row.state,
        "day": row.day.isoformat(),
        "purpose": row.purpose,
        "tenant": row.host_tenant,
        "floor": row.host_floor,
        "party": row.party_size,
    }


def personal(row: VisitRow) -> dict[str, object]:
    """What a visit's event says about the person: kept apart, so that it can expire."""
    said = {
        "name": row.name,
        "phone": row.phone,
        "company": row.company,
        "host": row.host_person,
        "plate": row.plate,
        "remark": row.remark,
        "belongings": row.belongings,
        "document": row.id_mask,
    }
    return {key: value for key, value in said.items() if value}
