"""An announced visitor is found at every desk of the building, and comes at one of them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import timedelta

import pytest

from desk_app.services.core.errors import IllegalStep
from desk_app.services.core.people import SYSTEM
from desk_app.services.finder.queries import Finder
from desk_app.services.retention.forgetting import forget_now
from desk_app.services.visitors.announced import ELSEWHERE
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Arrival, Expectation, Host, Visit, VisitState
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock
from tests.services import sharing_help
from tests.services.sharing_help import OneDesk

Desks = tuple[list[OneDesk], FakeClock]
HOST = Host(None, "云帆科技", "1205", "12", "王小明")


@pytest.fixture
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    """Three desks of one building."""
    clock = FakeClock()
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        desks = sharing_help.building(tmp_path_factory.mktemp("desks"), 3, clock)
        yield desks, clock
    for desk in desks:
        desk.close()


def announced(desk: OneDesk, name: str = "公孙策", days: int = 0) -> Visit:
    day = desk.services.bench.clock.now().astimezone(desk.services.bench.clock.zone).date()
    one = Expectation(name, day=day + timedelta(days=days), host=HOST, phone="13800138000", remark="左眼有疤")
    return desk.services.get(Visitors).expect(desk.receptionist, one).result


def at(desk: OneDesk, visit: int) -> Visit:
    return desk.services.get(VisitorQueries).card(desk.receptionist, visit).visit


def finds(desk: OneDesk, words: str) -> list[int]:
    return [hit.id for hit in desk.services.get(Finder).find(desk.receptionist, words)]


def test_who_is_announced_here_is_found_and_expected_there(three: Desks) -> None:
    (first, second, _), _ = three
    visit = announced(first)
    said = sharing_help.told(first)
    assert "左眼有疤" not in "".join(json.dumps(one.fact, ensure_ascii=False) for one in said)
    assert "13800138000" not in "".join(one.text for one in said)
    sharing_help.exchange(first, second)
    there = at(second, visit.id)
    assert (there.name, there.state, there.host) == ("公孙策", VisitState.EXPECTED, HOST)
    assert (there.expected_from, there.expected_until) == (visit.expected_from, visit.expected_until)
    assert visit.id in finds(second, "公孙")
    assert second.services.get(VisitorQueries).counts(second.receptionist).expected == 1
    with pytest.raises(IllegalStep, match="announcement"):
        second.services.get(Visitors).correct(
            second.receptionist, visit.id, Arrival("别人", "13800138000", host=HOST)
        )


@pytest.mark.parametrize("chosen", [True, False])
def test_who_comes_at_the_other_desk_is_one_visit_and_no_longer_expected(three: Desks, chosen: bool) -> None:
    (first, second, third), clock = three
    visit = announced(first)
    sharing_help.settled([first, second, third])
    arrival = Arrival("公孙策", "13800138000", host=HOST, expected_id=visit.id if chosen else None)
    came = second.services.get(Visitors).check_in(second.receptionist, arrival).result
    assert came.was_expected
    assert came.visit.id != visit.id
    second.services.get(Visitors).print_pass(second.receptionist, came.visit.id)
    sharing_help.settled([first, second, third])
    for desk in (first, second, third):
        old = at(desk, visit.id)
        assert (old.state, old.reason) == (VisitState.CANCELLED, ELSEWHERE + came.visit.number)
        assert at(desk, came.visit.id).state is VisitState.ON_SITE
        counts = desk.services.get(VisitorQueries).counts(desk.receptionist)
        assert (counts.expected, counts.on_site) == (0, 1)
    clock.advance(hours=30)
    first.services.get(Visitors).close_day(SYSTEM)
    assert at(first, visit.id).state is VisitState.CANCELLED


def test_who_comes_where_announced_is_on_site_everywhere(three: Desks) -> None:
    (first, second, _), _ = three
    visit = announced(first)
    sharing_help.exchange(first, second)
    arrival = Arrival("公孙策", "13800138000", host=HOST, expected_id=visit.id)
    assert first.services.get(Visitors).check_in(first.receptionist, arrival).result.visit.id == visit.id
    sharing_help.exchange(first, second)
    there = at(second, visit.id)
    assert (there.state, there.pass_code != "") == (VisitState.ON_SITE, True)


def test_any_order_ends_the_same(three: Desks) -> None:
    """Announced, mended, cancelled elsewhere: whatever is heard first."""
    (first, second, third), _ = three
    visit = announced(first)
    said = sharing_help.told(first)
    sharing_help.exchange(first, second)
    first.services.get(Visitors).correct(
        first.receptionist, visit.id, Arrival("公孙胜", "13800138000", host=HOST)
    )
    said += sharing_help.told(first)
    second.services.get(Visitors).cancel(second.receptionist, visit.id)
    said += sharing_help.told(second)
    for order in itertools.permutations(said):
        sharing_help.hear(third, order)
    assert (at(third, visit.id).name, at(third, visit.id).state) == ("公孙胜", VisitState.CANCELLED)
    assert not third.refused
    assert not third.waiting
    sharing_help.settled([first, second, third])
    assert {at(desk, visit.id).state for desk in (first, second, third)} == {VisitState.CANCELLED}
    assert {at(desk, visit.id).name for desk in (first, second, third)} == {"公孙胜"}


def test_only_its_own_desk_says_that_nobody_came(three: Desks) -> None:
    (first, second, _), clock = three
    visit = announced(first)
    sharing_help.exchange(first, second)
    clock.advance(hours=30)
    second.services.get(Visitors).close_day(SYSTEM)
    assert at(second, visit.id).state is VisitState.EXPECTED
    first.services.get(Visitors).close_day(SYSTEM)
    sharing_help.exchange(first, second)
    assert at(second, visit.id).state is VisitState.NO_SHOW


def test_who_was_forgotten_does_not_come_back_with_an_old_announcement(three: Desks) -> None:
    (first, second, third), _ = three
    visit = announced(first)
    late = sharing_help.told(first)
    sharing_help.exchange(first, second)
    first.services.get(Visitors).cancel(first.receptionist, visit.id)
    with first.services.bench.work(SYSTEM, "privacy.erase", {SYSTEM.role}) as work:
        forget_now(work, "visit", [visit.id])
    sharing_help.exchange(first, second)
    sharing_help.hear(second, late)
    newest = first.said[-1]
    sharing_help.hear(third, [newest, *late])
    for desk in (first, second, third):
        assert (at(desk, visit.id).name, at(desk, visit.id).host.person) == ("", "")
        assert visit.id not in finds(desk, "公孙")
    assert not second.refused
    assert not third.refused
