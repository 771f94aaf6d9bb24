"""The roll-call in a window: started, ticked off by key, click and scan, ended, on paper."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.roll_call.queries import RollCallQueries
from desk_app.services.roll_call.records import Mark, Outcome
from desk_app.services.visitors.records import Arrival, Host, Visit
from desk_app.services.visitors.service import Visitors
from desk_app.ui.tabs.roll_call.page import OPEN, RollCallPage
from tests.desk_fixtures import People
from tests.ui.tabs.conftest import Stage, settle

PEOPLE = (("张伟明", "12", 1), ("李建国", "3", 2), ("王芳芳", "B1", 1))


def visitors(desk: Services, people: People) -> list[Visit]:
    made = []
    for n, (name, floor, party) in enumerate(PEOPLE):
        host = Host(tenant="云帆科技", unit=f"{floor}05", floor=floor, person="陈丽")
        arrival = Arrival(name=name, phone=f"1381234567{n}", host=host, party_size=party)
        made.append(desk.get(Visitors).check_in(people.receptionist, arrival).result.visit)
    return made


@pytest.fixture
def shown(
    stage: Callable[[Actor], Stage], desk: Services, people: People
) -> tuple[RollCallPage, Stage, list[Visit]]:
    inside = visitors(desk, people)
    made = stage(people.guard)
    page = RollCallPage(made.ctx)
    made.show(page)
    return page, made, inside


Shown = tuple[RollCallPage, Stage, list[Visit]]


def marks(page: RollCallPage) -> list[Mark]:
    return [line.mark for line in page.table.rows_model.rows]


def test_the_on_site_list_stands_by_floor(shown: Shown) -> None:
    page, _, _ = shown
    assert [line.floor for line in page.table.rows_model.rows] == ["B1", "3", "12"]
    assert page.head.figure.text() == "4 in the building"
    assert page.head.banner.isHidden() and page.head.real.isVisible() and page.head.drill.isVisible()
    assert not page.safe.isVisible() and page.history.isHidden()


def test_keys_tick_off_and_move_on(shown: Shown) -> None:
    page, made, _ = shown
    page.head.drill.click()
    settle()
    assert "DRILL" in page.head.banner.findChildren(type(page.head.figure))[1].text()
    assert page.head.figure.text() == "0 of 4 safe" and page.head.real.isVisible()
    page.table.select(page.table.rows_model.rows[0].visit)
    QTest.keyClick(page.table, Qt.Key.Key_Space)
    QTest.keyClick(page.table, Qt.Key.Key_N)
    settle()
    assert marks(page) == [Mark.SAFE, Mark.NOT_FOUND, Mark.UNKNOWN]
    assert page.head.figure.text() == "1 of 4 safe" and page.head.progress.value() == 1
    made.ctx.toasts.undo()
    settle()
    assert marks(page) == [Mark.SAFE, Mark.UNKNOWN, Mark.UNKNOWN]
    page.table.select(page.table.rows_model.rows[0].visit)
    QTest.keyClick(page.table, Qt.Key.Key_Backspace)
    settle()
    assert marks(page)[0] is Mark.UNKNOWN


def test_a_click_on_the_mark_ticks_and_unticks(shown: Shown) -> None:
    page, _, _ = shown
    page.head.real.click()
    settle()
    for expected in (Mark.SAFE, Mark.UNKNOWN):
        place = page.table.visualRect(page.table.rows_model.index(1, 0)).center()
        QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        settle()
        assert marks(page)[1] is expected
    elsewhere = page.table.visualRect(page.table.rows_model.index(1, 2)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=elsewhere)
    settle()
    assert marks(page)[1] is Mark.UNKNOWN


def test_a_scanned_pass_ticks_its_holder(shown: Shown) -> None:
    page, made, inside = shown
    page.show_code(inside[0].pass_code)
    assert "Start one" in made.toast
    page.head.real.click()
    settle()
    page.show_code(inside[0].pass_code)
    settle()
    assert marks(page) == [Mark.UNKNOWN, Mark.UNKNOWN, Mark.SAFE]


def test_who_is_not_safe_yet(shown: Shown) -> None:
    page, _, _ = shown
    page.head.real.click()
    settle()
    page.table.select(page.table.rows_model.rows[0].visit)
    page.safe.click()
    settle()
    page.bar.choose(OPEN)
    assert [line.floor for line in page.table.rows_model.rows] == ["3", "12"]


def test_the_end_is_asked_and_stands_in_the_list(shown: Shown, desk: Services, people: People) -> None:
    page, made, _ = shown
    page.head.drill.click()
    settle()
    page.head.stop.click()
    settle()
    assert page.head.stop.isVisible(), "cancelled: it goes on"
    made.asked.will_answer(list(Outcome).index(Outcome.MISSING), "一人在车库")
    page.head.stop.click()
    settle()
    (past,) = page.past.rows_model.rows
    assert (past.outcome, past.note, past.drill) == (Outcome.MISSING, "一人在车库", True)
    assert page.head.banner.isHidden() and page.history.isVisible() and not page.safe.isVisible()


def test_not_everybody_safe_is_told_and_it_goes_on(shown: Shown) -> None:
    page, made, _ = shown
    page.head.real.click()
    settle()
    made.asked.will_answer(list(Outcome).index(Outcome.ALL_SAFE))
    page.head.stop.click()
    settle()
    assert made.asked.questions[-1][0] == "tell" and page.head.stop.isVisible()


def test_the_list_on_paper(shown: Shown) -> None:
    page, made, _ = shown
    page.head.paper.click()
    settle()
    assert [paper.kind for paper in made.ctx.printing.printed] == ["roll_call.list"]


def test_a_real_alarm_during_a_drill(shown: Shown, desk: Services, people: People) -> None:
    page, _, _ = shown
    page.head.drill.click()
    settle()
    page.head.real.click()
    settle()
    now = desk.get(RollCallQueries).now(people.guard).roll_call
    assert now is not None and not now.drill and not page.head.real.isVisible()
