"""The register: the supervisor keeps it, the desk looks up and hangs; reservations, tags, lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from desk_app.services.colleagues.queries import ColleagueQueries
from desk_app.services.core.people import Actor
from desk_app.services.directory.records import TenantDraft
from desk_app.services.directory.service import Directory
from desk_app.services.keys.records import Curfew, Key, View
from desk_app.services.keys.register_queries import KeyRegisterQueries
from desk_app.services.keys.service import Keys
from desk_app.services.keys.terms import CopyState, KeyCategory
from desk_app.ui.tabs.keys.copy_dialogs import AddCopyDialog, HangDialog
from desk_app.ui.tabs.keys.history import KeyHistory, PersonHistory
from desk_app.ui.tabs.keys.key_form import KeyDialog
from desk_app.ui.tabs.keys.register_dialog import RINGS, SHEET, RegisterDialog
from desk_app.ui.tabs.keys.reservations import ReservationsDialog
from desk_app.ui.tabs.keys.ring_form import RingDialog
from tests.desk_fixtures import People
from tests.ui.tabs.conftest import settle
from tests.ui.tabs.keys.conftest import (
    CAR,
    PLANT,
    RING,
    ROOF,
    STAIRS,
    TRUST,
    VACANT,
    Counter,
    dialog_of,
    press,
)


@pytest.fixture
def office(counter_of: Callable[[Actor], Counter], people: People) -> Counter:
    """The supervisor's page."""
    return counter_of(people.supervisor)


def register_of(counter: Counter) -> RegisterDialog:
    counter.page.register_menu.register()
    settle()
    return dialog_of(counter.page, RegisterDialog)


def choose(register: RegisterDialog, code: str, number: int = 1) -> Key:
    key = next(one for one in register.keys.table.rows_model.rows if one.code == code)
    register.keys.table.select(key.id)
    register.keys.copies.select(key.copies[number - 1].id)
    settle()
    return key  # type: ignore[no-any-return]


def fill(dialog: KeyDialog, **typed: object) -> None:
    dialog.form.restore(typed)


def offered(where: QWidget) -> list[str]:
    return [one.text() for one in where.findChildren(QPushButton) if one.isVisible() and one.text()]


def codes(register: RegisterDialog) -> list[str]:
    return [one.code for one in register.keys.table.rows_model.rows]


def test_keys_are_found_by_what_people_know_of_them(office: Counter) -> None:
    register = register_of(office)
    assert len(codes(register)) == 7
    for typed, found in (("a12", [VACANT]), ("pdf", [PLANT]), ("1205", [TRUST]), ("nix", [])):
        register.keys.search.setText(typed)
        settle()
        assert codes(register) == found
    register.keys.search.clear()
    register.keys.category.choose(KeyCategory.VEHICLE)
    settle()
    assert codes(register) == [CAR] and register.keys.title.text() == f"{CAR} · 巡逻电瓶车"


def test_a_new_key_with_copies_hooks_curfew_and_approvals(office: Counter) -> None:
    register = register_of(office)
    register.keys.search.setText("zzz")
    press(register, "New key…")
    dialog = dialog_of(office.page, KeyDialog)
    dialog.submit()
    settle()
    assert dialog.form.problem_of("code") and dialog.form.problem_of("place")
    fill(dialog, code="k0555", place="六层茶水间", floor="6", copies=2, hooks="a1， A12")
    dialog.category.choose(KeyCategory.COMMON)
    dialog.curfew.set_draft(Curfew(at=time(18)))
    dialog.form.field("approvals").choose(2)  # type: ignore[attr-defined]
    dialog.submit()
    settle()
    assert "K0231-1 hangs on hook A12" in dialog.form.problem_of("hooks")
    fill(dialog, hooks="A1 A2")
    dialog.submit()
    settle()
    key = office.key("K0555")
    assert (key.curfew, key.approvals, [one.hook for one in key.copies]) == (
        Curfew(time(18)),
        2,
        ["A1", "A2"],
    )
    assert register.keys.key == key and not register.keys.search.text(), (
        "it is in sight, whatever was searched for"
    )


def test_a_key_in_trust_has_its_owner(office: Counter) -> None:
    office.desk.get(Directory).add_tenant(
        office.people.supervisor, TenantDraft("海澜咨询", "海澜咨询"), "1501"
    )
    register = register_of(office)
    register.keys.add()
    dialog = dialog_of(office.page, KeyDialog)
    assert not dialog.tenant.isVisible()
    dialog.category.choose(KeyCategory.TRUST)
    assert dialog.tenant.isVisible()
    fill(dialog, code="K0900T", place="1501 单元", owner_phone="139")
    dialog.tenant.setText("海澜")
    dialog.submit()
    settle()
    assert "Choose the tenant" in dialog.form.problem_of("tenant")
    dialog.tenant.setFocus()
    dialog.tenant.query.emit("海澜")
    settle()
    dialog.tenant.take(dialog.tenant._model._all[0])
    dialog.submit()
    settle()
    assert dialog.form.problem_of("owner_phone")
    fill(dialog, owner="何总", owner_phone="13912345678")
    dialog.submit()
    settle()
    key = office.key("K0900T")
    assert (key.tenant_name, key.owner, key.approvals) == ("海澜咨询", "何总", 1)


