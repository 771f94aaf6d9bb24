"""Passes under random verbs of desk and gate, with time passing, held against a model that is counted by hand.

Never more of a line leaves on a trip than the pass says, what is outside is what left minus what came back, and a
step that is not allowed says why and changes nothing.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select

from desk_app.services import assembly
from desk_app.services.audit.chain import verify
from desk_app.services.codes.claims import PassClaims
from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.core.paths import DataFolder
from desk_app.services.core.people import Actor, Role
from desk_app.services.journal.tables import EventRow
from desk_app.services.passes.gate_reading import ReleaseQueries
from desk_app.services.passes.records import ExitPass, PassState, ReleaseDraft
from desk_app.services.passes.releases import NotReleased, Releases
from desk_app.services.passes.service import ExitPasses
from desk_app.services.passes.signed import claims_in
from desk_app.services.passes.tables import CodeRow, PassRow, ReleaseRow, ReturnRow
from tests.desk_fixtures import People, quick_pins
from tests.fakes import FakeClock, FakeSecrets
from tests.services.passes.gate_help import CHAIRS, issue

RETURNABLE = {at: line.returnable for at, line in enumerate(CHAIRS, 1)}
few = st.dictionaries(st.integers(1, 3), st.integers(0, 2), min_size=1)
wild = st.dictionaries(st.integers(0, 4), st.integers(-1, 13), max_size=4)
quantities = st.none() | few | few | wild
which = st.integers(0, 3)
seldom = st.sampled_from([False] * 4 + [True])


@dataclass
class Model:
    """One pass as counted by hand."""

    id: int
    claims: PassClaims
    codes: list[str]
    lines: dict[int, int]
    returnable: dict[int, bool]
    trips: int
    until: datetime
    used: int = 0
    gone: dict[int, int] = field(default_factory=dict)
    out: dict[int, int] = field(default_factory=dict)
    void: str = ""
    """What the gate calls it since it was taken back."""
    returns: list[tuple[int, datetime, dict[int, int], bool]] = field(default_factory=list)

    def left(self) -> dict[int, int]:
        return {at: n - self.gone.get(at, 0) for at, n in self.lines.items()}

    def open_out(self) -> dict[int, int]:
        return {at: self.out.get(at, 0) if self.returnable[at] else 0 for at in self.lines}

    def verdict(self, now: datetime) -> str:
        if now >= self.until:
            return "expired"
        return self.beyond_time()

    def beyond_time(self) -> str:
        if self.void:
            return self.void
        return "used_here" if self.used >= self.trips else "release"


class Goods(RuleBasedStateMachine):
    """One desk that issues and releases."""

    founded: tuple[Path, FakeSecrets, tuple[int, int, int]]
    steps: Counter[str]

    @initialize()
    def found(self) -> None:
        self.place = Path(tempfile.mkdtemp())
        root, secrets, ids = self.founded
        folder = DataFolder(self.place / "data")
        shutil.copytree(root, folder.root)
        kept = FakeSecrets()
        kept.__dict__.update(_kept=dict(secrets.__dict__["_kept"]))
        self.clock = FakeClock()
        self.desk = assembly.open_services(folder, clock=self.clock, secrets=kept)
        self.people = People(
            Actor(ids[0], "林小雨", Role.RECEPTIONIST),
            Actor(ids[1], "赵刚", Role.GUARD),
            Actor(ids[2], "周敏", Role.SUPERVISOR),
        )
        self.passes: list[Model] = []
        self.issue(1)

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            with self.desk.bench.database.read() as session:
                assert list(verify(session)) == []
            self.desk.bench.database.close()
            shutil.rmtree(self.place)

    def one(self, at: int) -> Model:
        return self.passes[at % len(self.passes)]

    def refuses(self, error: type[Exception], match: str, doing: Callable[[], Any]) -> None:
        before = self.traces()
        with pytest.raises(error) as caught:
            doing()
        said = caught.value.verdict.code.value if isinstance(caught.value, NotReleased) else str(caught.value)
        assert match in said
        self.steps[f"refused: {match or error.__name__}"] += 1
        assert self.traces() == before

    def traces(self) -> tuple[int, ...]:
        tables = (ReleaseRow, ReturnRow, CodeRow, PassRow, EventRow)
        with self.desk.bench.database.read() as session:
            return tuple(session.scalars(select(func.count()).select_from(table)).one() for table in tables)

    @rule(trips=st.integers(1, 3))
    def issue(self, trips: int) -> None:
        given = issue(self.desk, trips=trips)
        self.passes.append(
            Model(
                given.id,
                given.claims,
                [given.code, given.short],
                {at: line.quantity for at, line in enumerate(CHAIRS, 1)},
                dict(RETURNABLE),
                trips,
                given.claims.expires_at,
            )
        )

    @rule(at=which, code=which, wanted=few)
    def part(self, at: int, code: int, wanted: dict[int, int]) -> None:
        self.release(at, code, wanted, False, False)

    @rule(at=which, code=which)
    def rest(self, at: int, code: int) -> None:
        self.release(at, code, None, False, False)

    @rule(at=which, code=which, wanted=quantities, closes=st.booleans(), supervisor=st.booleans())
    def release(
        self, at: int, code: int, wanted: dict[int, int] | None, closes: bool, supervisor: bool
    ) -> None:
        one = self.one(at)
        raw, draft = one.codes[code % len(one.codes)], ReleaseDraft(wanted, closes=closes)
        verb = self.desk.get(Releases)
        if supervisor:
            guard = self.people.guard.staff_id

            def doing() -> Any:
                return verb.override(self.people.supervisor, raw, 1, draft, "客户在场", guard).result

            verdict = one.beyond_time()
        else:

            def doing() -> Any:
                return verb.release(self.people.guard, raw, 1, draft).result

            verdict = one.verdict(self.clock.now())
        if verdict != "release":
            self.refuses(NotReleased, verdict, doing)
        elif not fits(wanted, one.left()):
            self.refuses(InvalidInput, "", doing)
        else:
            self.left(one, doing(), one.left() if wanted is None else wanted, closes)

    def left(self, one: Model, released: Any, moved: dict[int, int], closes: bool) -> None:
        for position, quantity in moved.items():
            one.gone[position] = one.gone.get(position, 0) + quantity
            one.out[position] = one.out.get(position, 0) + quantity
        self.steps["a part left" if any(one.left().values()) else "all left"] += 1
        last, ended = one.used + 1 == one.trips, closes or not any(one.left().values())
        assert released.release.closes is ended
        assert (released.slip is not None) is (last and not ended and self.clock.now() < one.until)
        if released.slip is not None:
            rest = {line.position: line.quantity for line in released.slip.lines}
            assert rest == {at: n for at, n in one.left().items() if n}
            assert claims_in(released.slip.pass_code).fields.balance_of == one.claims.pass_id
            one.codes += [released.slip.pass_code, released.slip.short_code]
        if ended:
            one.used += 1
            one.gone = {} if one.used < one.trips else one.gone

    @rule(at=which, code=which, wanted=quantities)
    def take_back(self, at: int, code: int, wanted: dict[int, int] | None) -> None:
        one = self.one(at)
        raw, out = one.codes[code % len(one.codes)], one.open_out()

        def doing() -> Any:
            return self.desk.get(Releases).take_back(self.people.guard, raw, 1, wanted).result

        if not any(out.values()):
            self.refuses(IllegalStep, "no returnable goods of this pass are outside", doing)
        elif not fits(wanted, out):
            self.refuses(InvalidInput, "", doing)
        else:
            taken = doing()
            self.steps["came back"] += 1
            back = dict(out if wanted is None else wanted)
            for position, quantity in back.items():
                one.out[position] = one.out.get(position, 0) - quantity
            one.returns.append((taken.returned.id, self.clock.now(), back, False))

    @rule(at=which, nth=which)
    def undo_take_back(self, at: int, nth: int) -> None:
        one = self.one(at)
        if not one.returns:
            return
        place = nth % len(one.returns)
        taken, when, back, undone = one.returns[place]

        def doing() -> Any:
            return self.desk.get(Releases).undo_take_back(self.people.guard, taken).result

        if undone:
            self.refuses(IllegalStep, "undone already", doing)
        elif (self.clock.now() - when).total_seconds() > 60:
            self.refuses(IllegalStep, "a minute only", doing)
        else:
            doing()
            self.steps["undone"] += 1
            for position, quantity in back.items():
                one.out[position] += quantity
            one.returns[place] = (taken, when, back, True)

    @rule(at=which, new=st.booleans(), now=seldom)
    def void(self, at: int, new: bool, now: bool) -> None:
        """Revoked, even when it has run out, or replaced by a pass for what is left."""
        if not now:
            return
        one, desk = self.one(at), self.desk.get(ExitPasses)

        def doing() -> Any:
            verb = desk.replace if new else desk.revoke
            return verb(self.people.receptionist, one.id, "客户来电要求").result

        stands = one.verdict(self.clock.now()) if new else one.beyond_time()
        if stands != "release":
            self.refuses(IllegalStep, "", doing)
            return
        given = doing()
        self.steps["void"] += 1
        one.void = "replaced" if new else "revoked"
        if new:
            self.passes.append(successor(given))

    @rule(seconds=st.sampled_from([1, 20, 59, 61, 61, 600, 600, 9 * 3600]))
    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds=seconds)

    @invariant()
    def as_counted(self) -> None:
        for one in getattr(self, "passes", []):
            seen = self.desk.get(ReleaseQueries).at_gate(self.people.guard, one.claims)
            left = {line.position: line.left for line in seen.lines}
            if one.void == "replaced":  # what left on the pass in its place counts against it
                assert all(many <= one.left()[at] for at, many in left.items())
            else:
                assert left == one.left()
                assert seen.trips_used == one.used
            assert {line.position: line.out for line in seen.lines} == one.open_out()
            assert all(0 <= line.gone <= line.quantity and line.out >= 0 for line in seen.lines)
            assert one.used <= seen.trips_used <= one.trips
            with self.desk.bench.database.read() as session:
                row = session.get_one(PassRow, one.id)
            assert row.out == sum(one.open_out().values())
            assert (row.state == PassState.USED) is (one.used == one.trips)


def fits(wanted: dict[int, int] | None, most: dict[int, int]) -> bool:
    if wanted is None:
        return True
    return all(at in most and 0 <= n <= most[at] for at, n in wanted.items()) and any(wanted.values())


def successor(given: ExitPass) -> Model:
    claims = claims_in(given.pass_code)
    return Model(
        given.id,
        claims,
        [given.pass_code, given.short_code],
        {line.position: line.quantity for line in given.lines},
        {line.position: line.returnable for line in given.lines},
        given.trips,
        claims.expires_at,
    )


@pytest.fixture
def machine(
    founded_folder: tuple[Path, FakeSecrets, tuple[int, int, int]], monkeypatch: pytest.MonkeyPatch
) -> type[Goods]:
    quick_pins(monkeypatch)
    Goods.founded, Goods.steps = founded_folder, Counter()
    return Goods


def run(machine: type[Goods], examples: int, steps: int, part: int = 0) -> None:
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


def test_goods_under_random_verbs(machine: type[Goods]) -> None:
    run(machine, examples=10, steps=25)
    print(dict(machine.steps))


@pytest.mark.full
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(1, 5))
def test_goods_under_random_verbs_at_length(machine: type[Goods], part: int) -> None:
    run(machine, examples=25, steps=50, part=part)
    print(dict(machine.steps))
