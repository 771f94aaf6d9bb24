"""Notices at several desks: posted at one, read at all, withdrawn at any."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.services.core.people import SYSTEM
from desk_app.services.retention.forgetting import forget_portion, portion_of
from desk_app.services.shift.forgetting import RETENTION
from desk_app.services.shift.notices import Notices
from desk_app.services.shift.queries import NoticeQueries
from desk_app.services.shift.records import Audience, Notice, NoticeDraft
from desk_app.services.shift.rules import Withdrawal, merged
from tests.desk_fixtures import quick_pins
from tests.fakes import FakeClock
from tests.services import sharing_help
from tests.services.sharing_help import OneDesk

Desks = tuple[list[OneDesk], FakeClock]
DAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desks]:
    clock = FakeClock()
    with pytest.MonkeyPatch.context() as patch:
        quick_pins(patch)
        desks = sharing_help.building(tmp_path_factory.mktemp("notices"), 3, clock)
        yield desks, clock
    for desk in desks:
        desk.close()


def post(desk: OneDesk, text: str) -> int:
    draft = NoticeDraft(text, DAY, DAY, Audience.ALL)
    return desk.services.get(Notices).post(desk.receptionist, draft).result.id


def notices(desk: OneDesk) -> dict[int, Notice]:
    return {one.id: one for one in desk.services.get(NoticeQueries).all(desk.supervisor)}


def test_posted_here_read_there_withdrawn_anywhere(three: Desks) -> None:
    desks, clock = three
    first, second, third = desks
    notice = post(first, "货梯今天停用")
    sharing_help.settled(desks)
    there = notices(second)[notice]
    assert (there.text, there.must_read, dict(there.readers)) == ("货梯今天停用", True, {})
    second.services.get(Notices).read(second.receptionist, notice)
    clock.advance(minutes=5)
    second.services.get(Notices).withdraw(second.supervisor, notice, "修好了")
    third.services.get(Notices).withdraw(third.supervisor, notice, "晚了一步")
    dice = random.Random(3)
    sharing_help.settled(desks, dice)
    ends = {
        (one.withdrawn_at, one.withdrawn_by, one.withdrawn_why) for one in (notices(d)[notice] for d in desks)
    }
    assert len(ends) == 1
    assert not any(notices(desk)[notice].holds(DAY) for desk in desks)
    for desk in desks:
        everything = [fact for other in desks if other is not desk for fact in other.said]
        dice.shuffle(everything)
        assert not sharing_help.hear(desk, everything)


def test_a_forgotten_text_stays_so(three: Desks) -> None:
    (first, second, _), clock = three
    notice = post(first, "请勿外传的电话")
    sharing_help.exchange(first, second)
    before = list(first.said)
    bench = second.services.bench
    clock.advance(days=800)
    limit = clock.now()
    with bench.work(SYSTEM, "retention.forget", {SYSTEM.role}) as work:
        forget_portion(work, RETENTION[0], limit, portion_of(work.session, RETENTION[0], limit))
    assert notices(second)[notice].text == ""
    sharing_help.hear(second, before)
    assert notices(second)[notice].text == ""
    clock.advance(days=-800)


ENDS = st.none() | st.builds(
    Withdrawal,
    st.integers(0, 99).map(lambda one: datetime.fromtimestamp(one, UTC)),
    st.integers(1, 3),
    st.sampled_from("ab"),
)


@given(ENDS, ENDS, ENDS)
def test_withdrawals_merge_in_any_order(
    one: Withdrawal | None, two: Withdrawal | None, three: Withdrawal | None
) -> None:
    assert merged(one, two) == merged(two, one)
    assert merged(merged(one, two), three) == merged(one, merged(two, three))
    assert merged(one, one) == one
