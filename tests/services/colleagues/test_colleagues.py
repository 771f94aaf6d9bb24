"""Who belongs to the property staff, with an account or without."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from desk_app.services.catalogue import Services
from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.colleagues.reading import colleague_of, colleagues_of
from desk_app.services.colleagues.records import Colleague, ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.core.errors import IllegalStep, InvalidInput, NotFound
from desk_app.services.core.people import Role
from desk_app.services.directory.records import Trade
from desk_app.services.journal.tables import EventRow
from desk_app.services.staff.service import Staff
from tests.desk_fixtures import PIN, People
from tests.fakes import FakeClock
from tests.services.forgetting_help import forget

LI = ColleagueDraft("李卫国", "engineering", Trade.ELECTRICAL, "138 0000 0001")


@pytest.fixture
def verbs(desk: Services) -> Colleagues:
    return desk.get(Colleagues)


@pytest.fixture
def ask(desk: Services) -> ColleagueQueries:
    return desk.get(ColleagueQueries)


def problems(verbs: Colleagues, people: People, draft: ColleagueDraft) -> set[str]:
    with pytest.raises(InvalidInput) as refused:
        verbs.add(people.supervisor, draft)
    return set(refused.value.problems)


def test_added_and_corrected(verbs: Colleagues, ask: ColleagueQueries, people: People) -> None:
    one = verbs.add(people.supervisor, LI).result
    assert one == Colleague(one.id, "李卫国", "engineering", Trade.ELECTRICAL, "13800000001")
    assert "13800000001" not in repr(one)
    better = verbs.correct(people.supervisor, one.id, ColleagueDraft("李卫国", "security")).result
    assert better == Colleague(one.id, "李卫国", "security")
    assert ask.one(people.receptionist, one.id) == better
    assert ask.one(people.receptionist, 7) is None


@pytest.mark.parametrize(
    ("draft", "fields"),
    [
        (ColleagueDraft("", "engineering"), {"name"}),
        (ColleagueDraft("李工", "nobody", phone="12"), {"name", "department", "phone"}),
        (ColleagueDraft("李卫国", "security", Trade.LIFT), {"trade"}),
        (ColleagueDraft("李卫国4", "security"), {"name"}),
    ],
)
def test_what_cannot_be_is_refused_by_field(
    verbs: Colleagues, people: People, draft: ColleagueDraft, fields: set[str]
) -> None:
    assert problems(verbs, people, draft) == fields


def test_nobody_is_added_twice_but_namesakes_are(
    verbs: Colleagues, ask: ColleagueQueries, people: People
) -> None:
    verbs.add(people.supervisor, LI)
    assert problems(verbs, people, LI) == {"name"}
    verbs.add(people.supervisor, ColleagueDraft("李卫国", "engineering", phone="13800000002"))
    assert len(ask.all(people.receptionist, "李卫国")) == 2


def test_who_left_stays_on_record_and_may_come_back(
    verbs: Colleagues, ask: ColleagueQueries, people: People, desk: Services
) -> None:
    one = verbs.add(people.supervisor, LI).result
    assert not verbs.leave(people.supervisor, one.id).result.active
    assert one.id not in {other.id for other in ask.all(people.receptionist)}
    assert ask.all(people.receptionist, inactive=True)[-1].id == one.id
    with pytest.raises(IllegalStep, match="left already"):
        verbs.leave(people.supervisor, one.id)
    with desk.bench.database.read() as session:
        assert colleague_of(session, one.id) is not None
    assert verbs.come_back(people.supervisor, one.id).result.active
    with pytest.raises(IllegalStep, match="has not left"):
        verbs.come_back(people.supervisor, one.id)


def test_who_was_replaced_by_a_new_record_does_not_come_back_beside_it(
    verbs: Colleagues, people: People
) -> None:
    one = verbs.add(people.supervisor, LI).result
    verbs.leave(people.supervisor, one.id)
    verbs.add(people.supervisor, LI)
    with pytest.raises(InvalidInput):
        verbs.come_back(people.supervisor, one.id)


def test_accounts_are_colleagues_and_changed_elsewhere(
    verbs: Colleagues, ask: ColleagueQueries, people: People, desk: Services
) -> None:
    found = {one.id: one for one in ask.all(people.receptionist)}
    guard, clerk = found[people.guard.staff_id], found[people.receptionist.staff_id]
    assert (guard.department, clerk.department) == ("security", "customer_service")
    assert guard.has_account and clerk.has_account
    for verb in (verbs.leave, verbs.come_back):
        with pytest.raises(IllegalStep, match="account"):
            verb(people.supervisor, guard.id)
    with pytest.raises(NotFound):
        verbs.leave(people.supervisor, 7)
    closed = desk.get(Staff).add(people.supervisor, "何小丽", Role.GUARD, PIN).result
    desk.get(Staff).close(people.supervisor, closed)
    one = ask.one(people.receptionist, closed)
    assert one is not None and not one.active
    assert closed not in {other.id for other in ask.all(people.receptionist)}


def test_found_by_name_sound_phone_and_department(
    verbs: Colleagues, ask: ColleagueQueries, people: People
) -> None:
    li = verbs.add(people.supervisor, LI).result
    verbs.add(people.supervisor, ColleagueDraft("张三丰", "cleaning"))

    def names(text: str) -> list[str]:
        return [one.name for one in ask.all(people.receptionist, text)]

    assert (
        names("lwg") == names("卫国") == names("0001") == names("工程") == names("Engineering") == ["李卫国"]
    )
    assert names("zsf") == ["张三丰"] and names("nobody") == []
    assert {"赵刚"} == set(names("保安部"))
    verbs.leave(people.supervisor, li.id)
    assert names("lwg") == []


def test_several_at_once(verbs: Colleagues, people: People, desk: Services) -> None:
    li = verbs.add(people.supervisor, LI).result
    with desk.bench.database.read() as session:
        assert colleagues_of(session, [li.id, 7]) == {li.id: li}
        assert colleagues_of(session, []) == {}


def test_who_left_long_ago_is_forgotten(
    verbs: Colleagues, ask: ColleagueQueries, people: People, desk: Services, clock: FakeClock
) -> None:
    gone, back = (
        verbs.add(people.supervisor, replace(LI, name=name)).result for name in ("陈小红", "李卫国")
    )
    for one in (gone, back):
        verbs.leave(people.supervisor, one.id)
    verbs.come_back(people.supervisor, back.id)
    clock.advance(days=700)
    assert "colleagues.keep_years" not in forget(desk)
    clock.advance(days=40)
    assert "colleagues.keep_years" in forget(desk) and "colleagues.keep_years" not in forget(desk)
    forgotten = ask.one(people.receptionist, gone.id)
    assert forgotten is not None and (forgotten.name, forgotten.phone) == ("", "")
    assert [one.id for one in ask.all(people.receptionist, inactive=True) if not one.has_account] == [back.id]
    with desk.bench.database.read() as session:
        kept = session.scalars(select(EventRow.private).where(EventRow.entity == gone.id)).all()
    assert not any(kept)
    with pytest.raises(NotFound):
        verbs.come_back(people.supervisor, gone.id)
