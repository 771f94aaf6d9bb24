"""Questions about the audit log: supervisors only."""

from __future__ import annotations

from sqlalchemy import Select, select

from desk_app.services.audit.chain import Finding, Outcome, verify
from desk_app.services.audit.records import AuditEntry, AuditFilter
from desk_app.services.audit.tables import AuditRow
from desk_app.services.core.people import SUPERVISORS, Role
from desk_app.services.journal.tables import EventRow
from desk_app.services.journal.work import Queries, Read, query

PAGE = 500
"""Entries of one page of the list."""


class AuditQueries(Queries):
    """Who did what."""

    area = "audit"

    @query(allow=SUPERVISORS)
    def entries(self, read: Read, only: AuditFilter, before: int | None = None) -> list[AuditEntry]:
        """At most `PAGE` entries, newest first; `before` is the number of the last one already seen."""
        wanted = select(AuditRow).order_by(AuditRow.seq.desc()).limit(PAGE)
        if before is not None:
            wanted = wanted.where(AuditRow.seq < before)
        if only.since is not None:
            wanted = wanted.where(AuditRow.at >= only.since)
        if only.until is not None:
            wanted = wanted.where(AuditRow.at < only.until)
        if only.staff is not None:
            wanted = wanted.where(AuditRow.staff == only.staff)
        if only.outcome is not None:
            wanted = wanted.where(AuditRow.outcome == only.outcome.value)
        if only.action:
            wanted = wanted.where(AuditRow.action.startswith(only.action, autoescape=True))
        if only.records is not None:
            wanted = wanted.where(AuditRow.seq.in_(_about(only.records)))
        return [_entry(row) for row in read.session.scalars(wanted)]

    @query(allow=SUPERVISORS)
    def actions(self, read: Read) -> list[str]:
        """Every action on record, for the filter."""
        return list(read.session.scalars(select(AuditRow.action).distinct().order_by(AuditRow.action)))

    @query(allow=SUPERVISORS)
    def faults(self, read: Read) -> list[Finding]:
        """Walk the whole chain; an empty list means nothing was touched."""
        return list(verify(read.session))


def _about(records: tuple[int, ...]) -> Select[int]:
    """The entries that cover the events of these records: of each event the first one that reaches it."""
    reaching = select(AuditRow.seq).where(AuditRow.last_event >= EventRow.id)
    first = reaching.order_by(AuditRow.last_event, AuditRow.seq).limit(1).scalar_subquery()
    return select(first).where(EventRow.entity.in_(records))


def _entry(row: AuditRow) -> AuditEntry:
    outcome, role = Outcome(row.outcome), Role(row.role)
    return AuditEntry(row.seq, row.at, row.staff, row.beside, role, row.action, outcome, row.detail)
