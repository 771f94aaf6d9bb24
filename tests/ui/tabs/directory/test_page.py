from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desk_app.services.catalogue import Services
from desk_app.services.core.words import CHINESE
from desk_app.services.directory.queries import DirectoryQueries
from desk_app.services.directory.records import TenantStatus
from desk_app.services.directory.service import Directory
from desk_app.ui.i18n import set_language
from desk_app.ui.tab_spec import tabs
from desk_app.ui.tabs.directory.card import CardView
from desk_app.ui.tabs.directory.dialogs import FormBody, SignatoryForm
from tests.desk_fixtures import People
from tests.services.blobs.test_pictures import picture
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.directory.conftest import Desk

Show = Callable[..., Desk]


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def press(widget: QWidget, name: str) -> None:
    settle()
    found = [
        one for one in widget.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible()
    ]
    found[0].click()
    settle()


def body(desk: Desk) -> FormBody:
    form = desk.page.panel.body
    assert isinstance(form, FormBody)
    return form


def choose(desk: Desk, name: str) -> None:
    desk.page.table.select(next(one.id for one in desk.page.table.rows_model.rows if one.name == name))


def menu(desk: Desk, name: str) -> None:
    settle()
    more = next(one for one in desk.page.panel.findChildren(QPushButton) if one.menu() and one.isVisible())
    next(action for action in more.menu().actions() if action.text() == name).trigger()
    settle()


def test_the_tab_announces_itself() -> None:
    tab = next(one for one in tabs() if one.id == "directory")
    assert tab.order == 80 and {"tenant", "contact", "unit"} <= tab.kinds


def test_the_list_shows_every_tenant_and_counts_them(shown: Show) -> None:
    desk = shown()
    assert set(desk.names) == {"云帆科技有限公司", "远航国际物流", "𠮷田䶮记商行"}
    desk.page.bar.choose(TenantStatus.MOVING_OUT.value)
    assert desk.names == ["远航国际物流"]


@pytest.mark.parametrize(
    ("text", "found"), [("yf", "云帆科技有限公司"), ("801", "远航国际物流"), ("b1f", "𠮷田䶮记商行")]
)
def test_typing_finds(shown: Show, text: str, found: str) -> None:
    desk = shown()
    QTest.keyClicks(desk.page.search, text)
    assert desk.names == [found]


def test_a_floor_narrows_the_list_and_nothing_found_says_what_to_do(shown: Show) -> None:
    desk = shown()
    labels = [desk.page.floors.itemText(at) for at in range(desk.page.floors.count())]
    assert labels == ["All floors", "Floor 12", "Floor 8", "Floor B1"]
    desk.page.floors.setCurrentIndex(2)
    assert desk.names == ["远航国际物流"]
    desk.page.search.setText("yf")
    assert desk.page.list.currentWidget() is desk.page.no_match
    press(desk.page.no_match, "Show all")
    assert len(desk.names) == 3 and desk.page.search.text() == ""


def test_an_empty_directory_offers_the_import_to_the_supervisor_alone(shown: Show, people: People) -> None:
    desk = shown(empty=True)
    assert desk.page.list.currentWidget() is desk.page.nothing
    press(desk.page.nothing, "Import a list…")
    assert desk.page.pages.currentWidget() is desk.page.import_page
    other = shown(people.receptionist, empty=True)
    assert other.page.nothing.action is not None and other.page.nothing.action.isHidden()


def test_the_card_has_contacts_signatories_and_specimens(shown: Show) -> None:
    desk = shown()
    choose(desk, "云帆科技有限公司")
    said = texts(desk.page.panel)
    for part in (
        "云帆科技有限公司",
        "1205, 1206",
        "行政主管 · 13900001205",
        "After hours",
        "Until 30 Jun 2027",
        "All kinds of goods",
    ):
        assert part in said
    card = desk.page.panel.body
    assert isinstance(card, CardView)
    pictures = [one for one in card.findChildren(QLabel) if one.accessibleName() == "Specimen signature"]
    assert len(pictures) == 1 and not pictures[0].pixmap().isNull()


