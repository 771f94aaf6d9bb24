"""Writing one tenant within a verb's transaction: shared by the verbs and the import."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.core.errors import InvalidInput, NotFound, UserError
from desk_app.services.core.words import N_
from desk_app.services.directory import events, rules
from desk_app.services.directory.records import TenantDraft, TenantStatus
from desk_app.services.directory.tables import TenantRow
from desk_app.services.journal.work import Work


def tenant_row(session: Session, tenant_id: int) -> TenantRow:
    """A tenant. Raises NotFound."""
    row = session.get(TenantRow, tenant_id)
    if row is None:
        raise NotFound(N_("This tenant is not on record."))
    return row


def new_tenant(work: Work, draft: TenantDraft, moved_in: date | None) -> TenantRow:
    """Add a tenant. Raises InvalidInput."""
    row = TenantRow(id=work.new_id(), status=TenantStatus.ACTIVE.value, moved_in=moved_in, created=work.now)
    write_tenant(work, row, draft)
    work.session.add(row)
    work.session.flush()
    facts = {"name": row.name, "moved_in": moved_in.isoformat() if moved_in else None}
    work.record(events.TENANT_ADDED, row.id, facts, tenant_private(row))
    return row


def write_tenant(work: Work, row: TenantRow, draft: TenantDraft) -> None:
    """Put a checked draft into a row. Raises InvalidInput, also for a name that another tenant has."""
    cleaned = rules.checked_tenant(draft)
    key = rules.tenant_key(cleaned.name)
    with work.session.no_autoflush:
        other = work.session.scalars(
            select(TenantRow).where(TenantRow.key == key, TenantRow.id != row.id)
        ).first()
    if other is not None:
        raise InvalidInput({"name": UserError(N_("{name} is on record already."), name=other.name)})
    row.name, row.key = cleaned.name, key
    row.short_name, row.english_name = cleaned.short_name, cleaned.english_name
    row.mailbox, row.after_hours_phone, row.note = cleaned.mailbox, cleaned.after_hours_phone, cleaned.note


def note_clearance(work: Work, row: TenantRow, cleared: bool, reference: str = "") -> None:
    """Finance has cleared a tenant, with a reference or none, or has claims (again)."""
    row.cleared = cleared
    row.cleared_at, row.cleared_by = (work.now, work.by.name) if cleared else (None, None)
    row.cleared_reference = reference or None
    kind = events.FINANCE_CLEARED if cleared else events.FINANCE_BLOCKED
    work.record(kind, row.id, {}, {"reference": reference} if reference else None)


def tenant_private(row: TenantRow) -> dict[str, object]:
    """The part of a tenant's event that may name people or their phones."""
    return {
        "short_name": row.short_name,
        "english_name": row.english_name,
        "mailbox": row.mailbox,
        "after_hours_phone": row.after_hours_phone,
        "note": row.note,
    }