def test_a_curfew_of_no_time_is_said_at_its_field(office: Counter) -> None:
    register = register_of(office)
    choose(register, PLANT)
    register.keys.correct()
    dialog = dialog_of(office.page, KeyDialog)
    assert dialog.curfew.value == Curfew(hours=2) and not dialog.form.field("copies").isVisible()
    dialog.curfew.kind.choose("at")
    dialog.curfew.at.setText("halb")
    dialog.submit()
    settle()
    assert dialog.form.problem_of("curfew")
    dialog.curfew.at.setText("2030")
    dialog.submit()
    settle()
    assert office.key(PLANT).curfew == Curfew(at=time(20, 30))
    assert register.keys.key is not None and register.keys.key.code == PLANT


def test_deactivated_and_used_again(office: Counter) -> None:
    register = register_of(office)
    choose(register, CAR)
    office.asked.will_answer("车辆报废")
    press(register.keys, "Deactivate…")
    assert CAR not in codes(register)
    register.keys.inactive.setChecked(True)
    settle()
    choose(register, CAR)
    assert "车辆报废" in register.keys.about.text() and "Lend" not in offered(register.keys)
    press(register.keys, "Use again")
    assert office.key(CAR).active and office.copy(CAR).hook == ""


def test_copies_are_added_hung_and_taken_out_of_use(office: Counter) -> None:
    register = register_of(office)
    choose(register, CAR)
    press(register.keys, "Add a copy…")
    dialog = dialog_of(office.page, AddCopyDialog)
    dialog.form.restore({"hook": "B10"})
    dialog.submit()
    settle()
    assert [one.hook for one in office.key(CAR).copies] == ["B9", "B10"]
    choose(register, CAR, 2)
    office.asked.will_answer("断裂")
    press(register.keys, "Out of use…")
    assert office.copy(CAR, 2).state is CopyState.RETIRED
    choose(register, CAR, 2)
    assert "Another hook…" not in offered(register.keys)
    office.lend(CAR)
    register.load()
    choose(register, CAR)
    assert "Out of use…" not in offered(register.keys), "it is out"


def test_the_desk_hangs_and_does_nothing_else(counter: Counter) -> None:
    register = register_of(counter)
    choose(register, VACANT)
    assert set(offered(register.keys)) == {"History…", "Reserve…", "Another hook…"}
    assert "New key…" not in offered(register)
    entries = [one.text() for one in register.print_menu.menu().actions()]
    assert not any("rooms" in one for one in entries), "the list with rooms is the supervisor's"
    press(register.keys, "Another hook…")
    dialog = dialog_of(counter.page, HangDialog)
    dialog.form.restore({"hook": "A14"})
    dialog.submit()
    settle()
    assert counter.copy(VACANT).hook == "A14"
    register.keys.correct()
    settle()
    assert not register.isVisible() and counter.page.panel is not None, "its panel opens instead of a form"


def test_a_ring_is_made_changed_and_dissolved(office: Counter) -> None:
    register = register_of(office)
    register.chips.choose(RINGS)
    settle()
    press(register.rings, "New ring…")
    dialog = dialog_of(office.page, RingDialog)
    dialog.form.restore({"code": "R02", "hook": "A51"})
    dialog.submit()
    settle()
    assert dialog.form.problem_of("copies")
    for code in (CAR, PLANT, STAIRS):
        dialog.members.picker.setFocus()
        dialog.members.picker.setText(code)
        dialog.members.picker.query.emit(code)
        settle()
        found = dialog.members.picker._model._all
        assert bool(found) is (code != STAIRS), "what hangs on a ring hangs on no other"
        if found:
            dialog.members.picker.take(found[0])
            settle()
    dialog.submit()
    settle()
    assert {one.hook for one in (office.copy(CAR), office.copy(PLANT))} == {"A51"}
    ring = next(one for one in register.rings.meant if one.code == "R02")
    register.rings.table.select(ring.id)
    press(register.rings, "Change…")
    dialog = dialog_of(office.page, RingDialog)
    dialog.members.remove(office.copy(CAR))
    dialog.submit()
    settle()
    assert dialog.form.problem_of("copies"), "one key is no ring"
    dialog.reject()
    office.asked.will_answer(True)
    press(register.rings, "Dissolve…")
    assert [one.code for one in register.rings.meant] == [RING] and office.copy(CAR).ring is None


