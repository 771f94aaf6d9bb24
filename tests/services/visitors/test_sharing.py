"""Visits at several desks: seen, found and checked out everywhere, the same everywhere, and forgotten everywhere."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import select

from desk_app.services.codes.answers import Code
from desk_app.services.core.errors import DeskError, IllegalStep
from desk_app.services.core.figures import Period
from desk_app.services.core.people import SYSTEM
from desk_app.services.finder.queries import Finder
from desk_app.services.gate.service import Gate
from desk_app.services.journal.work import Read
from desk_app.services.retention.forgetting import forget_now
from desk_app.services.roll_call.queries import RollCallQueries
from desk_app.services.roll_call.records import Outcome
from desk_app.services.roll_call.service import RollCalls
from desk_app.services.visitors.options import UNDO_MINUTES
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Arrival, Host, IdKind, Visit, VisitState
from desk_app.services.visitors.report import visitor_report
from desk_app.services.visitors.service import Visitors
from desk_app.services.visitors.tables import VisitRow, WordRow
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock
from tests.services import sharing_help
from tests.services.sharing_help import OneDesk

Desks = tuple[list[OneDesk], FakeClock]
HOST = Host(None, "云帆科技", "1205", "12", "王小明")
SECRETS = ("13800138000", "11010519491231002X", "沪A12345", "工具箱", "左眼有疤")


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    """Three desks of one building. One set for the module: visits of your own."""
    clock = FakeClock()
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        desks = sharing_help.building(tmp_path_factory.mktemp("desks"), 3, clock)
        yield desks, clock
    for desk in desks:
        desk.close()


def came(desk: OneDesk, name: str = "陈建国", **more: object) -> Visit:
    arrival = Arrival(name, "13800138000", "远山设计", host=HOST, again=True, **more)  # type: ignore[arg-type]
    return desk.services.get(Visitors).check_in(desk.receptionist, arrival).result.visit


def at(desk: OneDesk, visit: int) -> Visit:
    return desk.services.get(VisitorQueries).card(desk.receptionist, visit).visit


def state(desk: OneDesk) -> set[tuple[object, ...]]:
    """Every visit as it stands, and every desk's word on it."""
    with desk.services.bench.database.read() as session:
        visits = session.execute(
            select(VisitRow.id, VisitRow.name, VisitRow.state, VisitRow.left_at, VisitRow.badge_returned)
        ).all()
        words = session.execute(select(WordRow.visit, WordRow.desk, WordRow.rev, WordRow.step)).all()
    return {tuple(row) for row in (*visits, *words)}


def test_the_other_desk_sees_finds_counts_and_scans(three: Desks) -> None:
    (first, second, _), _ = three
    visit = came(first, "欧阳春晓", badge="V7")
    sharing_help.exchange(first, second)
    there = at(second, visit.id)
    assert (there.name, there.company, there.host, there.badge) == ("欧阳春晓", "远山设计", HOST, "V7")
    hits = second.services.get(Finder).find(second.guard, "欧阳")
    assert visit.id in [hit.id for hit in hits]
    present = second.services.get(VisitorQueries).present(second.guard)
    assert visit.id in [one.id for one, _ in present]
    called = second.services.get(RollCalls).start(second.guard, True).result
    sheet = second.services.get(RollCallQueries).sheet(second.guard, called.id)
    assert "欧阳春晓" in [line.name for line in sheet.lines]
    second.services.get(RollCalls).end(second.guard, called.id, Outcome.CALLED_OFF)
    scanned = second.services.get(Gate).scan(second.guard, visit.pass_code, 2).result
    assert scanned.verdict.releases
    assert scanned.record is not None
    assert scanned.record.id == visit.id
    second.services.get(Visitors).check_out(second.guard, visit.id, True, by="gate")
    sharing_help.exchange(first, second)
    back = at(first, visit.id)
    assert (back.state, back.left_by, back.badge_returned) == (VisitState.LEFT, "gate", True)
    again = first.services.get(Gate).scan(first.guard, visit.pass_code, 1).result
    assert again.verdict.code in (Code.USED_HERE, Code.USED_ELSEWHERE)


def test_nothing_of_what_was_asked_for_this_desk_alone_travels(three: Desks) -> None:
    (first, second, _), _ = three
    sharing_help.told(first)
    came(
        first, "左丘明", plate="沪A12345", belongings="工具箱", remark="左眼有疤",
        id_kind=IdKind.ID_CARD, id_number="11010519491231002X",
    )  # fmt: skip
    said = sharing_help.told(first)
    text = "".join(one.text for one in said)
    assert "左丘明" in "".join(json.dumps(one.fact, ensure_ascii=False) for one in said)
    for secret in SECRETS:
        assert secret not in text
        assert json.dumps(secret)[1:-1] not in text
    sharing_help.exchange(first, second)


