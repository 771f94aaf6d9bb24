"""The supervisor's verbs on a tenant's contacts and signatories."""

from __future__ import annotations

from datetime import date

from desk_app.services.blobs.store import kept_signature
from desk_app.services.core.errors import InvalidInput, NotFound, UserError
from desk_app.services.core.people import SUPERVISORS
from desk_app.services.core.words import N_
from desk_app.services.directory import events, rules
from desk_app.services.directory.records import ContactDraft, SignatoryDraft
from desk_app.services.directory.tables import ContactRow, SignatoryRow
from desk_app.services.directory.tenants import tenant_row
from desk_app.services.journal.work import Service, Work, command


class TenantPeople(Service):
    """Contacts and authorised signatories (operating manual, People and things; Exit passes)."""

    area = "directory"

    @command(allow=SUPERVISORS)
    def add_contact(self, work: Work, tenant_id: int, draft: ContactDraft) -> int:
        """Add a contact; returns its id. Raises InvalidInput, NotFound."""
        return new_contact(work, tenant_row(work.session, tenant_id).id, draft).id

    @command(allow=SUPERVISORS)
    def correct_contact(self, work: Work, contact_id: int, draft: ContactDraft) -> None:
        """Correct a contact. Raises InvalidInput, NotFound."""
        row = _contact(work, contact_id)
        write_contact(row, draft)
        contact_changed(work, row)

    @command(allow=SUPERVISORS)
    def withdraw_contact(self, work: Work, contact_id: int) -> None:
        """The person is no contact any more; records keep the name."""
        row = _contact(work, contact_id)
        row.active = False
        work.record(events.CONTACT_WITHDRAWN, row.id, {"tenant": row.tenant})

    @command(allow=SUPERVISORS)
    def add_signatory(
        self, work: Work, tenant_id: int, draft: SignatoryDraft, specimen: bytes | None = None
    ) -> int:
        """Add a signatory with the picture of a specimen signature. Raises InvalidInput, NotFound."""
        return new_signatory(work, tenant_row(work.session, tenant_id).id, draft, specimen).id

    @command(allow=SUPERVISORS)
    def correct_signatory(
        self, work: Work, signatory_id: int, draft: SignatoryDraft, specimen: bytes | None = None
    ) -> None:
        """Correct a signatory; without a new picture the specimen stays. Raises InvalidInput, NotFound."""
        row = _signatory(work, signatory_id)
        _write_signatory(work, row, draft)
        _attach(work, row, specimen)
        work.record(events.SIGNATORY_CORRECTED, row.id, _signatory_facts(row), _signatory_private(row))

    @command(allow=SUPERVISORS)
    def renew_signatory(self, work: Work, signatory_id: int, expires: date | None) -> None:
        """Let a signature count until another day; None for as long as the tenant stays. Raises InvalidInput."""
        row = _signatory(work, signatory_id)
        if expires is not None and expires < work.today:
            raise InvalidInput({"expires": UserError(N_("This day is past."))})
        row.expires = expires
        work.record(events.SIGNATORY_RENEWED, row.id, {"expires": expires.isoformat() if expires else None})

    @command(allow=SUPERVISORS)
    def withdraw_signatory(self, work: Work, signatory_id: int) -> None:
        """The signature releases nothing from now on; records keep the name."""
        row = _signatory(work, signatory_id)
        row.active = False
        work.record(events.SIGNATORY_WITHDRAWN, row.id, {"tenant": row.tenant})


def new_contact(work: Work, tenant_id: int, draft: ContactDraft) -> ContactRow:
    """Add a contact within a verb's transaction. Raises InvalidInput."""
    row = ContactRow(id=work.new_id(), tenant=tenant_id, active=True)
    write_contact(row, draft)
    work.session.add(row)
    work.record(events.CONTACT_ADDED, row.id, _contact_facts(row), _contact_private(row))
    return row


def write_contact(row: ContactRow, draft: ContactDraft) -> None:
    """Put a checked draft into a row. Raises InvalidInput."""
    cleaned = rules.checked_contact(draft)
    row.name, row.job, row.phone, row.after_hours = (
        cleaned.name,
        cleaned.job,
        cleaned.phone,
        cleaned.after_hours,
    )


def contact_changed(work: Work, row: ContactRow) -> None:
    """Put a corrected contact on record."""
    work.record(events.CONTACT_CORRECTED, row.id, _contact_facts(row), _contact_private(row))


def _contact(work: Work, contact_id: int) -> ContactRow:
    row = work.session.get(ContactRow, contact_id)
    if row is None or not row.active:
        raise NotFound(N_("This contact is not on record."))
    return row


def _contact_facts(row: ContactRow) -> dict[str, object]:
    return {"tenant": row.tenant, "after_hours": row.after_hours}


def _contact_private(row: ContactRow) -> dict[str, object]:
    return {"name": row.name, "job": row.job, "phone": row.phone}


def new_signatory(work: Work, tenant_id: int, draft: SignatoryDraft, specimen: bytes | None) -> SignatoryRow:
    """Add a signatory within a verb's transaction. Raises InvalidInput."""
    row = SignatoryRow(id=work.new_id(), tenant=tenant_id, specimen="", active=True)
    _write_signatory(work, row, draft)
    _attach(work, row, specimen)
    work.session.add(row)
    work.record(events.SIGNATORY_ADDED, row.id, _signatory_facts(row), _signatory_private(row))
    return row


def _signatory(work: Work, signatory_id: int) -> SignatoryRow:
    row = work.session.get(SignatoryRow, signatory_id)
    if row is None or not row.active:
        raise NotFound(N_("This signatory is not on record."))
    return row


def _write_signatory(work: Work, row: SignatoryRow, draft: SignatoryDraft) -> None:
    # An expired one may be corrected without being renewed.
    today = work.today if row.expires is None or draft.expires != row.expires else date.min
    cleaned = rules.checked_signatory(draft, today)
    row.name, row.phone, row.expires = cleaned.name, cleaned.phone, cleaned.expires
    row.kinds = " ".join(kind.value for kind in cleaned.kinds)


def _attach(work: Work, row: SignatoryRow, specimen: bytes | None) -> None:
    if specimen is not None:
        row.specimen = kept_signature(work, specimen, "specimen")


def _signatory_facts(row: SignatoryRow) -> dict[str, object]:
    return {
        "tenant": row.tenant,
        "expires": row.expires.isoformat() if row.expires else None,
        "kinds": row.kinds.split(),
        "specimen": row.specimen,
    }


def _signatory_private(row: SignatoryRow) -> dict[str, object]:
    return {"name": row.name, "phone": row.phone}
