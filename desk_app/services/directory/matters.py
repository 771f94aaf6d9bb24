"""What is open with a tenant in the directory: finance has not cleared one that is moving out."""

from __future__ import annotations

from collections.abc import Iterator

from desk_app.services.core.matters import Matter, Party
from desk_app.services.core.words import N_
from desk_app.services.directory.records import TenantStatus
from desk_app.services.directory.tables import TenantRow
from desk_app.services.journal.work import Read


def tenant_matters(read: Read, party: Party) -> Iterator[Matter]:
    """Owed by a tenant that is moving out (operating manual, Exit passes 4)."""
    row = read.session.get(TenantRow, party.tenant) if party.tenant is not None else None
    if row is None or row.status != TenantStatus.MOVING_OUT or row.cleared:
        return
    text = N_("{tenant} is moving out, and finance has not cleared it.")
    yield Matter("directory", "tenant", row.id, text, {"tenant": row.name})
