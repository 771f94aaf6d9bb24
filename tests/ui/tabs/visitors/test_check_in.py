"""The check-in: the least that must be typed, what is wrong beside its field, known and announced visitors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk_app.services.loans.records import SuspensionDraft
from desk_app.services.loans.suspensions import Suspensions
from desk_app.services.settings.service import SettingsService
from desk_app.services.visitors.options import PRINT_AT_CHECK_IN
from desk_app.services.visitors.records import (
    Arrival,
    Host,
    IdKind,
    KnownVisitor,
    Permit,
    Purpose,
    VisitState,
)
from desk_app.services.visitors.service import Visitors
from desk_app.ui.tabs.visitors import camera
from desk_app.ui.tabs.visitors.suggestions import suggestion_of
from tests.ui.tabs.visitors.conftest import CTRL, HOST, ID_NUMBER, KNOWN, Log


def suggestions(log: Log, text: str, qtbot: QtBot) -> list[KnownVisitor]:
    """What is offered for a text typed into the name."""
    log.page.new_visitor()
    picker = log.form.name
    picker.clear()
    if text.isascii():
        QTest.keyClicks(picker, text)
    else:  # QTest has no Chinese keys: as an input method commits it
        picker.setText(text)
        picker.textEdited.emit(text)
    qtbot.waitUntil(lambda: picker.takes_enter)
    model = picker._model
    return [
        model.index(at, 0, QModelIndex()).data(Qt.ItemDataRole.UserRole).value
        for at in range(model.rowCount())
    ]


def test_name_phone_and_host_alone_are_enough(log: Log) -> None:
    log.type(name="张伟明", phone="138 1234 5678", host="1205")
    log.submit()
    (visit,) = log.visits()
    assert (visit.name, visit.phone, visit.state) == ("张伟明", "13812345678", VisitState.ON_SITE)
    assert (visit.host.tenant, visit.purpose, visit.party_size) == ("1205", Purpose.MEETING, 1)
    assert log.toast == "张伟明 is checked in." and len(log.printed) == 1
    assert [one.id for one in log.rows] == [visit.id] and log.card(visit).visit.copies == 1
    assert not log.form.dirty and log.form.name.hasFocus() and log.asked.questions == []


def test_no_pass_where_the_building_prints_none(log: Log) -> None:
    log.desk.get(SettingsService).change(log.people.supervisor, PRINT_AT_CHECK_IN, False)
    log.type(name="张伟明", phone="13812345678", host="1205")
    log.submit()
    assert len(log.visits()) == 1 and log.printed == []


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"name": "张伟明", "phone": "1381234567", "host": "1205"}, "phone"),
        ({"name": "张", "phone": "13812345678", "host": "1205"}, "name"),
        ({"name": "张先生", "phone": "13812345678", "host": "1205"}, "name"),
        ({"name": "张伟明", "phone": "13812345678"}, "host"),
        ({"name": "张伟明", "host": "1205"}, "phone"),
    ],
)
def test_each_problem_stands_at_its_field(log: Log, typed: dict[str, str], field: str) -> None:
    log.type(**typed)
    log.submit()
    problems = {name for name in log.form.main.draft() if log.form.main.problem_of(name)}
    assert problems == {field} and log.form.main.field(field).hasFocus()
    assert log.visits() == [] and log.printed == [] and log.asked.questions == []
    assert log.form.name.text() == typed["name"], "nothing typed is lost"
    assert not log.form.more.body.parentWidget().isVisible()


def test_the_section_opens_for_a_problem_in_it_and_gets_the_keyboard(log: Log) -> None:
    log.type(name="张伟明", phone="13812345678", host="1205", plate="粤B1")
    log.submit()
    plate = log.form.extra.field("plate")
    assert log.form.extra.problem_of("plate") and plate.isVisible() and plate.hasFocus()
    log.type(plate="粤B12345", phone="1")
    log.submit()
    assert log.form.main.problem_of("phone") and not log.form.extra.problem_of("plate")
    log.type(phone="13812345678", plate="粤B1")
    log.submit()
    assert log.form.extra.problem_of("plate") and not log.form.main.problem_of("phone")


def test_problems_of_both_halves_are_told_at_once(log: Log) -> None:
    log.type(name="张", phone="1", plate="x")
    log.submit()
    assert all(log.form.main.problem_of(name) for name in ("name", "phone", "host"))
    assert log.form.extra.problem_of("plate") and log.form.name.hasFocus()


def test_a_contractor_is_asked_for_document_and_permit(log: Log) -> None:
    special = ("id_kind", "id_number", "permit_number", "permit_until", "escort")
    fields = [log.form.main.field(name) for name in special]
    assert not any(field.isVisible() for field in fields)
    log.form.purpose.choose(Purpose.CONTRACTOR)
    assert all(field.isVisible() for field in fields) and log.form.id_kind.value is IdKind.ID_CARD
    log.type(name="王海", phone="13812345678", host="1205")
    log.submit()
    assert {name for name in special if log.form.main.problem_of(name)} == set(special[1:])
    assert log.form.extra.problem_of("company") and log.form.extra.isVisible()
    log.type(
        company="华安装饰",
        id_number=ID_NUMBER,
        permit_number="SG-12",
        permit_until="2026-11-30",
        escort="赵刚",
    )
    log.submit()
    (visit,) = log.visits()
    assert visit.id_mask and ID_NUMBER not in visit.id_mask and visit.permit.number == "SG-12"
    assert visit.permit.escort == "赵刚" and not log.form.main.field("id_number").isVisible()


def test_an_expired_permit_is_named_at_its_field(log: Log) -> None:
    log.form.purpose.choose(Purpose.CONTRACTOR)
    log.type(
        name="王海", phone="13812345678", host="1205", id_number=ID_NUMBER, permit_number="1", escort="赵刚"
    )
    for bad in ("2026-11-22", "下周", ""):
        log.type(permit_until=bad)
        log.submit()
        assert log.form.main.problem_of("permit_until") and log.visits() == []


def test_another_purpose_drops_document_and_permit(log: Log) -> None:
    log.form.purpose.choose(Purpose.CONTRACTOR)
    log.type(id_number=ID_NUMBER, permit_number="长" * 100, escort="赵刚", permit_until="2026-12-01")
    log.form.purpose.choose(Purpose.MEETING)
    log.type(name="张伟明", phone="13812345678", host="1205")
    log.submit()
    (visit,) = log.visits()
    assert visit.id_mask == "" and visit.id_kind is IdKind.NONE and visit.permit == Permit()


@pytest.mark.parametrize("typed", ["张伟", "zwm", "5678"])
def test_a_known_visitor_is_found_and_fills_the_form(log: Log, qtbot: QtBot, typed: str) -> None:
    before = log.come()
    log.desk.get(Visitors).check_out(log.people.receptionist, before.id)
    log.clock.advance(days=1)
    (known,) = suggestions(log, typed, qtbot)
    assert known.visit_id == before.id and known.phone_mask == "138****5678"
    log.press(Qt.Key.Key_Return, at=log.form.name)
    assert log.form.arrival() == replace(KNOWN, expected_id=None) and log.check_in.save.hasFocus()
    log.press(Qt.Key.Key_Space)
    (visit,) = log.visits()
    assert visit.id != before.id and visit.host == HOST and log.card(visit).visits_before == 1


def test_a_chosen_suggestion_is_not_offered_for_less(log: Log, qtbot: QtBot) -> None:
    log.come()
    suggestions(log, "zw", qtbot)
    log.press(Qt.Key.Key_Backspace, at=log.form.name)
    qtbot.waitUntil(lambda: not log.form.name.takes_enter)
    assert log.form.name.text() == "z"


def test_the_announced_visitor_comes_first_and_is_one_record(log: Log, qtbot: QtBot) -> None:
    log.come(name="李建华", phone="13911112222")
    log.come(name="李建国", phone="13933334444", request="other")
    announced = log.expect(name="李建军", phone="13955556666")
    offered = suggestions(log, "lij", qtbot)
    assert offered[0].visit_id == announced.id and len(offered) == 3
    log.press(Qt.Key.Key_Return, at=log.form.name)
    log.submit()
    assert log.card(announced).visit.state is VisitState.ON_SITE and len(log.visits()) == 3
    assert log.toast == "李建军 is checked in, as expected."


def test_an_announced_visit_is_checked_in_from_its_panel(log: Log) -> None:
    announced = log.expect(remark="带样品", party_size=3)
    log.open(announced)
    log.step("Check in")
    assert log.form.arrival().expected_id == announced.id and log.check_in.save.hasFocus()
    assert log.form.extra.field("remark").isVisible() and log.form.arrival().host == HOST
    log.type(phone="13812345678")
    log.submit()
    (visit,) = log.visits()
    assert visit.id == announced.id and visit.party_size == 3 and visit.host == HOST


def test_a_double_click_is_one_visit(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    waiting: list[Any] = []
    run = log.ctx.tasks.run
    monkeypatch.setattr(log.ctx.tasks, "run", lambda *args, **more: waiting.append((args, more)))
    log.type(name="张伟明", phone="13812345678", host="1205")
    log.press(Qt.Key.Key_Return, CTRL, at=log.form.phone)
    log.press(Qt.Key.Key_Return, CTRL, at=log.form.phone)
    log.check_in.save.click()
    assert len(waiting) == 1 and not log.check_in.save.isEnabled()
    monkeypatch.setattr(log.ctx.tasks, "run", run)
    args, more = waiting[0]
    run(*args, **more)
    assert len(log.visits()) == 1 and log.check_in.save.isEnabled()


def test_the_same_form_saved_twice_is_one_visit(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer was lost on its way; the receptionist presses again."""
    log.type(name="张伟明", phone="13812345678", host="1205")
    run = log.ctx.tasks.run

    def deaf(work: Any, done: Any = None, failed: Any = None, **more: Any) -> None:
        def fails() -> None:
            work()
            raise OSError("no answer")

        run(fails, done, lambda error: failed(error) if isinstance(error, OSError) else None, **more)

    monkeypatch.setattr(log.ctx.errors, "show", lambda *_: None)
    monkeypatch.setattr(log.ctx.tasks, "run", deaf)
    log.submit()
    monkeypatch.setattr(log.ctx.tasks, "run", run)
    assert log.form.name.text() == "张伟明" and log.check_in.save.isEnabled()
    log.submit()
    assert len(log.visits()) == 1