def test_a_guard_sees_no_phones_and_no_buttons(shown: Show, people: People) -> None:
    desk = shown(people.guard)
    choose(desk, "云帆科技有限公司")
    said = texts(desk.page.panel)
    assert "13900001205" not in said and "货梯" not in said and "13900001206" in said and "陈静" in said
    visible = {one.accessibleName() for one in desk.window.findChildren(QPushButton) if one.isVisible()}
    assert not {"New tenant", "Import a list…", "Edit", "Add contact", "Withdraw signatory"} & visible


def test_a_receptionist_reads_and_does_not_edit(shown: Show, people: People) -> None:
    desk = shown(people.receptionist)
    choose(desk, "云帆科技有限公司")
    assert "13900001205" in texts(desk.page.panel)
    assert not desk.page.add_button.isVisible() and desk.page.panel.foot.count() == 1


def test_the_supervisor_adds_a_tenant(shown: Show) -> None:
    desk = shown()
    press(desk.page, "New tenant")
    form = body(desk).form
    form.restore({"name": "新", "units": "1501 1205"})
    press(desk.page.panel, "Save")
    assert form.problem_of("name") == "Type a name of at least 2 characters."
    form.restore({"name": "新程教育"})
    press(desk.page.panel, "Save")
    assert "belongs to 云帆科技有限公司" in form.problem_of("units")
    form.restore({"units": "1501"})
    form.submitted.emit()
    settle()
    assert "新程教育" in desk.names
    assert [one.name for one in desk.page.table.selection()] == ["新程教育"]
    assert isinstance(desk.page.panel.body, CardView) and "1501" in texts(desk.page.panel)
    assert desk.ctx.toasts.toast.text.text() == "新程教育 was added"


def test_the_supervisor_corrects_a_tenant(shown: Show) -> None:
    desk = shown()
    choose(desk, "云帆科技有限公司")
    press(desk.page.panel, "Edit")
    assert body(desk).form.draft()["units"] == "1205、1206"
    body(desk).form.restore({"units": "1205", "mailbox": "B7"})
    press(desk.page.panel, "Save")
    said = texts(desk.page.panel)
    assert "B7" in said and "1205, 1206" not in said


def test_a_form_with_changes_is_not_lost_to_a_click_or_a_reload(shown: Show) -> None:
    desk = shown()
    choose(desk, "云帆科技有限公司")
    press(desk.page.panel, "Edit")
    body(desk).form.restore({"note": "半句话"})
    choose(desk, "远航国际物流")
    desk.page.load()
    assert body(desk).form.draft()["note"] == "半句话"
    QTest.keyClick(desk.page.panel, Qt.Key.Key_Escape)
    assert isinstance(desk.page.panel.body, CardView)
    QTest.keyClick(desk.page.panel, Qt.Key.Key_Escape)
    assert desk.page.panel.isHidden()


def test_contacts_are_added_corrected_and_withdrawn(shown: Show) -> None:
    desk = shown()
    choose(desk, "云帆科技有限公司")
    press(desk.page.panel, "Add contact")
    body(desk).form.restore({"name": "何苗", "after_hours": True})
    press(desk.page.panel, "Save")
    assert body(desk).form.problem_of("phone")
    body(desk).form.restore({"phone": "13900001299"})
    press(desk.page.panel, "Save")
    assert "何苗" in texts(desk.page.panel)
    press(desk.page.panel, "Edit contact")
    body(desk).form.restore({"job": "夜班经理"})
    press(desk.page.panel, "Save")
    assert "夜班经理" in texts(desk.page.panel)
    press(desk.page.panel, "Withdraw contact")
    assert "何苗" in texts(desk.page.panel), "an unanswered question withdraws nobody"
    desk.asked.will_answer(True)
    press(desk.page.panel, "Withdraw contact")
    desk.page.load()
    assert "夜班经理" not in texts(desk.page.panel)


