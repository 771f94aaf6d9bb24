"""Loans under random verbs on two programs of one desk, held against a model that is counted by hand.

An item is never with two people, deposits always add up, and every step that is not allowed is refused and changes
nothing: the model says beforehand which it will be.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import func, select

from desk_app.services import assembly
from desk_app.services.audit.chain import verify
from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.drawer.queries import DrawerQueries
from desk_app.services.drawer.service import Drawer
from desk_app.services.drawer.tables import MovementRow
from desk_app.services.journal.tables import EventRow
from desk_app.services.loans.queries import LoanQueries
from desk_app.services.loans.records import ItemsDraft, LineDraft, LoanDraft, ReturnDraft, SuspensionDraft
from desk_app.services.loans.service import Loans
from desk_app.services.loans.stock import Stock
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.loans.tables import ItemRow, ItemStepRow, LoanLineRow, LoanRow
from desk_app.services.loans.terms import Condition, ItemState, LineState
from tests.fakes import FakeClock, FakeSecrets
from tests.services.loans.loan_model import (
    AMOUNTS,
    PHONES,
    RULES,
    STEPS,
    STOCK,
    UNDO,
    Form,
    L,
    Line,
    Model,
    S,
)

amounts = st.sampled_from([*[""] * 12, *AMOUNTS])
places = st.integers(0, 60)
"""Which one of those so far, counted around from the newest."""
items = st.integers(0, 11)
seldom = st.sampled_from([False] * 4 + [True])
programs = st.integers(0, 1)


class Lending(RuleBasedStateMachine):
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
        receptionist, _, supervisor = self.founded[2]
        self.clerk = Actor(receptionist, "林小雨", Role.RECEPTIONIST)
        self.boss = Actor(supervisor, "周敏", Role.SUPERVISOR)
        self.model, self.form = Model(), 0
        for category, count, prefix in STOCK:
            draft = ItemsDraft(category, count, prefix, hooks=False)
            for item in self.desks[0].get(Stock).add_items(self.clerk, draft).result:
                self.model.items[item.id] = item
                self.model.move(item.id, S.AVAILABLE, self.now)

    def teardown(self) -> None:
        with self.desks[0].bench.database.read() as session:
            assert list(verify(session)) == []
        for desk in self.desks:
            desk.bench.database.close()
        self._temp.cleanup()

    # Lending

    @rule(who=st.integers(0, len(PHONES) - 1), at=items, waived=st.booleans(), on=programs)
    def lend_one(self, who: int, at: int, waived: bool, on: int) -> None:
        self.lend_these(who, [self.item(at * 2, S.AVAILABLE)], None, None, waived, False, False, on)

    @rule(
        who=st.integers(0, len(PHONES) - 1),
        which=st.lists(items, min_size=1, max_size=3),
        odd=seldom,
        deposit=st.none() | st.none() | st.none() | amounts,
        hours=st.sampled_from([None] * 6 + [1, 30, 0, -1, 24 * 400]),
        waived=st.booleans(),
        rain=seldom,
        old_form=seldom,
        on=programs,
    )
    def lend(
        self,
        who: int,
        which: list[int],
        odd: bool,
        deposit: str | None,
        hours: int | None,
        waived: bool,
        rain: bool,
        old_form: bool,
        on: int,
    ) -> None:
        wanted = [self.item(at if odd else at * 2, S.AVAILABLE) for at in which]
        wanted = wanted if odd else list(dict.fromkeys(wanted))
        self.lend_these(who, wanted, deposit, hours, waived, rain, old_form, on)

    def lend_these(
        self,
        who: int,
        items: list[int],
        deposit: str | None,
        hours: int | None,
        waived: bool,
        rain: bool,
        old_form: bool,
        on: int,
    ) -> None:
        self.form += not (old_form and self.form)
        due = None if hours is None else self.now + timedelta(hours=hours)
        draft = LoanDraft(
            tuple(LineDraft(item, deposit, due) for item in items),
            "张伟明",
            PHONES[who],
            rain=rain,
            request=f"form-{self.form}",
            waiver="主管同意" if waived else "",
        )
        expected = self.model.lending(draft, items, deposit, due, self.now)
        actor = self.boss if waived else self.clerk
        loan = self.attempt("lend", on, expected, lambda desk: desk.get(Loans).lend(actor, draft))
        if loan is None:
            return
        before = self.model.forms.get(draft.request)
        if before is not None:
            assert loan.id == before.loan, "one form, two loans"
            return
        self.model.forms[draft.request] = Form(draft, loan.id)
        assert [line.item for line in loan.lines] == items
        for line in loan.lines:
            category = RULES[self.model.items[line.item].category]
            wanted = category.deposit if deposit is None else AMOUNTS[deposit]
            assert (line.deposit, line.state) == (wanted, L.OUT)
            assert line.due == due or (due is None and line.due > self.now)
            self.model.lines.append(
                Line(line.id, loan.id, line.item, draft.phone, line.due, line.deposit, self.now)
            )
            self.model.move(line.item, S.LENT, self.now)

    @precondition(lambda self: self.model.lines)
    @rule(place=places, on=programs)
    def undo_lend(self, place: int, on: int) -> None:
        loan = self.line(place).loan
        lines = [one for one in self.model.lines if one.loan == loan]
        fits = all(one.state is L.OUT for one in lines) and self.now - lines[0].lent_at <= UNDO
        expected = None if fits else IllegalStep
        if self.attempt("undo_lend", on, expected, lambda desk: desk.get(Loans).undo_lend(self.clerk, loan)):
            for one in lines:
                one.state = L.VOID
                self.model.move(one.item, S.AVAILABLE, self.now)

    # Coming back

    @precondition(lambda self: self.model.lines)
    @rule(place=places, keep=amounts, fee=amounts, damaged=st.booleans(), why=st.booleans(), on=programs)
    def take_back(self, place: int, keep: str, fee: str, damaged: bool, why: bool, on: int) -> None:
        line, words = self.line(place), "伞骨断了" if why else ""
        condition = Condition.DAMAGED if damaged else Condition.GOOD
        draft = ReturnDraft(condition, keep, words, fee, words)
        kept, paid = AMOUNTS[keep], AMOUNTS[fee]
        expected: type[UserError] | None = None
        if line.state is not L.OUT:
            expected = IllegalStep
        elif kept is None or paid is None or kept > line.deposit or ((kept or paid or damaged) and not why):
            expected = InvalidInput
        back = self.attempt(
            "take_back", on, expected, lambda desk: desk.get(Loans).take_back(self.clerk, line.id, draft)
        )
        if back is not None:
            assert kept is not None and paid is not None
            assert (back.refund, back.late) == (line.deposit - kept, line.due < self.now)
            self.end(line, L.RETURNED, kept, paid, S.DAMAGED if damaged else S.AVAILABLE)
            line.condition = condition

    @rule(at=items, on=programs)
    def scan(self, at: int, on: int) -> None:
        item = self.model.items[self.item(at, S.LENT)]
        expected = None if self.model.states[item.id] is S.LENT else IllegalStep
        back = self.attempt(
            "scan", on, expected, lambda desk: desk.get(Loans).take_back_by_tag(self.clerk, item.tag, "")
        )
        if back is not None:
            (line,) = (one for one in self.model.out() if one.item == item.id)
            assert (back.line.id, back.refund) == (line.id, line.deposit)
            self.end(line, L.RETURNED, 0, 0, S.AVAILABLE)

    @precondition(lambda self: self.model.lines)
    @rule(place=places, on=programs)
    def undo_take_back(self, place: int, on: int) -> None:
        line = self.line(place)
        left = S.DAMAGED if line.condition is Condition.DAMAGED else S.AVAILABLE
        fits = (
            line.state is L.RETURNED
            and line.ended is not None
            and self.now - line.ended <= UNDO
            and not line.given_back
            and (self.model.states[line.item], self.model.since[line.item]) == (left, line.ended)
        )
        expected = None if fits else IllegalStep
        if self.attempt(
            "undo_take_back", on, expected, lambda desk: desk.get(Loans).undo_take_back(self.clerk, line.id)
        ):
            self.end(line, L.OUT, 0, 0, S.LENT)
            line.refunded, line.ended = 0, None

    @precondition(lambda self: self.model.lines)
    @rule(place=places, hours=st.sampled_from([-30, -1, 0, 2, 30, 24 * 400]), on=programs)
    def extend(self, place: int, hours: int, on: int) -> None:
        line = self.line(place)
        due = line.due + timedelta(hours=hours)
        ahead = self.now < due <= self.now + timedelta(days=365) and due > line.due
        expected = IllegalStep if line.state is not L.OUT else None if ahead else InvalidInput
        if self.attempt(
            "extend", on, expected, lambda desk: desk.get(Loans).extend(self.clerk, line.id, due, "电话")
        ):
            line.due = due

    # Lost, found, broken

    @precondition(lambda self: self.model.lines)
    @rule(
        place=places,
        keep=amounts,
        fee=amounts,
        why=st.sampled_from(["丢在地铁", "丢在地铁", ""]),
        on=programs,
    )
    def report_lost(self, place: int, keep: str, fee: str, why: str, on: int) -> None:
        line, kept, paid = self.line(place), AMOUNTS[keep], AMOUNTS[fee]
        expected: type[UserError] | None = None
        if line.state is not L.OUT:
            expected = IllegalStep
        elif not why or kept is None or paid is None or kept > line.deposit:
            expected = InvalidInput
        if self.attempt(
            "report_lost",
            on,
            expected,
            lambda desk: desk.get(Loans).report_lost(self.clerk, line.id, why, keep, fee),
        ):
            assert kept is not None and paid is not None
            self.end(line, L.LOST, kept, paid, S.LOST)

    @rule(at=items, refund=amounts, on=programs)
    def find_again(self, at: int, refund: str, on: int) -> None:
        item, amount = self.item(at, S.LOST), AMOUNTS[refund]
        lost = [one for one in self.model.lines if one.item == item and one.state is L.LOST]
        line = lost[-1] if lost and lost[-1].ended == self.model.since[item] else None
        expected: type[UserError] | None = None
        if self.model.states[item] is not S.LOST:
            expected = IllegalStep
        elif amount is None or amount > (line.kept + line.fee - line.given_back if line is not None else 0):
            expected = InvalidInput
        if self.attempt(
            "find_again",
            on,
            expected,
            lambda desk: desk.get(Loans).find_again(self.clerk, item, "找到", refund),
        ):
            if line is not None and amount:
                line.given_back += amount
            self.model.move(item, S.AVAILABLE, self.now)

    @precondition(lambda self: self.model.lines)
    @rule(place=places, amount=amounts, on=programs)
    def refund(self, place: int, amount: str, on: int) -> None:
        line, fen = self.line(place), AMOUNTS[amount]
        expected: type[UserError] | None = None
        if line.state not in (L.RETURNED, L.LOST):
            expected = IllegalStep
        elif not fen or fen > line.kept + line.fee - line.given_back:
            expected = InvalidInput
        verb = lambda desk: desk.get(Loans).refund(self.boss, line.id, amount, "核实后退还")  # noqa: E731
        if self.attempt("refund", on, expected, verb):
            assert fen is not None
            line.given_back += fen

    @rule(
        at=items,
        verb=st.sampled_from(["damage", "repair", "repair", "repair", "miss", "retire"]),
        on=programs,
    )
    def stock(self, at: int, verb: str, on: int) -> None:
        item = self.item(at, S.DAMAGED if verb in ("repair", "retire") else S.AVAILABLE)
        if verb == "retire" and S.RETIRED in self.model.states.values():
            item = next(one for one, state in self.model.states.items() if state is S.RETIRED)
        allowed, after = STEPS[verb]
        expected = None if self.model.states[item] in allowed else IllegalStep
        if self.attempt(
            verb, on, expected, lambda desk: getattr(desk.get(Stock), verb)(self.boss, item, "说明一下")
        ):
            self.model.move(item, after, self.now)

    # Around it

    @rule(who=st.integers(0, len(PHONES) - 1), on=programs)
    def suspend_or_lift(self, who: int, on: int) -> None:
        phone, verbs = PHONES[who], self.desks[on].get(Suspensions)
        suspension = self.model.suspended.pop(phone, None)
        if suspension is not None:
            verbs.lift(self.boss, suspension, "已还清")
        else:
            draft = SuspensionDraft(phone, "赵不还", "屡次不还")
            self.model.suspended[phone] = verbs.suspend(self.boss, draft).result.id

    @precondition(lambda self: self.model.lines)
    @rule(place=places, on=programs)
    def note_call(self, place: int, on: int) -> None:
        loan = self.line(place).loan
        missing = any(one.loan == loan and one.state in (L.OUT, L.LOST) for one in self.model.lines)
        expected = None if missing else IllegalStep
        self.attempt(
            "note_call", on, expected, lambda desk: desk.get(Loans).note_call(self.clerk, loan, True, "")
        )

    @precondition(lambda self: self.model.lines)
    @rule(place=places, on=programs)
    def print_receipt(self, place: int, on: int) -> None:
        line = self.line(place)
        expected = IllegalStep if line.state is L.VOID else None
        self.attempt("print", on, expected, lambda desk: desk.get(Loans).print_receipt(self.clerk, line.loan))

    @rule(yuan=st.integers(1, 99), on=programs)
    def put_in(self, yuan: int, on: int) -> None:
        self.desks[on].get(Drawer).put_in(self.clerk, str(yuan), "备用金")
        self.model.put_in += yuan * 100

    @rule(minutes=st.sampled_from([1, 1, 3, 11, 600, 2000]))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)

    # How it is judged

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def line(self, place: int) -> Line:
        """Any of the lines, the newest first; by even places one that is out, if there is one."""
        some = (self.model.out() if place % 2 == 0 else []) or self.model.lines
        return some[-1 - place // 2 % len(some)]

    def item(self, at: int, state: ItemState) -> int:
        """Any of the items; by even places one in this state, if there is one."""
        fitting = [one for one, now in self.model.states.items() if now is state]
        some = (fitting if at % 2 == 0 else []) or list(self.model.items)
        return some[at // 2 % len(some)]

    def end(self, line: Line, state: LineState, kept: int, fee: int, item: ItemState) -> None:
        line.state, line.kept, line.fee, line.ended = state, kept, fee, self.now
        line.refunded = line.deposit - kept
        line.condition = Condition.GOOD
        self.model.move(line.item, item, self.now)

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
        tables: tuple[Any, ...] = (ItemRow, ItemStepRow, LoanRow, LoanLineRow, MovementRow)
        with self.desks[0].bench.database.read() as session:
            rows = [tuple(row) for one in tables for row in session.execute(select(*one.__table__.c))]
            return [*rows, session.execute(select(func.count()).select_from(EventRow)).scalar_one()]

    @invariant()
    def everything_is_as_the_model_says(self) -> None:
        drawer = self.desks[1].get(DrawerQueries).state(self.clerk)
        sums = select(
            func.coalesce(func.sum(MovementRow.cash), 0), func.coalesce(func.sum(MovementRow.held), 0)
        )
        with self.desks[0].bench.database.read() as session:
            items = session.execute(select(ItemRow.id, ItemRow.state, ItemRow.since)).all()
            lines = session.execute(select(*LoanLineRow.__table__.c).order_by(LoanLineRow.id)).all()
            cash, held = session.execute(sums).one()
        self.judge_items({one: (ItemState(state), since) for one, state, since in items}, lines)
        self.judge_lines(lines)
        assert (cash, held) == (drawer.cash, drawer.held) == (self.model.cash(), self.model.held())

    def judge_items(self, items: dict[int, tuple[ItemState, datetime]], lines: Sequence[Any]) -> None:
        assert {one: state for one, (state, _) in items.items()} == self.model.states
        assert {one: since for one, (_, since) in items.items()} == self.model.since
        out = [row.item for row in lines if row.state == L.OUT]
        assert len(out) == len(set(out)), "an item is with two people"
        assert set(out) == {one for one, state in self.model.states.items() if state is S.LENT}

    def judge_lines(self, lines: Sequence[Any]) -> None:
        kept = [
            (r.id, r.loan, r.state, r.due, r.deposit, r.refunded, r.kept, r.fee, r.given_back) for r in lines
        ]
        model = sorted(self.model.lines, key=lambda one: one.id)
        assert kept == [
            (m.id, m.loan, m.state.value, m.due, m.deposit, m.refunded, m.kept, m.fee, m.given_back)
            for m in model
        ]
        for one in self.model.lines:
            settled = one.deposit if one.state in (L.RETURNED, L.LOST) else 0
            assert one.refunded + one.kept == settled

    @invariant()
    def counts_are_a_naive_recount(self) -> None:
        today = self.now.astimezone(self.clock.zone).date()
        counts = self.desks[1].get(LoanQueries).counts(self.clerk, today)
        out = {one.loan for one in self.model.out()}
        late = {one.loan for one in self.model.out() if one.due < self.now}
        lost = {one.loan for one in self.model.lines if one.state is L.LOST}
        assert (counts.out, counts.overdue) == (len(out), len(late))
        assert counts.lost <= len(lost)


@pytest.fixture
def machine(
    founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]],
) -> type[Lending]:
    Lending.founded, Lending.came = founded_folder, Counter()
    return Lending


def run(machine: type[Lending], examples: int, steps: int, part: int = 0) -> None:
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


def test_loans_under_random_verbs(machine: type[Lending]) -> None:
    run(machine, examples=10, steps=30)
    assert len(machine.came) >= 20, "some steps were never taken, or never refused"


@pytest.mark.full
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(1, 3))
def test_loans_under_random_verbs_at_length(machine: type[Lending], part: int) -> None:
    run(machine, examples=14, steps=50, part=part)
    print(dict(machine.came))
    assert len(machine.came) >= 30, "some steps were never taken, or never refused"
