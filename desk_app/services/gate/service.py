"""What happens when something is scanned at the gate."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.services.codes.ledger import PassRecord
from desk_app.services.codes.verdict import Verdict
from desk_app.services.core.changes import EventKind, Topic
from desk_app.services.core.people import EVERYONE
from desk_app.services.gate.judging import PassBooks, judge
from desk_app.services.gate.tables import ScanRow
from desk_app.services.gate.trusted_time import raise_floor
from desk_app.services.journal.work import Service, Work, command

GATE_SCANS = Topic("gate_scans")
SCANNED = EventKind("gate.scanned", GATE_SCANS)


@dataclass(frozen=True, slots=True)
class Attempt:
    """The answer to one scan: the verdict, the line in the log, and the record it belongs to if this PC has it."""

    verdict: Verdict
    scan_id: int
    record: PassRecord | None = None


class Gate(Service):
    """Scan → verdict, on record, good or bad."""

    area = "gate"

    @command(allow=EVERYONE)
    def scan(self, work: Work, raw: str, gate: int = 0) -> Attempt:
        """Judge what was scanned or typed at a gate (1 to 8, 0 at a PC that is none) and put it on record.

        No input raises.
        """
        verdict = judge(self.bench, work.session, raw, gate=gate, now=work.now)
        pass_id = verdict.claims.pass_id if verdict.claims else None
        found = PassBooks(self.bench, work.session).record_of(pass_id) if pass_id is not None else None
        row = ScanRow(
            id=work.new_id(),
            at=work.now,
            gate=gate,
            verdict=verdict.code.value,
            pass_id=pass_id,
            kind=found.kind if found else "",
            record=found.id if found else None,
            proven=verdict.proven,
            suspect=verdict.clock_suspect,
            by=work.by.staff_id,
        )
        work.session.add(row)
        raise_floor(work.session, work.now)
        facts = {
            "verdict": row.verdict,
            "pass": pass_id,
            "gate": gate,
            "kind": row.kind,
            "record": row.record,
            "suspect": row.suspect,
        }
        work.record(SCANNED, row.id, facts)
        return Attempt(verdict, row.id, found)