@pytest.mark.parametrize("answer", [0, 1, None])
def test_somebody_already_here_is_asked_about(log: Log, answer: int | None) -> None:
    earlier = log.come(badge="V01")
    log.type(name="张伟明", phone="13812345678", host="1206")
    log.asked.will_answer(answer)
    log.submit()
    assert [kind for kind, _ in log.asked.questions] == ["choose"] and "张伟明" in log.asked.texts[0]
    states = {one.id == earlier.id: one.state for one in log.visits()}
    on_site, left = VisitState.ON_SITE, VisitState.LEFT
    assert (
        states
        == {0: {True: left, False: on_site}, 1: {True: on_site, False: on_site}, None: {True: on_site}}[
            answer
        ]
    )
    assert (log.form.name.text() == "张伟明") is (answer is None) and log.check_in.save.isEnabled()


def test_a_fault_keeps_what_was_typed(log: Log) -> None:
    announced = log.expect()
    log.open(announced)
    log.step("Check in")
    log.desk.get(Visitors).cancel(log.people.receptionist, announced.id)
    log.type(phone="13812345678")
    log.submit()
    assert log.asked.questions[0][0] == "tell" and log.form.name.text() == "李建国"
    assert log.check_in.save.isEnabled()


def test_clear_forgets_everything(log: Log) -> None:
    log.form.fill(replace(KNOWN, badge="V01", permit=Permit("1")))
    assert log.form.dirty and log.form.extra.field("badge").isVisible()
    log.check_in.clear()
    assert (
        not log.form.dirty
        and log.form.arrival() == Arrival(name="", phone="", host=Host())
        and not log.form.extra.field("badge").isVisible()
    )


