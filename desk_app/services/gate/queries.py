"""Questions about the gate's log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from desk_app.services.core.people import EVERYONE
from desk_app.services.gate.tables import ScanRow
from desk_app.services.journal.work import Queries, Read, query
from desk_app.services.visitors.passes import VisitLedger


@dataclass(frozen=True, slots=True)
class PastScan:
    """One line of the gate's log. `visitor` is the name on the visit, "" when this PC knows none."""

    id: int
    at: datetime
    verdict: str
    visit_id: int | None
    by: int
    visitor: str = ""


class GateQueries(Queries):
    """The gate's log."""

    area = "gate"

    @query(allow=EVERYONE)
    def last(self, read: Read, limit: int = 50) -> list[PastScan]:
        """The newest attempts, newest first."""
        rows = read.session.scalars(select(ScanRow).order_by(ScanRow.id.desc()).limit(limit)).all()
        names = VisitLedger(read.session).names({row.visit for row in rows if row.visit is not None})
        return [
            PastScan(row.id, row.at, row.verdict, row.visit, row.by, names.get(row.visit or 0, ""))
            for row in rows
        ]
