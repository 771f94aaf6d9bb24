"""What one desk keeps is found at the others, and only what is public of it travels."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator

import pytest

from desk_app.services.core.errors import NotFound
from desk_app.services.core.people import SYSTEM
from desk_app.services.core.words import Words
from desk_app.services.finder.queries import Finder
from desk_app.services.journal.work import Read
from desk_app.services.lost_property.counting import counted
from desk_app.services.lost_property.queries import LostPropertyQueries
from tests.desk_fixtures import People, quick_pins
from tests.fakes import FakeClock
from tests.services import sharing_help
from tests.services.lost_property.found_desk import CONTENTS, SECRET, FoundDesk
from tests.services.sharing_help import OneDesk


@pytest.fixture
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[list[OneDesk], FoundDesk]]:
    clock = FakeClock()
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        desks = sharing_help.building(tmp_path_factory.mktemp("found"), 2, clock)
        first = desks[0]
        counter = FoundDesk(first.services, People(first.receptionist, first.guard, first.supervisor), clock)
        yield desks, counter
    for desk in desks:
        desk.close()


def shelves(desk: OneDesk) -> list[int]:
    bench = desk.services.bench
    with bench.database.read() as session:
        return [one.expected for one in counted(Read(bench, session, SYSTEM, bench.clock.now()))]


def found_at(desk: OneDesk, text: str) -> list[int]:
    return [hit.id for hit in desk.services.get(Finder).find(desk.receptionist, text)]


def test_found_at_the_other_desk_and_gone_once_it_is_gone(two: tuple[list[OneDesk], FoundDesk]) -> None:
    (first, second), counter = two
    item = counter.keep(what="折叠雨伞", features="蓝色", finder="孙捡到", finder_phone="13812345678")
    said = sharing_help.told(first)
    text = json.dumps([one.fact for one in said], ensure_ascii=False)
    assert "折叠雨伞" in text
    for secret in (SECRET, CONTENTS, "孙捡到", "13812345678"):
        assert secret not in text
    before = shelves(second)
    sharing_help.settled([first, second])
    assert found_at(second, "折叠雨伞") == [item.id]
    assert found_at(second, item.number) == [item.id]
    assert not second.services.get(Finder).find(second.guard, "折叠雨伞")
    assert shelves(second) == before
    with pytest.raises(NotFound) as where:
        second.services.get(LostPropertyQueries).card(second.receptionist, item.id)
    assert "A1" in where.value.say(Words("en"))
    counter.give_back(item)
    sharing_help.settled([first, second])
    assert found_at(second, "折叠雨伞") == []
    late = list(first.said)
    random.Random(5).shuffle(late)
    assert not sharing_help.hear(second, late)
    assert found_at(second, "折叠雨伞") == []
