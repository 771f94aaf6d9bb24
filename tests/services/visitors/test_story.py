"""A visit through the services: announced, recalled, checked in, passed at the gate, found, closed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desk_app.services.audit.chain import verify
from desk_app.services.catalogue import Services
from desk_app.services.codes.answers import Code
from desk_app.services.codes.ledger import PassRecord
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotPermitted
from desk_app.services.core.people import SYSTEM
from desk_app.services.gate.service import Gate
from desk_app.services.visitors.queries import View, VisitorQueries
from desk_app.services.visitors.records import Arrival, Expectation, Host, Presence, VisitState
from desk_app.services.visitors.service import AlreadyHere, Visitors
from desk_app.services.visitors.watch import ToWatch, WatchList
from tests.desk_fixtures import People
from tests.fakes import FakeClock

HOST = Host(tenant="云帆科技", unit="1205", floor="12", person="陈丽")
ARRIVAL = Arrival(name="张伟明", phone="13812345678", host=HOST, request="form-1")


def test_a_visit_from_arrival_to_the_gate(desk: Services, people: People, clock: FakeClock) -> None:
    visitors, queries, gate = desk.get(Visitors), desk.get(VisitorQueries), desk.get(Gate)
    came = visitors.check_in(people.receptionist, ARRIVAL).result
    assert came.visit.state is VisitState.ON_SITE and came.visit.number == "YF-A1-261123-001"
    assert len(came.visit.pass_code) <= 280 and came.visit.pass_code.isdigit()

    again = visitors.check_in(people.receptionist, ARRIVAL).result  # a double click
    assert again.visit.id == came.visit.id

    clock.advance(hours=1)
    attempt = gate.scan(people.guard, came.visit.pass_code + "\r\n").result
    assert (
        attempt.verdict.code is Code.RELEASE
        and attempt.verdict.proven
        and attempt.record == PassRecord("visit", came.visit.id, came.visit.name)
    )
    left = visitors.check_out(people.guard, came.visit.id, by="gate").result
    assert left.state is VisitState.LEFT and left.left_at == clock.now()
    assert gate.scan(people.guard, came.visit.pass_code).result.verdict.code is Code.USED_HERE
    with pytest.raises(IllegalStep):
        visitors.check_out(people.guard, came.visit.id)

    assert [one.name for one in queries.recall(people.receptionist, "zwm")] == ["张伟明"]
    assert queries.recall(people.receptionist, "5678")[0].phone_mask == "138****5678"
    filled = queries.recalled(people.receptionist, came.visit.id)
    assert filled.name == "张伟明" and filled.host == HOST
    with desk.bench.database.read() as session:
        assert list(verify(session)) == []


def test_who_was_announced_is_never_two_records(desk: Services, people: People) -> None:
    visitors, queries = desk.get(Visitors), desk.get(VisitorQueries)
    today = queries.bench.clock.now().astimezone(desk.bench.clock.zone).date()
    announced = visitors.expect(
        people.receptionist, Expectation("张伟明", today, HOST, phone="13812345678")
    ).result
    recalled = queries.recall(people.receptionist, "zhangw")
    assert recalled[0].visit_id == announced.id and recalled[0].state is VisitState.EXPECTED
    came = visitors.check_in(people.receptionist, ARRIVAL).result
    assert came.was_expected and came.visit.id == announced.id
    assert [one.id for one in queries.visits(people.receptionist, today)] == [announced.id]


def test_the_watch_list_stops_and_the_supervisor_decides(desk: Services, people: People) -> None:
    visitors = desk.get(Visitors)
    desk.get(WatchList).add(people.supervisor, ToWatch("闹事", phone="138 1234 5678"))
    came = visitors.check_in(people.receptionist, ARRIVAL).result
    assert came.stopped and came.visit.state is VisitState.WAITING and came.visit.pass_code == ""
    with pytest.raises(IllegalStep):
        visitors.print_pass(people.receptionist, came.visit.id)
    with pytest.raises(NotPermitted):
        visitors.admit(people.receptionist, came.visit.id, "老客户")
    refused = visitors.refuse(people.supervisor, came.visit.id, "不予接待").result
    assert refused.state is VisitState.REFUSED


def test_closing_time_closes_only_as_probably_left(desk: Services, people: People, clock: FakeClock) -> None:
    visitors, queries = desk.get(Visitors), desk.get(VisitorQueries)
    visit = visitors.check_in(people.receptionist, ARRIVAL).result.visit
    clock.advance(hours=11, minutes=30)  # 20:30
    assert queries.counts(people.guard).overstay == 1
    assert visitors.close_day(SYSTEM).result == 1
    assert visitors.close_day(SYSTEM).result == 0
    assert queries.card(people.guard, visit.id).visit.state is VisitState.PROBABLY_LEFT
    assert queries.present(people.guard)[0][1] is Presence.PROBABLY_LEFT
    assert [one.id for one in queries.visits(people.guard, visit.day, View.OVERSTAY)] == [visit.id]
    clock.advance(hours=12)
    assert queries.present(people.guard)[0][1] is Presence.NEVER_SIGNED_OUT
    corrected = visitors.check_out(people.receptionist, visit.id, left_at=visit.arrived_at).result
    assert corrected.state is VisitState.LEFT and corrected.left_by == "correction"


def test_rubbish_is_refused_kindly_all_at_once(desk: Services, people: People) -> None:
    typed = replace(ARRIVAL, name="张", phone="1381234567", host=Host(), party_size=0)
    with pytest.raises(InvalidInput) as refused:
        desk.get(Visitors).check_in(people.receptionist, typed)
    assert set(refused.value.problems) == {"name", "phone", "host", "party_size"}


def test_a_phone_on_site_is_not_checked_in_twice_by_mistake(desk: Services, people: People) -> None:
    visitors = desk.get(Visitors)
    first = visitors.check_in(people.receptionist, ARRIVAL).result.visit
    with pytest.raises(AlreadyHere) as refused:
        visitors.check_in(people.receptionist, replace(ARRIVAL, request="form-2"))
    assert refused.value.visit_id == first.id
    second = visitors.check_in(
        people.receptionist, replace(ARRIVAL, request="form-2", again=True)
    ).result.visit
    assert second.id != first.id


def test_a_slip_at_check_out_is_undone(desk: Services, people: People, clock: FakeClock) -> None:
    visitors = desk.get(Visitors)
    visit = visitors.check_in(people.receptionist, ARRIVAL).result.visit
    visitors.check_out(people.receptionist, visit.id)
    clock.advance(minutes=5)
    assert visitors.undo_check_out(people.receptionist, visit.id).result.state is VisitState.ON_SITE
    visitors.check_out(people.receptionist, visit.id)
    clock.advance(minutes=11)
    with pytest.raises(IllegalStep):
        visitors.undo_check_out(people.receptionist, visit.id)


def test_a_badge_is_with_one_visitor_whatever_happens(
    desk: Services, people: People, clock: FakeClock
) -> None:
    visitors, queries = desk.get(Visitors), desk.get(VisitorQueries)
    first = visitors.check_in(people.receptionist, replace(ARRIVAL, badge="V07")).result.visit
    clock.advance(hours=12)
    visitors.close_day(SYSTEM)
    other = replace(ARRIVAL, name="李建国", phone="13812345671", badge="V07", request="form-2")
    visitors.check_in(people.receptionist, other)
    assert visitors.see(people.guard, first.id).result.badge == "", "it is with the next visitor"
    assert [one.name for one in queries.visits(people.guard, first.day, View.INSIDE) if one.badge] == [
        "李建国"
    ]
