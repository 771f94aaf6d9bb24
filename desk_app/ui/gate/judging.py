"""What the gate asks of the services: plain calls, made on a worker; no widget here.

Every method returns `Changes`, with a `Reading` inside: what is known about the pass in the guard's hand, and what was
done with it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from enum import Enum, auto

from desk_app.services.catalogue import Services
from desk_app.services.codes.claims import PassKind
from desk_app.services.core.changes import Changes, Topic
from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.people import Actor
from desk_app.services.gate.options import AMBER_HOURS, RED_HOURS, SCAN_CHECKS_OUT
from desk_app.services.gate.queries import GateQueries, PastScan
from desk_app.services.gate.service import Attempt, Gate
from desk_app.services.passes.gate_reading import ReleaseQueries
from desk_app.services.passes.meeting import GateRecordQueries
from desk_app.services.passes.outcomes import Outcome, OutcomeQueries
from desk_app.services.passes.records import AtGate, Refusal, Released, TakenBack
from desk_app.services.trust.heard import HeardDesk
from desk_app.services.visitors.queries import VisitCard, VisitorQueries
from desk_app.services.visitors.records import Counts, VisitState
from desk_app.services.visitors.service import Visitors
from desk_app.ui.gate.steps import Step
from desk_app.ui.gate.tally import Way

BY = "gate"
VISIT = "visit"
LINES = 24
Touched = Mapping[Topic, frozenset[int]]
Errand = Callable[[Actor], Changes["Reading"]]
Came = Released | Refusal | TakenBack


class Done(Enum):
    """What happened to the visit since it was scanned."""

    JUDGED = auto()
    LEFT = auto()
    BACK = auto()
    STEPPED_OUT = auto()
    UNDONE = auto()
    """The check-out was."""
    STAYED = auto()
    """The break was."""


@dataclass(frozen=True)
class Reading:
    """One scan: the verdict, the visit or the goods as this role may see them, and what was done.

    `came`: what came of goods; None as long as nothing did. `way`: where they go, None for what the verdict says.
    """

    attempt: Attempt
    card: VisitCard | None = None
    done: Done = Done.JUDGED
    raw: str = field(default="", repr=False)
    goods: AtGate | None = None
    came: Came | None = None
    approved_by: str = field(default="", repr=False)
    """The supervisor by whose word it was done, and why."""
    why: str = field(default="", repr=False)
    way: Way | None = None

    @property
    def of_visitor(self) -> bool:
        """Whether it was a visitor's pass."""
        claims = self.attempt.verdict.claims
        return self.card is not None or (claims is not None and claims.kind is PassKind.VISITOR)


@dataclass(frozen=True)
class Overview:
    """What stands beside the verdict."""

    scans: tuple[PastScan, ...]
    counts: Counts
    outcomes: Mapping[int, Outcome] = field(default_factory=dict)
    others: tuple[HeardDesk, ...] = ()
    """The other desks, and up to when their records are here."""
    old_after: tuple[timedelta, timedelta] = (timedelta.max, timedelta.max)
    """From when records are amber, and red."""


