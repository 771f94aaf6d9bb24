"""Questions of the gate: what a code would give, what was scanned, whether the clock can be trusted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desk_app.services.codes.ledger import CLOCK_SKEW, PassRecord
from desk_app.services.codes.verdict import Verdict
from desk_app.services.codes.which_pass import pass_in
from desk_app.services.core.people import EVERYONE
from desk_app.services.gate.judging import PassBooks, judge
from desk_app.services.gate.tables import ScanRow
from desk_app.services.gate.trusted_time import floor_of
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
    suspect: bool = False
    """Whether a clock was in doubt then."""


@dataclass(frozen=True, slots=True)
class ClockState:
    """This PC's clock and the newest time it has ever shown; `behind` is 0 within the usual difference."""

    now: datetime
    newest: datetime

    @property
    def behind(self) -> timedelta:
        """By how much the clock was set back, or was ahead before."""
        late = self.newest - self.now
        return late if late > CLOCK_SKEW else timedelta()


def past_scan(bench: Bench, session: Session, scan: int) -> PastScan | None:
    """One line of the log, for a feature that writes about it in the same transaction."""
    row = session.get(ScanRow, scan)
    return None if row is None else _past(bench, session, [row])[0]


class GateQueries(Queries):
    """The gate's questions."""

    area = "gate"

    @query(allow=EVERYONE)
    def last(self, read: Read, limit: int = 50) -> list[PastScan]:
        """The newest attempts, newest first."""
        rows = read.session.scalars(select(ScanRow).order_by(ScanRow.id.desc()).limit(limit)).all()
        return _past(self.bench, read.session, rows)

    @query(allow=EVERYONE)
    def verify(self, read: Read, raw: str, gate: int = 0, at: datetime | None = None) -> Verdict:
        """The verdict that a scan would give, with nothing written and nothing released.

        `at`: as of another moment, taken as it is said: the newest time this PC has seen does not bind a question,
        and no clock is in doubt.
        No input raises.
        """
        now = read.now if at is None else at
        verdict = judge(self.bench, read.session, raw, gate=gate, now=now, floor=at)
        return verdict if at is None else replace(verdict, issued_later="")

    @query(allow=EVERYONE)
    def clock(self, read: Read) -> ClockState:
        """Whether this PC's clock is behind the newest time it has shown."""
        return ClockState(read.now, floor_of(read.session, read.now))

    @query(allow=EVERYONE)
    def record_of(self, read: Read, raw: str) -> PassRecord | None:
        """Whose a scanned or typed pass is: the record, of whichever feature; None for one without. Proves nothing.

        No input raises.
        """
        pass_id = pass_in(raw)
        return PassBooks(self.bench, read.session).record_of(pass_id) if pass_id is not None else None


def scans_of(session: Session, scans: Sequence[int]) -> list[PastScan]:
    """Lines of the log by their ids, without records, for a feature that tells what came of them."""
    return [_past_scan(row, {}) for row in session.scalars(select(ScanRow).where(ScanRow.id.in_(scans)))]


def _past(bench: Bench, session: Session, rows: Sequence[ScanRow]) -> list[PastScan]:
    passes = {row.pass_id for row in rows if row.pass_id is not None}
    records = PassBooks(bench, session).records_of(passes)
    return [_past_scan(row, records) for row in rows]


def _past_scan(row: ScanRow, records: Mapping[int, PassRecord]) -> PastScan:
    record = records.get(row.pass_id) if row.pass_id is not None else None
    return PastScan(row.id, row.at, row.verdict, row.by, row.pass_id, record, row.suspect)
