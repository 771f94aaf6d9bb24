"""Notices: posted, read, withdrawn; those that must be read before a handover."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desk_app.services.core.errors import IllegalStep, InvalidInput, NotPermitted
from desk_app.services.shift.records import Audience, Notice, NoticeDraft
from tests.desk_fixtures import People
from tests.fakes import FakeClock
from tests.services.shift.conftest import ShiftDesk

TODAY = date(2026, 11, 23)


def draft(
    text: str = "周三 8:00 消防演练", audience: Audience = Audience.ALL, *, must: bool = True
) -> NoticeDraft:
    return NoticeDraft(text, TODAY, TODAY + timedelta(days=2), audience, must)


def post(shift: ShiftDesk, one: NoticeDraft) -> Notice:
    return shift.notices.post(shift.leaving, one).result


def test_whoever_posts_it_has_read_it(shift: ShiftDesk) -> None:
    notice = post(shift, draft())
    assert set(notice.readers) == {shift.leaving.staff_id}
    assert shift.ask_notices.unread(shift.leaving) == []
    assert shift.ask_notices.unread(shift.coming) == [notice]
    shift.notices.read(shift.coming, notice.id)
    assert shift.ask_notices.unread(shift.coming) == []
    (again,) = shift.ask_notices.all(shift.leaving)
    assert set(again.readers) == {shift.leaving.staff_id, shift.coming.staff_id}


def test_a_notice_is_for_those_it_is_for(shift: ShiftDesk, people: People) -> None:
    guards = post(shift, draft("三号门晚 8 点关", Audience.GUARDS))
    desk = post(shift, draft("样板间今天不开放", Audience.RECEPTION))
    assert shift.ask_notices.mine(people.guard) == [guards]
    assert shift.ask_notices.mine(shift.coming) == [desk]
    assert shift.ask_notices.mine(people.supervisor) == [desk, guards]
    assert shift.ask_notices.unread(people.supervisor) == []


def test_it_holds_from_day_to_day(shift: ShiftDesk, clock: FakeClock) -> None:
    post(shift, NoticeDraft("明天起停车场施工", TODAY + timedelta(days=1), TODAY + timedelta(days=1)))
    assert shift.ask_notices.mine(shift.coming) == []
    clock.advance(hours=24)
    assert len(shift.ask_notices.mine(shift.coming)) == 1
    clock.advance(hours=24)
    assert shift.ask_notices.mine(shift.coming) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (NoticeDraft(" ", TODAY, TODAY), "text"),
        (NoticeDraft("x" * 700, TODAY, TODAY), "text"),
        (NoticeDraft("停水", TODAY, TODAY - timedelta(days=1)), "last"),
        (NoticeDraft("停水", TODAY - timedelta(days=3), TODAY - timedelta(days=1)), "last"),
        (NoticeDraft("停水", TODAY, TODAY + timedelta(days=900)), "last"),
        (NoticeDraft("停水", TODAY + timedelta(days=367), TODAY + timedelta(days=370)), "first"),
    ],
)
def test_what_is_no_notice_is_refused(shift: ShiftDesk, wrong: NoticeDraft, field: str) -> None:
    with pytest.raises(InvalidInput) as told:
        post(shift, wrong)
    assert set(told.value.problems) == {field}


def test_it_may_begin_a_year_ahead(shift: ShiftDesk) -> None:
    begin = TODAY + timedelta(days=366)
    assert post(shift, NoticeDraft("停水", begin, begin)).first == begin


def test_it_is_withdrawn_never_changed(shift: ShiftDesk, people: People) -> None:
    notice = post(shift, draft())
    with pytest.raises(NotPermitted):
        shift.notices.withdraw(shift.coming, notice.id, "不是我的")
    with pytest.raises(InvalidInput):
        shift.notices.withdraw(shift.leaving, notice.id, " ")
    shift.notices.withdraw(people.supervisor, notice.id, "演练改期")
    with pytest.raises(IllegalStep):
        shift.notices.withdraw(shift.leaving, notice.id, "又一次")
    assert shift.ask_notices.mine(shift.coming) == []
    assert shift.ask_notices.all(shift.leaving)[0].withdrawn_why == "演练改期"


def test_a_handover_waits_until_they_are_read(shift: ShiftDesk) -> None:
    must, may = post(shift, draft()), post(shift, draft("新到咖啡机", must=False))
    counting = shift.count()
    ahead = shift.ask.ahead(shift.leaving, shift.coming.staff_id)
    assert ahead.notices == (may, must) and ahead.to_read == {must.id}
    with pytest.raises(InvalidInput) as refused:
        shift.sign(counting)
    assert set(refused.value.problems) == {"notices"}
    assert shift.ask_notices.unread(shift.coming) != []
    done = shift.sign(counting, notices_read=frozenset({must.id}))
    assert shift.ask_notices.unread(shift.coming) == []
    assert [(one.id, len(one.readers)) for one in done.story.notices] == [(may.id, 1), (must.id, 2)]
