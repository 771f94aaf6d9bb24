"""What happens when something is scanned at the gate."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.services.codes.ledger import CLOCK_SKEW, PassRecord
from desk_app.services.codes.verdict import Verdict
from desk_app.services.core.changes import EventKind, Topic
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.people import EVERYONE, SUPERVISORS
from desk_app.services.core.typed import shortened_reason
from desk_app.services.core.words import N_
from desk_app.services.gate.judging import PassBooks, judge
from desk_app.services.gate.places import checked_gate
from desk_app.services.gate.tables import ScanRow
from desk_app.services.gate.trusted_time import confirm, floor_of, raise_floor
from desk_app.services.journal.work import Service, Work, command
from desk_app.services.trust.heard import forget_future

GATE_SCANS = Topic("gate_scans")
SCANNED = EventKind("gate.scanned", GATE_SCANS)
CLOCK = Topic("clock")
CLOCK_CONFIRMED = EventKind("clock.confirmed", CLOCK)


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

        No code raises; InvalidInput ("gate") for a gate that cannot be.
        """
        checked_gate(gate)
        books, floor = PassBooks(self.bench, work.session), floor_of(work.session, work.now)
        verdict = judge(self.bench, work.session, raw, gate=gate, now=work.now, floor=floor, books=books)
        pass_id = verdict.claims.pass_id if verdict.claims else None
        found = books.record_of(pass_id) if pass_id is not None else None
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
        if verdict.proven and verdict.claims is not None:
            books.learn(verdict.claims)
        raise_floor(work.session, work.now, floor)
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

    @command(allow=SUPERVISORS)
    def confirm_clock(self, work: Work, reason: str) -> None:
        """The clock is right now; it was in the future for a while. What was recorded then no longer counts as time.

        Raises InvalidInput (reason), and IllegalStep when the clock is not in doubt.
        """
        said = shortened_reason(reason)
        newest = floor_of(work.session, work.now)
        if newest - work.now <= CLOCK_SKEW:
            raise IllegalStep(N_("The clock of this PC is not in doubt. Nothing was changed."))
        confirm(work.session, work.now)
        forget_future(work.session, work.now)
        work.note(reasoned=True, newest=newest.isoformat())
        facts = {"newest": newest.isoformat(), "now": work.now.isoformat()}
        work.record(CLOCK_CONFIRMED, work.new_id(), facts, {"reason": said})
