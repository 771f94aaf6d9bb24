"""The tab's other pages: units and floors, departments; and what ends or begins anew on a tenant's card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.people import Actor
from desk_app.services.core.words import CHINESE
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.service import Directory
from desk_app.ui.i18n import set_language
from desk_app.ui.tabs.directory.departments_page import DepartmentsPage
from desk_app.ui.tabs.directory.dialogs import FormBody
from desk_app.ui.tabs.directory.form_panel import FormPanel
from desk_app.ui.tabs.directory.head import DEPARTMENTS, PLACES
from desk_app.ui.tabs.directory.places_page import PlacesPage
from desk_app.ui.tabs.directory.tab import DirectoryTab
from desk_app.ui.tabs.directory.tenancy_forms import a_year_on
from tests.desk_fixtures import People
from tests.ui.tabs.conftest import Stage, settle
from tests.ui.tabs.directory.conftest import fill


@dataclass
class Shown:
    """The tab in a window."""

    tab: DirectoryTab
    stage: Stage

    @property
    def places(self) -> PlacesPage:
        return self.tab.places

    @property
    def departments(self) -> DepartmentsPage:
        page = self.tab.open(DEPARTMENTS)
        assert isinstance(page, DepartmentsPage)
        return page

    @property
    def numbers(self) -> list[str]:
        """Units in the list, from top to bottom; a bare floor has none."""
        return [place.number for place in self.places.table.rows_model.rows]


@pytest.fixture
def shown(stage: Callable[[Actor], Stage], desk: Services, people: People) -> Callable[..., Shown]:
    """Show the tab to somebody, on a small building with a vacant unit."""

    def show(actor: Actor | None = None) -> Shown:
        if not desk.get(DirectoryQueries).tenants(people.supervisor):
            fill(desk, people.supervisor)
            desk.get(Directory).add_unit(people.supervisor, "1207")
        made = stage(actor or people.supervisor)
        tab = DirectoryTab(made.ctx)
        made.show(tab)
        return Shown(tab, made)

    return show


Show = Callable[..., Shown]


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def names(widget: QWidget) -> set[str]:
    return {one.accessibleName() for one in widget.findChildren(QPushButton) if one.isVisible()}


def press(widget: QWidget, name: str) -> None:
    settle()
    found = [
        one for one in widget.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()
    ]
    found[0].click()
    settle()


def menu(panel: QWidget, name: str) -> None:
    settle()
    more = next(one for one in panel.findChildren(QPushButton) if one.menu() and one.isVisible())
    next(action for action in more.menu().actions() if action.text() == name).trigger()
    settle()


def typed(panel: FormPanel, **values: object) -> FormBody:
    """Write into the form that is open, and save."""
    body = panel.body
    assert isinstance(body, FormBody)
    body.form.restore(values)
    press(panel, "Save")
    return body


def choose(shown: Shown, number: str) -> None:
    rows = shown.places.table.rows_model.rows
    shown.places.table.select(next(one.id for one in rows if one.number == number))


def test_the_switch_goes_by_mouse_and_arrow_key(shown: Show) -> None:
    tab = shown().tab
    press(tab, "Units and floors")
    assert isinstance(tab.stack.currentWidget(), PlacesPage)
    chip = tab.focusWidget()
    assert isinstance(chip, QPushButton) and chip.text() == "Units and floors"
    QTest.keyClick(chip, Qt.Key.Key_Right)
    assert isinstance(tab.stack.currentWidget(), DepartmentsPage)
    press(tab, "Tenants")
    assert tab.stack.currentWidget() is tab.tenants and tab.tenants.head.bar.current == "tenants"


def test_units_stand_by_floor_with_their_tenants(shown: Show, desk: Services, people: People) -> None:
    desk.get(Directory).add_floor(people.supervisor, "30")
    window = shown()
    assert window.numbers == ["B101", "801", "1205", "1206", "1207", ""]
    window.places.bar.choose("vacant")
    assert window.numbers == ["1207"]
    window.places.clear()
    window.places.floors.setCurrentIndex(window.places.floors.findData("12"))
    assert window.numbers == ["1205", "1206", "1207"]


@pytest.mark.parametrize(
    ("text", "found"),
    [("120", ["1205", "1206", "1207"]), ("b1", ["B101"]), ("yh", ["801"]), ("云帆", ["1205", "1206"])],
)
def test_typing_finds_numbers_first_then_tenants(shown: Show, text: str, found: list[str]) -> None:
    window = shown()
    window.places.search.setText(text)
    assert window.numbers == found


def test_nothing_found_says_what_to_do(shown: Show) -> None:
    window = shown()
    window.places.search.setText("qqq")
    assert window.places.list.currentWidget() is window.places.no_match
    press(window.places.no_match, "Show all")
    assert len(window.numbers) == 5


def test_the_supervisor_adds_floors_and_units(shown: Show) -> None:
    window = shown()
    page = window.places
    press(page, "New floor")
    body = typed(page.panel, floor="<>")
    assert "is no floor" in body.form.problem_of("floor")
    typed(page.panel, floor="15")
    assert window.stage.toast == "Floor 15 was added"
    assert page.table.selection()[0].floor.label == "15"
    press(page.panel, "New unit")
    body = typed(page.panel, number="1205")
    assert "on record already" in body.form.problem_of("number")
    typed(page.panel, number="1501")
    assert window.stage.toast == "Unit 1501 was added"
    assert page.table.selection()[0].number == "1501" and "Vacant" in texts(page.panel)
    press(page, "New floor")
    typed(page.panel, floor="15")
    assert window.stage.toast == "Floor 15 is on record already"


def test_a_unit_whose_number_tells_no_floor_asks_for_it(shown: Show) -> None:
    page = shown().places
    press(page, "New unit")
    body = typed(page.panel, number="商铺2")
    assert "Choose one" in body.form.problem_of("floor")
    typed(page.panel, floor="1")
    assert page.table.selection()[0].floor.label == "1"


def test_a_vacant_unit_is_withdrawn_after_a_question_and_taken_back(shown: Show) -> None:
    window = shown()
    choose(window, "1207")
    press(window.places.panel, "Withdraw unit")
    assert "1207" in window.numbers, "an unanswered question withdraws nothing"
    window.stage.asked.will_answer(True)
    press(window.places.panel, "Withdraw unit")
    assert "1207" not in window.numbers and window.places.panel.isHidden()
    window.stage.ctx.toasts.undo()
    settle()
    assert "1207" in window.numbers
    choose(window, "801")
    assert "Withdraw unit" not in names(window.places.panel)


def test_a_unit_leads_to_its_tenant_and_a_vacant_one_is_found(
    shown: Show, desk: Services, people: People
) -> None:
    window = shown(people.guard)
    choose(window, "801")
    press(window.places.panel, "Show tenant")
    assert window.tab.stack.currentWidget() is window.tab.tenants
    assert window.tab.tenants.panel.title.text() == "远航国际物流"
    vacant = next(one for one in desk.get(DirectoryQueries).units(people.guard) if one.number == "1207")
    window.tab.show_record("unit", vacant.id)
    settle()
    page = window.tab.stack.currentWidget()
    assert isinstance(page, PlacesPage) and page.panel.title.text() == "Unit 1207"


def test_others_read_and_do_not_edit(shown: Show, people: People) -> None:
    for actor in (people.guard, people.receptionist):
        window = shown(actor)
        choose(window, "1207")
        assert not {"New floor", "New unit", "Withdraw unit"} & names(window.stage.window)
        window.departments.table.select("security")
        assert "保安部" in texts(window.departments.panel) and "Edit" not in names(window.stage.window)


def test_a_department_is_corrected(shown: Show, desk: Services, people: People) -> None:
    window = shown()
    page = window.departments
    page.table.select("engineering")
    assert "Plumbing" in texts(page.panel)
    press(page.panel, "Edit")
    body = typed(page.panel, name="", phone="12")
    assert body.form.problem_of("name") and body.form.problem_of("phone")
    QTest.keyClick(page.panel, Qt.Key.Key_Escape)
    assert "工程部" in texts(page.panel), "Escape leaves the form for the department"
    press(page.panel, "Edit")
    typed(page.panel, name="工程维修部", phone="8001")
    assert window.stage.toast == "工程维修部 was saved" and "8001" in texts(page.panel)
    first = desk.get(DirectoryQueries).departments(people.guard)[0]
    assert (first.name, first.english_name, first.phone) == ("工程维修部", "Engineering", "8001")
    assert page.table.rows_model.rows[0].name == "工程维修部"


def test_a_form_with_changes_stays(shown: Show) -> None:
    window = shown()
    press(window.places, "New unit")
    body = window.places.panel.body
    assert isinstance(body, FormBody)
    body.form.restore({"number": "15"})
    choose(window, "801")
    window.tab.open(DEPARTMENTS)
    window.tab.open(PLACES).load()
    assert window.places.panel.body is body and body.text("number") == "15"


def test_a_signature_is_renewed_for_a_year(shown: Show, desk: Services, people: People) -> None:
    page = shown().tab.tenants
    tenant = next(one for one in page.table.rows_model.rows if one.short_name == "云帆")
    page.table.select(tenant.id)
    chen = [one.name for one in desk.get(DirectoryQueries).signatories(people.supervisor, tenant.id)].index(
        "陈静"
    )
    settle()
    icons = [one for one in page.panel.findChildren(QPushButton) if one.accessibleName() == "Renew signatory"]
    icons[chen].click()
    body = page.panel.body
    assert isinstance(body, FormBody) and body.text("expires") == "2028-06-30"
    assert "past" in typed(page.panel, expires="2020-01-01").form.problem_of("expires")
    assert "no day" in typed(page.panel, expires="someday").form.problem_of("expires")
    typed(page.panel, expires="2028-12-31")
    assert "Until 31 Dec 2028" in texts(page.panel)


def test_a_year_on_from_a_leap_day() -> None:
    assert a_year_on(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_on(date(2027, 2, 28)) == date(2028, 2, 28)


def test_a_tenant_that_left_gets_another_address_and_comes_back(
    shown: Show, desk: Services, people: People
) -> None:
    page = shown().tab.tenants
    tenant = next(one for one in page.table.rows_model.rows if one.name == "远航国际物流")
    desk.get(Directory).moved_out(people.supervisor, tenant.id, "福田区 2 号")
    page.load()
    page.table.select(tenant.id)
    menu(page.panel, "Forwarding address…")
    body = typed(page.panel, forwarding="字" * 300)
    assert body.form.problem_of("forwarding")
    typed(page.panel, forwarding="南山区 9 号")
    assert "南山区 9 号" in texts(page.panel)
    menu(page.panel, "Moves in again…")
    assert "at least one unit" in typed(page.panel, units="").form.problem_of("units")
    assert "Unit 9901 is not on record" in typed(page.panel, units="9901").form.problem_of("units")
    assert "no unit number" in typed(page.panel, units="<>").form.problem_of("units")
    assert "belongs to" in typed(page.panel, units="1205").form.problem_of("units")
    typed(page.panel, units="1207")
    said = texts(page.panel)
    assert "In the building" in said and "1207" in said and "南山区" not in said


def test_the_other_language_reaches_every_text(shown: Show) -> None:
    window = shown()
    choose(window, "1207")
    set_language(CHINESE)
    settle()
    said = texts(window.stage.window)
    assert "单元 1207" in said and "空置" in said and "Vacant" not in said
    assert window.places.floors.itemText(0) == "全部楼层"
