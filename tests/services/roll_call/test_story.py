"""A roll-call through the services: the list, ticks, a pass scanned at the assembly point, the end."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.core.errors import IllegalStep, NotFound
from desk_app.services.core.people import SYSTEM
from desk_app.services.journal.tables import EventRow
from desk_app.services.roll_call.queries import RollCallQueries
from desk_app.services.roll_call.records import Mark, Outcome, Tally
from desk_app.services.roll_call.service import AlreadyRunning, RollCalls
from desk_app.services.visitors.records import Arrival, Host, Presence, Visit
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import People
from tests.fakes import FakeClock


def came(desk: Services, people: People, name: str, floor: str, phone: str, party: int = 1) -> Visit:
    host = Host(tenant="云帆科技", unit=f"{floor}05", floor=floor, person="陈丽")
    arrival = Arrival(name=name, phone=phone, host=host, party_size=party)
    return desk.get(Visitors).check_in(people.receptionist, arrival).result.visit


def test_the_on_site_list_has_three_classes_by_floor(
    desk: Services, people: People, clock: FakeClock
) -> None:
    visitors, queries = desk.get(Visitors), desk.get(RollCallQueries)
    forgotten = came(desk, people, "张伟明", "12", "13812345678")
    clock.advance(hours=12)
    visitors.close_day(SYSTEM)
    assert [line.presence for line in queries.now(people.guard).lines] == [Presence.PROBABLY_LEFT]
    clock.advance(hours=12)
    assert [line.presence for line in queries.now(people.guard).lines] == [Presence.NEVER_SIGNED_OUT]
    low = came(desk, people, "李建国", "B1", "13812345671", party=4)
    high = came(desk, people, "王芳芳", "12", "13812345672")
    out = came(desk, people, "赵小军", "12", "13812345673")
    visitors.step_out(people.receptionist, out.id)

    sheet = queries.now(people.guard)
    assert sheet.roll_call is None
    assert [(floor, [line.visit for line in lines]) for floor, lines in sheet.floors()] == [
        ("B1", [low.id]),
        ("12", [high.id, out.id, forgotten.id]),
    ]
    assert [sheet.people(one) for one in Presence] == [6, 0, 1]
    assert sheet.tally == Tally(7, 0, 0)


def test_a_roll_call_from_alarm_to_all_clear(desk: Services, people: People, clock: FakeClock) -> None:
    calls, queries = desk.get(RollCalls), desk.get(RollCallQueries)
    one = came(desk, people, "张伟明", "12", "13812345678", party=3)
    two = came(desk, people, "李建国", "3", "13812345671")
    call = calls.start(people.guard, False).result
    assert call.running and not call.drill and call.tally == Tally(4, 0, 0)
    late = came(desk, people, "王芳芳", "5", "13812345672")
    assert {line.visit for line in queries.now(people.guard).lines} == {one.id, two.id}, (
        "the list stays as taken"
    )

    lines = {line.visit: line for line in queries.now(people.guard).lines}
    calls.mark(people.guard, lines[one.id].id, Mark.SAFE)
    calls.mark(people.receptionist, lines[two.id].id, Mark.NOT_FOUND)
    assert queries.now(people.guard).tally == Tally(4, 3, 1)
    with pytest.raises(IllegalStep):
        calls.end(people.guard, call.id, Outcome.ALL_SAFE)
    calls.mark(people.guard, lines[two.id].id, Mark.UNKNOWN)
    assert queries.now(people.guard).tally.unknown == 1

    clock.advance(minutes=6)
    assert calls.mark_visit(people.guard, call.id, two.id).result.mark is Mark.SAFE
    added = calls.mark_visit(people.guard, call.id, late.id).result
    assert added.name == "王芳芳" and added.mark is Mark.SAFE
    ended = calls.end(people.supervisor, call.id, Outcome.ALL_SAFE, " 误报 ").result
    assert ended.tally == Tally(5, 5, 0) and ended.all_safe_at == clock.now() and ended.note == "误报"
    for verb in (
        lambda: calls.mark(people.guard, lines[one.id].id, Mark.NOT_FOUND),
        lambda: calls.mark_visit(people.guard, call.id, one.id),
        lambda: calls.end(people.guard, call.id, Outcome.CALLED_OFF),
    ):
        with pytest.raises(IllegalStep):
            verb()
    assert queries.past(people.guard) == [ended] and queries.now(people.guard).roll_call is None
    assert queries.sheet(people.guard, call.id).roll_call == ended
    with desk.bench.database.read() as session:
        assert list(verify(session)) == []


def test_one_at_a_time_but_a_real_alarm_breaks_off_a_drill(desk: Services, people: People) -> None:
    calls, queries = desk.get(RollCalls), desk.get(RollCallQueries)
    drill = calls.start(people.supervisor, True).result
    with pytest.raises(AlreadyRunning) as again:
        calls.start(people.guard, True)
    assert again.value.roll_call == drill.id
    real = calls.start(people.guard, False).result
    past = queries.past(people.guard)
    assert [(one.id, one.drill, one.outcome) for one in past] == [(drill.id, True, Outcome.CALLED_OFF)]
    for kind in (True, False):
        with pytest.raises(AlreadyRunning) as again:
            calls.start(people.guard, kind)
        assert again.value.roll_call == real.id


def test_an_empty_building_is_called_too(desk: Services, people: People) -> None:
    call = desk.get(RollCalls).start(people.guard, True).result
    ended = desk.get(RollCalls).end(people.guard, call.id, Outcome.ALL_SAFE).result
    assert ended.tally == Tally() and ended.all_safe_at is None


def test_who_was_not_surely_inside_does_not_hold_up_the_end(
    desk: Services, people: People, clock: FakeClock
) -> None:
    came(desk, people, "张伟明", "12", "13812345678")
    clock.advance(days=1)
    desk.get(Visitors).close_day(SYSTEM)
    call = desk.get(RollCalls).start(people.guard, False).result
    ended = desk.get(RollCalls).end(people.guard, call.id, Outcome.ALL_SAFE).result
    assert ended.tally == Tally(1, 0, 0)


def test_unknown_ids_are_told(desk: Services, people: People) -> None:
    calls, queries = desk.get(RollCalls), desk.get(RollCallQueries)
    call = calls.start(people.guard, True).result
    for verb in (
        lambda: calls.mark(people.guard, 1, Mark.SAFE),
        lambda: calls.mark_visit(people.guard, 1, 1),
        lambda: calls.mark_visit(people.guard, call.id, 1),
        lambda: calls.end(people.guard, 1, Outcome.MISSING),
        lambda: queries.sheet(people.guard, 1),
    ):
        with pytest.raises(NotFound):
            verb()


def test_names_stand_in_the_private_part_alone(desk: Services, people: People) -> None:
    came(desk, people, "张伟明", "12", "13812345678")
    call = desk.get(RollCalls).start(people.guard, False).result
    late = came(desk, people, "王芳芳", "5", "13812345672")
    desk.get(RollCalls).mark_visit(people.guard, call.id, late.id)
    desk.get(RollCalls).end(people.guard, call.id, Outcome.MISSING, "张伟明在车库")
    with desk.bench.database.read() as session:
        events = session.scalars(select(EventRow).where(EventRow.entity == call.id)).all()
        assert [event.kind.removeprefix("roll_call.") for event in events] == [
            "started",
            "added",
            "marked",
            "ended",
        ]
        assert not any(name in event.payload for event in events for name in ("张伟明", "王芳芳"))


def test_a_host_without_a_floor_stands_last(desk: Services, people: People) -> None:
    arrival = Arrival(name="张伟明", phone="13812345678", host=Host(person="陈丽"))
    desk.get(Visitors).check_in(people.receptionist, arrival)
    arrival = replace(arrival, name="李建国", phone="13812345671", host=Host(person="陈丽", floor="30"))
    desk.get(Visitors).check_in(people.receptionist, arrival)
    assert [floor for floor, _ in desk.get(RollCallQueries).now(people.guard).floors()] == ["30", ""]


def test_a_scanned_pass_ticks_its_holder(desk: Services, people: People) -> None:
    calls = desk.get(RollCalls)
    one, two = (
        came(desk, people, "张伟明", "12", "13812345678"),
        came(desk, people, "李建国", "3", "13812345671"),
    )
    call = calls.start(people.guard, False).result
    assert calls.mark_pass(people.guard, call.id, one.pass_code).result.visit == one.id
    assert calls.mark_pass(people.guard, call.id, two.short_code).result.visit == two.id
    assert calls.end(people.guard, call.id, Outcome.ALL_SAFE).result.tally == Tally(2, 2, 0)


@pytest.mark.parametrize("rubbish", ["", "12", "6901234567892", "9" * 40, "7000000000016", "演练"])
def test_a_code_that_is_no_pass_says_so(desk: Services, people: People, rubbish: str) -> None:
    call = desk.get(RollCalls).start(people.guard, True).result
    with pytest.raises(NotFound):
        desk.get(RollCalls).mark_pass(people.guard, call.id, rubbish)
