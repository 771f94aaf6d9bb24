"""A call through the services: taken, recognised the next time, passed on, undone, followed up, found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from desk_app.services.audit.chain import verify
from desk_app.services.calls.becoming import become
from desk_app.services.calls.queries import CallQueries
from desk_app.services.calls.records import Call, CallState, TypedCall
from desk_app.services.calls.service import Calls
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound
from desk_app.services.core.people import DESK, Role, role_bits
from desk_app.services.journal.tables import EventRow
from desk_app.services.search.index import find
from desk_app.services.visitors.records import Arrival, Host
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People
from tests.fakes import FakeClock

TENANT = Host(tenant="云帆科技", unit="1205", floor="12", person="陈丽")
TYPED = TypedCall("13812345678", "何女士", "鼎盛物流", TENANT, "请回电，关于合同", request="form-1")


def took(desk: Services, people: People, **other: object) -> Call:
    return desk.get(Calls).take_call(people.receptionist, replace(TYPED, **other)).result  # type: ignore[arg-type]


def test_a_call_from_taken_to_passed_on(desk: Services, people: People, clock: FakeClock) -> None:
    calls, queries = desk.get(Calls), desk.get(CallQueries)
    call = took(desk, people)
    assert call.state is CallState.OPEN and call.number == "YF-A1-261123-001" and call.at == clock.now()
    assert took(desk, people).id == call.id, "a double click is one call"
    assert [one.id for one in queries.open(people.receptionist)] == [call.id]

    clock.advance(minutes=3)
    passed = calls.pass_on(people.supervisor, call.id).result
    assert (passed.state, passed.passed_at, passed.passed_by) == (
        CallState.PASSED_ON,
        clock.now(),
        people.supervisor.staff_id,
    )
    assert queries.open(people.receptionist) == []
    with pytest.raises(IllegalStep):
        calls.pass_on(people.receptionist, call.id)

    undone = calls.undo_pass_on(people.receptionist, call.id).result
    assert undone.state is CallState.OPEN and undone.passed_at is None and undone.passed_by == 0
    with pytest.raises(IllegalStep):
        calls.undo_pass_on(people.receptionist, call.id)
    with desk.bench.database.read() as session:
        assert list(verify(session)) == []


def test_put_through_at_once_leaves_nothing_open(desk: Services, people: People) -> None:
    call = took(desk, people, passed_on=True)
    assert call.state is CallState.PASSED_ON and call.passed_by == people.receptionist.staff_id


def test_the_open_ones_of_every_day_and_the_calls_of_one(
    desk: Services, people: People, clock: FakeClock
) -> None:
    queries = desk.get(CallQueries)
    yesterday = took(desk, people)
    clock.advance(days=1)
    done = took(desk, people, request="", passed_on=True)
    waiting = took(desk, people, request="", caller="李先生")
    assert [one.id for one in queries.calls(people.receptionist, date(2026, 11, 24))] == [waiting.id, done.id]
    assert [one.id for one in queries.calls(people.receptionist, date(2026, 11, 23))] == [yesterday.id]
    assert [one.id for one in queries.open(people.receptionist)] == [waiting.id, yesterday.id]
    counts = queries.counts(people.receptionist)
    assert (counts.today, counts.open_today, counts.open_before, counts.open) == (2, 1, 1, 2)


def test_days_are_the_buildings_own(desk: Services, people: People, clock: FakeClock) -> None:
    clock.advance(hours=14, minutes=59)  # 23:59 at the building
    late = took(desk, people)
    clock.advance(minutes=2)
    early = took(desk, people, request="")
    queries = desk.get(CallQueries)
    assert [one.id for one in queries.calls(people.receptionist, date(2026, 11, 23))] == [late.id]
    assert [one.id for one in queries.calls(people.receptionist, date(2026, 11, 24))] == [early.id]


def test_a_caller_is_recognised_by_the_number(desk: Services, people: People) -> None:
    queries = desk.get(CallQueries)
    took(desk, people)
    newest = took(desk, people, request="", about="再次来电")
    for typed in ("13812345678", "1381234", "5678", "hns", "何女士"):
        known = queries.recall(people.receptionist, typed)
        assert [(one.caller, one.phone_mask, one.call_id) for one in known] == [
            ("何女士", "138****5678", newest.id)
        ], typed
    filled = queries.recalled(people.receptionist, newest.id)
    assert filled == replace(TYPED, about="", request="")
    with pytest.raises(NotFound):
        queries.recalled(people.receptionist, 1)


def test_a_visitor_who_rings_is_recognised_too(desk: Services, people: People) -> None:
    arrival = Arrival(name="张伟明", phone="13987654321", company="恒通电梯", host=TENANT)
    desk.get(Visitors).check_in(people.receptionist, arrival)
    known = desk.get(CallQueries).recall(people.receptionist, "13987654321")
    assert [(one.caller, one.call_id) for one in known] == [("张伟明", None)]
    assert "恒通电梯" in known[0].company
    assert desk.get(CallQueries).recall(people.receptionist, "4321") == [], "four digits are not a number"


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        ({"phone": "1381234567"}, {"phone"}),
        ({"phone": "", "caller": ""}, {"phone"}),
        ({"about": "？"}, {"about"}),
        ({"about": "长" * 501}, {"about"}),
        ({"caller": "名" * 61, "whom": Host(tenant="司" * 61)}, {"caller", "whom"}),
    ],
)
def test_rubbish_is_refused_at_its_field(
    desk: Services, people: People, typed: dict[str, object], problems: set[str]
) -> None:
    with pytest.raises(InvalidInput) as refused:
        took(desk, people, **typed)
    assert set(refused.value.problems) == problems
    assert desk.get(CallQueries).counts(people.receptionist).today == 0


@pytest.mark.parametrize(
    ("phone", "kept"), [("8012", "8012"), ("８０１２", "8012"), ("", ""), ("138 1234 5678", "13812345678")]
)
def test_extensions_and_withheld_numbers_are_calls_too(
    desk: Services, people: People, phone: str, kept: str
) -> None:
    assert took(desk, people, phone=phone).phone == kept


def test_a_slip_is_corrected_and_the_rest_stays(desk: Services, people: People, clock: FakeClock) -> None:
    call = took(desk, people, passed_on=True)
    clock.advance(minutes=1)
    mended = desk.get(Calls).correct(people.receptionist, call.id, replace(TYPED, about="请回电")).result
    assert mended == replace(call, about="请回电")


def test_a_call_becomes_another_record_in_its_transaction(desk: Services, people: People) -> None:
    calls, bench = desk.get(Calls), desk.bench
    call = took(desk, people)
    with bench.work(people.receptionist, "repairs.report", DESK) as work:
        assert become(work, call.id, 4711, "repair").state is CallState.BECAME
    kept = desk.get(CallQueries).call(people.receptionist, call.id)
    assert (kept.became, kept.became_kind, kept.state) == (4711, "repair", CallState.BECAME)
    assert desk.get(CallQueries).counts(people.receptionist).open == 0
    with pytest.raises(IllegalStep):
        calls.pass_on(people.receptionist, call.id)
    with pytest.raises(IllegalStep), bench.work(people.receptionist, "repairs.report", DESK) as work:
        become(work, call.id, 4712, "repair")


def test_guards_do_not_find_calls(desk: Services, people: People) -> None:
    took(desk, people)
    with desk.bench.database.read() as session:
        for role, found in ((Role.RECEPTIONIST, 1), (Role.GUARD, 0)):
            assert len(find(session.connection(), "何女士", role=role_bits(role))) == found


def test_personal_data_stands_in_the_private_part_alone(desk: Services, people: People) -> None:
    call = took(desk, people)
    desk.get(Calls).correct(people.receptionist, call.id, replace(TYPED, about="请回电"))
    desk.get(Calls).pass_on(people.receptionist, call.id)
    with desk.bench.database.read() as session:
        for event in session.scalars(select(EventRow).where(EventRow.entity == call.id)):
            for secret in ("何女士", "13812345678", "鼎盛", "云帆科技", "陈丽", "回电"):
                assert secret not in event.payload


def test_a_call_that_is_not_there_is_told(desk: Services, people: People) -> None:
    calls = desk.get(Calls)
    for verb in (calls.pass_on, calls.undo_pass_on):
        with pytest.raises(NotFound):
            verb(people.receptionist, 4711)
    with pytest.raises(NotFound):
        desk.get(CallQueries).call(people.receptionist, 4711)


def test_calls_without_a_form_are_each_a_call(desk: Services, people: People) -> None:
    assert took(desk, people, request="").id != took(desk, people, request="").id
