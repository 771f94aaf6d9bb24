"""What the supervisor does with the audit log: taking a copy of it away is itself on record."""

from __future__ import annotations

from desk_app.services.core.people import SUPERVISORS
from desk_app.services.journal.work import Service, Work, command


class AuditCopies(Service):
    """Entries that leave the program as a file."""

    area = "audit"

    @command(allow=SUPERVISORS)
    def copied(self, work: Work, entries: int) -> None:
        """So many entries were saved as a file."""
        work.note(rows=entries)