def test_a_host_typed_with_its_unit_is_kept_whole(log: Log) -> None:
    log.form.fill(KNOWN)
    assert log.form.arrival().host == HOST
    log.form.fill(replace(KNOWN, host=Host(unit="1205", floor="12")))
    log.submit()
    assert log.visits()[0].host == Host(unit="1205", floor="12")


# The picture


def picture() -> QImage:
    image = QImage(1600, 900, QImage.Format.Format_ARGB32)
    image.fill(QColor("teal"))
    return image


def test_without_a_camera_there_is_no_button(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(camera, "cameras", list)
    log.check_in.photo.offer()
    assert not log.check_in.photo.isVisible()
    monkeypatch.setattr(camera, "cameras", lambda: ["one"])
    log.check_in.photo.offer()
    assert log.check_in.photo.isVisible() and log.check_in.photo.isEnabled()


def test_the_picture_is_small_and_belongs_to_the_visit(log: Log) -> None:
    log.check_in.photo.keep(picture())
    assert log.check_in.photo.text() == "Photo taken"
    kept = QImage.fromData(log.check_in.photo.jpeg)
    assert (kept.width(), kept.height()) == (480, 270) and len(log.check_in.photo.jpeg or b"") < 60_000
    log.type(name="张伟明", phone="13812345678", host="1205")
    log.submit()
    (visit,) = log.visits()
    assert log.card(visit).photo and log.check_in.photo.jpeg is None and log.check_in.photo.text() == "Photo"
    log.open(visit)
    assert [one for one in log.panel.findChildren(QLabel) if one.pixmap().height() == 140]


def test_a_picture_is_taken_from_the_dialog(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    class Dialog:
        picture: QImage | None = None
        answer = 0

        def __init__(self, parent: object) -> None: ...

        def exec(self) -> int:
            return Dialog.answer

    monkeypatch.setattr(camera, "CameraDialog", Dialog)
    button = log.check_in.photo
    button._take()
    Dialog.answer = 1
    button._take()
    assert button.jpeg is None
    Dialog.picture = picture()
    button._take()
    assert button.jpeg is not None


def test_who_is_suspended_is_told_where_names_are_typed(log: Log, qtbot: QtBot) -> None:
    log.come()
    draft = SuspensionDraft(KNOWN.phone, KNOWN.name, "雨伞多次逾期未还")
    log.desk.get(Suspensions).suspend(log.people.supervisor, draft)
    (known,) = suggestions(log, "张伟", qtbot)
    assert known.barred and suggestion_of(known).detail.startswith("Suspended · ")