def test_a_signatory_with_a_specimen_from_a_file(shown: Show, tmp_path: Path) -> None:
    desk = shown()
    (tmp_path / "bad.png").write_bytes(b"GIF89a")
    (tmp_path / "good.png").write_bytes(picture())
    choose(desk, "远航国际物流")
    press(desk.page.panel, "Add signatory")
    desk.asked.will_answer(tmp_path / "bad.png", tmp_path / "good.png")
    press(desk.page.panel, "Choose picture…")
    assert "cannot be read" in desk.asked.texts[-1]
    press(desk.page.panel, "Choose picture…")
    form = body(desk)
    assert isinstance(form, SignatoryForm) and form.specimen is not None
    form.form.restore({"name": "孙立", "expires": "someday"})
    press(desk.page.panel, "Save")
    assert "no day" in form.form.problem_of("expires")
    form.form.restore({"expires": "2027-01-31"})
    press(desk.page.panel, "Save")
    assert "Until 31 Jan 2027" in texts(desk.page.panel)
    press(desk.page.panel, "Edit signatory")
    body(desk).form.restore({"expires": ""})
    press(desk.page.panel, "Save")
    assert "Valid" in texts(desk.page.panel)
    desk.asked.will_answer(True)
    press(desk.page.panel, "Withdraw signatory")
    desk.page.load()
    assert "孙立" not in texts(desk.page.panel)


def test_moving_out_step_by_step(shown: Show, desk: Services, people: People) -> None:
    window = shown()
    choose(window, "云帆科技有限公司")
    menu(window, "Announce move-out…")
    press(window.page.panel, "Save")
    assert "Type the day" in body(window).form.problem_of("on")
    body(window).form.restore({"on": "2026-11-30", "notice_on": "2026-11-20"})
    press(window.page.panel, "Save")
    assert "Not cleared by finance" in texts(window.page.panel)
    assert "20 Nov" in texts(window.page.panel)
    menu(window, "Cleared by finance…")
    body(window).form.restore({"reference": "JQ-118"})
    press(window.page.panel, "Save")
    window.page.load()
    assert "Not cleared" not in texts(window.page.panel)
    assert f"{people.supervisor.name} · JQ-118" in texts(window.page.panel)
    menu(window, "Not cleared by finance")
    window.ctx.toasts.undo()
    window.page.load()
    assert "JQ-118" in texts(window.page.panel), "undone with its reference"
    window.ctx.toasts.undo()
    window.page.load()
    assert "Not cleared by finance" in texts(window.page.panel)
    menu(window, "Call the move-out off")
    window.page.load()
    menu(window, "Announce move-out…")
    body(window).form.restore({"on": "2026-11-23"})
    press(window.page.panel, "Save")
    menu(window, "Has moved out…")
    body(window).form.restore({"forwarding": "福田区 2 号"})
    press(window.page.panel, "Save")
    tenant = desk.get(DirectoryQueries).tenants(people.supervisor, status=TenantStatus.MOVED_OUT)[0]
    card = desk.get(DirectoryQueries).tenant(people.supervisor, tenant.id)
    assert (card.forwarding, card.moved_out) == ("福田区 2 号", date(2026, 11, 23))


def test_a_search_hit_brings_its_tenant_in_sight(shown: Show, desk: Services, people: People) -> None:
    window, queries = shown(people.guard), desk.get(DirectoryQueries)
    window.page.search.setText("yf")
    vacant = desk.get(Directory).add_unit(people.supervisor, "1601").result
    window.page.show_record("unit", vacant)
    assert window.page.panel.isHidden()
    unit = next(one for one in queries.units(people.guard) if one.number == "801")
    window.page.show_record("unit", unit.id)
    assert window.page.search.text() == "" and window.page.panel.title.text() == "远航国际物流"
    tenant = next(one for one in queries.tenants(people.guard) if one.short_name == "云帆")
    window.page.show_record("contact", queries.tenant(people.guard, tenant.id).contacts[0].id)
    assert window.page.panel.title.text() == "云帆科技有限公司"


def test_the_other_language_reaches_every_text(shown: Show) -> None:
    desk = shown()
    choose(desk, "云帆科技有限公司")
    set_language(CHINESE)
    said = texts(desk.window)
    assert "签字有效人员" in said and "有效期至 2027年6月30日" in said and "Signator" not in said
    assert desk.page.floors.itemText(1) == "12 层"