def test_two_check_outs_the_earlier_counts_and_both_are_kept(three: Desks) -> None:
    (first, second, _), clock = three
    visit = came(first)
    sharing_help.exchange(first, second)
    clock.advance(minutes=30)
    early = clock.now()
    second.services.get(Visitors).check_out(second.guard, visit.id, by="gate")
    clock.advance(minutes=10)
    first.services.get(Visitors).check_out(first.receptionist, visit.id)
    sharing_help.settled([first, second])
    for desk in (first, second):
        card = desk.services.get(VisitorQueries).card(desk.receptionist, visit.id)
        assert (card.visit.left_at, card.visit.left_by) == (early, "gate")
        assert [(one.desk, one.at == early) for one in card.leavings] == [("A2", True), ("A1", False)]
    with pytest.raises(IllegalStep):
        first.services.get(Visitors).undo_check_out(first.receptionist, visit.id)


def test_taken_back_here_taken_back_there(three: Desks) -> None:
    (first, second, _), clock = three
    visit = came(first)
    sharing_help.exchange(first, second)
    second.services.get(Visitors).check_out(second.guard, visit.id, by="gate")
    sharing_help.exchange(first, second)
    clock.advance(minutes=1)
    assert second.services.bench.settings.get(UNDO_MINUTES) >= 1
    second.services.get(Visitors).undo_check_out(second.guard, visit.id)
    sharing_help.exchange(first, second)
    assert at(first, visit.id).state is VisitState.ON_SITE


def test_only_the_desk_of_a_visit_mends_and_prints(three: Desks) -> None:
    (first, second, _), _ = three
    visit = came(first)
    sharing_help.exchange(first, second)
    with pytest.raises(IllegalStep):
        second.services.get(Visitors).correct(second.receptionist, visit.id, Arrival("别人", host=HOST))
    with pytest.raises(IllegalStep):
        second.services.get(Visitors).print_pass(second.receptionist, visit.id)
    first.services.get(Visitors).correct(
        first.receptionist, visit.id, Arrival("陈建设", "13800138000", host=HOST)
    )
    sharing_help.exchange(first, second)
    assert at(second, visit.id).name == "陈建设"


def test_each_desk_closes_and_reports_its_own(three: Desks) -> None:
    (first, second, third), clock = three
    visit = came(first)
    sharing_help.settled([first, second, third])
    before = arrived(second)
    clock.advance(hours=14)
    second.services.get(Visitors).close_day(SYSTEM)
    assert at(second, visit.id).state is VisitState.ON_SITE
    first.services.get(Visitors).close_day(SYSTEM)
    sharing_help.settled([first, second, third])
    assert {at(desk, visit.id).state for desk in (first, second, third)} == {VisitState.PROBABLY_LEFT}
    assert arrived(second) == before == 0


def arrived(desk: OneDesk) -> int:
    bench = desk.services.bench
    with bench.database.read() as session:
        read = Read(bench, session, SYSTEM, bench.clock.now())
        section = visitor_report(read, Period(date(2026, 11, 23), date(2026, 11, 23)))
    return next(int(one.value or 0) for one in section.figures if one.key == "arrived")


def test_what_was_forgotten_is_never_filled_in_again(three: Desks) -> None:
    (first, second, third), _ = three
    visit = came(first, "诸葛青")
    first.services.get(Visitors).check_out(first.receptionist, visit.id)
    late = sharing_help.told(first)
    sharing_help.exchange(first, second)
    bench = first.services.bench
    with bench.work(SYSTEM, "privacy.erase", {SYSTEM.role}) as work:
        forget_now(work, "visit", [visit.id])
    sharing_help.exchange(first, second)
    for desk in (first, second):
        assert (at(desk, visit.id).name, at(desk, visit.id).host.person) == ("", "")
        assert visit.id not in [hit.id for hit in desk.services.get(Finder).find(desk.guard, "诸葛")]
    sharing_help.hear(second, late)
    assert at(second, visit.id).name == ""
    sharing_help.hear(third, [*sharing_help.told(first), *first.said[-1:], *late])
    assert at(third, visit.id).name == "", "also where the late one is the first that it hears"


def test_any_history_ends_the_same_everywhere(three: Desks) -> None:
    """Random steps at three desks that meet now and then, in any order, with restarts."""
    desks, clock = three
    dice = random.Random(11)
    sharing_help.settled(desks, dice)
    visits: list[int] = []
    for _ in range(120):
        clock.advance(seconds=dice.randint(1, 600))
        desk = dice.choice(desks)
        if len(visits) < 8 and dice.random() < 0.2:
            visits.append(came(desk, f"访客{'甲乙丙丁戊己庚辛'[len(visits)]}某").id)
        elif visits:
            step_of(desk, dice, dice.choice(visits))
        if dice.random() < 0.25:
            here, there = dice.sample(desks, 2)
            sharing_help.exchange(here, there, dice.shuffle)
        if dice.random() < 0.02:
            desk.restart()
    sharing_help.settled(desks, dice)
    assert not any(desk.waiting or desk.refused for desk in desks)
    assert state(desks[0]) == state(desks[1]) == state(desks[2])
    for desk in desks:
        everything = [fact for other in desks if other is not desk for fact in other.said]
        dice.shuffle(everything)
        assert not sharing_help.hear(desk, everything), "heard again it leaves no trace"


def step_of(desk: OneDesk, dice: random.Random, visit: int) -> None:
    verbs = desk.services.get(Visitors)
    steps = [verbs.step_out, verbs.come_back, verbs.check_out, verbs.undo_check_out, verbs.see]
    try:
        dice.choice(steps)(desk.guard, visit)
    except DeskError:
        return  # not in this state, or not here yet
