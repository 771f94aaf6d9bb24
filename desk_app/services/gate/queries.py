"""Questions about the gate's log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.codes.ledger import PassRecord
from desk_app.services.core.people import EVERYONE
from desk_app.services.gate.judging import PassBooks
from desk_app.services.gate.tables import ScanRow
from desk_app.services.journal.work import Bench, Queries, Read, query


@dataclass(frozen=True, slots=True)
class PastScan:
    """One line of the gate's log. `record` is None when this PC has none for it."""

    id: int
    at: datetime
    verdict: str
    by: int
    pass_id: int | None = None
    record: PassRecord | None = None


def past_scan(bench: Bench, session: Session, scan: int) -> PastScan | None:
    """One line of the log, for a feature that writes about it in the same transaction."""
    row = session.get(ScanRow, scan)
    return None if row is None else _past(row, PassBooks(bench, session))


class GateQueries(Queries):
    """The gate's log."""

    area = "gate"

    @query(allow=EVERYONE)
    def last(self, read: Read, limit: int = 50) -> list[PastScan]:
        """The newest attempts, newest first."""
        rows = read.session.scalars(select(ScanRow).order_by(ScanRow.id.desc()).limit(limit)).all()
        books = PassBooks(self.bench, read.session)
        return [_past(row, books) for row in rows]


def _past(row: ScanRow, books: PassBooks) -> PastScan:
    record = books.record_of(row.pass_id) if row.pass_id is not None else None
    return PastScan(row.id, row.at, row.verdict, row.by, row.pass_id, record)


def scans_of(bench: Bench, session: Session, scans: Sequence[int]) -> list[PastScan]:
    """Lines of the log by their ids, for a feature that tells what came of them."""
    books = PassBooks(bench, session)
    return [_past(row, books) for row in session.scalars(select(ScanRow).where(ScanRow.id.in_(scans)))]
