"""Keys under random steps on two programs: a model kept by hand says what must happen, and what must be refused."""

from __future__ import annotations

from dataclasses import replace
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
from desk_app.services.keys.queries import KeyQueries
from desk_app.services.keys.records import (
    CheckAnswer,
    Handout,
    HandoutDraft,
    LostDraft,
    OwnerCall,
    ReservationDraft,
    ReturnDraft,
)
from desk_app.services.keys.register import KeyRegister
from desk_app.services.keys.service import Keys
from desk_app.services.keys.terms import Check, KeyCategory, Purpose
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeSecrets
from tests.services.keys.board_model import OPEN_LINE, C, L, Loan, ModelledBoard, Piece, S, Wish

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
            self.press_again(draft, call, on)
            return
        together = self.together(wanted)
        refused = self.refused(wanted, together, call)
        given = self.attempt(
            lambda desk: desk.get(Keys).borrow(self.clerk, draft).result,
            on,
            Unsettled if refused or (not read and self.warned(together, colleague, due)) else None,
        )
        if given is not None:
            self.take_down(given, colleague, together)
            self.forms[request] = given.id, draft

    def press_again(self, draft: HandoutDraft, same: bool, on: int) -> None:
        made, kept = self.forms[draft.request]
        loan = self.loans[made]
        if same:
            draft = kept
        same = replace(draft, acknowledged=True) == replace(kept, acknowledged=True)
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
            or any(one.state is not C.IN or one.critical or one.key in self.inactive for one in lent)
        )

    def warned(self, together: list[int], colleague: int, due: datetime | None) -> bool:
        """A ring that is not whole, or somebody else's reservation."""
        on_ring = any(self.pieces[copy].ring for copy in together)
        rest = [one for one in self.pieces.values() if one.ring and one.id not in together]
        incomplete = on_ring and any(one.state in (C.OUT, C.LOST) for one in rest)
        return incomplete or self.wanted_by_others(together, colleague, due)

    def wanted_by_others(self, together: list[int], colleague: int, due: datetime | None) -> bool:
        keys, now = {self.pieces[copy].key for copy in together}, self.clock.now()
        horizon = max(due or now, now + timedelta(hours=12))
        return any(
            one.key in keys and one.who != colleague and one.end > now and one.start < horizon
            for one in self.reserved
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
        loan = Loan(given.id, given.state, own, colleague, lines, given.due, asked=self.wishes)
        self.loans[given.id] = loan
        self.put(together, OPEN_LINE[state])
        self.fetched(loan)

    @precondition(lambda self: self.loans)
    @rule(
        kind=st.sampled_from(["one", "both", "both", "refuse", "cancel", "over"]),
        place=places,
        who=on,
        over=st.booleans(),
        on=on,
    )
    def decide(self, kind: str, place: int, who: int, over: bool, on: int) -> None:
        """One approves, or both do one after the other, and perhaps the keys are handed over at once."""
        if kind in ("refuse", "cancel"):
            self.leave_hanging(place, kind == "refuse", on)
        for boss in {"one": (who,), "both": (who, 1 - who)}.get(kind, ()):
            self.approve(place, boss, on)
        if over or kind == "over":
            self.hand_out(place, who == 0, on)

    def approve(self, place: int, who: int, on: int) -> None:
        loan, boss = self.loan(place, S.REQUESTED), self.bosses[who]
        own = boss.staff_id == loan.holder or boss.staff_id in loan.approved
        legal = loan.state is S.REQUESTED and not own and loan.due > self.clock.now()
        done = self.attempt(
            lambda desk: desk.get(Keys).approve(boss, loan.id, "同意").result,
            on,
            None if legal else IllegalStep,
        )
        if done is not None:
            loan.approved.add(boss.staff_id)
            loan.state = S.APPROVED if len(loan.approved) >= loan.needed else S.REQUESTED

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

    def hand_out(self, place: int, read: bool, on: int) -> None:
        loan = self.loan(place, S.APPROVED)
        expected: type[UserError] | None = None
        waiting = [self.pieces[copy] for copy, state in loan.lines.values() if state is L.WAITING]
        if loan.state is not S.APPROVED or loan.due <= self.clock.now():
            expected = IllegalStep
        elif any(one.critical for one in waiting) or (not read and self.wanted_since(loan, waiting)):
            expected = Unsettled
        if self.attempt(lambda desk: desk.get(Keys).hand_out(self.clerk, loan.id, read).result, on, expected):
            loan.state = S.OUT
            self.turn(loan, L.WAITING, L.OUT, C.OUT)
            self.fetched(loan)

    def wanted_since(self, loan: Loan, waiting: list[Piece]) -> bool:
        keys = {one.key for one in waiting}
        return any(
            one.number > loan.asked
            and one.key in keys
            and one.who != loan.holder
            and one.end > self.clock.now()
            and one.start < loan.due
            for one in self.reserved
        )

    def expire(self, on: int) -> None:
        """What was never fetched comes to nothing."""
        waiting = [one for one in self.loans.values() if one.state in (S.REQUESTED, S.APPROVED)]
        late = [one for one in waiting if one.due <= self.clock.now()]
        assert self.attempt(lambda desk: desk.get(Keys).expire(SYSTEM).result, on, None) == len(late)
        for loan in late:
            loan.state = S.CANCELLED
            self.turn(loan, L.WAITING, L.VOID, C.IN)

    @precondition(lambda self: self.loans)
    @rule(place=places, who=places, call=mostly, on=on)
    def hand_on(self, place: int, who: int, call: bool, on: int) -> None:
        loan, taker = self.loan(place, S.OUT), self.staff[who % len(self.staff)]
        expected: type[UserError] | None = Unsettled if self.trusted(loan) and not call else None
        if taker in {loan.holder} | loan.approved | loan.allowed:
            expected = InvalidInput
        spoken = OwnerCall("钱老板") if call else None
        if loan.state is not S.OUT:
            expected = IllegalStep
        done = self.attempt(
            lambda desk: desk.get(Keys).hand_on(self.clerk, loan.id, taker, None, "", spoken).result,
            on,
            expected,
        )
        if done is not None:
            loan.holder = taker
            self.fetched(loan)

    @precondition(lambda self: self.loans)
    @rule(place=places, hours=st.sampled_from([-2, 1, 5, 40]), on=on)
    def put_off(self, place: int, hours: int, on: int) -> None:
        """By a supervisor who does not hold them: what a receptionist may not is in the tests of the verbs."""
        loan = self.loan(place, S.OUT)
        boss = next(one for one in self.bosses if one.staff_id != loan.holder)
        due = loan.due + timedelta(hours=hours)
        now = self.clock.now()
        out = [self.pieces[copy] for copy, state in loan.lines.values() if state is L.OUT]
        several = any(self.drafts[one.key].approvals > 1 for one in out)
        legal = hours > 0 and due > now and not (several and due > now + timedelta(days=1))
        expected: type[UserError] | None = None if legal else InvalidInput
        if loan.state is not S.OUT:
            expected = IllegalStep
        done = self.attempt(
            lambda desk: desk.get(Keys).extend(boss, loan.id, due, "还没修好", True).result, on, expected
        )
        if done is not None:
            step = self.desks[on].get(KeyQueries).card(self.clerk, loan.id).extensions[-1]
            assert (step.by, step.before, step.after) == (boss.staff_id, loan.due, due)
            loan.allowed |= {boss.staff_id} if step.exceptions else set()
            loan.due = due

    # Coming back

    @precondition(lambda self: self.loans)
    @rule(
        place=places,
        part=st.integers(0, 3),
        who=places,
        fault=st.sampled_from(["", "", "small", "critical"]),
        slip=st.booleans(),
        on=on,
    )
    def come_back(self, place: int, part: int, who: int, fault: str, slip: bool, on: int) -> None:
        """Everything (part 0), or one line, whatever its state; by a slip it is undone at once."""
        loan = self.loan(place, S.OUT)
        self.give_back(loan, part, who, fault, on)
        if slip:
            self.undo(loan, on)

    def give_back(self, loan: Loan, part: int, who: int, fault: str, on: int) -> None:
        bringer = self.staff[who % len(self.staff)]
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
        loan.back.append((self.clock.now(), back))
        self.learn_faults(fault == "critical")
        assert told.handout.state is loan.state

    @precondition(lambda self: self.loans)
    @rule(place=places, on=on)
    def undo_give_back(self, place: int, on: int) -> None:
        self.undo(self.loan(place, S.CLOSED, S.OUT), on)

    def undo(self, loan: Loan, on: int) -> None:
        now = self.clock.now()
        at = max((when for when, _ in loan.back), default=None)
        same = [step for step in loan.back if step[0] == at]
        copies = [loan.lines[line][0] for _, lines in same for line in lines]
        legal = (
            loan.state in (S.OUT, S.CLOSED)
            and at is not None
            and now - at <= UNDO
            and all(self.untouched(copy, at, loan) for copy in copies)
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
        for copy in copies:  # what was seen at the return was not seen
            piece = self.pieces[copy]
            piece.faults = {one: seen for one, seen in piece.faults.items() if seen[1] != at}
        loan.state = S.OUT

    def untouched(self, copy: int, at: datetime, loan: Loan) -> bool:
        """Nothing happened to it since it came back then."""
        piece = self.pieces[copy]
        same = piece.state is C.IN and piece.since == at and piece.key not in self.inactive
        return same and self.newest_line(copy) in loan.lines

    # What is lost, broken, out of use, reserved

    @rule(
        kind=st.sampled_from(["lose", "fault", "key", "mend"]),
        place=places,
        critical=mostly,
        twice=st.booleans(),
        on=on,
    )
    def trouble_comes_or_goes(self, kind: str, place: int, critical: bool, twice: bool, on: int) -> None:
        """Never more than a little at once: otherwise nothing is lent any more."""
        if self.trouble() < 2 and kind != "mend":
            {"lose": self.lose, "key": self.put_out_of_use_or_back}.get(
                kind, lambda where, desk: self.fault(where, critical, desk)
            )(place, on)
            return
        if any(one.faults for one in self.pieces.values()):
            self.mend(place, twice, on)
        elif self.inactive:
            self.put_out_of_use_or_back(place, on)
        else:
            self.find(place, on)

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
        self.put([piece.id], C.LOST)
        if held is None:
            return
        line = next(
            line for line, (copy, state) in held.lines.items() if copy == piece.id and state in OPEN_LINE
        )
        held.lines[line] = (piece.id, L.LOST if held.lines[line][1] is L.OUT else L.VOID)
        if not any(state in OPEN_LINE for _, state in held.lines.values()):
            held.state = S.CLOSED if held.state is S.OUT else S.CANCELLED

    def find(self, place: int, on: int) -> None:
        piece = self.piece(place, C.LOST)
        found = self.attempt(
            lambda desk: desk.get(KeyTroubles).found(self.clerk, piece.id, "", "在抽屉里").result,
            on,
            None if piece.state is C.LOST else IllegalStep,
        )
        if found is not None:
            self.put([piece.id], C.IN)

    def fault(self, place: int, critical: bool, on: int) -> None:
        piece = self.piece(place)
        fault = self.attempt(
            lambda desk: desk.get(KeyTroubles).report_fault(self.clerk, piece.id, "齿断了", critical).result,
            on,
            IllegalStep if piece.state is C.LOST else None,
        )
        if fault is not None:
            piece.faults[fault.id] = (critical, self.clock.now())

    def mend(self, place: int, twice: bool, on: int) -> None:
        faulty = [one for one in self.pieces.values() if one.faults]
        piece = faulty[place % len(faulty)]
        fault = next(iter(piece.faults))
        for expected in (None, IllegalStep)[: 1 + twice]:
            self.attempt(
                lambda desk: desk.get(KeyTroubles).mend(self.clerk, fault, "已换新").result, on, expected
            )
        del piece.faults[fault]

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
        self.wishes += 1
        self.reserved.append(Wish(self.wishes, key, colleague, begin, begin + timedelta(hours=1)))

    @rule(minutes=st.sampled_from([0, 1, 11, 90, 400, 1500]), rounds=st.booleans(), on=on)
    def time_passes(self, minutes: int, rounds: bool, on: int) -> None:
        self.clock.advance(minutes=minutes)
        if rounds:
            self.expire(on)


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
    run(machine, examples=5, steps=45)


@pytest.mark.full
@pytest.mark.timeout(900)
@pytest.mark.parametrize("part", range(1, 7))
def test_keys_under_random_steps_at_length(machine: type[KeyBoard], part: int) -> None:
    run(machine, examples=20, steps=80, part=part)
