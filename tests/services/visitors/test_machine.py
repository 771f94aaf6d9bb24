"""Visits under random verbs by random people on two programs, with a clock that is also set back.

After every step the rows are held against a model that is kept by hand and counted naively.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import func, select

from desk_app.services import assembly
from desk_app.services.audit.chain import verify
from desk_app.services.audit.tables import AuditRow
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import DeskError, IllegalStep, InvalidInput, NotPermitted, UserError
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import DESK, EVERYONE, SUPERVISORS, SYSTEM, Actor, Role
from desk_app.services.journal.tables import EventRow
from desk_app.services.visitors import rules
from desk_app.services.visitors.queries import View, VisitorQueries
from desk_app.services.visitors.records import Arrival, Expectation, Host, VisitState
from desk_app.services.visitors.service import AlreadyHere, Visitors
from desk_app.services.visitors.tables import BreakRow, VisitRow
from desk_app.services.visitors.watch import ToWatch, WatchList
from tests.desk_fixtures import People, quick_pins
from tests.fakes import FakeClock, FakeSecrets

S = VisitState
HOST = Host(tenant="云帆科技", unit="1205", floor="12", person="陈丽")
# Few people, so that they meet again: one of them is on the watch list.
PERSONS = (
    ("张伟明", "13812345678"),
    ("李建国", "13812345671"),
    ("王芳芳", "13812345672"),
    ("赵小军", ""),
    ("孙闹事", "13812345674"),
)
WATCHED = 4
ALLOWED: dict[str, frozenset[Role]] = {
    "check_in": DESK,
    "admit": SUPERVISORS,
    "refuse": SUPERVISORS,
    "step_out": EVERYONE,
    "come_back": EVERYONE,
    "check_out": EVERYONE,
    "undo_check_out": EVERYONE,
    "see": EVERYONE,
    "correct": DESK,
    "cancel": DESK,
    "print_pass": DESK,
}
AFTER: dict[str, frozenset[VisitState]] = {
    "admit": frozenset({S.ON_SITE}),
    "refuse": frozenset({S.REFUSED}),
    "step_out": frozenset({S.ON_BREAK}),
    "come_back": frozenset({S.ON_SITE}),
    "check_out": frozenset({S.LEFT}),
    "undo_check_out": frozenset({S.ON_SITE}),
    "see": frozenset({S.ON_SITE, S.ON_BREAK}),
    "cancel": frozenset({S.CANCELLED}),
}

roles = st.sampled_from([Role.RECEPTIONIST, Role.GUARD, Role.SUPERVISOR])
places = st.integers(0, 60)
"""Which of the visits so far, counted around."""


class Visits(RuleBasedStateMachine):
    """One building, two programs on its database."""

    founded: tuple[Path, FakeSecrets, tuple[int, int, int]]

    def __init__(self) -> None:
        super().__init__()
        self._temp = tempfile.TemporaryDirectory()
        folder = DataFolder(Path(self._temp.name) / "data")
        shutil.copytree(self.founded[0], folder.root)
        self.clock = FakeClock()
        secrets = FakeSecrets()
        secrets.__dict__.update(_kept=dict(self.founded[1].__dict__["_kept"]))
        self.desks = [assembly.open_services(folder, clock=self.clock, secrets=secrets) for _ in range(2)]
        receptionist, guard, supervisor = self.founded[2]
        self.people = People(
            Actor(receptionist, "林小雨", Role.RECEPTIONIST),
            Actor(guard, "赵刚", Role.GUARD),
            Actor(supervisor, "周敏", Role.SUPERVISOR),
        )
        self.requests: dict[str, int] = {}
        self.form = 0

    def teardown(self) -> None:
        for desk in self.desks:
            desk.bench.database.close()
        self._temp.cleanup()

    @initialize()
    def watch(self) -> None:
        self.desks[0].get(WatchList).add(self.people.supervisor, ToWatch("闹事", phone=PERSONS[WATCHED][1]))

    # What happens

    @rule(
        who=st.integers(0, len(PERSONS) - 1),
        role=roles,
        on=st.integers(0, 1),
        again=st.booleans(),
        badge=st.sampled_from(["", "V07", "V08"]),
        old_form=st.booleans(),
    )
    def check_in(self, who: int, role: Role, on: int, again: bool, badge: str, old_form: bool) -> None:
        self.form += not (old_form and self.form)
        request = f"form-{self.form}"
        name, phone = PERSONS[who]
        arrival = Arrival(name=name, phone=phone, host=HOST, badge=badge, again=again, request=request)
        if not phone:
            arrival = replace(arrival, phone="0755-12345678")
        done = self.attempt(
            lambda desk: desk.get(Visitors).check_in(self.people.of(role), arrival).result,
            on,
            "check_in",
            role,
        )
        if done is None:
            return
        if request in self.requests:
            assert done.visit.id == self.requests[request], "one form, two records"
        else:
            self.requests[request] = done.visit.id
            assert done.visit.state is (S.WAITING if who == WATCHED else S.ON_SITE)
            assert (done.visit.pass_code == "") == (who == WATCHED)

    @rule(who=st.integers(0, len(PERSONS) - 1), days=st.integers(0, 2), on=st.integers(0, 1))
    def expect(self, who: int, days: int, on: int) -> None:
        name, phone = PERSONS[who]
        wanted = Expectation(name, self.today() + timedelta(days=days), HOST, phone=phone)
        visit = self.desks[on].get(Visitors).expect(self.people.receptionist, wanted).result
        assert visit.state is S.EXPECTED and not visit.pass_code

    @precondition(lambda self: self.rows())
    @rule(
        verb=st.sampled_from(sorted(set(ALLOWED) - {"check_in", "correct"})),
        place=places,
        role=roles,
        on=st.integers(0, 1),
    )
    def step(self, verb: str, place: int, role: Role, on: int) -> None:
        rows = self.rows()
        row = rows[place % len(rows)]
        actor = self.people.of(role)
        extra = ("核实",) if verb in ("admit", "refuse") else ()
        legal = rules.may(verb, VisitState(row.state))
        result = self.attempt(
            lambda desk: getattr(desk.get(Visitors), verb)(actor, row.id, *extra).result,
            on,
            verb,
            role,
            legal=legal,
        )
        if result is not None:
            assert legal, f"{verb} from {row.state}"
            assert result.state in AFTER.get(verb, {VisitState(row.state)})

    @precondition(lambda self: self.rows())
    @rule(place=places, who=st.integers(0, len(PERSONS) - 1), role=roles, on=st.integers(0, 1))
    def correct(self, place: int, who: int, role: Role, on: int) -> None:
        rows = self.rows()
        row = rows[place % len(rows)]
        name, phone = PERSONS[who]
        typed = Arrival(name=name, phone=phone or "0755-12345678", host=HOST, badge=row.badge)
        legal = rules.may("correct", VisitState(row.state))
        result = self.attempt(
            lambda desk: desk.get(Visitors).correct(self.people.of(role), row.id, typed).result,
            on,
            "correct",
            role,
            legal=legal,
        )
        if result is not None:
            assert legal and result.state == row.state and result.arrived_at == row.arrived_at

    @precondition(lambda self: self.rows())
    @rule(place=places, minutes=st.integers(-600, 600), on=st.integers(0, 1))
    def correct_the_time_of_leaving(self, place: int, minutes: int, on: int) -> None:
        rows = self.rows()
        row = rows[place % len(rows)]
        moment = self.clock.now() + timedelta(minutes=minutes)
        legal = rules.may("check_out", VisitState(row.state))
        result = self.attempt(
            lambda desk: (
                desk.get(Visitors).check_out(self.people.receptionist, row.id, left_at=moment).result
            ),
            on,
            "check_out",
            Role.RECEPTIONIST,
            legal=legal,
        )
        if result is not None:
            assert minutes <= 0 and (row.arrived_at is None or moment >= row.arrived_at)

    @rule(on=st.integers(0, 1))
    def closing_round(self, on: int) -> None:
        self.desks[on].get(Visitors).close_day(SYSTEM)
        assert self.desks[on].get(Visitors).close_day(SYSTEM).result == 0, "it finds the same ones again"

    @rule(minutes=st.sampled_from([0, 1, 11, 60, 400, 1500, 9000]))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)

    @rule(hours=st.integers(1, 60))
    def clock_is_set_back(self, hours: int) -> None:
        self.clock.set(self.clock.now() - timedelta(hours=hours))

    # How it is judged

    def attempt(
        self,
        verb: Callable[[Services], Any],
        on: int,
        name: str,
        role: Role,
        *,
        legal: bool = True,
    ) -> Any:
        """The result, or None when the verb raised what it may raise, having changed nothing."""
        before = self.everything()
        permitted = role in ALLOWED[name]
        try:
            result = verb(self.desks[on])
        except DeskError as error:
            assert isinstance(error, UserError)
            if not permitted:
                assert isinstance(error, NotPermitted), f"{name} by {role}: {error!r}"
            elif not legal:
                assert isinstance(error, IllegalStep)
            else:
                assert isinstance(error, (AlreadyHere, InvalidInput, IllegalStep, UserError))
                assert not isinstance(error, NotPermitted)
            after = self.everything()
            assert after[:2] == before[:2], f"{name} raised and changed something"
            assert after[2] == before[2] + (not permitted), "a refusal is on record, a wrong step is not"
            return None
        assert permitted, f"{name} by {role} went through"
        return result

    def everything(self) -> tuple[list[tuple[object, ...]], int, int]:
        with self.desks[0].bench.database.read() as session:
            visits = session.execute(select(*VisitRow.__table__.c).order_by(VisitRow.id)).all()
            breaks = session.execute(select(*BreakRow.__table__.c).order_by(BreakRow.id)).all()
            events = session.execute(select(func.count()).select_from(EventRow)).scalar_one()
            audit = session.execute(select(func.count()).select_from(AuditRow)).scalar_one()
            return [tuple(row) for row in (*visits, *breaks)], events, audit

    def rows(self) -> list[VisitRow]:
        with self.desks[0].bench.database.read() as session:
            return list(session.scalars(select(VisitRow).order_by(VisitRow.id)))

    def today(self) -> date:
        return self.clock.now().astimezone(self.clock.zone).date()

    @invariant()
    def nobody_is_inside_and_gone(self) -> None:
        with self.desks[0].bench.database.read() as session:
            on_break = Counter(
                session.scalars(select(BreakRow.visit).where(BreakRow.back_at.is_(None))).all()
            )
        for row in self.rows():
            state = VisitState(row.state)
            inside = state in rules.IN_BUILDING
            assert not (inside and (row.left_at is not None or row.left_by)), "inside and left"
            assert (row.left_at is not None) == (state in (S.LEFT, S.PROBABLY_LEFT))
            assert not inside or row.arrived_at is not None
            assert on_break[row.id] == (state is S.ON_BREAK), "a break is open exactly while on a break"

    @invariant()
    def one_form_is_one_record(self) -> None:
        forms = Counter(row.request for row in self.rows() if row.request)
        assert all(n == 1 for n in forms.values())
        passes = Counter(row.pass_id for row in self.rows() if row.pass_id is not None)
        assert all(n == 1 for n in passes.values())
        numbers = Counter(row.number for row in self.rows())
        assert all(n == 1 for n in numbers.values())

    @invariant()
    def a_badge_is_with_one_person(self) -> None:
        held = Counter(row.badge for row in self.rows() if row.badge and row.state in rules.IN_BUILDING)
        assert all(n == 1 for n in held.values())

    @invariant()
    def who_was_never_let_in_has_no_pass(self) -> None:
        for row in self.rows():
            if row.state in (S.REFUSED, S.WAITING, S.EXPECTED, S.CANCELLED, S.NO_SHOW):
                assert not row.pass_code and row.pass_id is None and not row.short_code

    @invariant()
    def counts_are_a_naive_recount(self) -> None:
        rows, today = self.rows(), self.today()
        states = Counter(row.state for row in rows)
        of_today = Counter(row.state for row in rows if row.day == today)
        for desk in self.desks:
            counts = desk.get(VisitorQueries).counts(self.people.guard)
            assert (counts.on_site, counts.on_break, counts.waiting) == (
                states[S.ON_SITE],
                states[S.ON_BREAK],
                states[S.WAITING],
            )
            assert (counts.expected, counts.left, counts.no_show, counts.refused) == (
                of_today[S.EXPECTED],
                of_today[S.LEFT],
                of_today[S.NO_SHOW],
                of_today[S.REFUSED],
            )
            listed = desk.get(VisitorQueries).visits(self.people.guard, today, View.INSIDE)
            assert len(listed) == states[S.ON_SITE] + states[S.ON_BREAK]

    @invariant()
    def the_chain_holds(self) -> None:
        with self.desks[0].bench.database.read() as session:
            assert list(verify(session)) == []


@pytest.fixture
def machine(
    founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]], monkeypatch: pytest.MonkeyPatch
) -> type[Visits]:
    quick_pins(monkeypatch)
    Visits.founded = founded_folder
    return Visits


def run(machine: type[Visits], examples: int, steps: int, part: int = 0) -> None:
    """Each `part` has examples of its own, the same in every run."""
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        seed(20261123 + part)(machine),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_visits_under_random_verbs(machine: type[Visits]) -> None:
    run(machine, examples=12, steps=25)


@pytest.mark.full
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(1, 9))
def test_visits_under_random_verbs_at_length(machine: type[Visits], part: int) -> None:
    run(machine, examples=25, steps=50, part=part)
