"""Orders under random verbs on two programs of one desk, held against a model that is counted by hand.

Every step that is not allowed is refused with its own sentence and changes nothing: the model says beforehand which it
will be. An order has one owner for ever, and no countdown runs backwards, not even when the PC's clock is changed.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from desk_app.services import assembly
from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import SYSTEM, Actor, Role
from desk_app.services.journal.tables import EventRow
from desk_app.services.repairs import rules
from desk_app.services.repairs.queries import RepairQueries
from desk_app.services.repairs.records import ClockKind, ClockTone, Order, OrderKind, OrderState, Urgency
from desk_app.services.repairs.rounds import missed_round
from desk_app.services.repairs.service import Repairs
from tests.desk_fixtures import People
from tests.fakes import FakeClock, FakeSecrets
from tests.services.repairs.repair_desk import LAMP, RepairDesk

S = OrderState
STEPS = (
    "pass_on", "dispatch", "arrive", "progress", "follow_up", "hold", "resume", "price", "done", "call_back", "fail",
    "close",
)  # fmt: skip
GOES_TO = {"dispatch": S.DISPATCHED, "arrive": S.ON_SITE, "hold": S.ON_HOLD, "done": S.DONE,
           "call_back": S.CALLED_BACK, "fail": S.CALLED_BACK, "close": S.CLOSED}  # fmt: skip
NEXT = {S.RECEIVED: "dispatch", S.DISPATCHED: "arrive", S.ON_SITE: "done", S.ON_HOLD: "resume", S.DONE: "call_back",
        S.CALLED_BACK: "close"}  # fmt: skip
UNDO = timedelta(minutes=10)


spans = st.sampled_from(
    [timedelta(minutes=3)] * 4 + [timedelta(minutes=11), timedelta(hours=5), timedelta(days=1)]
)
doings = st.sampled_from([*["next"] * 14, *STEPS, *["undo"] * 3, *["join"] * 2])
places = st.integers(0, 5)
"""Which order, counted from the newest."""


@dataclass
class Known:
    """What the model knows of an order."""

    order: int
    number: str
    kind: OrderKind
    owner: int
    paid: bool
    state: OrderState = S.RECEIVED
    held: OrderState = S.RECEIVED
    passed: bool = False
    confirmed: bool = False
    repeats: int = 0
    done: list[tuple[Any, ...]] = field(default_factory=list)
    """Steps that may be taken back: when, and how it stood before."""
    rework: Known | None = None

    @property
    def stands(self) -> tuple[Any, ...]:
        return (self.state, self.held, self.passed, self.confirmed, self.paid)


class Ledger(RuleBasedStateMachine):
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
        receptionist, guard, supervisor = self.founded[2]
        self.clerk = Actor(receptionist, "林小雨", Role.RECEPTIONIST)
        self.boss = Actor(supervisor, "周敏", Role.SUPERVISOR)
        self.helper = RepairDesk(
            self.desks[0], People(self.clerk, Actor(guard, "赵刚", Role.GUARD), self.boss), self.clock
        )
        self.known: list[Known] = []
        self.due: dict[tuple[int, ClockKind, Any], timedelta] = {}

    def teardown(self) -> None:
        with self.desks[0].bench.database.read() as session:
            assert list(verify(session)) == []
        for desk in self.desks:
            desk.bench.database.close()
        self._temp.cleanup()

    # Verbs

    @precondition(lambda self: sum(one.state not in (S.CLOSED, S.JOINED) for one in self.known) < 3)
    @rule(
        kind=st.sampled_from([OrderKind.REPAIR] * 3 + list(OrderKind)),
        paid=st.sampled_from([False, False, True]),
        boss=st.booleans(),
        on=st.integers(0, 1),
    )
    def take_in(self, kind: OrderKind, paid: bool, boss: bool, on: int) -> None:
        actor = self.boss if boss else self.clerk
        draft = self.helper.draft(kind=kind, paid=paid, department="cleaning")
        order = self.desks[on].get(Repairs).take_in(actor, draft).result
        assert (order.state, order.owner) == (S.RECEIVED, actor.staff_id)
        self.known.append(Known(order.id, order.number, kind, actor.staff_id, paid))
        self.came["take_in"] += 1

    @precondition(lambda self: self.known)
    @rule(
        which=places, what=st.lists(doings, min_size=1, max_size=6), boss=st.booleans(), on=st.integers(0, 1)
    )
    def take(self, which: int, what: list[str], boss: bool, on: int) -> None:
        """Something with one order; "next" is what comes next on the usual way."""
        one, actor = self.known[-1 - which % len(self.known)], self.boss if boss else self.clerk
        for doing in what:
            if doing == "undo":
                self.undo(one, on)
            elif doing == "join":
                self.join(one, on)
            else:
                self.take_step(one, self.following(one, boss) if doing == "next" else doing, actor, on)

    def following(self, one: Known, fails: bool) -> str:
        if one.state is S.RECEIVED and one.paid and not one.confirmed:
            return "price"
        step = NEXT.get(one.state, "close")
        return "fail" if fails and step == "call_back" else step

    def join(self, one: Known, on: int) -> None:
        draft = self.helper.draft(join=one.order)
        allowed = one.state in rules.OPEN
        report = self.attempt(
            "join", on, allowed, lambda desk: desk.get(Repairs).take_in(self.clerk, draft).result
        )
        if report is None:
            return
        one.repeats += 1
        after = self.order(one)
        assert (report.state, report.joined_to, after.repeats) == (S.JOINED, one.order, one.repeats)
        least = {2: Urgency.URGENT, 3: Urgency.EMERGENCY}.get(one.repeats)
        assert least is None or after.urgency is least
        if one.repeats == rules.EMERGENCY_AT:
            one.done.clear()  # other hours: what was before does not fit any more
            self.forget_clocks(one)
        self.known.append(Known(report.id, report.number, one.kind, self.clerk.staff_id, False, S.JOINED))

    def take_step(self, one: Known, step: str, actor: Actor, on: int) -> None:
        order = self.attempt(
            step, on, self.allows(one, step), lambda desk: self.verb(desk.get(Repairs), actor, one, step)
        )
        if order is None:
            return
        one.done.append((self.written(one), one.stands, one.rework))
        self.goes(one, step)
        self.forget_clocks(one)
        assert (order.state, order.owner) == (one.state, one.owner)
        if step == "fail":
            assert order.reworked_as is not None
            again = self.desks[0].get(RepairQueries).card(self.clerk, order.reworked_as).order
            assert (again.owner, again.rework_of) == (one.owner, one.order)
            one.rework = Known(again.id, again.number, one.kind, one.owner, False)
            self.known.append(one.rework)

    def undo(self, one: Known, on: int) -> None:
        last = one.done[-1] if one.done else None
        allowed = one.state is not S.JOINED and last is not None and abs(self.clock.now() - last[0]) <= UNDO
        was_asked = last is not None and last[1][0] is S.DONE and one.state is S.CALLED_BACK
        made = one.rework if was_asked else None
        if allowed and made is not None:
            allowed = made.state is S.RECEIVED and not made.done and not made.repeats
        order = self.attempt(
            "undo", on, allowed, lambda desk: desk.get(Repairs).undo(self.clerk, one.order).result
        )
        if order is None or last is None:
            return
        one.done.pop()
        (one.state, one.held, one.passed, one.confirmed, one.paid), one.rework = last[1], last[2]
        self.forget_clocks(one)
        if made is not None:
            made.state = S.JOINED
        assert order.state is one.state

    @rule(span=spans)
    def time_passes(self, span: timedelta) -> None:
        self.clock.set(self.clock.now() + span)

    @rule(span=st.sampled_from([timedelta(minutes=7), timedelta(hours=30)]))
    def the_pc_clock_is_set_back(self, span: timedelta) -> None:
        """Whoever looks then may see more time left than before, but never more than when it was written."""
        self.clock.set(self.clock.now() - span)
        self.due.clear()

    @rule(on=st.integers(0, 1))
    def the_round(self, on: int) -> None:
        missed_round(self.desks[on].bench)
        for one in self.open():
            running = {clock.kind for clock in one.clocks if clock.tone is ClockTone.MISSED}
            assert running <= set(one.missed)
        assert missed_round(self.desks[on].bench) is None

    # What must hold

    @invariant()
    def everything_stands_as_counted(self) -> None:
        for one in self.known:
            order = self.order(one)
            assert (order.state, order.owner, order.repeats) == (one.state, one.owner, one.repeats)
            assert (order.closed_at is not None) == (one.state in (S.CLOSED, S.JOINED))
            assert order.price_confirmed_at is not None or not one.confirmed

    @invariant()
    def no_countdown_runs_backwards(self) -> None:
        for order in self.open():
            for clock in order.clocks:
                key = (order.id, clock.kind, clock.due)
                assert clock.left <= self.due.get(key, clock.left)
                self.due[key] = clock.left

    # Help

    def order(self, one: Known) -> Order:
        return self.desks[0].get(RepairQueries).card(SYSTEM, one.order).order

    def written(self, one: Known) -> datetime:
        """When the last line of its story was, by the clock that the PC had then."""
        return self.desks[0].get(RepairQueries).card(SYSTEM, one.order).story[-1].at

    def open(self) -> list[Order]:
        board = self.desks[0].get(RepairQueries).board(self.clerk)
        return [order for column in board.values() for order in column]

    def forget_clocks(self, one: Known) -> None:
        self.due = {key: left for key, left in self.due.items() if key[0] != one.order}

    def allows(self, one: Known, step: str) -> bool:
        named = "call_back" if step == "fail" else step
        settled = (
            step == "done" and one.kind is not OrderKind.REPAIR and one.state in (S.RECEIVED, S.DISPATCHED)
        )
        if one.state in rules.WHY_NOT[named] and not settled:
            return False
        if step == "pass_on":
            return one.kind is not OrderKind.REPAIR and not one.passed
        return step not in ("dispatch", "arrive", "done") or one.confirmed or not one.paid

    def goes(self, one: Known, step: str) -> None:
        if step == "hold":
            one.held = one.state
        one.state = one.held if step == "resume" else GOES_TO.get(step, one.state)
        one.passed = one.passed or step in ("pass_on", "dispatch", "done")
        if step == "price":
            one.paid = one.confirmed = True

    def verb(self, verbs: Repairs, actor: Actor, one: Known, step: str) -> Order:
        order, until = one.order, (self.clock.now() + timedelta(days=2)).date()
        steps: dict[str, Callable[[], Any]] = {
            "pass_on": lambda: verbs.pass_on(actor, order),
            "dispatch": lambda: verbs.dispatch(actor, order, self.helper.wang.id, None),
            "arrive": lambda: verbs.arrive(actor, order, None),
            "progress": lambda: verbs.progress(actor, order, "处理中"),
            "follow_up": lambda: verbs.follow_up(actor, order, "已告知客户"),
            "hold": lambda: verbs.hold(actor, order, "等配件", until),
            "resume": lambda: verbs.resume(actor, order),
            "price": lambda: verbs.price(actor, order, [LAMP], True),
            "done": lambda: verbs.done(actor, order, "已修复", None, None),
            "call_back": lambda: verbs.call_back(actor, order, True, ""),
            "fail": lambda: verbs.call_back(actor, order, False, "还是坏的"),
            "close": lambda: verbs.close(actor, order),
        }
        result: Order = steps[step]().result
        return result

    def attempt(self, step: str, on: int, allowed: bool, verb: Callable[[Services], Order]) -> Order | None:
        """The order, or None when it was refused as the model said, and nothing was changed."""
        before = self.everything()
        try:
            order = verb(self.desks[on])
        except (IllegalStep, InvalidInput):
            assert not allowed, step
            assert self.everything() == before
            self.came[f"no {step}"] += 1
            return None
        assert allowed, step
        self.came[step] += 1
        return order

    def everything(self) -> tuple[Any, ...]:
        with self.desks[0].bench.database.read() as session:
            events = session.execute(select(func.count()).select_from(EventRow)).scalar_one()
        return events, [self.order(one) for one in self.known]


@pytest.fixture
def machine(founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]]) -> type[Ledger]:
    Ledger.founded, Ledger.came = founded_folder, Counter()
    return Ledger


def run(machine: type[Ledger], examples: int, steps: int, part: int = 0) -> None:
    """Each `part` has examples of its own, the same in every run. Nothing is shrunk: that takes longer than reading."""
    run_state_machine_as_test(
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


def test_orders_under_random_verbs(machine: type[Ledger]) -> None:
    run(machine, examples=8, steps=25)
    assert len(machine.came) >= 18, "some steps were never taken, or never refused"


@pytest.mark.full
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(1, 5))
def test_orders_under_random_verbs_at_length(machine: type[Ledger], part: int) -> None:
    run(machine, examples=20, steps=80, part=part)
    print(dict(machine.came))
    assert len(machine.came) >= 22, "some steps were never taken, or never refused"
