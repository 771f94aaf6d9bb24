"""What happens when something is scanned at the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from desk_app.services.codes.claims import PassClaims
from desk_app.services.codes.ledger import GateContext, Revocation, Use
from desk_app.services.codes.pass_code import parse, split
from desk_app.services.codes.scanned import read as read_scan
from desk_app.services.codes.signing import KeyRing, Purpose, TrustedKey, open_signing_key
from desk_app.services.codes.verdict import Verdict, judge_scan
from desk_app.services.core.changes import EventKind, Topic
from desk_app.services.core.people import EVERYONE
from desk_app.services.gate.options import GATE_NUMBER
from desk_app.services.gate.tables import ScanRow
from desk_app.services.journal.work import Bench, Service, Work, command
from desk_app.services.visitors.passes import VisitLedger

GATE_SCANS = Topic("gate_scans")
SCANNED = EventKind("gate.scanned", GATE_SCANS)
KEYS_SINCE = datetime(2020, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Attempt:
    """The answer to one scan: the verdict, and the visit it belongs to if this PC knows it."""

    verdict: Verdict
    visit_id: int | None


class Gate(Service):
    """Scan → verdict. Reads records of every feature that gives out passes."""

    area = "gate"

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench)
        self._ring: KeyRing | None = None

    @command(allow=EVERYONE)
    def scan(self, work: Work, raw: str) -> Attempt:
        """Judge what was scanned or typed and put the attempt on record. No input raises."""
        ledger = _Ledger(work.session)
        context = GateContext(
            site=work.desk.site_number,
            gate=work.setting(GATE_NUMBER),
            now=work.now,
            floor=work.now,  # only head office signs times; there is none yet
            zone=self.bench.clock.zone,
            alone=True,
        )
        verdict = judge_scan(read_scan(raw), self._keys(), context, ledger)
        pass_id = verdict.claims.pass_id if verdict.claims else None
        visit = ledger.visits.visit_of(pass_id) if pass_id is not None else None
        row = ScanRow(
            id=work.new_id(),
            at=work.now,
            gate=context.gate,
            verdict=verdict.code.value,
            pass_id=pass_id,
            visit=visit.id if visit else None,
            proven=verdict.proven,
            by=work.by.staff_id,
        )
        work.session.add(row)
        work.record(
            SCANNED, row.id, {"verdict": row.verdict, "pass": pass_id, "gate": row.gate, "visit": row.visit}
        )
        return Attempt(verdict, row.visit)

    def _keys(self) -> KeyRing:
        """The keys this PC trusts: its own, until desks admit each other."""
        if self._ring is None:
            desk = self.bench.desk
            own = open_signing_key(self.bench.secrets, Purpose.PASS)
            trusted = TrustedKey(
                own.public, frozenset({Purpose.PASS}), desk.site_number, desk.desk_number, KEYS_SINCE
            )
            self._ring = KeyRing([trusted])
        return self._ring


class _Ledger:
    """What this PC knows about a pass: today the visitor log."""

    def __init__(self, session: Session) -> None:
        self.visits = VisitLedger(session)
        self._claims: dict[int, PassClaims | None] = {}

    def claims(self, pass_id: int) -> PassClaims | None:
        """The pass as it was issued here."""
        if pass_id not in self._claims:
            row = self.visits.visit_of(pass_id)
            frame = read_scan(row.pass_code).frame if row is not None else None
            self._claims[pass_id] = parse(split(frame), frame) if frame is not None else None
        return self._claims[pass_id]

    def revocation(self, pass_id: int) -> Revocation | None:
        """Whether it was taken back."""
        return self.visits.revocation(pass_id)

    def uses(self, pass_id: int) -> Sequence[Use]:
        """Its releases."""
        return self.visits.uses(pass_id)

    def revocations_at(self) -> datetime | None:
        """No other PC's list came yet."""
        return None

    def gates_at(self) -> datetime | None:
        """No other gate's records came yet."""
        return None
