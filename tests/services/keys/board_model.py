"""A key board beside its naive model: what the rows must say after every step, and that a refusal changes nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant
from sqlalchemy import select

from desk_app.services import assembly
from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.colleagues.records import ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.errors import UserError
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.journal.tables import EventRow
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import Curfew, HandoutDraft, KeyDraft, RingDraft, View
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.tables import CopyRow, FaultRow, HandoutRow, KeyRow, LineRow
from desk_app.services.keys.terms import CopyState, HandoutState, KeyCategory, LineState
from desk_app.services.staff.service import Staff
from tests.desk_fixtures import PIN
from tests.fakes import FakeClock, FakeSecrets

S, L, C = HandoutState, LineState, CopyState
OPEN_LINE = {L.WAITING: C.WAITING, L.OUT: C.OUT}
KEYS = (
    KeyDraft("K01", "公共走道", KeyCategory.COMMON, copies=2),
    KeyDraft("K02", "配电房", KeyCategory.PLANT, approvals=2),
    KeyDraft("K03", "1205 单元", KeyCategory.TRUST, approvals=1, owner="钱老板", owner_phone="13900001111"),
    KeyDraft("K04", "样板间", KeyCategory.SHOWROOM, curfew=Curfew(hours=4)),
    KeyDraft("K05", "空置单元", KeyCategory.VACANT),
)
ON_RING = (4, 5)
"""The copies of K04 and K05 hang together."""


@dataclass
class Piece:
    """A copy as the model knows it."""

    id: int
    key: int
    ring: bool
    state: CopyState = C.IN
    since: datetime | None = None
    """When its state changed last."""
    faults: dict[int, tuple[bool, datetime]] = field(default_factory=dict)
    """Whether it is critical, and when somebody said so."""

    @property
    def critical(self) -> bool:
        """Whether it is not lent."""
        return any(critical for critical, _ in self.faults.values())


@dataclass
class Loan:
    """A borrowing as the model knows it."""

    id: int
    state: HandoutState
    needed: int
    holder: int
    lines: dict[int, tuple[int, LineState]]
    """Line → copy and state."""
    due: datetime
    approved: set[int] = field(default_factory=set)
    allowed: set[int] = field(default_factory=set)
    """Supervisors who put off its return past the limits."""
    asked: int = 0
    """How many reservations there had been when it was asked for."""
    back: list[tuple[datetime, tuple[int, ...]]] = field(default_factory=list)
    """Returns in their order: when, and which lines."""


@dataclass
class Wish:
    """A reservation as the model knows it."""

    number: int
    key: int
    who: int
    start: datetime
    end: datetime


class ModelledBoard(RuleBasedStateMachine):
    """One board, two programs on its database, and the model that is kept beside them."""

    founded: tuple[Path, FakeSecrets, tuple[int, int, int]]

    def __init__(self) -> None:
        super().__init__()
        self._temp = tempfile.TemporaryDirectory()
        folder = DataFolder(Path(self._temp.name) / "data")
        shutil.copytree(self.founded[0], folder.root)
        self.clock, secrets = FakeClock(), FakeSecrets()
        secrets.__dict__.update(_kept=dict(self.founded[1].__dict__["_kept"]))
        self.desks = [assembly.open_services(folder, clock=self.clock, secrets=secrets) for _ in range(2)]
        receptionist, _, supervisor = self.founded[2]
        self.clerk = Actor(receptionist, "林小雨", Role.RECEPTIONIST)
        self.pieces: dict[int, Piece] = {}
        self.loans: dict[int, Loan] = {}
        self.inactive: set[int] = set()
        self.reserved: list[Wish] = []
        self.wishes = 0
        self.forms: dict[str, tuple[int, HandoutDraft]] = {}
        self.bosses = [Actor(supervisor, "周敏", Role.SUPERVISOR)]

    def teardown(self) -> None:
        with self.desks[0].bench.database.read() as session:
            assert list(verify(session)) == []
        for desk in self.desks:
            desk.bench.database.close()
        self._temp.cleanup()

    @initialize()
    def fill_the_board(self) -> None:
        desk = self.desks[0]
        second = desk.get(Staff).add(SYSTEM, "吴主管", Role.SUPERVISOR, PIN).result
        self.bosses.append(Actor(second, "吴主管", Role.SUPERVISOR))
        add = desk.get(Colleagues).add
        names = ("李卫国", "王建军")
        self.staff = [add(SYSTEM, ColleagueDraft(name, "engineering")).result.id for name in names]
        self.staff.append(self.bosses[0].staff_id)
        made = [desk.get(KeyRegister).add_key(SYSTEM, draft).result for draft in KEYS]
        copies = [copy for key in made for copy in key.copies]
        ring = tuple(copies[at].id for at in ON_RING)
        desk.get(KeyRegister).save_ring(SYSTEM, None, RingDraft("R01", "B1", ring))
        self.pieces = {copy.id: Piece(copy.id, copy.key, copy.id in ring) for copy in copies}
        self.drafts = {key.id: draft for key, draft in zip(made, KEYS, strict=True)}

    # The model

    def piece(self, place: int, *fitting: CopyState) -> Piece:
        """One of the copies; three times out of four one that is in a fitting state, so that something happens."""
        fits = [one.id for one in self.pieces.values() if one.state in fitting and place % 4]
        some = sorted(fits or self.pieces)
        return self.pieces[some[place % len(some)]]

    def loan(self, place: int, *fitting: HandoutState) -> Loan:
        """One of the borrowings; three times out of four one in a fitting state."""
        fits = [one.id for one in self.loans.values() if one.state in fitting and place % 4]
        some = sorted(fits or self.loans)
        return self.loans[some[place % len(some)]]

    def trouble(self) -> int:
        """How many copies are lost, faulty or out of use: too many of them, and nothing is lent any more."""
        return sum(
            one.state is C.LOST or bool(one.faults) or one.key in self.inactive
            for one in self.pieces.values()
        )

    def held_by(self, copy: int) -> Loan | None:
        holding = [loan for loan in self.loans.values() for line in loan.lines.values() if _holds(line, copy)]
        assert len(holding) <= 1
        return holding[0] if holding else None

    def put(self, copies: Iterable[int], state: CopyState) -> None:
        for copy in copies:
            self.pieces[copy].state, self.pieces[copy].since = state, self.clock.now()

    def turn(
        self,
        loan: Loan,
        old: LineState,
        new: LineState,
        copy_state: CopyState,
        only: Iterable[int] | None = None,
    ) -> None:
        for line, (copy, state) in loan.lines.items():
            if state is old and (only is None or line in only):
                loan.lines[line] = (copy, new)
                self.put([copy], copy_state)

    def newest_line(self, copy: int) -> int:
        """The line of its last borrowing."""
        return max(line for one in self.loans.values() for line, (on, _) in one.lines.items() if on == copy)

    def fetched(self, loan: Loan) -> None:
        """Whoever wanted these keys for this time has them."""
        keys = {self.pieces[copy].key for copy, state in loan.lines.values() if state is L.OUT}
        self.reserved = [
            one
            for one in self.reserved
            if not (
                one.key in keys
                and one.who == loan.holder
                and one.start < loan.due
                and one.end > self.clock.now()
            )
        ]

    def trusted(self, loan: Loan) -> bool:
        """Whether a key in trust is out on it."""
        return any(
            state is L.OUT and self.drafts[self.pieces[copy].key].category is KeyCategory.TRUST
            for copy, state in loan.lines.values()
        )

    def learn_faults(self, critical: bool) -> None:
        """Faults of a return that was just made."""
        known = {fault for one in self.pieces.values() for fault in one.faults}
        with self.desks[0].bench.database.read() as session:
            rows = session.scalars(select(FaultRow).where(FaultRow.mended_at.is_(None))).all()
        for row in rows:
            if row.id not in known:
                self.pieces[row.copy].faults[row.id] = (critical, self.clock.now())

    # How it is judged

    def attempt(self, step: Callable[[Services], Any], on: int, expected: type[UserError] | None) -> Any:
        """The result; None when it was refused as expected, with a sentence, having changed nothing."""
        before = self.everything()
        try:
            done = step(self.desks[on])
        except UserError as refused:
            assert expected is not None, f"{refused!r} {refused.values}"
            assert type(refused) is expected, f"{refused!r} instead of {expected}"
            assert self.everything() == before, "refused, and something changed"
            return None
        assert expected is None, f"went through instead of {expected}"
        return done

    def everything(self) -> list[tuple[object, ...]]:
        with self.desks[0].bench.database.read() as session:
            tables: tuple[type[Any], ...] = (HandoutRow, LineRow, CopyRow, KeyRow, FaultRow)
            rows = [tuple(row) for table in tables for row in session.execute(select(table.__table__))]
            newest = select(EventRow.id).order_by(EventRow.id.desc()).limit(1)
            return [*rows, (session.scalars(newest).first(),)]

    @invariant()
    def a_copy_is_with_one_and_says_so(self) -> None:
        with self.desks[0].bench.database.read() as session:
            lines = session.scalars(select(LineRow)).all()
            copies = session.scalars(select(CopyRow)).all()
        held = Counter(line.copy for line in lines if line.state in OPEN_LINE)
        assert all(n == 1 for n in held.values()), "one copy, two people"
        states = {line.copy: OPEN_LINE[LineState(line.state)] for line in lines if line.state in OPEN_LINE}
        for copy in copies:
            free = copy.state in (C.IN, C.LOST, C.RETIRED)
            assert states.get(copy.id, copy.state) == copy.state and (copy.id in states) == (not free)

    @invariant()
    def rows_are_as_the_model_says(self) -> None:
        with self.desks[1].bench.database.read() as session:
            copies = session.execute(select(CopyRow.id, CopyRow.state)).all()
            handouts = session.execute(select(HandoutRow.id, HandoutRow.state, HandoutRow.colleague)).all()
            lines = session.execute(select(LineRow.id, LineRow.copy, LineRow.state)).all()
        assert {row.id: row.state for row in copies} == {one.id: one.state for one in self.pieces.values()}
        assert {tuple(row) for row in handouts} == {
            (one.id, one.state, one.holder) for one in self.loans.values()
        }
        assert {row.id: (row.copy, row.state) for row in lines} == {
            line: kept for one in self.loans.values() for line, kept in one.lines.items()
        }

    @invariant()
    def counts_are_a_naive_recount(self) -> None:
        now = self.clock.now()
        today = now.astimezone(self.clock.zone).date()
        states = Counter(one.state for one in self.loans.values())
        late = sum(one.state is S.OUT and one.due < now for one in self.loans.values())
        for desk in self.desks:
            ask = desk.get(KeyQueries)
            counts = ask.counts(self.clerk, today)
            assert (counts.out, counts.overdue) == (states[S.OUT], late)
            assert counts.to_approve == states[S.REQUESTED] + states[S.APPROVED]
        listed = ask.handouts(self.clerk, View.OUT, today)
        assert {one.id for one in listed} == {one.id for one in self.loans.values() if one.state is S.OUT}
        assert all(one.overdue(now) == (one.due < now) for one in listed)
        unexplained = {one.id for one in ask.unexplained(self.clerk, today)}
        assert unexplained <= {one.id for one in listed} and counts.unexplained == len(unexplained)
        assert {one.id for one in listed if one.due < now} <= unexplained, "nobody wrote a reason"


def _holds(line: tuple[int, LineState], copy: int) -> bool:
    return line[0] == copy and line[1] in OPEN_LINE
