"""Keys under random steps on two programs: a model kept by hand says what must happen, and what must be refused."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, InvalidInput, UserError
from desk_app.services.core.findings import Unsettled
from desk_app.services.core.people import SYSTEM
from desk_app.services.keys.faults import KeyTroubles
from desk_app.services.keys.records import (
    Check,
    CheckAnswer,
    Handout,
    HandoutDraft,
    KeyCategory,
    LostDraft,
    OwnerCall,
    Purpose,
    ReservationDraft,
    ReturnDraft,
)
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.service import Keys
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeSecrets
from tests.services.keys.board_model import OPEN_LINE, C, L, Loan, ModelledBoard, S

TICKED = {check: CheckAnswer(done=True) for check in Check}
UNDO = timedelta(minutes=10)

places = st.integers(0, 60)
"""Which of those there are, counted around."""
on = st.integers(0, 1)
mostly = st.sampled_from([True, True, True, False])


class KeyBoard(ModelledBoard):
    """What happens at a key board."""

    # Borrowing

    @rule(
        picked=st.sets(places, min_size=1, max_size=2),
        who=places,
        hours=st.sampled_from([None, 1, 3, 30]),
        call=mostly,
        read=mostly,
        new_form=mostly,
        on=on,
    )
    def borrow(
        self, picked: set[int], who: int, hours: int | None, call: bool, read: bool, new_form: bool, on: int
    ) -> None:
        wanted = sorted({self.piece(place, C.IN).id for place in picked})
        colleague = self.staff[who % len(self.staff)]
        due = None if hours is None else self.clock.now() + timedelta(hours=hours)
        request = f"form-{len(self.forms) + new_form}"
        draft = HandoutDraft(
            tuple(wanted),
            colleague,
            Purpose.INSPECTION,
            due=due,
            owner_call=OwnerCall("钱老板") if call else None,
            request=request,
            acknowledged=read,
        )
        if request in self.forms:
            self.press_again(draft, on)
            return
        together = self.together(wanted)
        refused = self.refused(wanted, together, call)
        given = self.attempt(
            lambda desk: desk.get(Keys).borrow(self.clerk, draft).result,
            on,
            Unsettled if refused or (not read and self.wanted_by_others(together, colleague, due)) else None,
        )
        if given is not None:
            self.take_down(given, colleague, together)
            self.forms[request] = given.id

    def press_again(self, draft: HandoutDraft, on: int) -> None:
        loan = self.loans[self.forms[draft.request]]
        same = set(draft.copies) <= {copy for copy, _ in loan.lines.values()}
        again = self.attempt(
            lambda desk: desk.get(Keys).borrow(self.clerk, draft).result, on, None if same else InvalidInput
        )
        assert again is None or again.id == loan.id, "one form, two borrowings"

    def together(self, wanted: list[int]) -> list[int]:
        """What is lent: those wanted, and of a ring what is in."""
        on_ring = any(self.pieces[copy].ring for copy in wanted)
        more = [one.id for one in self.pieces.values() if on_ring and one.ring and one.state is C.IN]
        return sorted({*wanted, *more})

    def refused(self, wanted: list[int], together: list[int], call: bool) -> bool:
        lent = [self.pieces[copy] for copy in together]
        waits = any(
            one.ring and one.state is C.WAITING and one.id not in wanted
            for one in self.pieces.values()
            if any(piece.ring for piece in lent)
        )
        trust = any(self.drafts[one.key].category is KeyCategory.TRUST for one in lent)
        return (
            waits
            or (trust and not call)
            or any(
                one.state is not C.IN or any(one.faults.values()) or one.key in self.inactive for one in lent
            )
        )

    def wanted_by_others(self, together: list[int], colleague: int, due: datetime | None) -> bool:
        keys, now = {self.pieces[copy].key for copy in together}, self.clock.now()
        horizon = max(due or now, now + timedelta(hours=12))
        return any(
            key in keys and who != colleague and end > now and start < horizon
            for key, who, start, end in self.reserved
        )

    def take_down(self, given: Handout, colleague: int, together: list[int]) -> None:
        """Into the model, after looking at what the rules made of it."""
        own = max(
            max(self.drafts[self.pieces[copy].key].approvals for copy in together), bool(given.exceptions)
        )
        assert given.needed == own
        assert given.state is (S.REQUESTED if own else S.OUT)
        assert sorted(line.copy for line in given.lines) == together
        state = L.WAITING if own else L.OUT
        lines = {line.id: (line.copy, state) for line in given.lines}
        self.loans[given.id] = Loan(given.id, given.state, own, colleague, lines, given.due)
        self.put(together, OPEN_LINE[state])

    @precondition(lambda self: self.loans)
    @rule(place=places, who=on, on=on)
    def approve(self, place: int, who: int, on: int) -> None:
        loan, boss = self.loan(place, S.REQUESTED), self.bosses[who]
        legal = (
            loan.state is S.REQUESTED and boss.staff_id != loan.holder and boss.staff_id not in loan.approved
        )
        done = self.attempt(
            lambda desk: desk.get(Keys).approve(boss, loan.id, "同意").result,
            on,
            None if legal else IllegalStep,
        )
        if done is not None:
            loan.approved.add(boss.staff_id)
            loan.state = S.APPROVED if len(loan.approved) >= loan.needed else S.REQUESTED

    @precondition(lambda self: self.loans)
    @rule(place=places, refuse=st.booleans(), on=on)
    def leave_hanging(self, place: int, refuse: bool, on: int) -> None:
        loan = self.loan(place, S.REQUESTED, S.APPROVED)
        legal = loan.state is S.REQUESTED or (loan.state is S.APPROVED and not refuse)

        def step(desk: Services) -> Handout:
            keys = desk.get(Keys)
            done = (
                keys.refuse(self.bosses[0], loan.id, "不行") if refuse else keys.cancel(self.clerk, loan.id)
            )
            return done.result

        if self.attempt(step, on, None if legal else IllegalStep) is not None:
            loan.state = S.REFUSED if refuse else S.CANCELLED
            self.turn(loan, L.WAITING, L.VOID, C.IN)

    @precondition(lambda self: self.loans)
    @rule(place=places, on=on)
    def hand_out(self, place: int, on: int) -> None:
        loan = self.loan(place, S.APPROVED)
        expected: type[UserError] | None = None
        waiting = [self.pieces[copy] for copy, state in loan.lines.values() if state is L.WAITING]
        if loan.state is not S.APPROVED or loan.due <= self.clock.now():
            expected = IllegalStep
        elif any(any(one.faults.values()) for one in waiting):
            expected = Unsettled
        if self.attempt(lambda desk: desk.get(Keys).hand_out(self.clerk, loan.id).result, on, expected):
            loan.state = S.OUT
            self.turn(loan, L.WAITING, L.OUT, C.OUT)

    @precondition(lambda self: self.loans)
    @rule(place=places, who=places, on=on)
    def hand_on(self, place: int, who: int, on: int) -> None:
        loan, taker = self.loan(place, S.OUT), self.staff[who % len(self.staff)]
        expected: type[UserError] | None = InvalidInput if taker == loan.holder else None
        if loan.state is not S.OUT:
            expected = IllegalStep
        done = self.attempt(
            lambda desk: desk.get(Keys).hand_on(self.clerk, loan.id, taker, None, "").result, on, expected
        )
        if done is not None:
            loan.holder = taker

    @precondition(lambda self: self.loans)
    @rule(place=places, hours=st.sampled_from([-2, 1, 5, 40]), on=on)
    def put_off(self, place: int, hours: int, on: int) -> None:
        """By a supervisor who does not hold them: what a receptionist may not is in the tests of the verbs."""
        loan = self.loan(place, S.OUT)
        boss = next(one for one in self.bosses if one.staff_id != loan.holder)
        due = loan.due + timedelta(hours=hours)
        expected: type[UserError] | None = None if hours > 0 and due > self.clock.now() else InvalidInput
        if loan.state is not S.OUT:
            expected = IllegalStep
        done = self.attempt(
            lambda desk: desk.get(Keys).extend(boss, loan.id, due, "还没修好").result, on, expected
        )
        if done is not None:
            loan.due = due

    # Coming back

    @precondition(lambda self: self.loans)
    @rule(
        place=places,
        part=st.integers(0, 3),
        who=places,
        fault=st.sampled_from(["", "small", "critical"]),
        on=on,
    )
    def give_back(self, place: int, part: int, who: int, fault: str, on: int) -> None:
        """Everything (part 0), or one line, whatever its state."""
        loan, bringer = self.loan(place, S.OUT), self.staff[who % len(self.staff)]
        out = [line for line, (_, state) in loan.lines.items() if state is L.OUT]
        lines = [] if part == 0 else [sorted(loan.lines)[part % len(loan.lines)]]
        legal = loan.state is S.OUT and set(lines) <= set(out)
        broken = {(lines or out)[0]: "齿断了"} if fault and legal else {}
        draft = ReturnDraft(
            tuple(lines),
            bringer,
            checks=TICKED,
            faults=broken,
            critical=frozenset(broken if fault == "critical" else ()),
        )
        told = self.attempt(
            lambda desk: desk.get(Keys).give_back(self.clerk, loan.id, draft).result,
            on,
            None if legal else IllegalStep,
        )
        if told is None:
            return
        assert told.by_another == (bringer != loan.holder)
        back = tuple(lines or out)
        self.turn(loan, L.OUT, L.RETURNED, C.IN, back)
        if all(state is not L.OUT for _, state in loan.lines.values()):
            loan.state = S.CLOSED
        loan.back.append((self.clock.now(), back, self.new_faults(fault == "critical")))
        assert told.handout.state is loan.state

    @precondition(lambda self: self.loans)
    @rule(place=places, on=on)
    def undo_give_back(self, place: int, on: int) -> None:
        loan, now = self.loan(place, S.CLOSED, S.OUT), self.clock.now()
        at = max((when for when, _, _ in loan.back), default=None)
        same = [step for step in loan.back if step[0] == at]
        copies = [loan.lines[line][0] for _, lines, _ in same for line in lines]
        legal = (
            loan.state in (S.OUT, S.CLOSED)
            and at is not None
            and now - at <= UNDO
            and all(self.pieces[copy].state is C.IN for copy in copies)
        )
        done = self.attempt(
            lambda desk: desk.get(Keys).undo_give_back(self.clerk, loan.id).result,
            on,
            None if legal else IllegalStep,
        )
        if done is None:
            return
        for step in same:
            loan.back.remove(step)
            self.turn(loan, L.RETURNED, L.OUT, C.OUT, step[1])
            for copy, fault in step[2].items():
                self.pieces[copy].faults.pop(fault, None)
        loan.state = S.OUT

    # What is lost, broken, out of use, reserved

    @precondition(lambda self: self.trouble() < 2)
    @rule(place=places, on=on)
    def lose(self, place: int, on: int) -> None:
        piece = self.piece(place, C.OUT, C.WAITING)
        draft = LostDraft("李卫国", self.clock.now(), "掉进了电梯井")
        report = self.attempt(
            lambda desk: desk.get(KeyTroubles).report_lost(self.clerk, piece.id, draft).result,
            on,
            IllegalStep if piece.state is C.LOST else None,
        )
        if report is None:
            return
        held = self.held_by(piece.id)
        assert report.handout == (held.id if held else None)
        piece.state = C.LOST
        if held is None:
            return
        line = next(
            line for line, (copy, state) in held.lines.items() if copy == piece.id and state in OPEN_LINE
        )
        held.lines[line] = (piece.id, L.LOST if held.lines[line][1] is L.OUT else L.VOID)
        if not any(state in OPEN_LINE for _, state in held.lines.values()):
            held.state = S.CLOSED if held.state is S.OUT else S.CANCELLED

    @rule(place=places, on=on)
    def find(self, place: int, on: int) -> None:
        piece = self.piece(place, C.LOST)
        found = self.attempt(
            lambda desk: desk.get(KeyTroubles).found(self.clerk, piece.id, "", "在抽屉里").result,
            on,
            None if piece.state is C.LOST else IllegalStep,
        )
        if found is not None:
            piece.state = C.IN

    @precondition(lambda self: self.trouble() < 2)
    @rule(place=places, critical=st.booleans(), on=on)
    def fault(self, place: int, critical: bool, on: int) -> None:
        piece = self.piece(place)
        fault = self.attempt(
            lambda desk: desk.get(KeyTroubles).report_fault(self.clerk, piece.id, "齿断了", critical).result,
            on,
            IllegalStep if piece.state is C.LOST else None,
        )
        if fault is not None:
            piece.faults[fault.id] = critical

    @precondition(lambda self: any(one.faults for one in self.pieces.values()))
    @rule(place=places, twice=st.booleans(), on=on)
    def mend(self, place: int, twice: bool, on: int) -> None:
        faulty = [one for one in self.pieces.values() if one.faults]
        piece = faulty[place % len(faulty)]
        fault = next(iter(piece.faults))
        for expected in (None, IllegalStep)[: 1 + twice]:
            self.attempt(
                lambda desk: desk.get(KeyTroubles).mend(self.clerk, fault, "已换新").result, on, expected
            )
        del piece.faults[fault]

    @precondition(lambda self: self.trouble() < 2 or self.inactive)
    @rule(place=places, on=on)
    def put_out_of_use_or_back(self, place: int, on: int) -> None:
        """A key none of whose copies is out; those on the ring stay in use."""
        key = self.piece(place % 4).key
        away = any(one.key == key and one.state in (C.OUT, C.WAITING) for one in self.pieces.values())

        def step(desk: Services) -> object:
            register = desk.get(KeyRegister)
            if key in self.inactive:
                return register.reactivate(SYSTEM, key).result
            return register.deactivate(SYSTEM, key, "换锁").result

        if self.attempt(step, on, IllegalStep if away and key not in self.inactive else None) is not None:
            self.inactive ^= {key}

    @rule(place=places, who=places, start=st.integers(1, 30), on=on)
    def reserve(self, place: int, who: int, start: int, on: int) -> None:
        key, colleague = self.piece(place).key, self.staff[who % len(self.staff)]
        begin = self.clock.now() + timedelta(hours=start)
        draft = ReservationDraft(key, colleague, begin, begin + timedelta(hours=1))
        try:
            self.desks[on].get(KeyRegister).reserve(self.clerk, draft)
        except InvalidInput:  # every copy is reserved or of no use then
            return
        self.reserved.append((key, colleague, begin, begin + timedelta(hours=1)))

    @rule(minutes=st.sampled_from([0, 1, 11, 90, 400, 1500]))
    def time_passes(self, minutes: int) -> None:
        self.clock.advance(minutes=minutes)


@pytest.fixture
def machine(
    founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]], monkeypatch: pytest.MonkeyPatch
) -> type[KeyBoard]:
    quick_pins(monkeypatch)
    KeyBoard.founded = founded_folder
    return KeyBoard


def run(machine: type[KeyBoard], examples: int, steps: int, part: int = 0) -> None:
    """Each `part` has examples of its own, the same in every run."""
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        seed(20261123 + part)(machine),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_keys_under_random_steps(machine: type[KeyBoard]) -> None:
    run(machine, examples=10, steps=30)


@pytest.mark.full
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(1, 7))
def test_keys_under_random_steps_at_length(machine: type[KeyBoard], part: int) -> None:
    run(machine, examples=25, steps=60, part=part)
