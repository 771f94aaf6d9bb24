"""The incidents that still run: what the handover of a shift asks for. Nothing here writes."""

from __future__ import annotations

from sqlalchemy import select

from desk_app.services.duty_log.mapping import to_incidents
from desk_app.services.duty_log.records import Incident
from desk_app.services.duty_log.tables import IncidentRow
from desk_app.services.journal.work import Read, Work


def open_incidents(read: Read | Work) -> list[Incident]:
    """Every incident that was not closed, the oldest report first; also inside a verb's own transaction."""
    wanted = select(IncidentRow).where(IncidentRow.closed_at.is_(None)).order_by(IncidentRow.reported_at)
    return to_incidents(read, read.session.scalars(wanted).all())
