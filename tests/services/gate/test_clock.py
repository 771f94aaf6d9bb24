"""A clock that was set back, or was ahead for a while: what the gate believes, says and keeps on record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Code
from desk_app.services.codes.ledger import CLOCK_BEHIND, CLOCKS_DIFFER
from desk_app.services.codes.pass_code import encode, parse, split
from desk_app.services.codes.scanned import read
from desk_app.services.codes.signing import Purpose, open_signing_key
from desk_app.services.codes.verdict import Verdict
from desk_app.services.core.errors import IllegalStep, InvalidInput
from desk_app.services.gate.queries import GateQueries
from desk_app.services.gate.service import Gate
from desk_app.services.journal.tables import EventRow
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People
from tests.fakes import FakeClock


def arrive(desk: Services, people: People, name: str = "张伟明") -> str:
    arrival = Arrival(name=name, phone="13812345678", host=Host(tenant="云帆科技"), request=name)
    return desk.get(Visitors).check_in(people.receptionist, arrival).result.visit.pass_code


def scan(desk: Services, people: People, raw: str) -> Verdict:
    return desk.get(Gate).scan(people.guard, raw).result.verdict


def on_record(desk: Services, people: People) -> tuple[bool, object]:
    """Whether the last scan was suspect: in the log, and in the journal."""
    with desk.bench.database.read() as session:
        payload = session.scalars(
            select(EventRow.payload).where(EventRow.kind == "gate.scanned").order_by(EventRow.id.desc())
        ).first()
    return desk.get(GateQueries).last(people.guard, 1)[0].suspect, json.loads(payload or "{}")["suspect"]


@pytest.mark.parametrize("seen", ["scan", "check-in"])
def test_setting_the_clock_back_revives_nothing(
    desk: Services, people: People, clock: FakeClock, seen: str
) -> None:
    raw, start = arrive(desk, people), clock.now()
    clock.advance(hours=14)
    scan(desk, people, "1") if seen == "scan" else arrive(desk, people, "王芳")
    clock.set(start + timedelta(minutes=10))
    arrive(desk, people, "李雷")  # work goes on under the wrong clock
    for _ in range(2):
        found = scan(desk, people, raw)
        assert (found.code, found.clock_suspect) == (Code.EXPIRED, True)
        assert found.clock_behind == timedelta(hours=13, minutes=50)
        assert found.clock_notes == ((CLOCK_BEHIND, {"hours": 13, "minutes": 50}),)
        assert on_record(desk, people) == (True, True)


def test_a_few_minutes_are_no_doubt(desk: Services, people: People, clock: FakeClock) -> None:
    raw = arrive(desk, people)
    scan(desk, people, raw)
    clock.advance(minutes=-5)
    assert not scan(desk, people, raw).clock_suspect
    assert on_record(desk, people) == (False, False)
    clock.advance(minutes=-1)
    assert scan(desk, people, raw).clock_behind == timedelta(minutes=6)
    asked = verify_only(desk, people, raw, clock.now())
    assert (asked.code, asked.clock_suspect) == (Code.NOT_YET, False), "a question about another time"


def verify_only(desk: Services, people: People, raw: str, at: datetime | None = None) -> Verdict:
    return desk.get(GateQueries).verify(people.guard, raw, at=at)


def test_even_rubbish_tells_of_the_clock(desk: Services, people: People, clock: FakeClock) -> None:
    scan(desk, people, "1")
    clock.advance(days=-1)
    assert scan(desk, people, "").clock_behind == timedelta(days=1)


@pytest.mark.parametrize("seen", ["scan", "check-in"])
def test_forward_and_back_needs_the_supervisor(
    desk: Services, people: People, clock: FakeClock, seen: str
) -> None:
    """The battery of the PC was flat: for an hour it was the year 2030."""
    raw, start, gate = arrive(desk, people), clock.now(), desk.get(Gate)
    clock.advance(days=1200)
    scan(desk, people, raw) if seen == "scan" else arrive(desk, people, "王芳")
    clock.set(start + timedelta(hours=1))
    assert scan(desk, people, raw).code is Code.EXPIRED
    state = desk.get(GateQueries).clock(people.guard)
    assert (state.behind, state.now) == (timedelta(days=1200, hours=-1), clock.now())
    with pytest.raises(InvalidInput):
        gate.confirm_clock(people.supervisor, " ")
    gate.confirm_clock(people.supervisor, "主板电池没电")
    found = scan(desk, people, raw)
    assert (found.code, found.clock_suspect) == (Code.RELEASE, False)
    assert on_record(desk, people) == (False, False)
    with pytest.raises(IllegalStep):
        gate.confirm_clock(people.supervisor, "再来一次")
    # From here on time is kept as before: what was seen since cannot be set back either.
    clock.advance(hours=15)
    arrive(desk, people, "李雷")
    clock.advance(hours=-14)
    assert scan(desk, people, raw).code is Code.EXPIRED
    with desk.bench.database.read() as session:
        assert list(verify(session)) == []


def test_a_pass_from_the_future(desk: Services, people: People, clock: FakeClock) -> None:
    raw = arrive(desk, people)
    frame = read(raw).frame
    assert frame is not None
    claims, key = parse(split(frame), frame), open_signing_key(desk.bench.secrets, Purpose.PASS)
    found = scan(desk, people, encode(replace(claims, issued=claims.issued + 7200), key))
    assert (found.code, found.clock_suspect, bool(found.clock_behind)) == (Code.NOT_YET, True, False)
    assert found.clock_notes == ((CLOCKS_DIFFER, {"issued": "2026-11-23 11:00"}),)
    assert on_record(desk, people) == (True, True)
    within = verify_only(desk, people, encode(replace(claims, issued=claims.issued + 240, counter=99), key))
    assert (within.code, within.clock_suspect) == (Code.RELEASE, False)
    tomorrow = verify_only(desk, people, encode(replace(claims, delay=1440), key))
    assert (tomorrow.code, tomorrow.clock_suspect) == (Code.NOT_YET, False), "a later start is no wrong clock"


def test_a_question_writes_nothing(desk: Services, people: People) -> None:
    raw = arrive(desk, people)
    before = len(desk.get(GateQueries).last(people.guard))
    assert verify_only(desk, people, raw).code is Code.RELEASE
    for bad in ("", "x" * 9999, "\ud800", raw[:50]):
        assert not verify_only(desk, people, bad).releases
    assert len(desk.get(GateQueries).last(people.guard)) == before
