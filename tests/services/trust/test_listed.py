"""Head office's list of keys: who counts, since when, until when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.trust.heard import heard_batches, other_desks
from desk_app.services.trust.listed import Listed, listed
from desk_app.services.trust.queries import TrustQueries
from desk_app.services.trust.records import HeldKey, KeyState
from desk_app.services.trust.service import Trust
from tests.desk_fixtures import People
from tests.fakes import FakeClock

ALLOWED = frozenset({Role.SYSTEM})


class Office:
    """What the list says, and what came of it."""

    def __init__(self, desk: Services, people: People, clock: FakeClock) -> None:
        self.desk, self.boss, self.clock = desk, people.supervisor, clock
        self.second = Listed(2, "B1", b"s" * 32, b"p" * 32, clock.now())

    def says(self, *desks: Listed) -> int:
        """How many desks changed."""
        with self.desk.bench.work(SYSTEM, "sync.trust", ALLOWED) as work:
            listed(work, desks)
            return len(next(iter(work.touched.values()), ()))

    def keys(self, desk: int = 2) -> dict[Purpose, HeldKey]:
        found = self.desk.get(TrustQueries).keys(self.boss)
        return {one.purpose: one for one in found if one.desk == desk}

    def counts(self) -> list[tuple[int, str]]:
        with self.desk.bench.database.read() as session:
            return [(one.desk, one.code) for one in other_desks(session)]


@pytest.fixture
def office(desk: Services, people: People, clock: FakeClock) -> Office:
    return Office(desk, people, clock)


def test_a_desk_is_admitted_once(office: Office) -> None:
    assert office.says(office.second) == 1
    assert office.counts() == [(2, "B1")]
    assert {one.state for one in office.keys().values()} == {KeyState.IN_USE}
    assert set(office.keys()) == set(Purpose)
    assert office.says(office.second) == 0, "the same list again leaves no trace"
    assert office.says(replace(office.second, code="B2")) == 1
    assert office.counts() == [(2, "B2")]
    assert office.says(replace(office.second, code="")) == 0, "a list without names keeps them"


def test_another_pc_takes_its_place(office: Office) -> None:
    office.says(office.second)
    office.clock.advance(hours=1)
    new = replace(office.second, sync=b"t" * 32, pass_key=b"q" * 32, since=office.clock.now())
    old = replace(office.second, ended=office.clock.now())
    assert office.says(old, new) == 1
    assert office.counts() == [(2, "B1")]
    found = office.desk.get(TrustQueries).keys(office.boss)
    states = sorted(one.state for one in found if one.desk == 2)
    assert states == [KeyState.IN_USE, KeyState.IN_USE, KeyState.RETIRED, KeyState.RETIRED]
    assert office.says(old, new) == 0


def test_a_stolen_desk_does_not_count(office: Office) -> None:
    office.says(office.second)
    stolen = office.clock.now() - timedelta(hours=2)
    assert office.says(replace(office.second, revoked=stolen)) == 1
    assert office.counts() == []
    assert {(one.state, one.ended_at) for one in office.keys().values()} == {(KeyState.REVOKED, stolen)}
    assert office.says(office.second) == 0, "a revocation is never taken back"
    assert office.counts() == []


def test_what_the_supervisor_withdrew_stays_so(office: Office) -> None:
    office.says(office.second)
    office.desk.get(Trust).withdraw(office.boss, 2, "门岗已撤销")
    assert office.says(office.second) == 0
    assert office.counts() == []


def test_own_keys_in_use_are_not_touched(office: Office) -> None:
    bench = office.desk.bench
    sync, own = (open_signing_key(bench.secrets, one).public for one in (Purpose.SYNC, Purpose.PASS))
    mine = Listed(1, "A1", sync, own, office.clock.now(), revoked=office.clock.now())
    assert office.says(mine) == 0
    assert {one.state for one in office.keys(1).values()} == {KeyState.IN_USE}
    before = replace(mine, sync=b"u" * 32, pass_key=b"v" * 32, revoked=None, ended=office.clock.now())
    assert office.says(mine, before) == 1, "the PC that was here before: its passes may still be good"
    assert office.counts() == []


def test_batches_that_came_are_no_events(office: Office) -> None:
    office.says(office.second)
    bench = office.desk.bench
    ahead = office.clock.now() + timedelta(days=3)
    with bench.database.write() as session:
        heard_batches(session, 2, ahead, office.clock.now())
        heard_batches(session, 2, office.clock.now() - timedelta(hours=1), office.clock.now())
    with bench.database.read() as session:
        [one] = other_desks(session)
    assert one.heard_at == office.clock.now(), "a clock that runs ahead counts as now only; nothing goes back"
