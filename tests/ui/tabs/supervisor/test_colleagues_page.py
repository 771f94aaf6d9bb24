"""The supervisor's list of colleagues: added, corrected, left, back again."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from desk_app.services.catalogue import Services
from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.colleagues.records import Colleague, ColleagueDraft
from desk_app.services.colleagues.service import Colleagues
from desk_app.services.directory.records import Trade
from desk_app.ui.tabs.supervisor.colleagues_page import ColleaguesPage
from tests.desk_fixtures import People
from tests.ui.tabs.conftest import Stage, settle

MakeStage = Callable[..., Stage]


@pytest.fixture
def shown(stage: MakeStage, people: People) -> Stage:
    return stage(people.supervisor)


@pytest.fixture
def page(shown: Stage, desk: Services, people: People) -> ColleaguesPage:
    desk.get(Colleagues).add(
        people.supervisor, ColleagueDraft("李卫国", "engineering", Trade.LIFT, "13800000001")
    )
    made = ColleaguesPage(shown.ctx)
    shown.show(made)
    return made


def on_record(desk: Services, people: People) -> list[Colleague]:
    found = desk.get(ColleagueQueries).all(people.supervisor, "", True)
    return [one for one in found if not one.has_account]


def names(page: ColleaguesPage) -> list[str]:
    model = page.table.model()
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def pick(page: ColleaguesPage, one: Colleague) -> None:
    page.table.select(one.id)
    settle()


def test_somebody_is_added(page: ColleaguesPage, shown: Stage, desk: Services, people: People) -> None:
    page.add()
    page.form.restore({"name": "李工", "department": "cleaning", "phone": "12"})
    page.form.submitted.emit()
    settle()
    assert page.form.problem_of("name") and page.form.problem_of("phone")
    page.form.restore({"name": "王建军", "phone": "138 0000 0002"})
    page.form.submitted.emit()
    settle()
    (one,) = [one for one in on_record(desk, people) if one.name == "王建军"]
    assert (one.department, one.trade, one.phone) == ("cleaning", None, "13800000002")
    assert shown.toast == "Saved: 王建军"
    page.load()
    assert "王建军" in names(page)


def test_trades_are_asked_of_departments_that_have_them(page: ColleaguesPage) -> None:
    page.add()
    settle()
    page.department.choose("engineering")
    assert page.trade.isVisible()
    page.department.choose("finance")
    assert not page.trade.isVisible() and page.trade.value is None


def test_somebody_is_corrected(page: ColleaguesPage, desk: Services, people: People) -> None:
    (one,) = on_record(desk, people)
    page.correct(one)
    assert page.form.draft() == {
        "name": "李卫国", "department": "engineering", "trade": Trade.LIFT, "phone": "13800000001",
    }  # fmt: skip
    page.form.restore({"trade": Trade.HVAC})
    page.form.submitted.emit()
    settle()
    assert on_record(desk, people)[0].trade is Trade.HVAC


def test_somebody_leaves_and_comes_back(
    page: ColleaguesPage, shown: Stage, desk: Services, people: People
) -> None:
    (one,) = on_record(desk, people)
    pick(page, one)
    shown.asked.will_answer(True)
    page.left.click()
    settle()
    assert not on_record(desk, people)[0].active
    page.load()
    pick(page, one)
    assert page.back.isVisible() and not page.left.isVisible() and not page.edit.isEnabled()
    page.back.click()
    settle()
    assert on_record(desk, people)[0].active


def test_accounts_are_shown_and_changed_elsewhere(page: ColleaguesPage, shown: Stage, people: People) -> None:
    assert {"周敏", "林小雨", "赵刚", "李卫国"} == set(names(page))
    page.table.select(people.guard.staff_id)
    settle()
    assert not page.edit.isEnabled() and not page.left.isEnabled()
    page.correct(page.table.selection()[0])
    assert "Staff" in shown.toast


def test_the_list_is_searched(page: ColleaguesPage) -> None:
    page.search.setText("lwg")
    settle()
    assert names(page) == ["李卫国"]
    page.search.setText("")
    settle()
    assert len(names(page)) == 4
