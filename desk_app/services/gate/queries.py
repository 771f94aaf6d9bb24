"""Questions about the gate's log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk_app.services.codes.ledger import PassRecord
from desk_app.services.core.people import EVERYONE
from desk_app.services.gate.judging import PassBooks
from desk_app.services.gate.tables import ScanRow
from desk_app.services.journal.work import Queries, Read, query


@dataclass(frozen=True, slots=True)
class PastScan:
    """One line of the gate's log. `record` is None when this PC has none for it."""

    id: int
    at: datetime
    verdict: str
    by: int
    pass_id: int | None = None
    record: PassRecord | None = None


class GateQueries(Queries):
    """The gate's log."""

    area = "gate"

    @query(allow=EVERYONE)
    def last(self, read: Read, limit: int = 50) -> list[PastScan]:
        """The newest attempts, newest first."""
        rows = read.session.scalars(select(ScanRow).order_by(ScanRow.id.desc()).limit(limit)).all()
        books = PassBooks(self.bench, read.session)
        return [
            PastScan(
                row.id,
                row.at,
                row.verdict,
                row.by,
                row.pass_id,
                books.record_of(row.pass_id) if row.pass_id is not None else None,
            )
            for row in rows
        ]