def test_a_ring_goes_to_another_hook_as_a_whole(counter: Counter) -> None:
    register = register_of(counter)
    register.chips.choose(RINGS)
    settle()
    assert set(offered(register.rings)) == {"Another hook…"}
    press(register.rings, "Another hook…")
    dialog = dialog_of(counter.page, HangDialog)
    dialog.form.restore({"hook": "B30"})
    dialog.submit()
    settle()
    assert {counter.copy(STAIRS).hook, counter.copy(ROOF).hook, counter.ring().hook} == {"B30"}


def test_tags_hooks_map_and_the_confidential_list_are_printed(office: Counter, tmp_path: Path) -> None:
    register = register_of(office)
    register._tags(SHEET)
    register._ring_tags(SHEET)
    register._hooks()
    register._map()
    register._list()
    settle()
    papers = office.ctx.printing.previewed  # type: ignore[attr-defined]
    assert [one.kind for one in papers] == ["keys.tag", "keys.tag", "keys.hook", "keys.map", "keys.key_list"]
    for one in papers[:4]:
        assert "23楼空置单元" not in str(one) and "2301" not in str(one), (
            "what hangs by the keys names no room"
        )
    assert "Confidential" in str(papers[4]) and "23楼空置单元" in str(papers[4])
    office.asked.will_answer(tmp_path / "keys.xlsx")
    register._save()
    settle()
    assert (tmp_path / "keys.xlsx").stat().st_size > 2000


def test_a_key_is_reserved_shown_warned_of_and_free_again(counter: Counter) -> None:
    counter.page.show_record("key", counter.key(VACANT).id)
    settle()
    counter.step("Reserve…")
    dialog = dialog_of(counter.page, ReservationsDialog)
    assert dialog.key.text() == VACANT
    dialog.reserve()
    settle()
    assert dialog.form.problem_of("colleague")
    queries = counter.desk.get(KeyRegisterQueries)
    one = counter.desk.get(ColleagueQueries).one(counter.people.receptionist, counter.colleague("李娜"))
    assert one is not None
    dialog.colleague.set_draft((one, one.name))
    dialog.end.time.setText("25:00")
    dialog.reserve()
    settle()
    assert dialog.form.problem_of("end")
    dialog.end.write(dialog.end.now() + timedelta(hours=4))
    dialog.form.restore({"words": "客户看房"})
    draft = dialog.form.draft()
    request = dialog._request
    dialog.reserve()
    settle()
    assert dialog._request != request, "the next one is another"
    dialog._request = request  # pressed twice before the answer came
    dialog.form.restore(draft)
    dialog.reserve()
    settle()
    (reserved,) = queries.reservations(counter.people.receptionist, counter.page.today())
    assert reserved.name == "李娜" and dialog.table.rows_model.rows == [reserved]
    dialog.accept()
    shown = counter.page.panel
    assert shown is not None and any("客户看房" in one.text() for one in shown.findChildren(QLabel))
    counter.fill(VACANT)
    counter.judge()
    assert any("李娜" in str(one.values) for one in counter.page.borrow.findings.findings)
    counter.page.register_menu.reservations()
    settle()
    dialog = dialog_of(counter.page, ReservationsDialog)
    dialog.table.select(reserved.id)
    counter.asked.will_answer(True)
    press(dialog, "Cancel the one chosen")
    assert not dialog.table.rows_model.rows


def test_who_had_a_key_and_what_a_colleague_had(counter: Counter, tmp_path: Path) -> None:
    first, second = counter.lend(VACANT), counter.lend(CAR)
    counter.desk.get(Keys).note_call(counter.people.receptionist, second.id, True, "马上还")
    counter.page.register_menu.key_history(counter.key(VACANT))
    settle()
    history = dialog_of(counter.page, KeyHistory)
    assert [one.id for one in history.table.rows_model.rows] == [first.id]
    history.print_it()
    counter.asked.will_answer(tmp_path / "key.xlsx")
    history.save()
    settle()
    (paper,) = counter.ctx.printing.previewed  # type: ignore[attr-defined]
    assert paper.title == f"History of key {VACANT}" and (tmp_path / "key.xlsx").exists()
    history.accept()
    counter.page.register_menu.person(counter.colleague())
    settle()
    history_of = dialog_of(counter.page, PersonHistory)
    assert [one.id for one in history_of.table.rows_model.rows] == [second.id, first.id]
    assert history_of.paper_title == "Keys of 王强" and history_of.print_button.isEnabled()
    history_of.table.activated_row.emit(first)
    settle()
    assert not history_of.isVisible() and counter.panel.handout.id == first.id
    assert counter.page.view is View.OUT
