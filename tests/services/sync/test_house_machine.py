"""R4: any order of work, exchange, crash, restore, clocks that jump and a share that is away, on a real disk."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

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
from sqlalchemy import text

from desk_app.services.audit.chain import verify
from desk_app.services.db.backups import Backup, Backups
from desk_app.services.headoffice.incidents import Trouble
from desk_app.services.sync.folder import FolderShare
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock
from tests.proof.counts import counted
from tests.services.sync.crash.building import Seat
from tests.services.sync.crash.points import CutOff, CutOffShare, Points
from tests.services.sync.house import House, copy_house, make_house, published, put_back, recorded

SEED = 20261122
SEATS = st.sampled_from([0, 1])
steps: Counter[str] = Counter()
built: list[House] = []


class Life(RuleBasedStateMachine):
    """Two desks and head office. What must hold stands in the invariants and in `teardown`."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="house-"))
        self.house = copy_house(built[0], self.root / "house")
        for seat in self.house.seats:  # each PC has its own clock
            seat.stop()
            seat.clock = FakeClock(self.house.clock.now())
            seat.start()
        self.away: set[int] = set()
        self.backups: dict[int, Backup] = {}
        self.ever: dict[int, set[tuple[int, bytes]]] = defaultdict(set)
        self.safe: dict[int, set[int]] = defaultdict(set)
        self.step = 0
        self.restored = False

    def seat(self, number: int, kind: str) -> Seat:
        """Whose turn it is; a moment passes, never the same one again."""
        steps[kind] += 1
        self.step += 1
        seat = self.house.seats[number]
        for clock in (self.house.clock, *(one.clock for one in self.house.seats)):
            clock.advance(milliseconds=1009 + self.step)
        return seat

    def note(self, number: int) -> None:
        """What was ever recorded there, and what must not get lost any more."""
        seat = self.house.seats[number]
        self.ever[number] |= recorded(seat).items()
        self.safe[number] |= published(seat) | self.house.at_head_office(seat).keys()

    @rule(number=SEATS)
    def act(self, number: int) -> None:
        self.seat(number, "act").write(f"第{self.step}步")
        self.note(number)

    @rule(number=SEATS)
    def sync(self, number: int) -> None:
        seat = self.seat(number, "sync")
        share = FolderShare(self.root / "nowhere") if number in self.away else self.house.share
        assert (seat.sync.round(share).trouble is not None) == (number in self.away)
        self.note(number)

    @rule()
    def receive(self) -> None:
        self.seat(0, "receive")
        self.house.receive()

    @rule(number=SEATS, place=st.integers(0, 60))
    def crash(self, number: int, place: int) -> None:
        """The program is cut off at one of the steps of a round, or at its end."""
        seat = self.seat(number, "crash")
        if number not in self.away:
            try:
                seat.sync.round(CutOffShare(self.root / "house" / "share", Points(place)))
            except CutOff:
                steps["cut off"] += 1
        self.note(number)
        seat.stop()
        seat.start()

    @rule(number=SEATS)
    def back_up(self, number: int) -> None:
        seat = self.seat(number, "back up")
        made = Backups(seat.folder, seat.clock, seat.services.bench.database.key).make("by-hand")
        self.backups[number] = made

    @precondition(lambda self: self.backups)
    @rule(number=SEATS)
    def restore(self, number: int) -> None:
        if number not in self.backups:
            return
        seat = self.seat(number, "restore")
        self.note(number)
        put_back(seat, self.backups[number])
        self.restored = True
        seat.said = written(seat)
        self.note(number)

    @rule(number=SEATS, hours=st.sampled_from([-9000, -25, -1, 1, 25, 9000]))
    def jump(self, number: int, hours: int) -> None:
        self.seat(number, "clock jump").clock.advance(hours=hours)

    @rule(number=SEATS)
    def part(self, number: int) -> None:
        self.seat(number, "partition")
        self.away.add(number)

    @rule(number=SEATS)
    def heal(self, number: int) -> None:
        self.seat(number, "heal")
        self.away.discard(number)

    @invariant()
    def nothing_said_is_lost(self) -> None:
        for seat in self.house.seats:
            assert seat.said <= written(seat)

    @invariant()
    def logs_are_whole(self) -> None:
        for seat in self.house.seats:
            with seat.services.bench.database.read() as session:
                assert list(verify(session)) == []

    @invariant()
    def head_office_has_nothing_of_its_own(self) -> None:
        for number, seat in enumerate(self.house.seats):
            there = self.house.at_head_office(seat).items()
            assert not self.ever[number] or there <= self.ever[number] | recorded(seat).items()

    def teardown(self) -> None:
        try:
            self.house.settle(rounds=4)
            for number, seat in enumerate(self.house.seats):
                there = self.house.at_head_office(seat)
                assert self.safe[number] <= there.keys(), "what was on the share is at head office"
                assert there.items() <= self.ever[number] | recorded(seat).items()
            kinds = {one.kind for one in self.house.office.incidents()}
            assert kinds <= ({Trouble.AUDIT_CUT} if self.restored else set())
        finally:
            self.house.close()
            shutil.rmtree(self.root)


def written(seat: Seat) -> set[str]:
    """The entries on record."""
    with seat.services.bench.database.read() as session:
        return set(session.scalars(text("SELECT words FROM duty_entries")))


@pytest.mark.parametrize(
    ("examples", "longest", "part"),
    [
        pytest.param(4, 12, 0, id="some"),
        *(
            pytest.param(50, 50, part, marks=[pytest.mark.full, pytest.mark.timeout(1800)], id=f"all-{part}")
            for part in range(1, 11)
        ),
    ],
)
def test_any_order_of_anything_ends_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, examples: int, longest: int, part: int
) -> None:
    quick_pins(monkeypatch)
    built[:] = [make_house(tmp_path / "house", monkeypatch)]
    steps.clear()
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        seed(SEED + part)(Life),
        settings=settings(
            max_examples=examples,
            stateful_step_count=longest,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        ),
    )
    counted("R4", examples, SEED + part, ", ".join(f"{kind} {steps[kind]}" for kind in sorted(steps)))