class GateDesk:
    """The gate's errands."""

    def __init__(self, services: Services, gate: int = 0) -> None:
        self.number = gate
        self._settings = services.bench.settings
        self._gate, self._log = services.get(Gate), services.get(GateQueries)
        self._visitors, self._visits = services.get(Visitors), services.get(VisitorQueries)
        self._records = services.get(GateRecordQueries)
        self._goods, self._outcomes = services.get(ReleaseQueries), services.get(OutcomeQueries)

    def judge(self, actor: Actor, raw: str) -> Changes[Reading]:
        """Judge a code. Who was on a break is back; who may leave has left, if the setting says at once."""
        looked = self.look(actor, raw)
        reading, verdict = looked.result, looked.result.attempt.verdict
        card = reading.card
        if card is None or not verdict.releases or verdict.needs_supervisor:
            return looked
        if card.visit.state is VisitState.ON_BREAK:
            return _after(looked.touched, self.come_back(actor, reading))
        # A typed number proves nothing: the guard reads the warning, looks at the paper, then confirms.
        at_once = self._settings.get(SCAN_CHECKS_OUT) and verdict.proven
        if at_once and not card.visit.badge:
            return _after(looked.touched, self.leave(actor, reading))
        return looked

    def look(self, actor: Actor, raw: str) -> Changes[Reading]:
        """Judge a code and do nothing about it."""
        scanned = self._gate.scan(actor, raw, self.number)
        attempt = scanned.result
        found = attempt.record
        card = self._visits.card(actor, found.id) if found is not None and found.kind == VISIT else None
        goods = self._goods_of(actor, attempt)
        return Changes(Reading(attempt, card, raw=raw, goods=goods), scanned.touched)

    def _goods_of(self, actor: Actor, attempt: Attempt) -> AtGate | None:
        claims = attempt.verdict.claims
        if claims is None or claims.kind is PassKind.VISITOR:
            return None
        return self._goods.at_gate(actor, claims)

    def errand(self, step: Step, reading: Reading) -> Errand | None:
        """What a step about a visitor does; None for a step about goods."""
        errands: dict[Step, Errand] = {
            Step.LEAVES: lambda actor: self.leave(actor, reading, True),
            Step.WITHOUT_BADGE: lambda actor: self.leave(actor, reading, False),
            Step.STEPS_OUT: lambda actor: self.step_out(actor, reading),
            Step.BACK: lambda actor: self.come_back(actor, reading),
            Step.UNDO: lambda actor: self.undo(actor, reading),
        }
        return errands.get(step)

    def leave(
        self, actor: Actor, reading: Reading, badge_returned: bool | None = None, reason: str = ""
    ) -> Changes[Reading]:
        """The visitor leaves through the gate. When somebody else was faster, the verdict of now says who.

        `reason`: why the supervisor, who then is the actor, lets out in spite of records that are too old.
        """
        visit = _visit(reading)
        try:
            changes = self._visitors.check_out(
                actor, visit, badge_returned=badge_returned, by=BY, reason=reason
            )
        except IllegalStep:
            return self.look(actor, reading.raw)
        if reason:
            reading = replace(reading, approved_by=actor.name, why=reason)
        return self._told(actor, reading, Done.LEFT, changes.touched)

    def step_out(self, actor: Actor, reading: Reading) -> Changes[Reading]:
        """Lunch, the car; a check-out just made is taken back first. Raises IllegalStep."""
        before: Touched = {}
        if reading.done is Done.LEFT:
            before = self._visitors.undo_check_out(actor, _visit(reading)).touched
        changes = self._visitors.step_out(actor, _visit(reading))
        return _after(before, self._told(actor, reading, Done.STEPPED_OUT, changes.touched))

    def come_back(self, actor: Actor, reading: Reading) -> Changes[Reading]:
        """Back from a break. Raises IllegalStep."""
        changes = self._visitors.come_back(actor, _visit(reading))
        return self._told(actor, reading, Done.BACK, changes.touched)

    def undo(self, actor: Actor, reading: Reading) -> Changes[Reading]:
        """The visitor did not leave, or step out, after all. Raises IllegalStep."""
        if reading.done is Done.STEPPED_OUT:
            stays = self._visitors.come_back(actor, _visit(reading))
            return self._told(actor, reading, Done.STAYED, stays.touched)
        changes = self._visitors.undo_check_out(actor, _visit(reading))
        return self._told(actor, reading, Done.UNDONE, changes.touched)

    def overview(self, actor: Actor) -> Overview:
        """The last scans and how many are inside."""
        scans = tuple(self._log.last(actor, LINES))
        outcomes = self._outcomes.came_of(actor, [scan.id for scan in scans])
        old_after = self._settings.get(AMBER_HOURS), self._settings.get(RED_HOURS)
        amber, red = (timedelta(hours=hours) for hours in old_after)
        others = tuple(self._records.heard(actor))
        return Overview(scans, self._visits.counts(actor), outcomes, others, (amber, red))

    def _told(self, actor: Actor, reading: Reading, done: Done, touched: Touched) -> Changes[Reading]:
        card = self._visits.card(actor, _visit(reading))
        return Changes(replace(reading, card=card, done=done), touched)


def _visit(reading: Reading) -> int:
    card = reading.card
    assert card is not None  # only a reading with a visit offers a step
    return card.visit.id


def _after(before: Touched, changes: Changes[Reading]) -> Changes[Reading]:
    """One `Changes` of two verbs in a row."""
    topics = {*before, *changes.touched}
    nothing: frozenset[int] = frozenset()
    touched = {topic: before.get(topic, nothing) | changes.touched.get(topic, nothing) for topic in topics}
    return Changes(changes.result, touched)
