"""Lost property under random verbs on two programs of one desk, held against a model that is counted by hand.

An item is given back at most once, nothing is disposed of before its time or by anybody but the supervisor, two
different people take in and confirm, and every step that is not allowed is refused and changes nothing: the model says
beforehand which it will be.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import func, select

from desk_app.services import assembly
from desk_app.services.audit.chain import verify
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotPermitted, UserError
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.journal.tables import EventRow
from desk_app.services.lost_property.queries import LostPropertyQueries
from desk_app.services.lost_property.records import (
    Category,
    ClaimDraft,
    FoundDraft,
    FoundState,
    LostDraft,
    Outcome,
    ValueClass,
    View,
)
from desk_app.services.lost_property.reports import LostReports
from desk_app.services.lost_property.service import LostProperty
from desk_app.services.lost_property.tables import ClaimRow, FoundRow, LostRow
from desk_app.services.staff.service import Staff
from tests.desk_fixtures import PIN
from tests.fakes import FakeClock, FakeSecrets
from tests.services.lost_property.found_model import HERE, Missed, Model, S, Thing

places = st.integers(0, 40)
programs = st.integers(0, 1)
who = st.sampled_from(["clerk", "clerk", "second", "boss", "boss", "guard"])
WORDS = ("里面有小熊贴纸", "手柄刻着字母L", "太短了")
MOST_REPORTS = 5
KINDS = (Category.UMBRELLA, Category.FOOD, Category.JEWELLERY, Category.PHONE)


class Finding(RuleBasedStateMachine):
    """One desk, two programs on its database."""

    founded: tuple[Path, FakeSecrets, tuple[int, int, int]]
    came: Counter[str]

    def __init__(self) -> None:
        super().__init__()
        self._temp = tempfile.TemporaryDirectory()
        folder = DataFolder(Path(self._temp.name) / "data")
        shutil.copytree(self.founded[0], folder.root)
        self.clock = FakeClock()
        secrets = FakeSecrets()
        secrets.__dict__.update(_kept=dict(self.founded[1].__dict__["_kept"]))
        self.desks = [assembly.open_services(folder, clock=self.clock, secrets=secrets) for _ in range(2)]
        clerk, guard, boss = self.founded[2]
        second = self.desks[0].get(Staff).add(SYSTEM, "王晨", Role.RECEPTIONIST, PIN).result
        self.people = {
            "clerk": Actor(clerk, "林小雨", Role.RECEPTIONIST),
            "second": Actor(second, "王晨", Role.RECEPTIONIST),
            "boss": Actor(boss, "周敏", Role.SUPERVISOR),
            "guard": Actor(guard, "赵刚", Role.GUARD),
        }
        self.model = Model()

    def teardown(self) -> None:
        with self.desks[0].bench.database.read() as session:
            assert list(verify(session)) == []
        for desk in self.desks:
            desk.bench.database.close()
        self._temp.cleanup()

    # In

    @rule(
        kind=st.sampled_from(KINDS),
        high=st.integers(0, 3),
        contents=st.booleans(),
        by=who,
        second=st.sampled_from(["", "", "second", "clerk"]),
        on=programs,
    )
    def take_in(self, kind: Category, high: int, contents: bool, by: str, second: str, on: int) -> None:
        actor, other = self.people[by], self.people.get(second)
        value = ValueClass.HIGH if high == 0 and kind is not Category.FOOD else ValueClass.LOW
        listed = "现金两百元" if contents and value is ValueClass.HIGH else ""
        draft = FoundDraft(
            "黑色的东西", kind, place="大堂", value=value, secret=WORDS[0], contents=listed, finder="保洁",
            second_person=other.staff_id if other is not None else None,
        )  # fmt: skip
        expected: type[UserError] | None = None
        if actor.role is Role.GUARD:
            expected = NotPermitted
        elif (other is None and listed) or (other is not None and other.staff_id == actor.staff_id):
            expected = InvalidInput
        item = self.attempt(
            "take_in", on, expected, lambda desk: desk.get(LostProperty).take_in(actor, draft)
        )
        if item is not None:
            thing = Thing(item.id, actor.staff_id, kind, value, self.today, WORDS[0])
            if other is not None:
                thing.state, thing.second = S.KEPT, other.staff_id
            self.model.things.append(thing)

    @precondition(lambda self: self.model.things)
    @rule(place=places, by=who, on=programs)
    def confirm(self, place: int, by: str, on: int) -> None:
        thing, actor = self.thing(place, (S.TAKEN_IN,)), self.people[by]
        expected: type[UserError] | None = None
        if actor.role is Role.GUARD:
            expected = NotPermitted
        elif thing.state is not S.TAKEN_IN or actor.staff_id == thing.first:
            expected = IllegalStep
        verb = lambda desk: desk.get(LostProperty).confirm(actor, thing.id, actor.staff_id)  # noqa: E731
        if self.attempt("confirm", on, expected, verb):
            thing.state, thing.second = S.KEPT, actor.staff_id

    @precondition(lambda self: self.model.things)
    @rule(place=places, back=st.sampled_from([0, 0, 1, 400]), on=programs)
    def notice(self, place: int, back: int, on: int) -> None:
        thing, day = self.thing(place, HERE), self.today - timedelta(days=back)
        first = thing.noticed is None and thing.state in HERE
        expected = InvalidInput if first and day < thing.day else None
        verb = lambda desk: desk.get(LostProperty).notice(self.people["clerk"], [thing.id], day)  # noqa: E731
        noted = self.attempt("notice", on, expected, verb)
        if noted is not None:
            assert noted == int(first)
            thing.noticed = day if first else thing.noticed

    # Claims

    @precondition(lambda self: self.model.things)
    @rule(place=places, words=st.sampled_from(WORDS), by=who, on=programs)
    def claim(self, place: int, words: str, by: str, on: int) -> None:
        thing, actor = self.thing(place, HERE), self.people[by]
        expected: type[UserError] | None = None
        if actor.role is Role.GUARD:
            expected = NotPermitted
        elif thing.state not in HERE:
            expected = IllegalStep
        elif words == WORDS[2]:
            expected = InvalidInput
        verb = lambda desk: desk.get(LostProperty).claim(actor, thing.id, words)  # noqa: E731
        secrets = self.attempt("claim", on, expected, verb)
        if secrets is not None:
            assert secrets.secret == thing.secret
            thing.said.append(words)

    @precondition(lambda self: self.model.things)
    @rule(place=places, on=programs)
    def refuse(self, place: int, on: int) -> None:
        thing = self.claimed(place)
        expected = None if thing.state in HERE and thing.said else IllegalStep
        verb = lambda desk: desk.get(LostProperty).refuse_claim(self.people["clerk"], thing.id, "说错了")  # noqa: E731
        if self.attempt("refuse", on, expected, verb):
            thing.said.pop()
            thing.refused += 1

    @precondition(lambda self: self.model.things)
    @rule(
        place=places, words=st.sampled_from(["", *WORDS[:2], *WORDS[:2]]), by=who, report=places, on=programs
    )
    def give_back(self, place: int, words: str, by: str, report: int, on: int) -> None:
        thing, actor = self.claimed(place), self.people[by]
        missed = (
            self.model.missed[report % len(self.model.missed)]
            if self.model.missed and report % 3 == 0
            else None
        )
        expected = self.model.giving_back(thing, words, actor.role, missed, self.today)
        draft = ClaimDraft(
            words, "张伟明", "13812345678", "passport", "E12345678", on_paper=True,
            lost_report=missed.id if missed is not None else None,
        )  # fmt: skip
        verb = lambda desk: desk.get(LostProperty).give_back(actor, thing.id, draft, "已核实")  # noqa: E731
        if self.attempt("give_back", on, expected, verb):
            thing.said.remove(words)
            thing.granted += 1
            self.model.leave(thing, S.RETURNED, missed)

    # Reports

    @precondition(lambda self: len(self.model.missed) < MOST_REPORTS)
    @rule(on=programs)
    def report(self, on: int) -> None:
        draft = LostDraft("黑色雨伞", Category.UMBRELLA, place="大堂", name="李娜", phone="13912345679")
        verb = lambda desk: desk.get(LostReports).report(self.people["clerk"], draft)  # noqa: E731
        self.model.missed.append(Missed(self.attempt("report", on, None, verb).id))

    @precondition(lambda self: self.model.missed and self.model.things)
    @rule(place=places, report=places, on=programs)
    def tell_match(self, place: int, report: int, on: int) -> None:
        missed, thing = self.missed(report), self.thing(place, HERE)
        expected = None if missed.open and thing.state in HERE else IllegalStep
        verb = lambda desk: desk.get(LostReports).tell_match(self.people["clerk"], missed.id, thing.id)  # noqa: E731
        if self.attempt("tell_match", on, expected, verb):
            missed.found = thing.id

    @precondition(lambda self: self.model.missed)
    @rule(report=places, on=programs)
    def close_report(self, report: int, on: int) -> None:
        missed = self.missed(report)
        verb = lambda desk: desk.get(LostReports).close(self.people["clerk"], missed.id, "找到了")  # noqa: E731
        if self.attempt("close", on, None if missed.open else IllegalStep, verb):
            missed.open, missed.found = False, None

    # The end

    @precondition(lambda self: self.model.things)
    @rule(
        place=places,
        outcome=st.sampled_from([*Outcome, Outcome.POLICE]),
        receipt=st.sampled_from(["", "A-17", "A-18"]),
        words=st.sampled_from(["", "没有人来", "没有人来"]),
        by=st.sampled_from(["boss", "boss", "boss", "clerk", "guard"]),
        on=programs,
    )
    def dispose(self, place: int, outcome: Outcome, receipt: str, words: str, by: str, on: int) -> None:
        due = [one for one in self.model.things if one.state is S.KEPT and one.due(self.today)]
        thing = due[place % len(due)] if due and place % 3 == 0 else self.thing(place, HERE)
        actor = self.people[by]
        expected = self.model.disposing(thing, outcome, receipt, words, actor.role, self.today)
        verb = lambda desk: desk.get(LostProperty).dispose(actor, thing.id, outcome, receipt, words)  # noqa: E731
        if self.attempt("dispose", on, expected, verb):
            assert actor.role is Role.SUPERVISOR
            assert thing.due(self.today) or outcome is Outcome.POLICE
            self.model.leave(thing, S.DISPOSED)

    @rule(days=st.sampled_from([0, 0, 1, 40, 95, 380]))
    def time_passes(self, days: int) -> None:
        self.clock.advance(days=days, minutes=5)

    # How it is judged

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def today(self) -> date:
        return self.now.astimezone(self.clock.zone).date()

    def thing(self, place: int, states: tuple[FoundState, ...]) -> Thing:
        """Any of the things, the newest first; by even places one in these states, if there is one."""
        fitting = [one for one in self.model.things if one.state in states]
        some = (fitting if place % 2 == 0 else []) or self.model.things
        return some[-1 - place // 2 % len(some)]

    def claimed(self, place: int) -> Thing:
        """Any of the things; by even places one that is claimed, if there is one."""
        some = [one for one in self.model.things if one.said and one.state in HERE] if place % 2 == 0 else []
        return some[-1 - place // 2 % len(some)] if some else self.thing(place, HERE)

    def missed(self, place: int) -> Missed:
        some = [one for one in self.model.missed if one.open] if place % 2 == 0 else []
        some = some or self.model.missed
        return some[-1 - place // 2 % len(some)]

    def attempt(
        self, name: str, on: int, expected: type[UserError] | None, verb: Callable[[Any], Any]
    ) -> Any:
        """The result, or None when the verb raised what it had to raise, having changed nothing."""
        before = self.everything() if expected is not None else None
        try:
            result = verb(self.desks[on]).result
        except UserError as error:
            assert expected is not None and type(error) is expected, f"{name}: {error!r}, not {expected}"
            assert self.everything() == before, f"{name} raised and changed something"
            self.came[f"{name} {expected.__name__}"] += 1
            return None
        assert expected is None, f"{name} went through"
        self.came[name] += 1
        return result

    def everything(self) -> list[object]:
        with self.desks[0].bench.database.read() as session:
            tables: tuple[Any, ...] = (FoundRow, ClaimRow, LostRow)
            rows = [tuple(row) for one in tables for row in session.execute(select(*one.__table__.c))]
            return [*rows, session.execute(select(func.count()).select_from(EventRow)).scalar_one()]

    @invariant()
    def things_are_as_the_model_says(self) -> None:
        with self.desks[0].bench.database.read() as session:
            rows = session.scalars(select(FoundRow).order_by(FoundRow.id)).all()
            kept = [(r.id, r.state, r.taken_by, r.confirmed_by, r.keep_until, r.noticed_on) for r in rows]
        model = sorted(self.model.things, key=lambda one: one.id)
        assert kept == [(m.id, m.state.value, m.first, m.second, m.keep_until, m.noticed) for m in model]
        assert all(m.first != m.second for m in model), "one person took in and confirmed"

    @invariant()
    def nothing_is_given_back_twice_or_unclaimed(self) -> None:
        with self.desks[1].bench.database.read() as session:
            rows = session.execute(select(ClaimRow.item, ClaimRow.granted)).all()
        for thing in self.model.things:
            mine = [granted for item, granted in rows if item == thing.id]
            assert (mine.count(True), mine.count(False)) == (thing.granted, thing.refused)
            assert thing.granted == int(thing.state is S.RETURNED)
            assert mine.count(None) == len(thing.said)

    @invariant()
    def reports_are_as_the_model_says(self) -> None:
        reports = self.desks[1].get(LostPropertyQueries).reports(self.people["clerk"], False)
        kept = {one.id: (one.open, one.found) for one in reports}
        assert kept == {one.id: (one.open, one.found) for one in self.model.missed}

    @invariant()
    def counts_are_a_naive_recount(self) -> None:
        counts = self.desks[1].get(LostPropertyQueries).counts(self.people["clerk"], self.today)
        here = [one for one in self.model.things if one.state in HERE]
        assert counts.open == len(here)
        assert counts.to_confirm == sum(one.state is S.TAKEN_IN for one in here)
        assert counts.high == counts.untold == sum(one.value is ValueClass.HIGH for one in here)
        assert counts.expired == sum(one.due(self.today) for one in here)
        shown = self.desks[0].get(LostPropertyQueries).items(self.people["clerk"], View.EXPIRED, self.today)
        assert len(shown) == counts.expired and all(one.due for one in shown)


@pytest.fixture
def machine(founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]]) -> type[Finding]:
    Finding.founded, Finding.came = founded_folder, Counter()
    return Finding


def run(machine: type[Finding], examples: int, steps: int, part: int = 0) -> None:
    """Each `part` has examples of its own, the same in every run. Nothing is shrunk: that takes longer than reading."""
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        seed(20261123 + part)(machine),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_lost_property_under_random_verbs(machine: type[Finding]) -> None:
    run(machine, examples=8, steps=32)
    assert len(machine.came) >= 17, f"some steps were never taken, or never refused: {dict(machine.came)}"


@pytest.mark.full
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(1, 5))
def test_lost_property_under_random_verbs_at_length(machine: type[Finding], part: int) -> None:
    run(machine, examples=25, steps=60, part=part)
    print(dict(machine.came))
    assert len(machine.came) >= 22, "some steps were never taken, or never refused"
