from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desk_app.services.audit.queries import AuditQueries
from desk_app.services.audit.records import AuditFilter
from desk_app.services.core.people import SYSTEM, Role
from desk_app.services.staff.queries import StaffQueries
from desk_app.services.staff.service import Staff
from desk_app.ui.frame import Frame
from desk_app.ui.theme import look
from tests.desk_fixtures import PIN, People
from tests.ui.frame.conftest import Stage


def type_pin(stage: Stage, name: str, pin: str) -> None:
    page = stage.frame.doors.sign_in_page
    button = next(one for one in page.names.buttons() if one.text().startswith(name))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QTest.keyClicks(page.pad.field, pin)
    QTest.keyClick(page.pad.field, Qt.Key.Key_Return)


def test_name_and_pin_let_in(stage: Stage) -> None:
    type_pin(stage, "林小雨", PIN)
    assert stage.ctx.session.open
    assert stage.ctx.actor.name == "林小雨"
    assert stage.frame.doors.sign_in_page.pad.field.text() == ""


def test_the_keys_of_the_pad_work(stage: Stage) -> None:
    pad = stage.frame.doors.sign_in_page.pad
    by_text = {made.text(): made for made in pad.findChildren(QPushButton)}
    for digit in "7389":
        QTest.mouseClick(by_text[digit], Qt.MouseButton.LeftButton)
    QTest.mouseClick(pad.back, Qt.MouseButton.LeftButton)
    assert pad.field.text() == "738"


def test_a_wrong_pin_is_told_and_may_be_tried_again(stage: Stage) -> None:
    type_pin(stage, "赵刚", "111999")
    page = stage.frame.doors.sign_in_page
    assert "do not belong together" in page.problem.text()
    assert page.pad.isEnabled()
    assert not stage.ctx.session.open


def test_the_wait_is_counted_down(stage: Stage) -> None:
    page = stage.frame.doors.sign_in_page
    for _ in range(6):
        type_pin(stage, "赵刚", "111999")
        page.pad.setEnabled(True)
    assert "Next try in 0:" in page.problem.text()
    page.wait(61)
    assert "1:01" in page.problem.text()
    page._tick()
    assert "1:00" in page.problem.text()
    page.wait(1)
    page._tick()
    assert page.pad.isEnabled()
    assert page.problem.text() == ""


def test_a_pin_that_was_given_must_be_changed(stage: Stage, people: People) -> None:
    stage.ctx.services.get(Staff).set_pin(people.supervisor, people.guard.staff_id, "518264")
    type_pin(stage, "赵刚", "518264")
    page = stage.frame.doors.new_pin_page
    assert page.isVisible()
    assert not stage.ctx.session.open
    page.first.setText("902715")
    page.second.setText("902716")
    page.keep.click()
    assert "two different" in page.problem.text()
    page.first.setText("123456")
    page.second.setText("123456")
    page.keep.click()
    assert "too easy" in page.problem.text()
    page.first.setText("902715")
    page.second.setText("902715")
    page.keep.click()
    assert stage.ctx.session.open
    assert stage.ctx.actor.staff_id == people.guard.staff_id


def test_any_key_on_the_locked_screen_asks_who_it_is(stage: Stage) -> None:
    type_pin(stage, "林小雨", PIN)
    stage.ctx.session.lock()
    QTest.keyClick(stage.frame.doors.cover, Qt.Key.Key_Space)
    page = stage.frame.doors.sign_in_page
    assert page.isVisible()
    chosen = page.names.checkedButton()
    assert chosen is not None
    assert chosen.text().startswith("林小雨"), "whoever was here last is chosen"


def test_the_key_that_wakes_the_screen_is_the_first_of_the_pin(stage: Stage) -> None:
    type_pin(stage, "林小雨", PIN)
    stage.ctx.session.lock()
    first, rest = PIN[0], PIN[1:]
    QTest.keyClicks(stage.frame.doors.cover, first)
    field = stage.frame.doors.sign_in_page.pad.field
    assert field.text() == first
    QTest.keyClicks(field, rest)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert stage.ctx.session.open


def test_keys_that_come_before_the_names_are_kept_in_order(stage: Stage) -> None:
    type_pin(stage, "林小雨", PIN)
    stage.ctx.session.lock()
    cover, doors = stage.frame.doors.cover, stage.frame.doors
    cover.woken.disconnect(doors.ask)  # the names take a moment
    QTest.keyClicks(cover, PIN[:3])
    doors.ask()
    assert doors.sign_in_page.pad.field.text() == PIN[:3]
    doors.ask()
    assert doors.sign_in_page.pad.field.text() == PIN[:3]


def test_coming_and_going_is_on_record(stage: Stage, people: People) -> None:
    type_pin(stage, "林小雨", PIN)
    stage.ctx.session.lock()
    type_pin(stage, "林小雨", PIN)
    stage.ctx.session.sign_out()
    entries = stage.ctx.services.get(AuditQueries).entries(people.supervisor, AuditFilter(action="staff."))
    assert [one.action for one in entries][:4] == [
        "staff.sign_out", "staff.sign_in", "staff.lock", "staff.sign_in",
    ]  # fmt: skip


def test_a_closed_account_is_not_offered(stage: Stage, people: People) -> None:
    stage.ctx.services.get(Staff).close(SYSTEM, people.guard.staff_id)
    stage.frame.doors.ask()
    names = [one.name for one in stage.frame.doors.sign_in_page.people]
    assert people.guard.name not in names


def test_up_and_down_choose_the_name(stage: Stage) -> None:
    page = stage.frame.doors.sign_in_page
    assert not page._large and [one.id for one in page.people] == [
        one.id for one in stage.ctx.services.get(StaffQueries).who_can_sign_in()
    ]

    def chosen() -> int:
        return page.names.checkedId()

    first = chosen()
    QTest.keyClick(page.pad.field, Qt.Key.Key_Down)
    assert chosen() == (first + 1) % len(page.people)
    QTest.keyClick(page.pad.field, Qt.Key.Key_Up)
    QTest.keyClick(page.pad.field, Qt.Key.Key_Up)
    assert chosen() == (first - 1) % len(page.people)
    QTest.keyClicks(page.pad.field, "73")
    assert page.pad.field.text() == "73", "the keyboard stays in the PIN"


def test_at_the_gate_the_guard_comes_first_in_the_night_look(
    stage: Stage, people: People, qtbot: QtBot
) -> None:
    before = look.theme.name
    frame = Frame(stage.ctx, (), lambda actor, text: [], lambda ctx: QWidget())
    qtbot.addWidget(frame)
    frame.show()
    frame.doors.ask()
    page = frame.doors.sign_in_page
    try:
        assert look.theme.dark and page.people[0].role is Role.GUARD and page.names.checkedId() == 0
        name = page.names.button(0)
        name.ensurePolished()
        assert name.fontInfo().pixelSize() >= 20
    finally:
        frame.close_down()
    assert look.theme.name == before
