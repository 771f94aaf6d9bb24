"""What one desk erases for a person is erased at the desk that wrote it, and at every other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.services.core.looking import Why
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.personal import Identity
from desk_app.services.journal.work import Read
from desk_app.services.privacy.records import Erasure
from desk_app.services.privacy.rounds import traces_round
from desk_app.services.privacy.service import Privacy
from desk_app.services.visitors.queries import VisitorQueries
from desk_app.services.visitors.records import Arrival, Host, Purpose, Visit
from desk_app.services.visitors.service import Visitors
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock
from tests.services import sharing_help
from tests.services.privacy.conftest import GROUNDS, NAME, PHONE, keys
from tests.services.sharing_help import OneDesk, Said

Desks = tuple[list[OneDesk], FakeClock]


@pytest.fixture
def three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desks]:
    quick_pins(monkeypatch)
    clock = FakeClock()
    desks = sharing_help.building(tmp_path, 3, clock)
    yield desks, clock
    for desk in desks:
        desk.close()


def _arrival() -> Arrival:
    return Arrival(NAME, PHONE, host=Host(tenant="蓝海科技"), purpose=Purpose.MEETING, again=True)


def came(desk: OneDesk, clock: FakeClock, *, stay: bool = False) -> int:
    visitors = desk.services.get(Visitors)
    visit = visitors.check_in(desk.receptionist, _arrival()).result.visit
    clock.advance(seconds=600)
    if not stay:
        visitors.check_out(desk.receptionist, visit.id)
    return visit.id


def erase(desk: OneDesk) -> Erasure:
    """Everything under this name, as the supervisor ticks it."""
    privacy, who = desk.services.get(Privacy), Identity(name=NAME)
    found = privacy.look_up(desk.supervisor, who, Why.PERSON).result
    second = desk.receptionist.at_session_of(desk.supervisor)
    return privacy.erase(desk.supervisor, who, keys(found, certain=False), GROUNDS, second).result


def at(desk: OneDesk, visit: int) -> Visit:
    return desk.services.get(VisitorQueries).card(desk.receptionist, visit).visit


def test_a_visit_of_another_desk_is_erased_at_every_desk(three: Desks) -> None:
    (one, two, third), clock = three
    theirs, own = came(one, clock), came(two, clock)
    sharing_help.settled([one, two, third])
    assert {at(desk, theirs).name for desk in (one, two, third)} == {NAME}

    erasure = erase(two)
    assert (erasure.request.records, erasure.elsewhere) == (2, 1)
    sharing_help.settled([one, two, third])
    for desk in (one, two, third):
        for visit in (theirs, own):
            assert (at(desk, visit).name, at(desk, visit).phone) == ("", "")
    assert not any(desk.refused or desk.waiting for desk in (one, two, third))


def test_its_traces_are_cleared_at_the_other_desks_too(three: Desks) -> None:
    (one, two, third), clock = three
    came(one, clock)
    sharing_help.settled([one, two, third])
    erase(two)
    sharing_help.settled([one, two, third])
    for desk in (one, third):
        assert traces_round(desk.services.bench) is not None
        assert traces_round(desk.services.bench) is None
        folder = desk.services.bench.database.path.parent
        files = [path.read_bytes() for path in folder.glob("desk.db*")]
        assert files and not any(NAME.encode() in content for content in files)


def test_nobody_is_named_on_the_way(three: Desks) -> None:
    (one, two, _), clock = three
    came(one, clock)
    sharing_help.settled([one, two])
    erase(two)
    said = [fact.text for fact in sharing_help.told(two)]
    assert said and not any(NAME in text or PHONE in text for text in said)


def test_what_is_open_at_its_own_desk_is_erased_when_it_is_closed(three: Desks) -> None:
    (one, *_), clock = three
    visit = came(one, clock, stay=True)
    wish = [Said(2, "erasures", f'{{"id": {visit}, "kind": "visit"}}')]
    sharing_help.hear(one, wish)
    assert at(one, visit).name == NAME and one.waiting == wish
    one.services.get(Visitors).check_out(one.receptionist, visit)
    clock.advance(seconds=1)
    sharing_help.hear(one, [])
    assert at(one, visit).name == "" and not one.waiting


def test_an_erasure_elsewhere_is_told_by_its_own_desk_alone(three: Desks) -> None:
    (one, two, third), clock = three
    came(one, clock)
    sharing_help.settled([one, two, third])
    request = erase(two).request.id
    for desk, facts in ((two, 1), (third, 0)):
        bench = desk.services.bench
        with bench.database.read() as session:
            read = Read(bench, session, SYSTEM, bench.clock.now())
            tell = next(each.tell for each in sharing_help._sharings(desk) if each.name == "erasures")
            assert len(list(tell(read, {request}))) == facts


def test_a_kind_that_is_never_erased_is_refused(three: Desks) -> None:
    one = three[0][0]
    staff = Said(2, "erasures", f'{{"id": {1 << 8}, "kind": "staff"}}')
    sharing_help.hear(one, [staff])
    assert one.refused == [staff]
